// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>
#include <random>

#include "devices/converters/adc.h"
#include "devices/converters/dac.h"
#include "sim/array/column/code_kernel.h"
#include "sim/array/column/conversion_kernel.h"
#include "sim/array/column/product_kernel.h"
#include "sim/array/column/store_kernel.h"
#include "sim/array/drive_kernel.h"
#include "sim/array/kernel_target.h"
#include "sim/array/position/code_kernel.h"
#include "sim/array/position/conversion_kernel.h"
#include "sim/array/position/store_kernel.h"
#include "sim/array/position/tile_layout_kernel.h"
#include "tests/unit/array/random_levels.h"

namespace ohmic::sim {
namespace {

class EveryTarget : public ::testing::Test {
 protected:
  void TearDown() override { useKernelTarget(0); }
};

TEST_F(EveryTarget, ProductIsTheExactSum) {
  std::mt19937 random(1);
  std::uniform_int_distribution<int> code(0, 255);
  for (const std::int64_t target : kernelTargets()) {
    useKernelTarget(target);
    for (const int rows : {1, 2, 3, 31, 128, 255}) {
      for (const int columns : {1, 10, 16, 33, 64, 100}) {
        const auto levels = randomLevels(rows, columns, random);
        const int positions = 1 + rows % 13;
        std::vector<std::int16_t> drive(static_cast<std::size_t>(positions) * (rows + 2));
        for (auto& d : drive) {
          d = static_cast<std::int16_t>(code(random));
        }
        std::vector<std::int32_t> sums(static_cast<std::size_t>(positions) * levels.paddedColumns());
        multiplyRows(drive.data(), rows + 2, positions, levels, 0, levels.rowPairs(), sums.data());
        for (int p = 0; p < positions; ++p) {
          for (int c = 0; c < columns; ++c) {
            std::int64_t sum = 0;
            for (int r = 0; r < rows; ++r) {
              sum += static_cast<std::int64_t>(drive[p * (rows + 2) + r]) * levels.at(r, c);
            }
            ASSERT_EQ(sums[p * levels.paddedColumns() + c], sum) << rows << "x" << columns;
          }
        }
      }
    }
  }
}

// 256 rows of the largest codes and levels are the most that int32 holds at 8 bits.
TEST_F(EveryTarget, AFullPanelOfExtremesDoesNotOverflow) {
  for (const std::int64_t target : kernelTargets()) {
    useKernelTarget(target);
    PairedRows levels(256, 16);
    for (int r = 0; r < 256; ++r) {
      levels.at(r, 3) = 32767;
      levels.at(r, 4) = -32767;
    }
    const std::vector<std::int16_t> drive(258, 255);
    std::vector<std::int32_t> sums(16);
    multiplyRows(drive.data(), 258, 1, levels, 0, 128, sums.data());
    EXPECT_EQ(sums[3], 256 * 255 * 32767);
    EXPECT_EQ(sums[4], -256 * 255 * 32767);
  }
}

TEST_F(EveryTarget, ConversionEqualsThePlainLaw) {
  std::mt19937 random(2);
  std::uniform_int_distribution<int> sum(-3000000, 3000000);
  for (const std::int64_t target : kernelTargets()) {
    useKernelTarget(target);
    for (const bool isSigned : {false, true}) {
      const devices::AdcTransfer adc{12345.0, devices::adcCodes(8, isSigned)};
      const int columns = 21, padded = 32;
      std::vector<std::int32_t> sums(2 * padded, 0), codes(2 * padded, 5);
      for (int i = 0; i < 2; ++i) {
        for (int c = 0; c < columns; ++c) {
          sums[i * padded + c] = sum(random);
        }
      }
      const BlockConversion conversion{static_cast<float>(1.0 / adc.lsb), static_cast<float>(adc.codes.least),
                                       static_cast<float>(adc.codes.greatest), -4};
      std::int64_t saturated = 0;
      const auto counted =
          convertBlock(conversion, {}, sums.data(), 2, columns, padded, codes.data(), padded);
      for (int i = 0; i < 2; ++i) {
        for (int c = 0; c < columns; ++c) {
          const std::int32_t code = devices::convert(adc, static_cast<float>(sums[i * padded + c]));
          ASSERT_EQ(codes[i * padded + c], 5 - 4 * code);
          saturated += code == adc.codes.greatest || (isSigned && code == adc.codes.least) ? 1 : 0;
        }
      }
      EXPECT_EQ(counted, saturated);
    }
  }
}

TEST_F(EveryTarget, HalvesBecomeEvenCodes) {
  std::vector<std::int32_t> sums, expected;
  for (int code = -20; code < 20; ++code) {
    sums.push_back(2 * code + 1);  // code + 1/2, in LSB
    expected.push_back(code % 2 == 0 ? code : code + 1);
  }
  const int columns = static_cast<int>(sums.size()), padded = 48;
  sums.resize(padded, 0);
  for (const std::int64_t target : kernelTargets()) {
    useKernelTarget(target);
    std::vector<std::int32_t> codes(padded);
    convertBlock({0.5F, -127.0F, 127.0F, 1, false}, {}, sums.data(), 1, columns, padded, codes.data(),
                 padded);
    codes.resize(expected.size());
    EXPECT_EQ(codes, expected) << kernelTarget();
  }
}

/// Every way of driving rows, on every target.
std::vector<std::pair<mapping::InputCodes, std::int64_t>> everyDrive() {
  std::vector<std::pair<mapping::InputCodes, std::int64_t>> all;
  for (const std::int64_t target : kernelTargets()) {
    for (const auto& row : mapping::kInputEncodings) {
      for (const auto signedDrive :
           {mapping::SignedDrive::bipolar, mapping::SignedDrive::twoPhase, mapping::SignedDrive::offset}) {
        for (const auto accumulation : {mapping::Accumulation::digital, mapping::Accumulation::analog}) {
          for (const bool nonNegative : {false, true}) {
            const bool isLong = isBitByBit(row.encoding) && accumulation == mapping::Accumulation::digital;
            all.emplace_back(
                mapping::inputCodes({isLong ? 16 : 12, row.encoding, accumulation, signedDrive}, nonNegative),
                target);
          }
        }
      }
    }
  }
  return all;
}

TEST_F(EveryTarget, DriveEqualsThePlainLaw) {
  std::mt19937 random(3);
  const int stride = 90, positions = 32;
  const int rowsOf[] = {83, 27, 16, 9, 5};  // more and fewer than a vector
  for (const auto& [input, target] : everyDrive()) {
    useKernelTarget(target);
    std::uniform_int_distribution<int> draw(input.least, input.greatest);
    std::vector<std::int16_t> codes(stride * positions), drive(stride);
    for (auto& code : codes) {
      code = static_cast<std::int16_t>(draw(random));
    }
    std::vector<std::int32_t> work(codes.size());
    workOf(codes.data(), static_cast<int>(codes.size()), input, work.data());
    for (std::size_t i = 0; i < codes.size(); ++i) {
      ASSERT_EQ(work[i], input.work(codes[i])) << kernelTarget();
    }
    for (int p = 0; p < positions; ++p) {
      const int rows = rowsOf[p % 5];
      for (int phase = 0; phase < input.phases(); ++phase) {
        drive[rows] = 99;
        driveRows(&codes[p * stride], rows, input, phase, drive.data());
        for (int k = 0; k < rows; ++k) {
          ASSERT_EQ(drive[k], input.drive(codes[p * stride + k], phase)) << kernelTarget();
        }
        ASSERT_EQ(drive[rows], 99) << "beyond the rows";
      }
    }
  }
}

// Lines of pixels of any width, channels last; ties and values out of range among them.
TEST_F(EveryTarget, LinesAreQuantisedByThePlainLaw) {
  std::mt19937 random(5);
  std::uniform_int_distribution<int> draw(-600, 600);
  const devices::Dac dac{0.5F, -127, 127};
  for (const std::int64_t target : kernelTargets()) {
    useKernelTarget(target);
    for (const int channels : {2, 6, 8, 16, 26}) {
      for (const int width : {1, 7, 8, 32, 37}) {
        const int stride = width + 3;
        std::vector<float> input(static_cast<std::size_t>(channels * stride));
        std::generate(input.begin(), input.end(), [&] { return static_cast<float>(draw(random)); });
        std::vector<std::int32_t> pairs(static_cast<std::size_t>(channels / 2 * width));
        std::vector<std::int16_t> codes(static_cast<std::size_t>(channels * width + 1), 99);
        quantiseLine(input.data(), stride, channels, width, dac, pairs.data(), codes.data());
        for (int x = 0; x < width; ++x) {
          for (int c = 0; c < channels; ++c) {
            ASSERT_EQ(codes[x * channels + c], dac.code(input[c * stride + x])) << kernelTarget();
          }
        }
        ASSERT_EQ(codes.back(), 99) << "beyond the line";
      }
    }
  }
}

TEST_F(EveryTarget, RunsAreCopiedAndNothingElse) {
  for (const std::int64_t target : kernelTargets()) {
    useKernelTarget(target);
    for (const int numbers : {1, 7, 8, 9, 15, 16, 27, 48, 50}) {
      const int runs = 3, fromStep = 5, toStep = numbers + 2;
      std::vector<std::int16_t> from(static_cast<std::size_t>((runs - 1) * fromStep + numbers));
      std::iota(from.begin(), from.end(), 1);
      std::vector<std::int16_t> to(static_cast<std::size_t>(runs * toStep), -1);
      copyRuns(from.data(), fromStep, runs, numbers, to.data(), toStep);
      for (int i = 0; i < runs * toStep; ++i) {
        ASSERT_EQ(to[i], i % toStep < numbers ? 1 + i / toStep * fromStep + i % toStep : -1)
            << kernelTarget() << " " << numbers;
      }
    }
  }
}

TEST_F(EveryTarget, DrivesOfRowsAreSummedExactly) {
  std::mt19937 random(4);
  std::uniform_int_distribution<int> draw(-32768, 32767);
  for (const std::int64_t target : kernelTargets()) {
    useKernelTarget(target);
    for (const int rows : {1, 2, 15, 33, 72, 200}) {
      const int positions = 3, stride = rows + 2;
      std::vector<std::int16_t> drive(static_cast<std::size_t>(positions * stride));
      std::generate(drive.begin(), drive.end(), [&] { return static_cast<std::int16_t>(draw(random)); });
      std::vector<std::int64_t> sums(positions);
      sumRowDrives(drive.data(), stride, positions, rows, sums.data());
      for (int p = 0; p < positions; ++p) {
        const auto begin = drive.begin() + p * stride;
        EXPECT_EQ(sums[static_cast<std::size_t>(p)], std::accumulate(begin, begin + rows, std::int64_t{0}))
            << rows << " rows on " << kernelTarget();
      }
    }
  }
}

// As the plain form adds the terms up: each product rounded, then the sum.
TEST_F(EveryTarget, CountsAreScaledAndAddedWithTwoRoundings) {
  const std::vector<std::int32_t> counts = {0, 1, -1, 2147483647, -2147483647, 12345, -777, 3, 99, 100, 101};
  const double unit = 0.1, before = 1e6 / 3.0;
  for (const std::int64_t target : kernelTargets()) {
    useKernelTarget(target);
    for (const bool starts : {true, false}) {
      std::vector<double> totals(counts.size(), before);
      addScaledCounts(counts.data(), unit, static_cast<int>(counts.size()), starts, totals.data());
      for (std::size_t i = 0; i < counts.size(); ++i) {
        const double product = counts[i] * unit;
        EXPECT_EQ(totals[i], (starts ? 0.0 : before) + product) << kernelTarget();
      }
    }
  }
}

std::vector<std::int64_t> workByDefinition(const std::vector<std::int32_t>& numbers, int width,
                                           const PlaneWindows& y, const PlaneWindows& x,
                                           const mapping::InputCodes& input) {
  const auto* codes = reinterpret_cast<const std::int16_t*>(numbers.data());
  std::vector<std::int64_t> sums;
  for (int i = 0; i < y.places; ++i) {
    for (int j = 0; j < x.places * 2; ++j) {
      std::int64_t sum = 0;
      for (int line = 0; line < y.positions; ++line) {
        for (int position = 0; position < x.positions; ++position) {
          const int number =
              (i * y.dilation + line * y.stride) * width + j / 2 * x.dilation + position * x.stride;
          sum += input.work(codes[2 * number + j % 2]);
        }
      }
      sums.push_back(sum);
    }
  }
  return sums;
}

TEST_F(EveryTarget, WorkOfPlanesEqualsThePlainLaw) {
  std::mt19937 random(5);
  const int lines = 74, width = 45;
  const PlaneWindows near{3, 1, 70, 1, 0, lines}, far{2, 3, 36, 2, 0, lines}, few{5, 1, 2, 1, 0, lines};
  const PlaneWindows along{3, 2, 41, 1, 0, width}, apart{2, 3, 14, 3, 0, width},
      single{1, 1, 17, 1, 0, width};
  std::vector<std::int32_t> room(workRoom(width));
  for (const auto& [input, target] : everyDrive()) {
    useKernelTarget(target);
    std::uniform_int_distribution<int> draw(input.least, input.greatest);
    std::vector<std::int32_t> numbers(lines * width + kBlockPositions);
    auto* codes = reinterpret_cast<std::int16_t*>(numbers.data());
    std::generate_n(codes, 2 * numbers.size(), [&] { return static_cast<std::int16_t>(draw(random)); });
    for (const auto& y : {near, far, few}) {
      for (const auto& x : {along, apart, single}) {
        std::vector<std::int64_t> sums(static_cast<std::size_t>(2 * y.places * x.places), -1);
        sumWork(numbers.data(), width, y, x, input, room.data(), sums.data());
        ASSERT_EQ(sums, workByDefinition(numbers, width, y, x, input)) << kernelTarget();
      }
    }
  }
}

// Padding is passed over: what is outside of begin and end counts nothing.
TEST_F(EveryTarget, PaddingDoesNoWork) {
  const int lines = 20, width = 30;
  const auto input = mapping::inputCodes({8, mapping::InputEncoding::parallel}, true);
  const PlaneWindows y{3, 1, 18, 1, 2, 17}, x{5, 1, 26, 1, 3, 24};
  std::vector<std::int32_t> numbers(lines * width + kBlockPositions, 0);
  std::mt19937 random(6);
  for (int line = y.begin; line < y.end; ++line) {
    for (int i = x.begin; i < x.end; ++i) {
      numbers[static_cast<std::size_t>(line * width + i)] = static_cast<std::int32_t>(random() & 0x00FF00FFU);
    }
  }
  for (const std::int64_t target : kernelTargets()) {
    useKernelTarget(target);
    std::vector<std::int32_t> room(workRoom(width), 0);
    std::vector<std::int64_t> sums(2 * 3 * 5);
    sumWork(numbers.data(), width, y, x, input, room.data(), sums.data());
    EXPECT_EQ(sums, workByDefinition(numbers, width, y, x, input)) << kernelTarget();
  }
}

// A zero below zero stays one behind ReLU, as a number that is not below zero.
TEST_F(EveryTarget, OutputsAreDequantisedAsThePlainLaw) {
  constexpr int kColumns = 6, kStride = 40;
  std::mt19937 random(8);
  std::vector<std::int32_t> codes(kColumns * kBlockPositions);
  for (auto& code : codes) {
    code = static_cast<std::int32_t>(random() % 21) - 10;
  }
  const std::vector<double> gain = {1, 1, 1.25, 1, 1, 1}, known = {0, 0, 0, 3.5, 0, 0};
  const std::vector<double> factor = {0.1, -0.3, 0.7, 0.01, 1, -1}, bias = {0, 0.5, -0.5, 2, -0.0, -0.0};
  for (const double weight : {1.0, 4.0}) {
    PositionOutput sums;
    sums.codeSums = codes.data();
    sums.weight = &weight;
    sums.gain = gain.data(), sums.known = known.data(), sums.factor = factor.data(), sums.bias = bias.data();
    for (const std::int64_t target : kernelTargets()) {
      useKernelTarget(target);
      for (const auto storing : {Storing::plain, Storing::rectified}) {
        sums.storing = storing;
        for (const int positions : {32, 21}) {
          std::vector<float> output(kColumns * kStride, 99.0F);
          storePositions(sums, positions, kColumns, output.data(), kStride);
          for (int c = 0; c < kColumns; ++c) {
            const auto column = static_cast<std::size_t>(c);
            for (int p = 0; p < kStride; ++p) {
              const double code =
                  p < positions ? codes[column * kBlockPositions + static_cast<std::size_t>(p)] : 0;
              auto value = static_cast<float>(
                  (code * weight * gain[column] - known[column]) * factor[column] + bias[column]);
              value = storing == Storing::rectified && value < 0 ? 0.0F : value;
              const float expected = p < positions ? value : 99.0F;
              const float found = output[column * kStride + static_cast<std::size_t>(p)];
              ASSERT_EQ(found, expected) << kernelTarget();
              ASSERT_EQ(std::signbit(found), std::signbit(expected)) << kernelTarget() << " column " << c;
            }
          }
        }
      }
    }
  }
}

// Every significand, for exponents even and odd: the root of a number 4^k times as large is 2^k times its
// root.
TEST_F(EveryTarget, SquareRootsAreRoundedAsTheProcessorRoundsThem) {
  constexpr int kAtOnce = 1 << 16;
  std::vector<float> numbers(kAtOnce), roots(kAtOnce);
  for (const std::int64_t target : kernelTargets()) {
    useKernelTarget(target);
    for (std::uint32_t bits = 0x3F000000; bits < 0x40000000; bits += kAtOnce) {
      for (std::uint32_t i = 0; i < kAtOnce; ++i) {
        const std::uint32_t one = bits + i;
        std::memcpy(&numbers[i], &one, sizeof(one));
      }
      squareRoots(numbers.data(), kAtOnce, roots.data());
      for (std::size_t i = 0; i < kAtOnce; ++i) {
        ASSERT_EQ(roots[i], std::sqrt(numbers[i])) << numbers[i] << " on " << kernelTarget();
      }
    }
    numbers.assign(16, 0.0F);
    numbers[1] = 1e-30F, numbers[2] = 1e30F, numbers[3] = 16777216.0F;
    squareRoots(numbers.data(), 16, roots.data());
    EXPECT_EQ(roots[0], 0.0F);
    EXPECT_EQ(roots[1], std::sqrt(numbers[1]));
    EXPECT_EQ(roots[2], std::sqrt(numbers[2]));
    EXPECT_EQ(roots[3], 4096.0F);
    numbers.resize(kAtOnce);
  }
}

// What the noise of 128 rows can come to: the greatest weights and counts stay within int32 panels.
TEST_F(EveryTarget, PositionsOfExtremesDoNotOverflow) {
  const std::vector<std::int64_t> targets = kernelTargets();
  for (std::size_t turn = 0; turn < 2 * targets.size(); ++turn) {
    useKernelTarget(targets[turn / 2]);
    const int pairs = turn % 2 == 0 ? 64 : 65;  // the variances' sums of one panel, and of two
    Plane plane;
    plane.levels = plane.variance = PairedRows(2 * pairs, 4);
    for (int r = 0; r < 2 * pairs; ++r) {
      plane.levels.at(r, 1) = r < 128 ? 32767 : 0;
      plane.variance.at(r, 2) = 511;
    }
    setVarianceOffset(0, plane);
    std::vector<std::int32_t> drive(kBlockPositions, 255 + (255 << 16)), weight(kBlockPositions, 0x7E017E01);
    const std::vector<const std::int32_t*> drives(static_cast<std::size_t>(pairs), drive.data()),
        weights(drives.size(), weight.data());
    PositionRead read{{drives.data()}, {1.0F / 1048576.0F, -32767.0F, 32767.0F, 1, false}, {}};
    read.noise.variance = &plane.variance;
    read.noise.varianceOffset = plane.varianceOffset.data();
    read.noise.weights.pairs = weights.data();
    std::vector<TileRow> rows(3 * 96);
    const DriveTiles driveTiles{DriveBytes::oneUnsigned, rows.data(), nullptr};
    const DriveTiles weightTiles{DriveBytes::twoUnsigned, rows.data() + 96, rows.data() + 192};
    const TileScope scope(usesMatrixTiles() ? TileCut::of(pairs).quads : 0);
    if (usesMatrixTiles()) {
      plane.levels.layTiles(), plane.variance.layTiles();
      layDriveTiles(read.drives, pairs, kBlockPositions, Laying::plain, 2, rows.data(), nullptr);
      layDriveTiles(read.noise.weights, pairs, kBlockPositions, Laying::shifted, 2, rows.data() + 96,
                    rows.data() + 192);
      read.drives.tiles = &driveTiles, read.noise.weights.tiles = &weightTiles;
    }
    std::vector<std::int32_t> quiet(4 * kBlockPositions), noisy(quiet);
    readPositions(&read, 1, kBlockPositions, plane.levels, quiet.data());
    EXPECT_EQ(quiet[kBlockPositions + 3], std::lround(128.0 * 255 * 32767 / 1048576.0)) << kernelTarget();
    read.noise.varianceUnit = 1.0F;
    read.conversion.inverseLsb = 1.0F;
    readPositions(&read, 1, kBlockPositions, plane.levels, noisy.data());
    double squares = 0.0;
    for (int p = 0; p < kBlockPositions; ++p) {
      squares += std::min(std::abs(noisy[2 * kBlockPositions + p]), 32767) >= 32767 ? 1.0 : 0.0;
      EXPECT_EQ(noisy[3 * kBlockPositions + p], 0);
    }
    // sigma is sqrt(2 * pairs * 255^2 * 511) = 65215 or 65723: codes beyond half a sigma are cut off, 62 % of
    // them
    EXPECT_GT(squares, 10.0);
    EXPECT_LT(squares, 30.0);
  }
}

// Numbers of every kind of byte, at the ends of their range and between them.
TEST(MatrixTiles, SumsEqualTheDefinitionForEveryKindOfBytes) {
  if (!hasMatrixTiles()) {
    GTEST_SKIP() << "this processor has none, or the system keeps them";
  }
  std::mt19937 random(8);
  const auto draw = [&](int least, int greatest) {
    const int pick = std::uniform_int_distribution<int>(0, 9)(random);
    return pick == 0   ? least
           : pick == 1 ? greatest
                       : std::uniform_int_distribution<int>(least, greatest)(random);
  };
  const TileScope scope(1);
  for (const auto& [least, greatest] : {std::pair{0, 255}, {-127, 127}, {-32768, 32767}, {0, 65535}}) {
    for (const int rows : {1, 2, 3, 63, 64, 65, 130}) {
      for (const int positions : {5, 16, 17, 32}) {
        const int pairs = (rows + 1) / 2, columns = 19;
        PairedRows levels(rows, columns);
        std::vector<std::int32_t> numbers(static_cast<std::size_t>(pairs) * kBlockPositions);
        std::vector<std::uint32_t> expected(static_cast<std::size_t>(columns) * positions, 0);
        std::vector<const std::int32_t*> drives;
        std::vector<std::int16_t> level(columns);
        for (int row = 0; row < rows; ++row) {
          for (int c = 0; c < columns; ++c) {
            level[c] = levels.at(row, c) = static_cast<std::int16_t>(draw(-32767, 32767));
          }
          for (int p = 0; p < positions; ++p) {
            const auto drive = static_cast<std::uint32_t>(draw(least, greatest));
            auto& number = numbers[static_cast<std::size_t>(row / 2) * kBlockPositions + p];
            number |= static_cast<std::int32_t>((drive & 0xFFFFU) << (row % 2 == 0 ? 0U : 16U));
            for (int c = 0; c < columns; ++c) {
              expected[static_cast<std::size_t>(c) * positions + p] +=
                  drive * static_cast<std::uint32_t>(static_cast<std::int32_t>(level[c]));
            }
          }
        }
        for (int pair = 0; pair < pairs; ++pair) {
          drives.push_back(&numbers[static_cast<std::size_t>(pair) * kBlockPositions]);
        }
        levels.layTiles();
        const TileCut cut = TileCut::of(pairs);
        const std::size_t tileRows =
            static_cast<std::size_t>(2 * cut.tiles) * static_cast<std::size_t>(cut.quads);
        std::vector<TileRow> laid(2 * tileRows);
        DriveTiles tiles{driveBytes(least, greatest), laid.data(), nullptr};
        if (greatest > 255) {
          tiles.high = laid.data() + tileRows;
        }
        layDriveTiles({drives.data()}, pairs, positions, Laying::plain, 2, laid.data(),
                      greatest > 255 ? laid.data() + tileRows : nullptr);
        std::vector<std::int32_t> parts(3 * 16 * kBlockPositions);
        for (int tile = 0; tile < 2; ++tile) {
          multiplyTiles(tiles, levels.tiles(), tile, 0, pairs, positions > 16, parts.data());
          for (int c = 0; c < std::min(16, columns - 16 * tile); ++c) {
            for (int p = 0; p < positions; ++p) {
              std::uint32_t sum = 0;
              for (int part = 0; part < tiles.parts(); ++part) {
                sum += static_cast<std::uint32_t>(parts[(part * 16 + c) * kBlockPositions + p]) << (8 * part);
              }
              ASSERT_EQ(sum, expected[static_cast<std::size_t>(16 * tile + c) * positions + p])
                  << least << ", " << rows << " rows, column " << 16 * tile + c << ", position " << p;
            }
          }
        }
      }
    }
  }
}

TEST_F(EveryTarget, OutputsAreDequantisedAndTransposedByTheDefinition) {
  std::mt19937 random(6);
  const auto draw = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
  for (const std::int64_t target : kernelTargets()) {
    useKernelTarget(target);
    for (int trial = 0; trial < 50; ++trial) {
      const int positions = draw(1, 32), columns = draw(1, 70), slices = draw(1, 4);
      const int stride = columns + PairedRows::kColumnStep;
      std::vector<std::int32_t> codes(static_cast<std::size_t>(slices) * 32 * stride);
      for (auto& code : codes) {
        code = draw(-100000, 100000);
      }
      std::vector<double> perColumn[4], weight;
      for (auto& values : perColumn) {
        for (int c = 0; c < stride; ++c) {
          values.push_back(draw(-1000, 1000) / 77.0);
        }
      }
      for (int s = 0; s < slices; ++s) {
        weight.push_back(draw(1, 1 << 14));
      }
      const BlockOutput output{
          codes.data(),
          32L * stride,
          stride,
          slices,
          weight.data(),
          {perColumn[0].data(), perColumn[1].data(), perColumn[2].data(), perColumn[3].data()}};
      std::vector<float> rows(32 * static_cast<std::size_t>(stride)),
          out(static_cast<std::size_t>(columns) * 40);
      dequantiseBlock(output, positions, columns, rows.data());
      transposeBlock(rows.data(), stride, positions, columns, out.data(), 40);
      for (int p = 0; p < positions; ++p) {
        for (int c = 0; c < columns; ++c) {
          std::int64_t sum = 0;
          for (int s = 0; s < slices; ++s) {
            sum += codes[(static_cast<std::size_t>(s) * 32 + p) * stride + c] *
                   static_cast<std::int64_t>(weight[s]);
          }
          const double corrected = static_cast<double>(sum) * perColumn[0][c] - perColumn[1][c];
          ASSERT_EQ(out[static_cast<std::size_t>(c) * 40 + p],
                    static_cast<float>(corrected * perColumn[2][c] + perColumn[3][c]))
              << kernelTarget();
        }
      }
    }
  }
}

TEST_F(EveryTarget, SumsOf64BitsAreDequantisedByTheDefinition) {
  std::mt19937_64 random(7);
  for (const std::int64_t target : kernelTargets()) {
    useKernelTarget(target);
    for (int trial = 0; trial < 50; ++trial) {
      const auto positions = static_cast<int>(1 + random() % 32),
                 columns = static_cast<int>(1 + random() % 70);
      const std::ptrdiff_t stride = columns + PairedRows::kColumnStep;
      std::vector<std::int64_t> sums(static_cast<std::size_t>(positions * stride));
      for (auto& sum : sums) {  // of every magnitude, of both signs
        sum = static_cast<std::int64_t>(random()) >> (random() % 64);
      }
      std::vector<double> perColumn[4];
      for (auto& values : perColumn) {
        for (std::ptrdiff_t c = 0; c < stride; ++c) {
          values.push_back((static_cast<double>(random() % 2001) - 1000.0) / 77.0);
        }
      }
      std::vector<float> rows(sums.size());
      dequantiseSums({perColumn[0].data(), perColumn[1].data(), perColumn[2].data(), perColumn[3].data()},
                     sums.data(), stride, positions, columns, rows.data());
      for (int p = 0; p < positions; ++p) {
        for (std::size_t c = 0; c < static_cast<std::size_t>(columns); ++c) {
          const std::size_t place = static_cast<std::size_t>(p * stride) + c;
          const double corrected = static_cast<double>(sums[place]) * perColumn[0][c] - perColumn[1][c];
          ASSERT_EQ(rows[place], static_cast<float>(corrected * perColumn[2][c] + perColumn[3][c]))
              << kernelTarget() << ", sum " << sums[place];
        }
      }
    }
  }
}

TEST_F(EveryTarget, WeightedCodesAreAddedIn64Bits) {
  std::mt19937_64 random(8);
  constexpr std::int64_t kGreatest = std::numeric_limits<std::int32_t>::max();
  for (const std::int64_t target : kernelTargets()) {
    useKernelTarget(target);
    for (const std::int64_t weight : {-kGreatest - 1, std::int64_t{-3}, std::int64_t{640}, kGreatest}) {
      for (std::size_t count = 0; count < 40; ++count) {
        std::vector<std::int64_t> codes, sums, expected;
        for (std::size_t i = 0; i < count; ++i) {
          codes.push_back(static_cast<std::int32_t>(random()));
          sums.push_back(static_cast<std::int64_t>(random()) >> 4);
          expected.push_back(sums.back() + codes.back() * weight);
        }
        addWeighted(codes.data(), weight, static_cast<std::ptrdiff_t>(count), false, sums.data());
        ASSERT_EQ(sums, expected) << kernelTarget() << ", weight " << weight;
        addWeighted(codes.data(), weight, static_cast<std::ptrdiff_t>(count), true, sums.data());
        for (std::size_t i = 0; i < count; ++i) {
          ASSERT_EQ(sums[i], codes[i] * weight) << kernelTarget() << ", weight " << weight;
        }
      }
    }
  }
}

}  // namespace
}  // namespace ohmic::sim
