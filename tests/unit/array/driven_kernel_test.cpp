// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/position/driven_kernel.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "devices/converters/adc.h"
#include "sim/array/kernel_target.h"
#include "tests/unit/array/random_levels.h"

namespace ohmic::sim {
namespace {

constexpr int kPhases = 3;

/// What drives the rows of a block in each phase: -1, 0 or 1.
class Drives {
 public:
  /// @param density  of drives that are not 0. @param least  0 or -1
  Drives(int rows, int positions, double density, int least, std::mt19937& random)
      : rows_(rows), pairs_((rows + 1) / 2), stride_((pairs_ + 15) / 16 * 16), positions_(positions) {
    std::bernoulli_distribution isDriven(density), isPositive(least == 0 ? 1.0 : 0.5);
    for (int phase = 0; phase < kPhases; ++phase) {
      std::vector<std::int16_t> drives(static_cast<std::size_t>(2 * stride_ * kBlockPositions), 0);
      for (int p = 0; p < positions; ++p) {
        for (int k = 0; k < rows; ++k) {
          const int drive = isDriven(random) ? (isPositive(random) ? 1 : -1) : 0;
          drives[static_cast<std::size_t>(2 * p * stride_ + k)] = static_cast<std::int16_t>(drive);
        }
      }
      drives_.push_back(std::move(drives));
    }
  }

  [[nodiscard]] int at(int phase, int position, int row) const {
    return drives_[static_cast<std::size_t>(phase)][static_cast<std::size_t>(2 * position * stride_ + row)];
  }
  [[nodiscard]] DrivenPairs found() const {
    std::vector<PhaseNumbers> phases;
    for (const auto& drives : drives_) {
      phases.push_back({reinterpret_cast<const std::int32_t*>(drives.data())});
    }
    DrivenPairs driven;
    driven.find(phases, stride_, pairs_, positions_);
    return driven;
  }
  [[nodiscard]] std::int64_t sum(int phase, int position, const PairedRows& levels, int column) const {
    std::int64_t sum = 0;
    for (int k = 0; k < rows_; ++k) {
      sum += at(phase, position, k) * levels.at(k, column);
    }
    return sum;
  }

 private:
  int rows_, pairs_;
  std::ptrdiff_t stride_;
  int positions_;
  std::vector<std::vector<std::int16_t>> drives_;
};

struct Case {
  int rows, columns, planes, positions;
  double density;
  int least;
};

/// Zero and all drives, odd rows, columns and planes that leave groups over, few positions.
class DrivenKernel : public ::testing::TestWithParam<Case> {
 protected:
  void TearDown() override { useKernelTarget(0); }
};

INSTANTIATE_TEST_SUITE_P(Cases, DrivenKernel,
                         ::testing::Values(Case{1, 1, 1, 1, 1.0, 0}, Case{2, 16, 4, 32, 0.2, 0},
                                           Case{3, 17, 1, 5, 0.5, -1}, Case{31, 10, 3, 17, 0.1, 0},
                                           Case{72, 16, 4, 32, 0.2, 0}, Case{116, 16, 4, 31, 0.2, -1},
                                           Case{128, 64, 2, 32, 0.3, 0}, Case{127, 128, 1, 32, 0.05, -1},
                                           Case{128, 33, 2, 8, 0.0, 0}, Case{128, 48, 1, 32, 1.0, -1},
                                           Case{129, 5, 5, 9, 1.0, 0}, Case{1024, 20, 2, 32, 0.2, 0}));

TEST_P(DrivenKernel, SumsEqualTheDefinitionOnEveryTarget) {
  const auto& [rows, columns, planes, positions, density, least] = GetParam();
  std::mt19937 random(1);
  const Drives drives(rows, positions, density, least, random);
  std::vector<PairedRows> levels;
  for (int i = 0; i < planes; ++i) {
    levels.push_back(randomLevels(rows, columns, random));
  }
  const auto size = static_cast<std::size_t>(levels[0].paddedColumns()) * kBlockPositions;
  for (const std::int64_t target : kernelTargets()) {
    useKernelTarget(target);
    const DrivenPairs driven = drives.found();
    for (int phase = 0; phase < kPhases; ++phase) {
      std::vector<std::vector<std::int32_t>> sums(levels.size(), std::vector<std::int32_t>(size, 7));
      std::vector<DrivenSums> wanted;
      for (std::size_t i = 0; i < levels.size(); ++i) {
        wanted.push_back({&levels[i], sums[i].data()});
      }
      sumDriven(driven, phase, wanted.data(), planes);
      for (std::size_t i = 0; i < levels.size(); ++i) {
        for (int c = 0; c < columns; ++c) {
          for (int p = 0; p < positions; ++p) {
            ASSERT_EQ(sums[i][static_cast<std::size_t>(c * kBlockPositions + p)],
                      drives.sum(phase, p, levels[i], c))
                << kernelTarget() << ", plane " << i << ", column " << c << ", position " << p;
          }
        }
      }
    }
  }
}

// Planes of a pair that is subtracted digitally share their sums; a code of each end of the range is counted.
TEST_P(DrivenKernel, CodesEqualThePlainLawOnEveryTarget) {
  const auto& [rows, columns, planes, positions, density, least] = GetParam();
  std::mt19937 random(2);
  const Drives drives(rows, positions, density, least, random);
  const devices::AdcCodes range = devices::adcCodes(6, true);
  std::vector<PairedRows> levels;
  std::vector<BlockConversion> conversions;
  std::vector<double> lsbs;
  for (int i = 0; i < planes; ++i) {
    levels.push_back(randomLevels(rows, columns, random));
    lsbs.push_back(1000.0 + 2000.0 * i);
    for (int phase = 0; phase < kPhases; ++phase) {
      const int weight = (i % 2 == 0 ? 1 : -1) * (phase == 1 ? -2 : 1 << phase);
      conversions.push_back({static_cast<float>(1.0 / lsbs.back()), static_cast<float>(range.least),
                             static_cast<float>(range.greatest), weight, i % 2 == 1 || phase > 0});
    }
  }
  const auto outputs = (levels.size() + 1) / 2;  // one for two planes
  const auto size = static_cast<std::size_t>(columns) * kBlockPositions;
  std::vector<std::vector<std::int32_t>> expected(outputs, std::vector<std::int32_t>(size, 0));
  std::int64_t saturated = 0;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    for (int c = 0; c < columns; ++c) {
      for (int p = 0; p < positions; ++p) {
        for (int phase = 0; phase < kPhases; ++phase) {
          const auto sum = static_cast<float>(drives.sum(phase, p, levels[i], c));
          const std::int32_t code = devices::convert(devices::AdcTransfer{lsbs[i], range}, sum);
          saturated += code == range.greatest || code == range.least ? 1 : 0;
          expected[i / 2][static_cast<std::size_t>(c * kBlockPositions + p)] +=
              code * conversions[i * kPhases + static_cast<std::size_t>(phase)].weight;
        }
      }
    }
  }
  for (const std::int64_t target : kernelTargets()) {
    useKernelTarget(target);
    std::vector<std::vector<std::int32_t>> codes(outputs, std::vector<std::int32_t>(size + 1, 12345));
    std::vector<DrivenPlane> read;
    for (std::size_t i = 0; i < levels.size(); ++i) {
      read.push_back({&levels[i], &conversions[i * kPhases], codes[i / 2].data()});
    }
    EXPECT_EQ(readDriven(drives.found(), read.data(), planes), saturated) << kernelTarget();
    for (std::size_t i = 0; i < outputs; ++i) {
      EXPECT_EQ(codes[i].back(), 12345) << "written behind the last column";
      for (int c = 0; c < columns; ++c) {
        for (int p = 0; p < positions; ++p) {
          const auto place = static_cast<std::size_t>(c * kBlockPositions + p);
          ASSERT_EQ(codes[i][place], expected[i][place])
              << kernelTarget() << ", output " << i << ", column " << c << ", position " << p;
        }
      }
    }
  }
}

TEST_P(DrivenKernel, ListsHoldThePairsThatAreDriven) {
  const auto& [rows, columns, planes, positions, density, least] = GetParam();
  std::mt19937 random(3);
  const Drives drives(rows, positions, density, least, random);
  for (const std::int64_t target : kernelTargets()) {
    useKernelTarget(target);
    const DrivenPairs driven = drives.found();
    ASSERT_EQ(driven.positions(), positions);
    ASSERT_EQ(driven.phases(), kPhases);
    for (int p = 0; p < positions; ++p) {
      for (int phase = 0; phase < kPhases; ++phase) {
        std::vector<std::pair<int, int>> listed, expected;
        const auto list = driven.list(p, phase);
        for (int i = 0; i < list.count; ++i) {
          listed.emplace_back(list.pairs[i], list.drives[i]);
        }
        if (!listed.empty() && listed.back().second == 0) {
          listed.pop_back();  // added, and not driven
        }
        for (int k = 0; k < rows; k += 2) {
          const int low = drives.at(phase, p, k), high = k + 1 < rows ? drives.at(phase, p, k + 1) : 0;
          if (low != 0 || high != 0) {
            expected.emplace_back(k / 2, (low & 0xFFFF) + high * 65536);
          }
        }
        ASSERT_EQ(listed, expected) << kernelTarget() << ", position " << p << ", phase " << phase;
      }
    }
  }
}

// The bits of codes of 16 bits, taken one by one: the highest is no sign.
TEST(DrivenPairs, BitsOfCodesAreListedBitByBit) {
  std::mt19937 random(4);
  const int pairs = 21, positions = 7;
  const std::ptrdiff_t stride = 32;
  std::vector<std::int32_t> numbers(static_cast<std::size_t>(stride * positions), 0);
  for (int p = 0; p < positions; ++p) {
    for (int k = 0; k < pairs; ++k) {
      numbers[static_cast<std::size_t>(p * stride + k)] = static_cast<std::int32_t>(random() & random());
    }
  }
  std::vector<PhaseNumbers> phases;
  for (int bit = 0; bit < 16; ++bit) {
    phases.push_back({numbers.data(), bit, 0x00010001U});
  }
  for (const std::int64_t target : kernelTargets()) {
    useKernelTarget(target);
    DrivenPairs driven;
    driven.find(phases, stride, pairs, positions);
    for (int p = 0; p < positions; ++p) {
      std::vector<std::uint32_t> again(pairs, 0);
      for (int bit = 0; bit < 16; ++bit) {
        const auto list = driven.list(p, bit);
        for (int i = 0; i < list.count; ++i) {
          again[static_cast<std::size_t>(list.pairs[i])] |= static_cast<std::uint32_t>(list.drives[i]) << bit;
        }
      }
      for (int k = 0; k < pairs; ++k) {
        ASSERT_EQ(static_cast<std::int32_t>(again[static_cast<std::size_t>(k)]),
                  numbers[static_cast<std::size_t>(p * stride + k)])
            << kernelTarget();
      }
    }
  }
  useKernelTarget(0);
}

TEST(DrivenPairs, LinesAreTheNumbersOfPositions) {
  for (const std::int64_t target : kernelTargets()) {
    useKernelTarget(target);
    for (const int pairs : {1, 3, 4, 16, 37}) {
      for (const int positions : {1, 4, 15, 16, 17, 32}) {
        constexpr std::ptrdiff_t kHalf = 40, kRow = 64;
        const std::ptrdiff_t stride = (pairs + 15) / 16 * 16;
        std::vector<std::int32_t> numbers(static_cast<std::size_t>(pairs * kRow));
        std::vector<const std::int32_t*> rows;
        for (int k = 0; k < pairs; ++k) {
          for (int i = 0; i < kRow; ++i) {
            numbers[static_cast<std::size_t>(k * kRow + i)] = 1000 * (k + 1) + i;
          }
          rows.push_back(&numbers[static_cast<std::size_t>(k * kRow)]);
        }
        std::vector<std::int32_t> lines(static_cast<std::size_t>(kBlockPositions * stride), -1);
        layLines({rows.data(), kHalf}, pairs, positions, stride, lines.data());
        for (int p = 0; p < positions; ++p) {
          for (int k = 0; k < static_cast<int>(stride); ++k) {
            const int expected = k < pairs ? 1000 * (k + 1) + static_cast<int>(p / 16 * kHalf + p % 16) : 0;
            ASSERT_EQ(lines[static_cast<std::size_t>(p * stride + k)], expected)
                << kernelTarget() << ", position " << p << ", pair " << k << " of " << pairs;
          }
        }
      }
    }
  }
  useKernelTarget(0);
}

}  // namespace
}  // namespace ohmic::sim
