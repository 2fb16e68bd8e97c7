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

/// The same of a block: @p rows rows for each of some positions, @p stride numbers from one to the next.
void driveBlock(const std::int16_t* codes, std::ptrdiff_t stride, int positions, int rows,
                const mapping::InputCodes& input, int phase, std::int16_t* drive);

/// work[i] = mapping::InputCodes::work() of codes[i].
void workOf(const std::int16_t* codes, int count, const mapping::InputCodes& input, std::int32_t* work);

/// weights[i] = input.noiseWeight(drive[i]) - 2^15. @pre the greatest weight is below 2^16
/// @param drive  without DAC errors.
void shiftedNoiseWeights(const std::int16_t* drive, int count, const mapping::InputCodes& input,
                         std::int16_t* weights);

/// sums[p] = sumDrive() of plain_read.h of position p's rows. @param drive  positions x stride
void sumRowDrives(const std::int16_t* drive, std::ptrdiff_t stride, int positions, int rows,
                  std::int64_t* sums);

/// sums[c] = sum over n < count of values[n * stride + c].
/// @pre the sums fit.
void sumStrided(const std::int32_t* values, std::ptrdiff_t stride, int count, int columns,
                std::int32_t* sums);

}  // namespace ohmic::sim
