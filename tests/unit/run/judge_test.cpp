// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/judge.h"

#include <gtest/gtest.h>

#include <limits>

#include "models/graph/graph_builder.h"
#include "sim/record/statistics.h"

namespace ohmic::sim {
namespace {

/// Samples of two numbers: i and 2 i, the last half of them of class 1.
class Pairs : public models::Samples {
 public:
  explicit Pairs(std::int64_t count) : count_(count) {}
  [[nodiscard]] std::int64_t count() const noexcept override { return count_; }
  [[nodiscard]] const models::Shape& shape() const noexcept override { return shape_; }
  [[nodiscard]] const std::vector<std::string>& classes() const noexcept override { return classes_; }
  [[nodiscard]] int label(std::int64_t index) const override { return index < count_ / 2 ? 0 : 1; }
  void image(std::int64_t index, float* out) const override {
    out[0] = static_cast<float>(index);
    out[1] = static_cast<float>(2 * index);
  }
  [[nodiscard]] const std::vector<std::filesystem::path>& files() const noexcept override { return files_; }

 private:
  std::int64_t count_;
  models::Shape shape_{2};
  std::vector<std::string> classes_{"normal", "anomaly"};
  std::vector<std::filesystem::path> files_;
};

models::Graph identity() {
  models::GraphBuilder builder("x", {2});
  const auto out =
      builder.add("y", "Relu", models::Unary{models::Unary::Kind::relu, 0.0F, 0.0F}, {builder.input()});
  return std::move(builder).finish(out);
}

/// What the network makes of a sample: its input and an error of its first element.
std::vector<float> reconstructed(const Pairs& samples, const std::vector<float>& errors) {
  std::vector<float> outputs(2 * errors.size());
  for (std::size_t i = 0; i < errors.size(); ++i) {
    samples.image(static_cast<std::int64_t>(i), outputs.data() + 2 * i);
    outputs[2 * i] += errors[i];
  }
  return outputs;
}

// Pairs of one image of class 1 and one of class 0, counted by hand.
TEST(AreaUnderCurve, IsTheShareOfPairsInOrder) {
  EXPECT_EQ(areaUnderCurve({1, 2, 3, 4}, {0, 0, 1, 1}), 1.0);
  EXPECT_EQ(areaUnderCurve({3, 4, 1, 2}, {0, 0, 1, 1}), 0.0);
  EXPECT_EQ(areaUnderCurve({1, 3, 2, 4}, {0, 0, 1, 1}), 0.75);
  EXPECT_EQ(areaUnderCurve({1, 1, 1, 1}, {0, 1, 0, 1}), 0.5);
  EXPECT_EQ(areaUnderCurve({1, 2, 2, 5, 0}, {0, 1, 0, 1, 0}), 5.5 / 6.0);
  const double infinite = std::numeric_limits<double>::infinity();
  EXPECT_EQ(areaUnderCurve({infinite, infinite, 0}, {1, 1, 0}), 1.0);
}

// Hanley and McNeil 1982: Q1 = 0.9 / 1.1, Q2 = 1.62 / 1.9, the standard error of 0.9 with 50 and 50 images is
// 0.0321.
TEST(AreaInterval, IsHanleysAndMcNeils) {
  const Interval interval = areaInterval(0.9, 50, 50);
  EXPECT_NEAR(interval.low, 0.9 - 1.959964 * 0.0321, 4e-4);
  EXPECT_NEAR(interval.high, 0.9 + 1.959964 * 0.0321, 4e-4);
  EXPECT_EQ(areaInterval(1.0, 10, 10).high, 1.0);
  EXPECT_EQ(areaInterval(1.0, 10, 10).low, 1.0);
}

TEST(Judge, RanksReconstructionsByTheirMeanSquaredError) {
  models::NetworkChoice choice;
  choice.metric = models::Metric::aucReconstruction;
  const Pairs samples(4);
  const auto graph = identity();
  const auto digital = reconstructed(samples, {0, 1, 2, 3});  // errors 0, 0.5, 2, 4.5: the median is 1.25
  const Judge judge(choice, graph, samples, digital);
  EXPECT_EQ(judge.judge(digital).value, 1.0);
  EXPECT_EQ(judge.judge(digital).predictions, (std::vector<int>{0, 0, 1, 1}));
  const Verdict mixed = judge.judge(reconstructed(samples, {0, -3, 2, 1}));
  EXPECT_EQ(mixed.value, 0.5);
  EXPECT_EQ(mixed.predictions, (std::vector<int>{0, 1, 1, 0}));
  choice.threshold = 3.0;
  EXPECT_EQ(Judge(choice, graph, samples, digital).judge(digital).predictions,
            (std::vector<int>{0, 0, 0, 1}));
  const float nan = std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(judge.judge(reconstructed(samples, {0, 0, nan, nan})).value, 1.0);
}

TEST(Judge, TakesTheGreatestLogit) {
  const Pairs samples(4);
  const Judge judge({}, identity(), samples, {});
  const Verdict verdict = judge.judge({1, 0, 0, 1, 0, 1, 3, 3});
  EXPECT_EQ(verdict.predictions, (std::vector<int>{0, 1, 1, 0}));
  EXPECT_EQ(verdict.value, 0.5);
  EXPECT_EQ(verdict.inTop5, 4);
}

TEST(Judge, SaysWhereOneLogitNeverCrossesItsThreshold) {
  const Pairs samples(4);
  models::GraphBuilder builder("x", {1});
  const auto out =
      builder.add("y", "Relu", models::Unary{models::Unary::Kind::relu, 0.0F, 0.0F}, {builder.input()});
  const models::Graph graph = std::move(builder).finish(out);
  const Judge judge({}, graph, samples, {});
  EXPECT_EQ(
      judge.judge({0.25F, 0.5F, 1.5F, 2}).note,
      "no logit crosses network.threshold 0: all 4 images are of class 'anomaly' (logits from 0.25 to 2); "
      "set network.threshold");
  EXPECT_EQ(judge.judge({-1, -2, -3, -1}).predictions, (std::vector<int>{0, 0, 0, 0}));
  EXPECT_NE(judge.judge({-1, -2, -3, -1}).note, "");
  EXPECT_EQ(judge.judge({-1, -2, 3, -1}).note, "");
  models::NetworkChoice choice;
  choice.threshold = 1.0;
  EXPECT_EQ(Judge(choice, graph, samples, {}).judge({0.25F, 0.5F, 1.5F, 2}).note, "");
  EXPECT_EQ(Judge({}, identity(), samples, {}).judge({1, 0, 1, 0, 1, 0, 1, 0}).note, "");
  const Pairs alone(1);  // of one class: nothing to tell apart
  EXPECT_EQ(Judge({}, graph, alone, {}).judge({1}).note, "");
}

}  // namespace
}  // namespace ohmic::sim
