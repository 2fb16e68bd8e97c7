// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "devices/random/stream.h"

namespace ohmic::devices {

/// What counts the draws of one read of an array's columns at one position.
struct ReadCount {
  std::uint32_t image = 0;
  std::uint32_t position = 0;
  std::uint32_t pass = 0;  ///< pass | row block << 16
};

/// Columns whose draws are one block of words: a draw is half a word.
inline constexpr std::uint32_t kReadBlockColumns = 8;

/// The block of columns 8 @p block to 8 @p block + 7: column c's half is the lower one of word c / 2 % 4 if c
/// is even, else the higher one.
[[nodiscard]] RandomBlock readBlock(const RandomStream& stream, const ReadCount& count,
                                    std::uint32_t block) noexcept;

/// Column @p column's half of its word.
[[nodiscard]] constexpr std::uint32_t halfOf(std::uint32_t word, std::uint32_t column) noexcept {
  return (word >> (column % 2 * 16)) & 0xFFFFU;
}

/// Column @p column's half of its block.
[[nodiscard]] constexpr std::uint32_t halfOf(const RandomBlock& block, std::uint32_t column) noexcept {
  return halfOf(block[column / 2 % 4], column);
}

/// Standard normal number of a conversion.
///
/// Bit 0 of @p half is the sign, the other 15 bits v give the probability (v + 0.5) / 2^16 of the tail. Below
/// v = 48 (one draw of 683) the tail is cut further: a second block, whose third count is column / 8 + 2^31,
/// adds the column's half of it, and the law is standardNormal()'s.
///
/// @param half  of the column's block.
[[nodiscard]] float readNormal(const RandomStream& stream, const ReadCount& count, std::uint32_t column,
                               std::uint32_t half) noexcept;

/// Normal numbers of one read's columns; a block is drawn once for neighbours.
class ReadNormals {
 public:
  ReadNormals(const RandomStream& stream, const ReadCount& count) : stream_(stream), count_(count) {}

  [[nodiscard]] float of(std::uint32_t column) noexcept;

 private:
  RandomStream stream_;
  ReadCount count_;
  std::uint32_t drawn_ = 0xFFFFFFFF;
  RandomBlock block_{};
};

}  // namespace ohmic::devices
