// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

namespace ohmic::sim {

/// What drives @p count rows in a phase of a bit-serial read: devices::bitDrive() of each code.
void driveBits(const std::int16_t* codes, int count, bool isSigned, int phase, std::int16_t* drive);

/// squares[k] += sum over positions of the squared drive of row k, over all phases: the code's square in
/// parallel, the number of its magnitude's bits if bit-serial.
///
/// @param codes      positions x stride codes.
/// @param positions  at most 32: the sums of a block stay within int32.
void addDriveSquares(const std::int16_t* codes, std::ptrdiff_t stride, int positions, int rows,
                     bool isBitSerial, bool isSigned, std::int64_t* squares);

}  // namespace ohmic::sim
