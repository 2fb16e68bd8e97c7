// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/buffer_plan.h"

#include <gtest/gtest.h>

#include "tests/unit/models/one_node.h"

namespace ohmic::models {
namespace {

std::size_t relu(GraphBuilder& builder, std::size_t input, const char* name) {
  return builder.add(name, "Relu", Unary{Unary::Kind::relu}, {input});
}

TEST(BufferPlan, AChainNeedsTwoBuffersHoweverDeep) {
  GraphBuilder builder("x", {64});
  std::size_t last = builder.input();
  for (int depth = 0; depth < 50; ++depth) {
    last = relu(builder, last, "relu");
  }
  EXPECT_EQ(BufferPlan(std::move(builder).finish(last)).size(), 128);
}

TEST(BufferPlan, ValuesAliveTogetherDoNotOverlap) {
  GraphBuilder builder("x", {10});
  const auto a = relu(builder, builder.input(), "a");
  const auto b = relu(builder, a, "b");
  const auto c = relu(builder, b, "c");
  const auto sum = builder.add("sum", "Concat", Concat{0}, {a, c});
  const Graph graph = std::move(builder).finish(sum);
  const BufferPlan plan(graph);
  const auto apart = [&](std::size_t first, std::size_t second, std::int64_t size) {
    return plan.offset(first) + size <= plan.offset(second) || plan.offset(second) + 10 <= plan.offset(first);
  };
  EXPECT_TRUE(apart(a, b, 10));
  EXPECT_TRUE(apart(a, c, 10));
  EXPECT_TRUE(apart(sum, a, 20));
  EXPECT_TRUE(apart(sum, c, 20));
  EXPECT_EQ(plan.offset(c) % 16, 0);
}

}  // namespace
}  // namespace ohmic::models
