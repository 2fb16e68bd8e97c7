// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "devices/converters/dac.h"
#include "mapping/format.h"
#include "sim/array/kernel.h"
#include "sim/array/matrix_tiles.h"
#include "sim/array/programmed_array.h"

namespace ohmic::sim {

/// The position form: lanes are neighbouring output positions, 32 in a block, and each column's level is one
/// number for all of them. Sums, codes and outputs of a block are [column][position].
inline constexpr int kBlockPositions = 32;

/// What drives an array's row pairs in a block: two 16-bit numbers for each position in one of 32 bits.
struct PairDrives {
  const std::int32_t* const* pairs = nullptr;  ///< of each row pair, position 0's
  std::ptrdiff_t half = kBlockPositions / 2;   ///< from position 0 to position 16
  const DriveTiles* tiles = nullptr;  ///< the same for matrix tiles; null: the product does without. Noise
                                      ///< weights as they are, not less 2^15
};

/// How drives are laid out for matrix tiles: as they are; noise weights, less 2^15 in the row pairs, whole
/// again; drives squared into noise weights.
enum class Laying { plain, shifted, squared };

/// Lay the drives of row pairs out for matrix tiles: two TileRow for each quad, and so many of high bytes.
/// @param high  null: numbers are one byte.
void layDriveTiles(const PairDrives& drives, int pairs, int positions, Laying laying, TileRow* low,
                   TileRow* high);

/// to[i] = bit @p bit of each byte of @p from.
void layBits(const TileRow* from, int count, int bit, TileRow* to);

/// What a plane's conversions add to their sums.
struct PositionNoise {
  float varianceUnit = 0.0F;               ///< squared fixed-point units of one count; 0: none
  float converterVariance = 0.0F;          ///< squared fixed-point units
  const PairedRows* variance = nullptr;    ///< of the cells
  const double* varianceOffset = nullptr;  ///< Plane::varianceOffset
  PairDrives weights;                      ///< noise weights, less 2^15 in row pairs
  const float* common = nullptr;           ///< for each position, fixed-point units; null: nothing
  std::uint64_t key = 0;                   ///< of the stream of Purpose::readNoise
  std::uint32_t image = 0;
  std::uint32_t firstPosition = 0;
  std::uint32_t phaseAndRowBlock = 0;  ///< phase + 2^16 * row block
  std::uint32_t column = 0;            ///< first column in the layer's matrix
};

/// A plane's read in one phase.
struct PositionRead {
  PairDrives drives;
  BlockConversion conversion;
  PositionNoise noise;
};

/// Product and conversion of a plane for a block, phase by phase: codeSums[c][p] += (or =, as the first read
/// says) code of the column's sum, times the conversion's weight. Equal to sumColumns() and convertColumns()
/// of plain_read.h bit for bit.
///
/// @param reads      which differ in their drives, their weights and what draws their noise.
/// @param positions  at most kBlockPositions; lanes behind them hold anything.
/// @returns codes at the end of the range.
std::int64_t readPositions(const PositionRead* reads, int count, int positions, const PairedRows& levels,
                           std::int32_t* codeSums);

/// Columns from product to code at a time.
inline constexpr int kGroupColumns = TiledRows::kColumns;

/// The product alone: sums[c][p] of the group of columns from @p column on.
void sumPositions(const PairDrives& drives, int positions, const PairedRows& levels, int column,
                  std::int32_t* sums);

/// sums[p] = sum of what drives position p's rows. @param ones  rows x 1, all 1.
void sumDrives(const PairDrives& drives, int positions, const PairedRows& ones, std::int32_t* sums);

/// Lines of a plane: width neighbouring numbers each.
struct PlaneLines {
  int lines = 0, width = 0;
  std::ptrdiff_t stride = 0;  ///< from a line to the next
};

/// roots[i] = sqrt(numbers[i]), as the noise takes them. @param count  a multiple of 16.
void squareRoots(const float* numbers, int count, float* roots);

/// Codes of two channels. @param first  lines x width floats, as @p second; null: zeros.
void quantisePair(const float* first, const float* second, const PlaneLines& plane, const devices::Dac& dac,
                  std::int32_t* codes);

/// to[y * width + i] = number i * step of line y; up to 15 more are read and written.
void copyLines(const std::int32_t* from, const PlaneLines& plane, int step, std::int32_t* to);

/// sums[2 * x + h] = sum over the lines of mapping::InputCodes::work() of the code in half h of number x.
void sumWork(const std::int32_t* codes, const PlaneLines& plane, const mapping::InputCodes& input,
             std::int64_t* sums);

/// Where a row pair's two numbers lie: in halves of 32 bits.
struct RowPair {
  std::ptrdiff_t first = 0, second = 0;  ///< numbers, for the first output position
  bool isFirstHigh = false, isSecondHigh = false;

  /// Its two numbers are one of 32 bits.
  [[nodiscard]] bool isWhole() const { return first == second && !isFirstHigh && isSecondHigh; }
};

/// Positions whose numbers are step apart.
struct PositionRun {
  int lane = 0, count = 0;
  std::ptrdiff_t offset = 0;  ///< from the first output position's
};

/// panel[k * pairStride + lane] = pair k's two numbers for each position of the runs. Reads up to 15 steps
/// and writes up to 15 numbers beyond a run, the latter before what follows there is written.
void packPairs(const std::int32_t* numbers, const RowPair* pairs, int count, const PositionRun* runs,
               int runCount, int step, std::ptrdiff_t pairStride, std::int32_t* panel);

/// How outputs are stored: as they are, or negative ones as zero, which saves the pass of a ReLU behind the
/// layer.
enum class Storing { plain, rectified };

/// Where a block's code sums go.
struct PositionOutput {
  const std::int32_t* codeSums = nullptr;  ///< slice x column x position
  std::ptrdiff_t sliceStride = 0;
  int slices = 1;
  const double* weight = nullptr;  ///< of a code, for each slice
  const double* gain = nullptr;    ///< of each column, like the following
  const double* known = nullptr;
  const double* factor = nullptr;
  const double* bias = nullptr;
  Storing storing = Storing::plain;
};

/// Dequantise: output[c * stride + p], as LayerArithmetic::output().
void storePositions(const PositionOutput& sums, int positions, int columns, float* output,
                    std::ptrdiff_t stride);

}  // namespace ohmic::sim
