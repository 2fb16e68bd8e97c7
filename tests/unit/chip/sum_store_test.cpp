// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/sum_store.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <ostream>
#include <random>
#include <string>
#include <vector>

#include "tests/unit/chip/test_network.h"

namespace ohmic::sim {
namespace {

/// A chip whose first layer has row and column blocks.
tests::TestChip blockedChip(bool isLinear) {
  tests::TestHardware hardware;
  hardware.mapping.array = {16, 8, mapping::Split::equal};
  return isLinear ? tests::makeChip(tests::linearNetwork(40, 19), hardware, 1)
                  : tests::makeChip(tests::convolutionNetwork(4, 19, 6), hardware, 1);
}

struct Case {
  bool isLinear;
  int step;
  bool hasOffset, hasNorms;
};

std::ostream& operator<<(std::ostream& out, const Case& what) {  // not its bytes, some of which are padding
  return out << what.isLinear << what.step << what.hasOffset << what.hasNorms;
}

class SumStoreLaw : public testing::TestWithParam<Case> {};

// Random sums of every array, added and dequantised here with LayerArithmetic::output()'s formula.
TEST_P(SumStoreLaw, OutputsAreThoseOfTheSumsOverTheArrays) {
  const Case what = GetParam();
  tests::TestChip test = blockedChip(what.isLinear);
  const mapping::LayerPlan& layer = test.deployment.plan.layers[0];
  LayerArithmetic arithmetic = test.deployment.arithmetic[0];
  ProgrammedLayer programmed = test.chip.layers[0];
  ASSERT_GT(layer.arrays.back().rowBlock, 0);
  std::mt19937 random(static_cast<unsigned>(what.step) + (what.hasOffset ? 10U : 0U));
  const auto draw = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
  const auto columns = static_cast<std::size_t>(layer.columns);
  arithmetic.offsetPerCode = what.hasOffset ? 0.5 : 0.0;
  arithmetic.inputOffset.clear();
  for (std::size_t c = 0; c < columns; ++c) {
    arithmetic.inputOffset.push_back(draw(-50, 50));
    programmed.gain[c] = 1.0 + draw(0, 100) / 128.0;
    if (what.hasNorms) {
      programmed.norms.push_back({draw(1, 9) / 4.0, draw(-9, 9) / 8.0});
    }
  }
  SumStore store(layer, arithmetic, programmed);
  for (int block = 0; block < 2; ++block) {  // what is left of the first does not reach the second
    const int positions = block == 0 ? 5 : 3, first = block;
    const int count = first + (positions - 1) * what.step + 2;
    std::vector<std::vector<std::int64_t>> sums(positions, std::vector<std::int64_t>(columns, 0));
    auto offsets = sums;
    for (const auto& array : layer.arrays) {
      std::vector<std::int64_t> words, wordOffsets;
      for (int p = 0; p < positions; ++p) {
        wordOffsets.push_back(what.hasOffset ? draw(-1000, 1000) : 0);
        for (int c = 0; c < array.columns; ++c) {
          words.push_back(draw(-100000, 100000));
          sums[p][static_cast<std::size_t>(array.columnBegin + c)] += words.back();
          offsets[p][static_cast<std::size_t>(array.columnBegin + c)] += wordOffsets.back();
        }
      }
      store.add(array, positions, words.data(), wordOffsets.data());
    }
    constexpr float kUntouched = -12345.0F;
    std::vector<float> values(static_cast<std::size_t>(count) * columns, kUntouched);
    store.store(positions, first, what.step, count, values.data());
    std::vector<float> expected(values.size(), kUntouched);
    for (int p = 0; p < positions; ++p) {
      for (std::size_t c = 0; c < columns; ++c) {
        const std::size_t at = static_cast<std::size_t>(first + p * what.step);
        const double known = static_cast<double>(offsets[p][c] + arithmetic.inputOffset[c]);
        const double corrected = static_cast<double>(sums[p][c]) * programmed.gain[c] - known;
        float value =
            static_cast<float>(corrected * arithmetic.factor[c] + static_cast<double>(arithmetic.bias[c]));
        if (what.hasNorms) {
          value = static_cast<float>(static_cast<double>(value) * programmed.norms[c].scale +
                                     programmed.norms[c].shift);
        }
        expected[what.isLinear ? at * columns + c : c * static_cast<std::size_t>(count) + at] = value;
      }
    }
    EXPECT_EQ(values, expected) << "block " << block;
  }
}

INSTANTIATE_TEST_SUITE_P(Cases, SumStoreLaw,
                         testing::Values(Case{false, 1, false, false}, Case{false, 1, true, true},
                                         Case{false, 3, false, true}, Case{false, 2, true, false},
                                         Case{true, 1, false, false}, Case{true, 1, true, true}),
                         [](const auto& test) {
                           const Case& what = test.param;
                           return std::string(what.isLinear ? "linear" : "convolution") + "_step_" +
                                  std::to_string(what.step) + (what.hasOffset ? "_offset" : "") +
                                  (what.hasNorms ? "_norms" : "");
                         });

}  // namespace
}  // namespace ohmic::sim
