// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdlib>
#include <memory>

#include "models/datasets/open_samples.h"
#include "models/onnx/import.h"
#include "models/reference/float_network.h"
#include "tests/folder.h"
#include "tests/places.h"

namespace ohmic::models {
namespace {

namespace fs = std::filesystem;

const fs::path kData = fs::path(tests::sourceFolder()) / ".." / "shared" / "data";

/// A network trained elsewhere, on the first images of CIFAR-10's test split.
class ResNet20 : public tests::TestInFolder {
 protected:
  void SetUp() override {
    if (!fs::exists(kData / "resnet20.onnx")) {
      GTEST_SKIP() << "no " << kData << ": the network and images of the project's shared data are absent";
    }
    const std::string unpack =
        "tar -xJf '" + (kData / "cifar-10-test.tar.xz").string() + "' -C '" + folder_.string() + "'";
    ASSERT_EQ(std::system(unpack.c_str()), 0);
    DatasetChoice choice;
    choice.name = "cifar-10";
    choice.path = folder_;
    choice.images = 1000;
    choice.mean = {0.485, 0.456, 0.406};
    choice.deviation = {0.229, 0.224, 0.225};
    samples_ = openSamples(choice);
  }

  int correct(const FloatNetwork& network) const {
    std::vector<float> image(static_cast<std::size_t>(network.inputSize()));
    std::vector<float> logits(static_cast<std::size_t>(network.outputSize()));
    int hits = 0;
    for (std::int64_t i = 0; i < samples_->count(); ++i) {
      samples_->image(i, image.data());
      network.run(image.data(), 1, logits.data());
      const auto best = std::max_element(logits.begin(), logits.end()) - logits.begin();
      hits += best == samples_->label(i) ? 1 : 0;
    }
    return hits;
  }

  std::unique_ptr<Samples> samples_;
};

// 91.73 % of all 10,000 images (shared/data/README.md) are 927 of the first 1,000.
TEST_F(ResNet20, HasItsPublishedAccuracy) {
  const Graph graph = importOnnx(kData / "resnet20.onnx");
  std::int64_t products = 0;
  for (const Node& node : graph.nodes) {
    products += multiplyAdds(graph, node);
  }
  EXPECT_EQ(products, 40551040);
  EXPECT_EQ(correct(FloatNetwork(graph)), 927);
}

// The shape arithmetic vanishes and leaves the same network.
TEST_F(ResNet20, IsTheSameAsTheExporterLeavesIt) {
  const FloatNetwork plain(importOnnx(kData / "resnet20.onnx"));
  const FloatNetwork unfolded(importOnnx(kData / "resnet20-unfolded.onnx"));
  std::vector<float> image(static_cast<std::size_t>(plain.inputSize()));
  std::vector<float> expected(10);
  std::vector<float> logits(10);
  for (std::int64_t i = 0; i < 20; ++i) {
    samples_->image(i, image.data());
    plain.run(image.data(), 1, expected.data());
    unfolded.run(image.data(), 1, logits.data());
    ASSERT_EQ(logits, expected) << i;
  }
}

// Folding rounds the weights once more; nothing else changes.
TEST_F(ResNet20, FoldingTheBatchNormalizationsKeepsTheLogits) {
  const Graph foldedGraph = importOnnx(kData / "resnet20.onnx");
  ImportOptions apart;
  apart.foldBatchNorm = false;
  const Graph keptGraph = importOnnx(kData / "resnet20.onnx", apart);
  EXPECT_EQ(keptGraph.nodes.size(), foldedGraph.nodes.size() + 19);
  const FloatNetwork folded(foldedGraph);
  const FloatNetwork kept(keptGraph);
  std::vector<float> image(static_cast<std::size_t>(kept.inputSize()));
  std::vector<float> expected(10);
  std::vector<float> logits(10);
  samples_->image(0, image.data());
  folded.run(image.data(), 1, expected.data());
  kept.run(image.data(), 1, logits.data());
  for (std::size_t i = 0; i < 10; ++i) {
    EXPECT_NEAR(logits[i], expected[i], 1e-4F * 20.0F);
  }
}

}  // namespace
}  // namespace ohmic::models
