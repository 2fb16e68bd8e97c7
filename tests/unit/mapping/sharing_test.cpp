// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "mapping/sharing.h"

#include <gtest/gtest.h>

#include <map>
#include <utility>
#include <vector>

#include "models/graph/graph_builder.h"

namespace ohmic::mapping {
namespace {

/// Linear layers one behind the other: inputs of the first, then outputs of each.
models::Graph chain(const std::vector<std::int64_t>& sizes) {
  models::GraphBuilder builder("image", {sizes[0]});
  auto value = builder.input();
  for (std::size_t l = 1; l < sizes.size(); ++l) {
    models::Linear op;
    op.weight.shape = {sizes[l], sizes[l - 1]};
    op.weight.values.assign(static_cast<std::size_t>(sizes[l] * sizes[l - 1]), 1.0F);
    value = builder.add("fc" + std::to_string(l), "Gemm", std::move(op), {value});
  }
  return std::move(builder).finish(value);
}

bool always(std::size_t, std::size_t) { return true; }

MappingOptions sharing() {
  MappingOptions options;
  options.array = {64, 64, Split::equal, true};
  return options;
}

/// Rows and lines that a layer takes of its array.
struct Rectangle {
  int row, rows, line, lines;
};

Rectangle placeOf(const LayerPlan& layer) {
  return {layer.shared->rowBegin, layer.arrays[0].rows, layer.shared->lineBegin,
          layer.lines(layer.arrays[0].columns)};
}

void expectApart(const Plan& plan) {
  std::map<std::size_t, std::vector<Rectangle>> arrays;
  for (const auto& layer : plan.layers) {
    if (!layer.shared) {
      continue;
    }
    const Rectangle own = placeOf(layer);
    EXPECT_LE(own.row + own.rows, layer.options.array.rows);
    EXPECT_LE(own.line + own.lines, layer.options.array.columns);
    for (const auto& other : arrays[layer.shared->host]) {
      EXPECT_TRUE(own.row >= other.row + other.rows || other.row >= own.row + own.rows);
      EXPECT_TRUE(own.line >= other.line + other.lines || other.line >= own.line + own.lines);
    }
    arrays[layer.shared->host].push_back(own);
  }
}

TEST(ShareArrays, SmallLayersStandOnRowsAndLinesOfTheirOwn) {
  for (const auto encoding : {Encoding::differential, Encoding::offset, Encoding::offsetUnitColumn}) {
    for (const auto pair : {Pair::adjacent, Pair::twin}) {
      MappingOptions options = sharing();
      options.weights.encoding = encoding;
      options.weights.pair = pair;
      options.weights.subtraction = Subtraction::digital;
      Plan plan = mapNetwork(chain({20, 10, 14, 8, 12, 30, 5}), options);
      const int before = plan.arrays();
      shareArrays(always, plan);
      EXPECT_LT(plan.arrays(), before);
      expectApart(plan);
    }
  }
}

// 54 + 10 rows are all 64; 40 + 24 lines are too.
TEST(ShareArrays, TakeTheLastRowAndLine) {
  const auto arraysOf = [](const std::vector<std::int64_t>& sizes) {
    Plan plan = mapNetwork(chain(sizes), sharing());
    shareArrays(always, plan);
    return plan.arrays();
  };
  EXPECT_EQ(arraysOf({54, 10, 6}), 1);
  EXPECT_EQ(arraysOf({55, 10, 6}), 2);
  EXPECT_EQ(arraysOf({8, 20, 12}), 1);
  EXPECT_EQ(arraysOf({8, 20, 13}), 2);
}

// 20 + 10 + 14 rows and 20 + 28 + 16 lines fill the lines of one array; the next layer begins another.
TEST(ShareArrays, FillsTheFirstArrayThatHasRoom) {
  Plan plan = mapNetwork(chain({20, 10, 14, 8, 12}), sharing());
  shareArrays(always, plan);
  EXPECT_EQ(plan.arrays(), 2);
  ASSERT_TRUE(plan.layers[2].shared);
  EXPECT_EQ(plan.layers[2].shared->host, 0U);
  EXPECT_EQ(plan.layers[2].shared->rowBegin, 30);
  EXPECT_EQ(plan.layers[2].shared->lineBegin, 48);
  EXPECT_FALSE(plan.layers[3].shared) << "alone on an array is not shared";
  EXPECT_FALSE(plan.layers[0].isTenant());
  EXPECT_TRUE(plan.layers[1].isTenant());
}

TEST(ShareArrays, TheLayersOfAnArrayShareAllOfIt) {
  Plan plan = mapNetwork(chain({20, 10, 14, 8}), sharing());
  shareArrays(always, plan);
  double arrays = 0.0;
  for (const auto& layer : plan.layers) {
    arrays += layer.ownCrossbars();
  }
  EXPECT_DOUBLE_EQ(arrays, 1.0);
  EXPECT_DOUBLE_EQ(plan.utilisation(), (20 * 20 + 10 * 28 + 14 * 16) / (64.0 * 64.0));
}

TEST(ShareArrays, LeavesLayersAloneThatDoNotAskAreLargeOrReplicated) {
  MappingOptions options = sharing();
  options.array.shared = false;
  Plan plan = mapNetwork(chain({20, 10, 14}), options);
  shareArrays(always, plan);
  EXPECT_EQ(plan.arrays(), 2);

  plan = mapNetwork(chain({80, 8, 8, 70}), sharing());  // two row blocks, one array, three column blocks
  shareArrays(always, plan);
  EXPECT_EQ(plan.arrays(), 2 + 1 + 3);

  plan = mapNetwork(chain({20, 10, 14}), sharing());
  plan.layers[0].replicas = 2;
  shareArrays(always, plan);
  EXPECT_EQ(plan.arrays(), 3);
}

TEST(ShareArrays, KeepsLayersApartThatNeedOtherHardware) {
  Plan plan = mapNetwork(chain({20, 10, 14}), sharing());
  shareArrays([](std::size_t, std::size_t) { return false; }, plan);
  EXPECT_EQ(plan.arrays(), 2);

  plan = mapLayers(chain({20, 10, 14}), [](const std::string& name) {
    MappingOptions options = sharing();
    options.array.rows = name == "fc1" ? 64 : 32;
    return std::optional(options);
  });
  shareArrays(always, plan);
  EXPECT_EQ(plan.arrays(), 2);
}

}  // namespace
}  // namespace ohmic::mapping
