// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/plain_read.h"

#include <gtest/gtest.h>

#include <cmath>

namespace ohmic::sim {
namespace {

/// One array of one row whose cell flickers, read with a 16-bit converter.
struct NoisyColumn {
  LayerArithmetic arithmetic;
  ProgrammedArray array;

  NoisyColumn(int columns, double sigmaUnits) {
    arithmetic.adcCodes = devices::adcCodes(16, true);
    arithmetic.lsb = {1};
    Plane plane;
    plane.levels = PairedRows(1, columns);
    plane.variance = PairedRows(1, columns);
    plane.varianceUnit = sigmaUnits * sigmaUnits / 1000.0;
    for (int c = 0; c < columns; ++c) {
      plane.variance.at(0, c) = 1000;
    }
    array.planes.push_back(plane);
  }

  std::vector<std::int64_t> read(std::int16_t drive, const ConversionSite& site) const {
    const auto& plane = array.planes[0];
    std::vector<std::int64_t> sums(plane.levels.columns()), variances(sums.size()), codes(sums.size());
    sumColumns(plane.levels, &drive, sums.data());
    sumVariances(plane.variance, arithmetic.input, &drive, variances.data());
    ColumnSignals signals;
    signals.sums = sums.data();
    signals.variances = variances.data();
    signals.driveSum = sumDrive(&drive, 1);
    convertColumns(arithmetic, array, plane, devices::RandomStream(99), site, signals, codes.data());
    return codes;
  }
};

// The variance of n normal draws has a standard error of sqrt(2 / n); rounding to codes adds 1/12.
TEST(ReadNoise, HasTheVarianceOfItsCellsTimesTheSquaredDrive) {
  const NoisyColumn column(64, 50.0);
  double squares = 0.0, sum = 0.0, n = 0.0;
  for (std::uint32_t position = 0; position < 4000; ++position) {
    for (const auto code : column.read(3, {0, position, 0, 0, 0})) {
      sum += static_cast<double>(code);
      squares += static_cast<double>(code * code);
      n += 1.0;
    }
  }
  const double variance = 9 * 2500.0 + 1.0 / 12.0;
  EXPECT_NEAR(squares / n, variance, 4.0 * variance * std::sqrt(2.0 / n));
  EXPECT_NEAR(sum / n, 0.0, 4.0 * std::sqrt(variance / n));
}

/// Correlation of the codes at two sites over all columns.
double correlation(const NoisyColumn& column, const ConversionSite& a, const ConversionSite& b) {
  const auto x = column.read(1, a), y = column.read(1, b);
  double xy = 0.0, xx = 0.0, yy = 0.0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xy += static_cast<double>(x[i] * y[i]);
    xx += static_cast<double>(x[i] * x[i]);
    yy += static_cast<double>(y[i] * y[i]);
  }
  return xy / std::sqrt(xx * yy);
}

TEST(ReadNoise, ImagesPositionsPhasesRowBlocksAndColumnsDrawIndependently) {
  const int columns = 20000;
  const NoisyColumn column(columns, 400.0);
  const ConversionSite base{4, 7, 1, 2, 0};
  const double bound = 4.0 / std::sqrt(columns);
  EXPECT_NEAR(correlation(column, base, base), 1.0, 1e-12);
  EXPECT_LT(std::abs(correlation(column, base, {5, 7, 1, 2, 0})), bound);
  EXPECT_LT(std::abs(correlation(column, base, {4, 8, 1, 2, 0})), bound);
  EXPECT_LT(std::abs(correlation(column, base, {4, 7, 2, 2, 0})), bound);
  EXPECT_LT(std::abs(correlation(column, base, {4, 7, 1, 3, 0})), bound);
  EXPECT_LT(std::abs(correlation(column, base, {4, 7, 1, 2, 1})), bound);
}

TEST(ConvertColumns, AddsTheCommonTermOfASingleLine) {
  NoisyColumn column(1, 0.0);
  column.array.commonTerm = 2.5;
  column.array.planes[0].varianceUnit = 0.0;
  column.array.planes[0].polarity = 1;
  EXPECT_EQ(column.read(4, {})[0], 10);
}

// A code above 32767 keeps its 16 bits; signed codes that are shifted count the shift once for each row.
TEST(SumCodes, CountsAllBitsOfUnsignedCodesAndTheShiftOfSignedOnes) {
  mapping::InputFormat wide;
  wide.bits = 16;
  wide.encoding = mapping::InputEncoding::bitSerial;
  const std::int16_t unsignedCodes[] = {-1, 1, 32767};
  EXPECT_EQ(sumCodes(mapping::inputCodes(wide, true), unsignedCodes, 3), 65535 + 1 + 32767);
  mapping::InputFormat shifted;
  shifted.signedDrive = mapping::SignedDrive::offset;
  const std::int16_t signedCodes[] = {-5, 3};
  EXPECT_EQ(sumCodes(mapping::inputCodes(shifted, false), signedCodes, 2), 2 * 127 - 2);
}

TEST(CountSaturated, CountsTheEndsOfTheRange) {
  LayerArithmetic arithmetic;
  arithmetic.adcCodes = {-7, 7};
  const std::int64_t codes[] = {-7, -6, 0, 6, 7, 7};
  EXPECT_EQ(countSaturated(arithmetic, 0, codes, 6), 3);
  arithmetic.adcCodes = {0, 7};
  EXPECT_EQ(countSaturated(arithmetic, 0, codes, 6), 2);
}

}  // namespace
}  // namespace ohmic::sim
