// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/column/code_rows.h"

#include <gtest/gtest.h>

#include <random>

#include "sim/array/position/code_planes.h"

namespace ohmic::sim {
namespace {

/// The definition: row (group, i, j, c) of a position is a pixel, or zero outside.
std::int16_t rowByDefinition(const mapping::PatchGeometry& patch, const std::vector<std::int16_t>& image,
                             int position, int row) {
  const int channels = patch.channels / patch.groups;
  const int c = row % channels;
  const int j = row / channels % patch.kernelWidth;
  const int i = row / channels / patch.kernelWidth % patch.kernelHeight;
  const int group = row / channels / patch.kernelWidth / patch.kernelHeight;
  const int y = position / patch.outputWidth * patch.strideY + i * patch.dilationY - patch.padTop;
  const int x = position % patch.outputWidth * patch.strideX + j * patch.dilationX - patch.padLeft;
  if (y < 0 || y >= patch.height || x < 0 || x >= patch.width) {
    return 0;
  }
  return image[((group * channels + c) * patch.height + y) * patch.width + x];
}

/// The planes hold every row's code of every position where they say.
void expectPlaces(const CodePlanes& codes, const mapping::PatchGeometry& patch,
                  const std::vector<std::int16_t>& image) {
  const auto* halves = reinterpret_cast<const std::int16_t*>(codes.numbers().data());
  for (int row = 0; row < patch.rows(); ++row) {
    const auto place = codes.place(row);
    for (int position = 0; position < patch.positions(); ++position) {
      const std::ptrdiff_t number = place.offset + codes.offset(position);
      ASSERT_EQ(halves[2 * number + (place.isHigh ? 1 : 0)], rowByDefinition(patch, image, position, row));
    }
  }
}

template <class Codes>
void expectWork(Codes& codes, const mapping::PatchGeometry& patch, const std::vector<std::int16_t>& image) {
  for (const auto drive : {mapping::SignedDrive::bipolar, mapping::SignedDrive::offset}) {
    const auto input = mapping::inputCodes({8, mapping::InputEncoding::parallel, {}, drive}, false);
    std::vector<std::int64_t> work(static_cast<std::size_t>(patch.rows()), 0);
    codes.addWork(input, work.data());
    for (int row = 0; row < patch.rows(); ++row) {
      std::int64_t expected = 0;
      for (int position = 0; position < patch.positions(); ++position) {
        expected += input.work(rowByDefinition(patch, image, position, row));
      }
      ASSERT_EQ(work[row], expected);
    }
  }
}

TEST(CodeRows, GatherAndPlanesFollowTheDefinition) {
  std::mt19937 random(3);
  const auto draw = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
  for (int trial = 0; trial < 200; ++trial) {
    mapping::PatchGeometry patch;
    patch.groups = draw(1, 3);
    patch.channels = patch.groups * (trial % 4 == 0 ? 2 * draw(4, 9) : draw(1, 4));
    patch.kernelHeight = draw(1, 3), patch.kernelWidth = draw(1, 3);
    patch.strideY = draw(1, 2), patch.strideX = draw(1, 3);
    patch.dilationY = draw(1, 2), patch.dilationX = draw(1, 2);
    patch.padTop = draw(0, 2), patch.padLeft = draw(0, 2);
    patch.height = draw(6, 9), patch.width = draw(6, 9);
    patch.outputHeight =
        (patch.height + patch.padTop - (patch.kernelHeight - 1) * patch.dilationY - 1) / patch.strideY + 1;
    patch.outputWidth =
        (patch.width + patch.padLeft + draw(0, 2) - (patch.kernelWidth - 1) * patch.dilationX - 1) /
            patch.strideX +
        1;
    std::vector<std::int16_t> image(patch.channels * patch.height * patch.width);
    for (auto& code : image) {
      code = static_cast<std::int16_t>(draw(-127, 127));
    }
    CodeRows codes(patch);
    codes.place(image.data());
    const int step = draw(1, 3), begin = draw(0, step - 1);
    const int count = (patch.positions() - begin + step - 1) / step;
    std::vector<std::int16_t> rows(static_cast<std::size_t>(count) * patch.rows());
    codes.gather(begin, step, count, patch.rows(), rows.data());
    expectWork(codes, patch, image);
    CodePlanes planes(patch, trial % 2 == 0 ? CodePlanes::Form::lines : CodePlanes::Form::unfolded);
    const std::vector<float> floats(image.begin(), image.end());
    planes.quantise(floats.data(), {1.0F, -127, 127});
    expectPlaces(planes, patch, image);
    expectWork(planes, patch, image);
    CodeRows quantised(patch);
    quantised.quantise(floats.data(), {1.0F, -127, 127});
    std::vector<std::int16_t> ofFloats(rows.size());
    quantised.gather(begin, step, count, patch.rows(), ofFloats.data());
    for (int n = 0; n < count; ++n) {
      for (int row = 0; row < patch.rows(); ++row) {
        const auto expected = rowByDefinition(patch, image, begin + n * step, row);
        ASSERT_EQ(rows[n * patch.rows() + row], expected) << trial;
        ASSERT_EQ(ofFloats[n * patch.rows() + row], expected) << trial;
      }
    }
  }
}

TEST(CodeRows, QuantisesHalfToEvenAndClamps) {
  mapping::PatchGeometry patch;
  patch.channels = 7;
  CodeRows codes(patch);
  const float inputs[7] = {0.5F, 1.5F, 2.5F, -0.5F, -1.5F, 400.0F, -400.0F};
  codes.quantise(inputs, {1.0F, -127, 127});
  std::int16_t rows[7];
  codes.gather(0, 1, 1, 7, rows);
  EXPECT_EQ(std::vector<std::int16_t>(rows, rows + 7),
            (std::vector<std::int16_t>{0, 2, 2, 0, -2, 127, -127}));
}

}  // namespace
}  // namespace ohmic::sim
