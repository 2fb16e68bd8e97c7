// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <string>

#include "configs/reader/config.h"
#include "models/read_dataset.h"
#include "models/read_network.h"
#include "tests/folder.h"

namespace ohmic::models {
namespace {

class ReadModels : public tests::TestInFolder {
 protected:
  configs::Section section(const std::string& text, const char* key) const {
    return configs::Config::fromText(text, (folder_ / "run.yaml").string()).root().section(key);
  }

  std::string refusal(const std::string& dataset) const {
    try {
      static_cast<void>(readDataset(section(dataset, "dataset")));
      return "read";
    } catch (const configs::InputError& error) {
      return std::string(error.what()).substr(folder_.string().size());
    }
  }
};

TEST_F(ReadModels, DatasetTakesEveryKey) {
  std::filesystem::create_directory(folder_ / "cifar");
  const DatasetChoice choice =
      readDataset(section("dataset: { name: cifar-10, split: train, images: 100, mean: [0.4, 0.5, 0.6], std: "
                          "[0.1, 0.2, 0.3], path: cifar }",
                          "dataset"));
  EXPECT_EQ(choice.name, "cifar-10");
  EXPECT_EQ(choice.split, Split::train);
  EXPECT_EQ(choice.images, 100);
  EXPECT_EQ(choice.mean, (std::vector<double>{0.4, 0.5, 0.6}));
  EXPECT_EQ(choice.deviation, (std::vector<double>{0.1, 0.2, 0.3}));
  EXPECT_EQ(choice.path, folder_ / "cifar");
}

TEST_F(ReadModels, DatasetHasDefaults) {
  const DatasetChoice choice = readDataset(section("dataset: { name: fashion-mnist }", "dataset"));
  EXPECT_EQ(choice.split, Split::test);
  EXPECT_EQ(choice.images, 0);
  EXPECT_TRUE(choice.mean.empty());
  EXPECT_TRUE(choice.path.empty());
}

TEST_F(ReadModels, PicturesAreThoseThatTheNetworkTakes) {
  std::filesystem::create_directory(folder_ / "pictures");
  struct Case {
    std::string keys;
    std::optional<Shape> image;
    std::int64_t resize, crop, channels;
  };
  const std::vector<Case> cases = {
      {"", Shape{3, 224, 224}, 256, 224, 3},
      {"", Shape{3, 299, 299}, 342, 299, 3},  // torchvision's Resize of inception_v3
      {"", Shape{3, 32, 32}, 32, 32, 3},
      {"", Shape{1, 28, 28}, 28, 28, 1},
      {"", Shape{28, 28}, 28, 28, 1},
      {"", Shape{64, 64, 3}, 64, 64, 3},  // channels last
      {"", Shape{3, 0, 0}, 256, 224, 3},  // free extents
      {"", Shape{3, 48, 64}, 256, 224, 3},
      {"", Shape{784}, 256, 224, 3},
      {"", std::nullopt, 256, 224, 3},
      {", crop: 20", Shape{1, 28, 28}, 20, 20, 1},
      {", resize: 40", Shape{3, 32, 32}, 40, 32, 3},
      {", channels: 3", Shape{1, 28, 28}, 28, 28, 3},
      {", channels: 1, crop: 30", Shape{3, 28, 28}, 30, 30, 1},
  };
  for (const Case& one : cases) {
    const auto choice =
        readDataset(section("dataset: { name: folder, path: pictures" + one.keys + " }", "dataset"),
                    [&one] { return one.image; });
    EXPECT_EQ(choice.resize, one.resize) << one.keys << choice.crop;
    EXPECT_EQ(choice.crop, one.crop) << one.keys;
    EXPECT_EQ(choice.channels, one.channels) << one.keys;
  }
  EXPECT_EQ(refusal("dataset: { name: folder, path: pictures, channels: 2 }"),
            "/run.yaml:1:52: dataset.channels: found 2; allowed: 1 (grey), 3 (red, green, blue)");
}

TEST_F(ReadModels, DatasetRefusesWhatItDoesNotKnow) {
  EXPECT_NE(refusal("dataset: { name: imagenet }").find("run.yaml:1:18: dataset.name: "), std::string::npos);
  EXPECT_NE(refusal("dataset: { name: mnist }").find("dataset.path"), std::string::npos);
  EXPECT_NE(refusal("dataset: { name: fashion-mnist, std: 0 }").find("dataset.std"), std::string::npos);
  EXPECT_NE(refusal("dataset: { name: fashion-mnist, images: -1 }").find("dataset.images"),
            std::string::npos);
  EXPECT_NE(refusal("dataset: { name: fashion-mnist, split: all }").find("dataset.split"), std::string::npos);
}

TEST_F(ReadModels, NetworkFoldsUnlessToldOtherwise) {
  write("a.onnx", "");
  EXPECT_TRUE(readNetwork(section("network: { model: a.onnx }", "network")).options.foldBatchNorm);
  const NetworkChoice choice =
      readNetwork(section("network: { model: a.onnx, fold_batch_norm: false }", "network"));
  EXPECT_FALSE(choice.options.foldBatchNorm);
  EXPECT_EQ(choice.model, folder_ / "a.onnx");
}

}  // namespace
}  // namespace ohmic::models
