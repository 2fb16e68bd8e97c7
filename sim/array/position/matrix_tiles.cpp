// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/position/matrix_tiles.h"

#include <cassert>

#include "sim/array/tile_platform.h"

#if OHMIC_MATRIX_TILES
#include <immintrin.h>
#endif

namespace ohmic::sim {
namespace {

#if OHMIC_MATRIX_TILES

thread_local int shapedQuads = 0;  // of the thread's tiles; 0: it is in no TileScope

#define OHMIC_TILE_CODE __attribute__((target("amx-tile,amx-int8")))

/// Palette 1: sums, levels of 16 columns, drives of 16 positions, and a row for keepTilesAwake().
struct alignas(64) TileConfiguration {
  explicit TileConfiguration(int quads) {
    bytesOfRow[4] = static_cast<std::uint16_t>(4 * quads);
    rows[5] = rows[6] = static_cast<std::uint8_t>(quads);
  }

  std::uint8_t palette = 1;
  std::uint8_t startRow = 0;
  std::uint8_t reserved[14] = {};
  std::uint16_t bytesOfRow[16] = {64, 64, 64, 64, 64, 64, 64, 64};
  std::uint8_t rows[16] = {16, 16, 16, 16, 16, 16, 16, 1};
};

constexpr std::ptrdiff_t kLevelStride = sizeof(TileRow);
constexpr std::ptrdiff_t kSumStride = 2 * sizeof(TileRow);
constexpr int kTileRows = 16;
constexpr int kPart = kTileRows * 32;  // numbers

/// Tiles 0 and 1: sums of low bytes, 2 and 3: of high ones, for each half of the positions.
template <DriveBytes kBytes, bool kBoth>
OHMIC_TILE_CODE void multiplyOne(const DriveTiles& tiles, const TileRow* drives, const TileRow* levels,
                                 const TileCut& cut, std::int32_t* parts) {
  const auto driveStride = static_cast<std::ptrdiff_t>(sizeof(TileRow)) * tiles.step;
  _tile_zero(0);
  _tile_zero(1);
  _tile_zero(2);
  _tile_zero(3);
  for (int k = 0; k < cut.tiles; ++k) {
    _tile_loadd(5, drives, driveStride);
    if constexpr (kBoth) {
      _tile_loadd(6, drives + tiles.second, driveStride);
    }
    _tile_loadd(4, levels, kLevelStride);
    if constexpr (kBytes == DriveBytes::oneUnsigned) {
      _tile_dpbuud(0, 4, 5);
    } else {
      _tile_dpbusd(0, 4, 5);
    }
    if constexpr (kBoth && kBytes == DriveBytes::oneUnsigned) {
      _tile_dpbuud(1, 4, 6);
    } else if constexpr (kBoth) {
      _tile_dpbusd(1, 4, 6);
    }
    _tile_loadd(4, levels + kTileRows, kLevelStride);
    if constexpr (kBytes == DriveBytes::oneUnsigned) {
      _tile_dpbsud(2, 4, 5);
    } else {
      _tile_dpbssd(2, 4, 5);
    }
    if constexpr (kBoth && kBytes == DriveBytes::oneUnsigned) {
      _tile_dpbsud(3, 4, 6);
    } else if constexpr (kBoth) {
      _tile_dpbssd(3, 4, 6);
    }
    drives += tiles.step * cut.quads;
    levels += 2 * kTileRows;
  }
  _tile_stored(0, parts, kSumStride);
  _tile_stored(2, parts + kPart, kSumStride);
  if constexpr (kBoth) {
    _tile_stored(1, parts + kTileRows, kSumStride);
    _tile_stored(3, parts + kPart + kTileRows, kSumStride);
  }
}

/// One half of the positions; tiles 0, 1, 2: sums that count 1, 2^8, 2^16.
template <bool kSigned>
OHMIC_TILE_CODE void multiplyTwo(std::ptrdiff_t step, const TileRow* low, const TileRow* high,
                                 const TileRow* levels, const TileCut& cut, std::int32_t* parts) {
  const auto driveStride = static_cast<std::ptrdiff_t>(sizeof(TileRow)) * step;
  _tile_zero(0);
  _tile_zero(1);
  _tile_zero(2);
  for (int k = 0; k < cut.tiles; ++k) {
    _tile_loadd(5, low, driveStride);
    _tile_loadd(6, high, driveStride);
    _tile_loadd(4, levels, kLevelStride);
    _tile_dpbuud(0, 4, 5);
    if constexpr (kSigned) {
      _tile_dpbusd(1, 4, 6);
    } else {
      _tile_dpbuud(1, 4, 6);
    }
    _tile_loadd(4, levels + kTileRows, kLevelStride);
    _tile_dpbsud(1, 4, 5);
    if constexpr (kSigned) {
      _tile_dpbssd(2, 4, 6);
    } else {
      _tile_dpbsud(2, 4, 6);
    }
    low += step * cut.quads;
    high += step * cut.quads;
    levels += 2 * kTileRows;
  }
  _tile_stored(0, parts, kSumStride);
  _tile_stored(1, parts + kPart, kSumStride);
  _tile_stored(2, parts + 2 * kPart, kSumStride);
}

OHMIC_TILE_CODE void shape(int quads) {
  const TileConfiguration configuration(quads);
  asm volatile("" : : "m"(configuration));  // all of it: the intrinsic names its first bytes alone
  _tile_loadconfig(&configuration);
  shapedQuads = quads;
}

OHMIC_TILE_CODE void release() { _tile_release(); }

OHMIC_TILE_CODE void touch() {
  static thread_local TileRow unread;
  _tile_dpbssd(0, 4, 5);
  _tile_stored(7, &unread, kLevelStride);
}

#endif

}  // namespace

DriveBytes driveBytes(std::int64_t least, std::int64_t greatest) {
  if (least >= 0) {
    return greatest <= 255 ? DriveBytes::oneUnsigned : DriveBytes::twoUnsigned;
  }
  return least >= -128 && greatest <= 127 ? DriveBytes::oneSigned : DriveBytes::twoSigned;
}

TileScope::TileScope(int quads) {
#if OHMIC_MATRIX_TILES
  if (quads > 0) {
    shape(quads);
  }
#else
  (void)quads;
#endif
}

TileScope::~TileScope() {
#if OHMIC_MATRIX_TILES
  if (shapedQuads > 0) {
    release();
    shapedQuads = 0;
  }
#endif
}

void keepTilesAwake() {
#if OHMIC_MATRIX_TILES
  if (shapedQuads > 0) {
    touch();
  }
#endif
}

void multiplyTiles(const DriveTiles& drives, const TiledRows& levels, int columnTile, int firstPair,
                   int pairs, bool hasSecondHalf, std::int32_t* parts) {
#if OHMIC_MATRIX_TILES
  assert(shapedQuads > 0);  // in a TileScope
  TileCut cut = levels.cut();
  if (shapedQuads != cut.quads) {
    shape(cut.quads);
  }
  const TileRow* tile = levels.tile(columnTile, firstPair / (2 * cut.quads));
  cut.tiles = (pairs + 2 * cut.quads - 1) / (2 * cut.quads);
  const std::ptrdiff_t first = firstPair / 2 * drives.step;
  const TileRow* low = drives.low + first;
  switch (drives.bytes) {
    case DriveBytes::oneUnsigned:
      (hasSecondHalf ? multiplyOne<DriveBytes::oneUnsigned, true>
                     : multiplyOne<DriveBytes::oneUnsigned, false>)(drives, low, tile, cut, parts);
      return;
    case DriveBytes::oneSigned:
      (hasSecondHalf ? multiplyOne<DriveBytes::oneSigned, true>
                     : multiplyOne<DriveBytes::oneSigned, false>)(drives, low, tile, cut, parts);
      return;
    case DriveBytes::twoSigned:
    case DriveBytes::twoUnsigned: {
      const auto multiply = drives.bytes == DriveBytes::twoSigned ? multiplyTwo<true> : multiplyTwo<false>;
      const TileRow* high = drives.high + first;
      multiply(drives.step, low, high, tile, cut, parts);
      if (hasSecondHalf) {
        multiply(drives.step, low + drives.second, high + drives.second, tile, cut, parts + kTileRows);
      }
      return;
    }
  }
#else
  (void)drives, (void)levels, (void)columnTile, (void)firstPair, (void)pairs, (void)hasSecondHalf,
      (void)parts;
#endif
}

}  // namespace ohmic::sim
