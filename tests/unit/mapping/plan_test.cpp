// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "mapping/plan.h"

#include <gtest/gtest.h>

#include <set>

#include "configs/reader/error.h"
#include "models/graph/graph_builder.h"

namespace ohmic::mapping {
namespace {

models::Conv conv(int in, int out, int kernel, int stride, int groups = 1) {
  models::Conv op;
  op.window.kernelHeight = op.window.kernelWidth = kernel;
  op.window.strideHeight = op.window.strideWidth = stride;
  op.window.padTop = op.window.padLeft = op.window.padBottom = op.window.padRight = kernel / 2;
  op.groups = groups;
  op.weight.shape = {out, in / groups, kernel, kernel};
  for (std::int64_t i = 0; i < models::elementCount(op.weight.shape); ++i) {
    op.weight.values.push_back(static_cast<float>(i % 13) - 6.0F);
  }
  return op;
}

/// ResNet-20 for 32x32 pixels without its additions, which occupy no array.
models::Graph resnet20() {
  models::GraphBuilder builder("image", {3, 32, 32});
  auto value = builder.add("conv0", "Conv", conv(3, 16, 3, 1), {builder.input()});
  int channels = 16;
  for (const int width : {16, 32, 64}) {
    for (int i = 0; i < 6; ++i) {
      const int stride = i == 0 && width != 16 ? 2 : 1;
      value = builder.add("conv" + std::to_string(width) + std::to_string(i), "Conv",
                          conv(channels, width, 3, stride), {value});
      channels = width;
    }
  }
  models::Pool pool;
  pool.kind = models::Pool::Kind::average;
  pool.window.kernelHeight = pool.window.kernelWidth = 8;
  value = builder.add("pool", "AveragePool", pool, {value});
  models::Linear fc;
  fc.weight.shape = {10, 64};
  fc.weight.values.assign(640, 0.5F);
  value = builder.add("flat", "Flatten", models::Reshape{{64}}, {value});
  return std::move(builder).finish(builder.add("fc", "Gemm", fc, {value}));
}

// DESIGN, section 3: "ResNet-20 on 128x128 arrays needs 59 arrays with one slice and 160 with four 2-bit
// slices".
TEST(MapNetwork, ResNet20NeedsThePublishedNumberOfArrays) {
  MappingOptions options;
  options.weights.cellBits = 8;
  EXPECT_EQ(mapNetwork(resnet20(), options).arrays(), 59);
  options.weights.cellBits = 2;
  EXPECT_EQ(mapNetwork(resnet20(), options).arrays(), 160);
}

TEST(MapNetwork, TwinPairsTakeTwiceTheCrossbarsOfHalfTheWidth) {
  MappingOptions adjacent, twin;
  twin.weights.pair = Pair::twin;
  twin.array.columns = adjacent.array.columns / 2;
  EXPECT_EQ(mapNetwork(resnet20(), twin).arrays(), 2 * mapNetwork(resnet20(), adjacent).arrays());
}

/// Every weight of the layer lies in exactly one array.
void expectPartition(const LayerPlan& layer, const MappingOptions& options, int linesPerOutput) {
  std::set<std::pair<int, int>> covered;
  for (const auto& array : layer.arrays) {
    EXPECT_LE(array.rows, options.array.rows);
    EXPECT_LE(array.columns * linesPerOutput, options.array.columns);
    for (int r = 0; r < array.rows; ++r) {
      for (int c = 0; c < array.columns; ++c) {
        EXPECT_TRUE(covered.emplace(array.rowBegin + r, array.columnBegin + c).second);
      }
    }
  }
  std::size_t cells = 0;
  for (const auto& band : layer.bands) {
    cells += static_cast<std::size_t>(band.rows) * band.columns;
  }
  EXPECT_EQ(covered.size(), cells);
}

TEST(MapNetwork, ArraysPartitionEveryLayersMatrix) {
  for (const auto split : {Split::equal, Split::fill}) {
    for (const int rows : {7, 32, 100, 128, 1024}) {
      MappingOptions options;
      options.array = {rows, 48, split};
      options.weights.cellBits = 4;
      for (const auto convolution : {Convolution::im2col, Convolution::kernelPosition}) {
        options.convolution = convolution;
        const auto plan = mapNetwork(resnet20(), options);
        for (const auto& layer : plan.layers) {
          expectPartition(layer, options, linesPerOutput(options.weights));
        }
      }
    }
  }
}

/// One linear layer.
models::Graph linear(int inputs, int outputs) {
  models::GraphBuilder builder("image", {inputs});
  models::Linear op;
  op.weight.shape = {outputs, inputs};
  op.weight.values.assign(static_cast<std::size_t>(inputs * outputs), 0.5F);
  return std::move(builder).finish(builder.add("fc", "Gemm", op, {builder.input()}));
}

TEST(MapNetwork, RowsTakeNoMoreBlocksThanTheyFill) {
  for (const auto split : {Split::equal, Split::fill}) {
    MappingOptions options;
    options.array = {8, 48, split};
    for (int rows = 1; rows <= 33; ++rows) {
      EXPECT_EQ(mapNetwork(linear(rows, 2), options).arrays(), (rows + 7) / 8) << rows;
    }
  }
}

// Five outputs of eight bits in two slices on ten rows: 5 * 2 cells of a row hold digits, and two the unit
// columns.
TEST(MapNetwork, UnitColumnsAreUsedAndConverted) {
  MappingOptions options;
  options.array = {16, 32, Split::equal};
  options.weights.cellBits = 4;
  options.weights.encoding = Encoding::offsetUnitColumn;
  options.weights.subtraction = Subtraction::digital;
  const auto plan = mapNetwork(linear(10, 5), options);
  const auto& layer = plan.layers[0];
  EXPECT_EQ(layer.usedCells(), 10 * (5 * 2 + 2));
  EXPECT_DOUBLE_EQ(plan.utilisation(), 120.0 / (16 * 32));
  EXPECT_EQ(layer.conversions(layer.arrays[0]), 5 * 2 + 2);
  options.weights.subtraction = Subtraction::analog;  // before the converter
  const auto analog = mapNetwork(linear(10, 5), options);
  EXPECT_EQ(analog.layers[0].usedCells(), 120);
  EXPECT_EQ(analog.layers[0].conversions(analog.layers[0].arrays[0]), 5 * 2);
}

// 21 rows on arrays of 12 are 10 and 11; 4 at once are read in 3 groups, the last one of 2 or 3 rows.
TEST(MapNetwork, RowsReadAtOncePartitionAnArraysRows) {
  MappingOptions options;
  options.array = {12, 32, Split::equal};
  options.array.activeRows = 4;
  options.input.encoding = InputEncoding::bitSerial;  // 7 bits of a magnitude
  const auto plan = mapNetwork(linear(21, 3), options);
  const auto& layer = plan.layers[0];
  ASSERT_EQ(layer.arrays.size(), 2U);
  for (const auto& array : layer.arrays) {
    ASSERT_EQ(layer.rowGroups(array), 3);
    EXPECT_EQ(layer.passes(array), 7 * 3);
    int next = 0;
    for (int index = 0; index < 3; ++index) {
      const RowGroup group = layer.rowGroup(array, index);
      EXPECT_EQ(group.begin, next);
      EXPECT_EQ(group.rows, index < 2 ? 4 : array.rows - 8);
      next = group.end();
    }
  }
  EXPECT_EQ(layer.rowsAtOnce(), 4);
  EXPECT_EQ(layer.conversionsPerOutput(), 2 * 7 * 3);
  EXPECT_EQ(layer.conversionsPerImage(), 3 * 2 * 7 * 3);
  options.array.activeRows = 0;
  const auto whole = mapNetwork(linear(21, 3), options);
  EXPECT_EQ(whole.layers[0].rowsAtOnce(), 11);
  EXPECT_EQ(whole.layers[0].passes(whole.layers[0].arrays[0]), 7);
}

TEST(MapNetwork, MoreReadsThanAreCountedAreRefused) {
  MappingOptions options;
  options.array = {8192, 32, Split::equal};
  options.array.activeRows = 1;
  options.input = {12, InputEncoding::bitSerial, Accumulation::digital, SignedDrive::bipolar};
  try {
    static_cast<void>(mapNetwork(linear(4, 2), options));
    FAIL();
  } catch (const configs::InputError& error) {
    EXPECT_NE(std::string(error.what()).find("found 1: 90112 reads of an array for each input"),
              std::string::npos)
        << error.what();
  }
}

TEST(MapNetwork, EqualSplitBlocksDifferByAtMostOneRow) {
  MappingOptions options;
  const auto plan = mapNetwork(resnet20(), options);
  for (const auto& layer : plan.layers) {
    int least = 1 << 30, greatest = 0;
    for (const auto& array : layer.arrays) {
      least = std::min(least, array.rows);
      greatest = std::max(greatest, array.rows);
    }
    EXPECT_LE(greatest - least, 1);
  }
}

TEST(MapNetwork, GroupsArePackedBlockDiagonally) {
  models::GraphBuilder builder("image", {12, 8, 8});
  const auto out = builder.add("depthwise", "Conv", conv(12, 12, 3, 1, 12), {builder.input()});
  MappingOptions options;
  options.array = {64, 64, Split::equal};
  const auto plan = mapNetwork(std::move(builder).finish(out), options);
  const auto& layer = plan.layers.at(0);
  ASSERT_EQ(layer.bands.size(), 2U);  // 7 groups of 9 rows fit 64 rows
  EXPECT_EQ(layer.bands[0].rows, 63);
  EXPECT_EQ(layer.bands[0].columns, 7);
  EXPECT_EQ(layer.bands[1].columns, 5);
  for (int row = 0; row < 63; ++row) {
    for (int column = 0; column < 7; ++column) {
      const float level = layer.bands[0].levels[row * 7 + column];
      if (row / 9 != column) {
        EXPECT_EQ(level, 0.0F);
      }
    }
  }
  expectPartition(layer, options, linesPerOutput(options.weights));
}

TEST(MapNetwork, RowsAreKernelPositionsWithChannelsFastest) {
  models::GraphBuilder builder("image", {2, 4, 4});
  models::Conv op = conv(2, 1, 2, 1);
  op.weight.values = {1, 2, 3, 4, 5, 6, 7, 127};  // (c, i, j)
  const auto plan =
      mapNetwork(std::move(builder).finish(builder.add("c", "Conv", op, {builder.input()})), {});
  EXPECT_EQ(plan.layers[0].bands[0].levels, (std::vector<float>{1, 5, 2, 6, 3, 7, 4, 127}));  // (i, j, c)
}

models::Graph oneConvolution(models::Conv op, int channels) {
  models::GraphBuilder builder("image", {channels, 8, 8});
  return std::move(builder).finish(builder.add("c", "Conv", std::move(op), {builder.input()}));
}

// NeuroSim's mapping: a sub-matrix of channels x outputs for each kernel position, so that 3x3 on 100
// channels fills nine arrays of 128 rows by 100, where im2col cuts 900 rows into eight.
TEST(MapNetwork, KernelPositionsHaveArraysOfTheirOwn) {
  MappingOptions options;
  EXPECT_EQ(mapNetwork(oneConvolution(conv(100, 32, 3, 1), 100), options).arrays(), 8);
  options.convolution = Convolution::kernelPosition;
  const auto plan = mapNetwork(oneConvolution(conv(100, 32, 3, 1), 100), options);
  const auto& layer = plan.layers.at(0);
  ASSERT_EQ(layer.arrays.size(), 9U);
  EXPECT_EQ(layer.rowBlocks(), 9);
  for (int position = 0; position < 9; ++position) {
    EXPECT_EQ(layer.arrays[position].rowBegin, 100 * position);
    EXPECT_EQ(layer.arrays[position].rows, 100);
    EXPECT_EQ(layer.arrays[position].rowBlock, position);
  }
}

// Seven groups of nine rows share an array by im2col, all twelve of one row by kernel position.
TEST(MapNetwork, KernelPositionsPackGroupsBlockDiagonally) {
  MappingOptions options;
  options.array = {64, 64, Split::equal};
  options.convolution = Convolution::kernelPosition;
  const auto plan = mapNetwork(oneConvolution(conv(12, 12, 3, 1, 12), 12), options);
  const auto& layer = plan.layers.at(0);
  ASSERT_EQ(layer.bands.size(), 9U);
  for (const auto& band : layer.bands) {
    ASSERT_EQ(band.rows, 12);
    ASSERT_EQ(band.columns, 12);
    for (int row = 0; row < 12; ++row) {
      for (int column = 0; column < 12; ++column) {
        const auto weight = layer.weightAt(band.rowBegin + row, column);
        EXPECT_EQ(weight.has_value(), row == column);
        EXPECT_EQ(weight.value_or(9 * column + band.rowBegin / 12), 9 * column + band.rowBegin / 12);
      }
    }
  }
  expectPartition(layer, options, linesPerOutput(options.weights));
}

// The weights of a layer without groups keep their places, and with them their draws.
TEST(MapNetwork, KernelPositionsMoveNoRow) {
  MappingOptions options;
  const auto im2col = mapNetwork(oneConvolution(conv(5, 3, 3, 2), 5), options);
  options.convolution = Convolution::kernelPosition;
  const auto apart = mapNetwork(oneConvolution(conv(5, 3, 3, 2), 5), options);
  std::vector<float> levels;
  for (const auto& band : apart.layers[0].bands) {
    levels.insert(levels.end(), band.levels.begin(), band.levels.end());
  }
  EXPECT_EQ(levels, im2col.layers[0].bands[0].levels);
}

TEST(MapNetwork, RefusesOutputsWiderThanAnArray) {
  MappingOptions options;
  options.array.columns = 4;
  options.weights.cellBits = 2;
  try {
    static_cast<void>(mapNetwork(resnet20(), options));
    FAIL() << "accepted";
  } catch (const configs::InputError& error) {
    EXPECT_STREQ(
        error.what(),
        "hardware.array.columns: 4 columns cannot hold the 8 lines of one output; at least 8 columns are "
        "needed; use wider arrays or cells of more bits");
  }
}

}  // namespace
}  // namespace ohmic::mapping
