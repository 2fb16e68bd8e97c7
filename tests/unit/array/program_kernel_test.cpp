// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/programming/program_kernel.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "sim/array/kernel_target.h"

namespace ohmic::sim {
namespace {

using mapping::Encoding;

class ProgramKernel : public ::testing::Test {
 protected:
  void TearDown() override { useKernelTarget(0); }
};

/// Every way a level becomes a cell's digit.
std::vector<mapping::LevelFormat> formats() {
  std::vector<mapping::LevelFormat> all;
  for (const auto encoding : {Encoding::differential, Encoding::differentialTwoSided, Encoding::offset}) {
    for (const int cellBits : {0, 2, 3, 8}) {
      mapping::WeightFormat weights;
      weights.encoding = encoding;
      weights.cellBits = cellBits == 0 ? std::nullopt : std::optional<int>(cellBits);
      weights.subtraction =
          encoding == Encoding::offset ? mapping::Subtraction::digital : mapping::Subtraction::analog;
      all.push_back(mapping::levelFormat(weights));
    }
  }
  return all;
}

TEST_F(ProgramKernel, DigitsAreThoseOfTheFormat) {
  constexpr int kRows = 3, kColumns = 19, kStride = 23;
  std::mt19937 random(1);
  for (const auto target : kernelTargets()) {
    useKernelTarget(target);
    for (const auto& format : formats()) {
      std::vector<float> numbers(static_cast<std::size_t>(kRows) * kStride);
      for (auto& number : numbers) {
        number = static_cast<float>(static_cast<int>(random() % 255) - 127) * (format.analog ? 0.997F : 1.0F);
      }
      for (const int polarity : {1, -1}) {
        for (int slice = 0; slice < format.slices; ++slice) {
          std::vector<double> digits(static_cast<std::size_t>(kRows) * kColumns);
          setDigits(format, polarity, slice, numbers.data(), kStride, kRows, kColumns, digits.data());
          for (int r = 0; r < kRows; ++r) {
            for (int c = 0; c < kColumns; ++c) {
              const double level = numbers[static_cast<std::size_t>(r) * kStride + c];
              ASSERT_EQ(digits[static_cast<std::size_t>(r) * kColumns + c],
                        format.cellDigit(level, polarity, slice))
                  << level << ", slice " << slice << " of " << format.slices << ", target " << target;
            }
          }
        }
      }
    }
  }
}

TEST_F(ProgramKernel, TermsAreLookedUpByTheDigit) {
  const std::vector<double> table = {0.0, 1.0, 4.0, 9.0, 16.0, 0.5, 1.5, 2.5, 3.5, 4.5};
  const std::vector<double> held = {2.0, 0.0, 0.5, 1.5, 1.0, 2.0, 2.0, 0.0, 1.0, 0.5, 1.5};
  for (const auto target : kernelTargets()) {
    useKernelTarget(target);
    std::vector<double> found(2 * held.size());
    lookUp(table.data(), 5, 2, 2, held.data(), held.size(), found.data());
    for (std::size_t i = 0; i < held.size(); ++i) {
      const double state = 2.0 * held[i];
      EXPECT_EQ(found[i], state * state);
      EXPECT_EQ(found[held.size() + i], state + 0.5);
    }
  }
}

// The quotient is rounded as a division rounds it, whatever the instruction set divides with.
TEST_F(ProgramKernel, LevelsHaveTheBitsOfOneCellsFormula) {
  constexpr std::size_t kCells = 20011;
  std::mt19937 random(3);
  std::normal_distribution<double> normal;
  std::vector<double> digit, g, target, before;
  for (std::size_t i = 0; i < kCells; ++i) {
    digit.push_back(static_cast<double>(random() % 128));
    target.push_back(1e-6 + digit.back() * 0.78e-6);
    const double error = std::ldexp(normal(random), -static_cast<int>(random() % 40));
    g.push_back(i % 5 == 0 ? target.back() : std::max(target.back() + 1e-6 * error, 0.0));
    before.push_back(normal(random));
  }
  for (const auto target_ : kernelTargets()) {
    useKernelTarget(target_);
    for (const double step : {0.77952755905511813e-6, 99e-6 / 3.0, 1.0, 3.1e-9}) {
      for (const double sign : {1.0, -1.0}) {
        for (const double share : {1.0, 0.0}) {
          auto level = before;
          addLevels({sign, share, step}, digit.data(), g.data(), target.data(), kCells, level.data());
          for (std::size_t i = 0; i < kCells; ++i) {
            ASSERT_EQ(level[i], before[i] + sign * (share * digit[i] + (g[i] - target[i]) / step))
                << "cell " << i << ", step " << step << ", target " << target_;
          }
        }
      }
    }
  }
}

TEST_F(ProgramKernel, RowsAreSummedFromTheFirstCellOn) {
  std::mt19937 random(4);
  std::normal_distribution<double> normal;
  constexpr int kColumns = 37;
  for (const int rows : {1, 3, 4, 7, 8, 13, 21}) {
    std::vector<double> cells(static_cast<std::size_t>(rows) * kColumns), sums, expected;
    std::generate(cells.begin(), cells.end(), [&] { return std::exp(9.0 * normal(random)); });
    for (int r = 0; r < rows; ++r) {
      sums.push_back(normal(random));
      expected.push_back(sums.back());
      for (int c = 0; c < kColumns; ++c) {
        expected.back() += cells[static_cast<std::size_t>(r) * kColumns + c];
      }
    }
    addRowSums(cells.data(), rows, kColumns, sums.data());
    EXPECT_EQ(sums, expected) << rows << " rows";
  }
}

TEST_F(ProgramKernel, StoredLevelsAreRoundedHalfToEvenAndClamped) {
  constexpr double kMiddle = 3.0, kUnits = 128.0;
  std::mt19937 random(6);
  for (const auto target : kernelTargets()) {
    useKernelTarget(target);
    for (const int columns : {1, 7, 16, 29}) {
      for (const int first : {0, 1, 2}) {
        for (const int rows : {1, 2, 5}) {
          std::vector<double> levels(static_cast<std::size_t>(rows) * columns);
          for (auto& level : levels) {  // halves of units, some beyond +-32767
            level = kMiddle + (static_cast<int>(random() % 140001) - 70000) / (2.0 * kUnits);
          }
          PairedRows stored(9, columns + 2);
          const std::int64_t clamped =
              storeLevels(levels.data(), kMiddle, kUnits, rows, columns, first, 2, stored);
          std::int64_t beyond = 0;
          PairedRows expected(9, columns + 2);
          for (int r = 0; r < rows; ++r) {
            for (int c = 0; c < columns; ++c) {
              const double level = levels[static_cast<std::size_t>(r) * columns + c];
              const double rounded = std::nearbyint((level - kMiddle) * kUnits);
              beyond += std::abs(rounded) > 32767.0 ? 1 : 0;
              expected.at(first + r, c + 2) =
                  static_cast<std::int16_t>(std::clamp(rounded, -32767.0, 32767.0));
            }
          }
          EXPECT_EQ(clamped, beyond);
          for (int r = 0; r < stored.rows(); ++r) {
            for (int c = 0; c < stored.columns(); ++c) {
              ASSERT_EQ(stored.at(r, c), expected.at(r, c))
                  << rows << " rows from " << first << ": " << r << ", " << c << ", target " << target;
            }
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace ohmic::sim
