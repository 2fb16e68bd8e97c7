// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/position/laid_lines.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace ohmic::sim {
namespace {

mapping::LayerPlan layerOf(int channels, int kernel, int width, int height) {
  mapping::LayerPlan layer;
  auto& patch = layer.patch;
  patch.channels = channels;
  patch.kernelHeight = patch.kernelWidth = kernel;
  patch.padTop = patch.padLeft = kernel / 2;
  patch.width = patch.outputWidth = width;
  patch.height = patch.outputHeight = height;
  const int rows = patch.rows() / 8 * 4;
  layer.arrays.resize(2);
  layer.arrays[0].rows = rows;
  layer.arrays[1].rowBegin = rows;
  layer.arrays[1].rows = patch.rows() - rows;
  return layer;
}

std::uint32_t square(std::uint32_t code) { return code * code; }

/// The byte that a quad's row has for a position; rows are in the order 0, 2, 1, 3.
std::uint32_t byteOf(const TileRow* rows, const DriveTiles& tiles, int row, int position) {
  constexpr int kShiftOfRow[4] = {0, 16, 8, 24};
  const TileRow& tileRow = rows[row / 4 * tiles.step + (position < 16 ? 0 : tiles.second)];
  return tileRow.quads[position % 16] >> kShiftOfRow[row % 4] & 0xFFU;
}

TEST(LaidLines, HoldEveryRowsCodeOfEveryBlock) {
  std::mt19937 random(1);
  struct Shape {
    int channels, kernel, width, height;
  };
  for (const auto& [channels, kernel, width, height] :
       {Shape{4, 3, 32, 5}, {8, 3, 16, 7}, {12, 1, 64, 3}, {4, 5, 16, 6}, {8, 1, 32, 2}}) {
    const auto layer = layerOf(channels, kernel, width, height);
    ASSERT_TRUE(LaidLines::serve(layer));
    CodePlanes codes(layer.patch, CodePlanes::Form::lines);
    std::vector<float> image(static_cast<std::size_t>(channels * width * height));
    for (auto& value : image) {
      value = static_cast<float>(random() % 256);
    }
    codes.quantise(image.data(), {1.0F, 0, 255});
    const auto* numbers = reinterpret_cast<const std::int16_t*>(codes.numbers().data());
    LaidLines drives(layer.patch, codes), weights(layer.patch, codes);
    for (int begin = 0; begin < layer.patch.positions(); begin += kBlockPositions) {
      const int positions = std::min(kBlockPositions, layer.patch.positions() - begin);
      drives.lay(codes, begin, positions, Laying::plain, false);
      weights.lay(codes, begin, positions, Laying::squared, true);
      for (const auto& array : layer.arrays) {
        DriveTiles tiles, squares;
        drives.point(array.rowBegin, begin, tiles);
        weights.point(array.rowBegin, begin, squares);
        ASSERT_EQ(tiles.high, nullptr);
        for (int row = 0; row < array.rows; ++row) {
          const auto place = codes.place(array.rowBegin + row);
          for (int p = 0; p < positions; ++p) {
            const auto code = static_cast<std::uint32_t>(
                numbers[2 * (place.offset + codes.offset(begin + p)) + (place.isHigh ? 1 : 0)]);
            ASSERT_EQ(byteOf(tiles.low, tiles, row, p), code) << channels << " " << width;
            ASSERT_EQ(byteOf(squares.low, squares, row, p) | byteOf(squares.high, squares, row, p) << 8U,
                      square(code));
          }
        }
      }
    }
  }
}

TEST(LaidLines, ServeWholeQuadsOfChannelsAndDenseWindows) {
  EXPECT_TRUE(LaidLines::serve(layerOf(16, 3, 32, 32)));
  EXPECT_FALSE(LaidLines::serve(layerOf(3, 3, 32, 32)));
  EXPECT_FALSE(LaidLines::serve(layerOf(16, 3, 8, 8)));
  EXPECT_FALSE(LaidLines::serve(layerOf(64, 3, 224, 224)));  // beyond the cache
  auto layer = layerOf(16, 3, 32, 32);
  layer.patch.strideY = 2;
  EXPECT_FALSE(LaidLines::serve(layer));
  layer = layerOf(16, 3, 32, 32);
  layer.patch.groups = 4;
  EXPECT_FALSE(LaidLines::serve(layer));
  layer = layerOf(16, 3, 32, 32);
  layer.arrays[1].rowBegin = 70;
  EXPECT_FALSE(LaidLines::serve(layer));
}

}  // namespace
}  // namespace ohmic::sim
