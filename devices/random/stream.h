// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace ohmic::devices {

/// What a draw is for. Part of every stream's key, so that turning one source on changes no draw
/// of another. The numbers are part of the results' meaning: never renumber, only add.
enum class Purpose : std::uint32_t {
  programming = 1,    ///< programming error of a cell
  driftExponent = 2,  ///< drift exponent of a cell
  flicker = 3,        ///< 1/f noise of a cell, one draw per cell and read time
  readNoise = 4,      ///< fresh noise of one conversion
  fault = 5,          ///< is a cell stuck
  variation = 6,      ///< factors of a die or an array
  converter = 7,      ///< mismatch of a converter
  weightNoise = 8,    ///< plain Gaussian noise on a digital weight
  driver = 9,         ///< non-linearity of a row's driver
  driverNoise = 10,   ///< noise of a row's driver in one read
};

/// The four words of one counter block.
using RandomBlock = std::array<std::uint32_t, 4>;

/// A counter-based random stream: a key, a value; nothing is advanced.
///
/// Draw n of a stream is a function of (key, n), so results depend on no visiting order, thread
/// count or batch size.
///
/// Source  Philox4x32-10: Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011;
///         Random123.
class RandomStream {
 public:
  /// The key is the first half of the Philox block with key = @p seed and counter =
  /// (purpose, chip, node, plane).
  ///
  /// @param node   hash of the network node's first output name: nodeHash().
  /// @param plane  slice and polarity of the cells: planeOf() of sim/array, or 0.
  RandomStream(std::uint64_t seed, Purpose purpose, std::uint32_t chip, std::uint32_t node,
               std::uint32_t plane);

  explicit constexpr RandomStream(std::uint64_t key) : key_(key) {}

  [[nodiscard]] RandomBlock block(std::uint32_t c0, std::uint32_t c1, std::uint32_t c2,
                                  std::uint32_t c3) const noexcept;

  /// The same function with seven rounds instead of ten: the fewest of which no test of BigCrush fails (SC
  /// 2011, table 2). For draws of conversions (read_normal.h).
  [[nodiscard]] RandomBlock shortBlock(std::uint32_t c0, std::uint32_t c1, std::uint32_t c2,
                                       std::uint32_t c3) const noexcept;

  [[nodiscard]] constexpr std::uint64_t key() const noexcept { return key_; }

 private:
  std::uint64_t key_;
};

/// 32-bit hash (XXH32, seed 0) of a node's first output name.
[[nodiscard]] std::uint32_t nodeHash(std::string_view name) noexcept;

}  // namespace ohmic::devices
