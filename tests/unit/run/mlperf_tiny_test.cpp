// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// The reference networks of MLPerf Tiny (github.com/mlcommons/tiny), in the project's shared data; skipped
// without them.

#include <cmath>
#include <cstdlib>
#include <random>

#include "models/datasets/open_samples.h"
#include "models/onnx/import.h"
#include "sim/run/classify.h"
#include "sim/run/judge.h"
#include "tests/folder.h"
#include "tests/places.h"

namespace ohmic::sim {
namespace {

namespace fs = std::filesystem;

const fs::path kData = fs::path(tests::sourceFolder()) / ".." / "shared" / "data";
constexpr int kThreads = 4;

class MlperfTiny : public tests::TestInFolder {
 protected:
  void SetUp() override {
    if (!fs::exists(kData / "mlperf-tiny")) {
      GTEST_SKIP() << "no " << kData / "mlperf-tiny"
                   << ": the networks of the project's shared data are absent";
    }
  }

  static models::Graph open(const std::string& name) {
    return models::importOnnx(kData / "mlperf-tiny" / name);
  }
};

/// Random samples of a shape, labels 0 and 1 in turns.
models::NamedImages randomSamples(const models::Shape& shape, std::int64_t count) {
  models::NamedImages named;
  named.classes = {"normal", "anomaly"};
  named.images.shape = shape;
  named.images.channelAxis = -1;
  std::mt19937 random(7);
  std::normal_distribution<float> normal(0.0F, 1.0F);
  for (std::int64_t i = 0; i < count; ++i) {
    named.images.labels.push_back(static_cast<int>(i % 2));
    for (std::int64_t e = 0; e < models::elementCount(shape); ++e) {
      named.images.reals.push_back((i % 2 == 0 ? 1.0F : 1.2F) * normal(random));
    }
  }
  return named;
}

// 87.46 % of the first 5,000 test images, pixels as numbers 0 to 255 (shared/data/README.md).
TEST_F(MlperfTiny, ResNet8HasItsAccuracy) {
  const std::string unpack =
      "tar -xJf '" + (kData / "cifar-10-test.tar.xz").string() + "' -C '" + folder_.string() + "'";
  ASSERT_EQ(std::system(unpack.c_str()), 0);
  models::DatasetChoice choice;
  choice.name = "cifar-10";
  choice.path = folder_;
  choice.images = 5000;
  choice.mean = {0.0, 0.0, 0.0};
  choice.deviation = {1.0 / 255.0, 1.0 / 255.0, 1.0 / 255.0};
  const models::Graph graph = open("resnet8.onnx");
  const auto samples = models::openSamples(choice, models::formOf(graph));
  const auto outputs = outputsOf(graph, *samples, 0, samples->count(), kThreads);
  EXPECT_NEAR(Judge({}, graph, *samples, outputs).judge(outputs).value, 0.8746, 0.0002);
}

// The area under the curve, pair by pair, of the mean squared errors.
TEST_F(MlperfTiny, TheAutoencoderIsJudgedByItsReconstruction) {
  const models::Graph graph = open("anomaly-detection.onnx");
  ASSERT_EQ(graph.values[graph.input].shape, models::Shape{640});
  const models::ImageSet samples(randomSamples({5, 128}, 60), {}, models::formOf(graph));
  const auto outputs = outputsOf(graph, samples, 0, samples.count(), kThreads);
  ASSERT_EQ(outputs.size(), 60U * 640U);
  std::vector<double> errors(60, 0.0);
  std::vector<float> input(640);
  for (std::int64_t i = 0; i < 60; ++i) {
    samples.image(i, input.data());
    for (std::size_t e = 0; e < 640; ++e) {
      errors[static_cast<std::size_t>(i)] +=
          std::pow(outputs[static_cast<std::size_t>(i) * 640 + e] - input[e], 2.0);
    }
  }
  double pairs = 0.0;
  for (std::size_t normal = 0; normal < 60; normal += 2) {
    for (std::size_t anomaly = 1; anomaly < 60; anomaly += 2) {
      pairs += errors[anomaly] > errors[normal] ? 1.0 : 0.0;
    }
  }
  models::NetworkChoice choice;
  choice.metric = models::Metric::aucReconstruction;
  const double area = Judge(choice, graph, samples, outputs).judge(outputs).value;
  EXPECT_NEAR(area, pairs / 900.0, 1e-12);
  EXPECT_GT(area, 0.6);  // the anomalies are larger
}

TEST_F(MlperfTiny, SamplesInKerasShapesGiveTheLogitsOfOnnxShapes) {
  struct Case {
    const char* file;
    models::Shape keras;
    std::int64_t classes;
  };
  for (const Case& tried :
       {Case{"keyword-spotting.onnx", {49, 10, 1}, 12}, Case{"visual-wake-words.onnx", {96, 96, 3}, 2},
        Case{"resnet8.onnx", {32, 32, 3}, 10}}) {
    const models::Graph graph = open(tried.file);
    const models::SampleForm form = models::formOf(graph);
    const models::ImageSet keras(randomSamples(tried.keras, 2), {}, form);
    const auto logits = outputsOf(graph, keras, 0, 2, kThreads);
    ASSERT_EQ(logits.size(), static_cast<std::size_t>(2 * tried.classes)) << tried.file;
    models::NamedImages turned = randomSamples(tried.keras, 2);
    const std::int64_t channels = tried.keras[2];
    const std::int64_t pixels = tried.keras[0] * tried.keras[1];
    const std::vector<float> last = turned.images.reals;
    turned.images.shape = {channels, tried.keras[0], tried.keras[1]};
    for (std::int64_t i = 0; i < 2 * pixels * channels; ++i) {
      const std::int64_t image = i / (pixels * channels);
      const std::int64_t channel = i / pixels % channels;
      turned.images.reals[static_cast<std::size_t>(i)] =
          last[static_cast<std::size_t>((image * pixels + i % pixels) * channels + channel)];
    }
    EXPECT_EQ(logits, outputsOf(graph, models::ImageSet(turned, {}, form), 0, 2, kThreads)) << tried.file;
    for (const float logit : logits) {
      EXPECT_TRUE(std::isfinite(logit)) << tried.file;
    }
  }
}

TEST_F(MlperfTiny, TheStreamingNetworkTakesItsOwnShapeAsItIs) {
  const models::Graph graph = open("streaming-wakeword.onnx");
  const models::SampleForm form = models::formOf(graph);
  EXPECT_EQ(models::elementCount(form.shape), 1200);
  const models::ImageSet samples(randomSamples(form.shape, 2), {}, form);
  EXPECT_TRUE(samples.notes().empty());
  for (const float logit : outputsOf(graph, samples, 0, 2, kThreads)) {
    EXPECT_TRUE(std::isfinite(logit));
  }
}

}  // namespace
}  // namespace ohmic::sim
