// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "mapping/format.h"

namespace ohmic::sim {

/// What drives @p count rows in a phase: mapping::InputCodes::drive() of each code.
void driveRows(const std::int16_t* codes, int count, const mapping::InputCodes& input, int phase,
               std::int16_t* drive);

/// work[k] += sum over positions of mapping::InputCodes::work() of row k.
///
/// @param codes      positions x stride codes.
/// @param positions  at most 32: the sums of a block stay within int32.
void addDriveWork(const std::int16_t* codes, std::ptrdiff_t stride, int positions, int rows,
                  const mapping::InputCodes& input, std::int64_t* work);

}  // namespace ohmic::sim
