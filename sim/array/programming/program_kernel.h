// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "mapping/format.h"
#include "sim/array/programmed_array.h"

namespace ohmic::sim {

// Steps of programming over blocks of cells, in double; the instruction set is chosen at run time and changes
// no bit.

/// digits[r * columns + c] = levels.cellDigit(numbers[r * stride + c], polarity, slice).
void setDigits(const mapping::LevelFormat& levels, int polarity, int slice, const float* numbers,
               std::ptrdiff_t stride, int rows, int columns, double* digits);

/// target = g = least + held * step.
void setTargets(const double* held, double least, double step, std::size_t count, double* target, double* g);

/// found[t * count + i] = table[t * states + held[i] * statesPerDigit].
/// @pre held[i] * statesPerDigit is an integer below states.
void lookUp(const double* table, std::size_t states, std::size_t terms, int statesPerDigit,
            const double* held, std::size_t count, double* found);

/// What cells add to the levels of their outputs.
struct LevelShare {
  double sign = 1.0;   ///< of the cell within its pair
  double share = 1.0;  ///< of its digit
  double step = 0.0;   ///< siemens of one level
};

/// level += sign * (share * digit + (g - target) / step).
void addLevels(const LevelShare& share, const double* digit, const double* g, const double* target,
               std::size_t count, double* level);

/// sums[r] += cells[r * columns], then + cells[r * columns + 1] and so on: the order of one row is kept.
void addRowSums(const double* cells, int rows, int columns, double* sums);

/// Round (level - middle) * units half to even and clamp it to +-32767, row by row from one of the stored
/// rows and columns on. @returns how many were clamped.
std::int64_t storeLevels(const double* levels, double middle, double units, int rows, int columns,
                         int firstRow, int firstColumn, PairedRows& stored);

}  // namespace ohmic::sim
