// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "devices/random/stream.h"

namespace ohmic::devices {

/// Standard normal number of one uniform word (the law: normal-inl.h).
[[nodiscard]] float standardNormal(std::uint32_t word) noexcept;

/// Uniform number in (0, 1) of one word: (word + 0.5) / 2^32.
[[nodiscard]] double uniform(std::uint32_t word) noexcept;

/// Neighbouring cells of neighbouring rows of a layer's weight matrix, row by row. A draw is counted by the
/// weight's place in that matrix, not by its place in an array: another tile size gives the same weight the
/// same error.
struct CellBlock {
  std::uint32_t row = 0;      ///< first row of the layer's matrix
  std::uint32_t column = 0;   ///< first column of the layer's matrix
  std::uint32_t count = 0;    ///< how many columns
  std::uint32_t replica = 0;  ///< which copy of the weight
  std::uint32_t device = 0;   ///< which device of the weight
  std::uint32_t rows = 1;     ///< how many rows

  [[nodiscard]] constexpr std::uint32_t size() const { return count * rows; }
};

/// One word for each cell of @p cells: word (column mod 4) of block (row, column / 4, replica, device).
void drawWords(const RandomStream& stream, const CellBlock& cells, std::uint32_t* words) noexcept;

/// One standard normal number for each cell of @p cells, from the same words.
void drawNormals(const RandomStream& stream, const CellBlock& cells, float* normals) noexcept;

/// The same, held: a block of few cells needs no allocation.
class NormalNumbers {
 public:
  NormalNumbers(const RandomStream& stream, const CellBlock& cells)
      : many_(cells.size() > few_.size() ? cells.size() : 0) {
    drawNormals(stream, cells, many_.empty() ? few_.data() : many_.data());
  }

  [[nodiscard]] const float* data() const { return many_.empty() ? few_.data() : many_.data(); }

 private:
  std::array<float, 512> few_;
  std::vector<float> many_;
};

}  // namespace ohmic::devices
