// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/layer_arithmetic.h"

#include <gtest/gtest.h>

#include "configs/reader/error.h"
#include "models/graph/graph_builder.h"

namespace ohmic::sim {
namespace {

mapping::Plan linearPlan(int rows, const mapping::MappingOptions& options) {
  models::GraphBuilder builder("image", {rows}, true);
  models::Linear op;
  op.weight.shape = {2, rows};
  op.weight.values.assign(static_cast<std::size_t>(rows) * 2, 1.0F);
  return mapping::mapNetwork(std::move(builder).finish(builder.add("fc", "Gemm", op, {builder.input()})),
                             options);
}

devices::Cell cell(double least = 0.0) {
  devices::Cell cell;
  cell.range = {least, 1e-4};
  return cell;
}

devices::AdcFormat lossless(int bits) {
  devices::AdcFormat adc;
  adc.bits = bits;
  adc.range = devices::AdcFormat::Range::lossless;
  return adc;
}

TEST(LayerArithmetic, PointwiseStepsAreDoubleFromTwoToTheTwentyFour) {
  mapping::MappingOptions options;
  options.array.rows = 1024;
  EXPECT_FALSE(layerArithmetic(linearPlan(518, options).layers[0], 1.0, {}, cell()).isWide);
  EXPECT_TRUE(layerArithmetic(linearPlan(519, options).layers[0], 1.0, {}, cell()).isWide);
}

TEST(LayerArithmetic, LosslessNamesTheBitsItNeeds) {
  mapping::MappingOptions options;
  options.input.encoding = mapping::InputEncoding::bitSerial;
  const auto plan = linearPlan(100, options);
  EXPECT_NO_THROW(static_cast<void>(layerArithmetic(plan.layers[0], 1.0, lossless(15), cell())));
  try {
    static_cast<void>(layerArithmetic(plan.layers[0], 1.0, lossless(14), cell()));
    FAIL() << "accepted";
  } catch (const configs::InputError& error) {
    EXPECT_STREQ(
        error.what(),
        "hardware.adc.range: lossless needs 15 bits for layer 'fc' (sums up to 12700 levels times codes); 14 "
        "bits were given; raise hardware.adc.bits, use input.encoding: bit_serial, fewer rows at once or "
        "range: "
        "calibrated");
  }
}

TEST(LayerArithmetic, AGivenRangeIsTheCurrentOfSoManyCells) {
  mapping::MappingOptions options;
  const auto plan = linearPlan(100, options);
  devices::AdcFormat adc;
  adc.range = devices::AdcFormat::Range::given;
  adc.fullScale = 10.0;
  const auto arithmetic = layerArithmetic(plan.layers[0], 1.0, adc, cell());
  const double cells = 10.0 * 127.0 * plan.layers[0].input.greatestDrive() * 128.0;
  EXPECT_NEAR(static_cast<double>(arithmetic.lsb[0]) * arithmetic.adcCodes.greatest, cells,
              0.5 * arithmetic.adcCodes.greatest);
}

TEST(LayerArithmetic, LosslessIsRefusedWhereGMinReachesTheConverter) {
  mapping::MappingOptions options;
  options.weights.subtraction = mapping::Subtraction::digital;
  const auto plan = linearPlan(2, options);
  EXPECT_NO_THROW(static_cast<void>(layerArithmetic(plan.layers[0], 1.0, lossless(16), cell(0.0))));
  EXPECT_THROW(static_cast<void>(layerArithmetic(plan.layers[0], 1.0, lossless(16), cell(1e-6))),
               configs::InputError);
}

TEST(LayerArithmetic, WeightsShiftBySliceAndPhase) {
  mapping::MappingOptions options;
  options.weights.cellBits = 2;
  options.input.encoding = mapping::InputEncoding::bitSerial;
  const auto plan = linearPlan(4, options);
  auto arithmetic = layerArithmetic(plan.layers[0], 1.0, {}, cell());
  arithmetic.lsb = {100, 200, 300, 400};
  EXPECT_EQ(arithmetic.weight(0, 0), 100);
  EXPECT_EQ(arithmetic.weight(2, 3), 300 << 7);
}

}  // namespace
}  // namespace ohmic::sim
