// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/input_window.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

namespace ohmic::sim {
namespace {

constexpr devices::Dac kDac{1.0F, -127, 127};  // whole numbers are their own codes

/// Row r of a position of the layer's matrix: kernel row, kernel column, channel; zero in the padding.
std::int16_t byDefinition(const mapping::PatchGeometry& patch, const std::vector<float>& image, int position,
                          int r) {
  const int c = r % patch.channels, j = r / patch.channels % patch.kernelWidth,
            i = r / patch.channels / patch.kernelWidth;
  const int y = position / patch.outputWidth * patch.strideY + i * patch.dilationY - patch.padTop;
  const int x = position % patch.outputWidth * patch.strideX + j * patch.dilationX - patch.padLeft;
  if (y < 0 || y >= patch.height || x < 0 || x >= patch.width) {
    return 0;
  }
  return static_cast<std::int16_t>(image[static_cast<std::size_t>((c * patch.height + y) * patch.width + x)]);
}

// Down two images, with rows that are left out as by a lane with few positions: what the window asks for is
// enough, and no row is asked for twice.
TEST(InputWindow, HoldsWhatAStepNeedsAndAsksForEachRowOnce) {
  std::mt19937 random(11);
  const auto draw = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
  for (int trial = 0; trial < 200; ++trial) {
    mapping::PatchGeometry patch;
    patch.channels = draw(1, 4);
    patch.kernelHeight = draw(1, 4), patch.kernelWidth = draw(1, 3);
    patch.strideY = draw(1, 5), patch.strideX = draw(1, 2);
    patch.dilationY = draw(1, 2), patch.dilationX = draw(1, 2);
    patch.padTop = draw(0, 2), patch.padLeft = draw(0, 2);
    patch.height = draw(8, 12), patch.width = draw(6, 9);
    const int under = (patch.kernelHeight - 1) * patch.dilationY + 1;
    patch.outputHeight = (patch.height + patch.padTop + draw(0, 2) - under) / patch.strideY + 1;
    patch.outputWidth =
        (patch.width + patch.padLeft - (patch.kernelWidth - 1) * patch.dilationX - 1) / patch.strideX + 1;
    const int leap = draw(1, 3);
    InputWindow window(patch, true);
    std::vector<float> part;
    std::vector<std::int16_t> codes;
    for (int image = 0; image < 2; ++image) {
      std::vector<float> pixels(static_cast<std::size_t>(patch.channels * patch.height * patch.width));
      for (auto& pixel : pixels) {
        pixel = static_cast<float>(draw(-127, 127));
      }
      window.clear();
      std::vector<int> asked(static_cast<std::size_t>(patch.height), 0);
      for (int step = draw(0, 1); step < patch.outputHeight; step += leap) {
        const std::int64_t top = step * patch.strideY - patch.padTop;
        const RowSpan needed{std::clamp<std::int64_t>(top, 0, patch.height),
                             std::clamp<std::int64_t>(top + under, 0, patch.height)};
        const RowSpan missing = window.missing(needed);
        part.clear();
        for (int c = 0; c < patch.channels; ++c) {
          const auto* channel = &pixels[static_cast<std::size_t>(c * patch.height * patch.width)];
          part.insert(part.end(), channel + missing.first * patch.width, channel + missing.end * patch.width);
        }
        for (std::int64_t row = missing.first; row < missing.end; ++row) {
          EXPECT_EQ(++asked[static_cast<std::size_t>(row)], 1);
        }
        window.load(part, missing, step, kDac);
        window.gather(step * patch.outputWidth, 1, patch.outputWidth, codes);
        for (int x = 0; x < patch.outputWidth; ++x) {
          for (int r = 0; r < patch.rows(); ++r) {
            ASSERT_EQ(codes[static_cast<std::size_t>(x * patch.rows() + r)],
                      byDefinition(patch, pixels, step * patch.outputWidth + x, r))
                << "trial " << trial << ", step " << step << ", row " << r;
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace ohmic::sim
