// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/files/layer_labels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace ohmic::configs {
namespace {

using Names = std::vector<std::string>;

/// Characters of UTF-8, counted another way than the labels do: all bytes that begin one.
std::size_t characters(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & '\xC0') != '\x80'; }));
}

TEST(ModulePath, IsWhatPyTorchCallsTheModule) {
  EXPECT_EQ(modulePath("/blocks/blocks.0/attn/proj/Add_output_0"), "blocks.0.attn.proj");
  EXPECT_EQ(modulePath("/blocks.0/attn/proj/MatMul_output_0"), "blocks.0.attn.proj");  // PyTorch 2
  EXPECT_EQ(modulePath("/features/features.1/conv/conv.0/conv.0.0/Conv_output_0"), "features.1.conv.0.0");
  EXPECT_EQ(modulePath("/features/stem/conv/Conv_output_0"), "features.stem.conv");
  EXPECT_EQ(modulePath("/block/blocks/Conv_output_0"), "block.blocks");
}

TEST(ModulePath, OfANameWithoutSlashesIsTheName) {
  for (const std::string name : {"conv1", "192", "layer1.0.conv1", "Conv_output_0", "", "/"}) {
    EXPECT_EQ(modulePath(name), name);
  }
}

TEST(LayerLabels, OfATransformerAreItsModules) {
  EXPECT_EQ(layerLabels({"/patch_embed/Conv_output_0", "/blocks/blocks.0/attn/qkv/MatMul_output_0",
                         "/blocks/blocks.0/attn/proj/MatMul_output_0",
                         "/blocks/blocks.0/mlp/mlp.0/MatMul_output_0", "logits"}),
            (Names{"patch_embed", "blocks.0.attn.qkv", "blocks.0.attn.proj", "blocks.0.mlp.0", "logits"}));
}

TEST(LayerLabels, KeepNamesThatAreNoPaths) {
  const Names names = {"conv1", "layer1.0.conv1", "192", ""};
  EXPECT_EQ(layerLabels(names), names);
  EXPECT_EQ(layerLabels({}), Names{});
}

TEST(LayerLabels, LeaveOutSharedPartsOnlyWhereOneHasNoRoom) {
  const Names names = {"/features/stem/conv/Conv_output_0", "/features/stage2_1/shortcut/conv/Conv_output_0",
                       "logits"};
  EXPECT_EQ(layerLabels(names, 24), (Names{"stem.conv", "stage2_1.shortcut.conv", "logits"}));
  EXPECT_EQ(layerLabels(names, 40),
            (Names{"features.stem.conv", "features.stage2_1.shortcut.conv", "logits"}));
}

TEST(LayerLabels, KeepTheModuleBeforeANumber) {
  EXPECT_EQ(layerLabels({"/model/layers/layers.0/self_attn/Gemm_output_0",
                         "/model/layers/layers.1/self_attn/Gemm_output_0"},
                        20),
            (Names{"layers.0.self_attn", "layers.1.self_attn"}));
}

TEST(LayerLabels, NameTheOperatorWhereTwoLayersShareAModule) {
  EXPECT_EQ(layerLabels({"/attn/MatMul_output_0", "/attn/MatMul_1_output_0", "/fc/Gemm_output_0"}),
            (Names{"attn.MatMul", "attn.MatMul_1", "fc"}));
}

// "self_attention" is the part that all have; the number and the last part tell them apart.
TEST(LayerLabels, LosePartsInWhichTheyDifferLeast) {
  Names names = {"/stem/Conv_output_0"};
  for (const std::string block : {"3", "11"}) {
    for (const std::string end : {"query", "out_proj"}) {
      names.push_back("/encoder/encoder." + block + "/self_attention/inner/" + end + "/MatMul_output_0");
    }
  }
  EXPECT_EQ(layerLabels(names, 20), (Names{"stem", "encoder.3…query", "encoder.3…out_proj",
                                           "encoder.11…query", "encoder.11…out_proj"}));
}

// Any names: short, no two alike, and the same each time.
TEST(LayerLabels, AreShortUniqueAndRepeatable) {
  std::mt19937 random(1);
  const Names words = {
      "blocks",        "0", "1",  "10", "attn", "a_very_long_module_name_indeed", "proj", "conv", "größe",
      "Conv_output_0", "",  "x.y"};
  const auto below = [&](std::size_t end) { return static_cast<std::size_t>(random() % end); };
  for (int trial = 0; trial < 100; ++trial) {
    Names names(below(30));
    for (auto& name : names) {
      for (std::size_t part = below(7); part > 0; --part) {
        name += "/" + words[below(words.size())];
      }
    }
    const std::size_t most = 12 + below(30);
    const Names labels = layerLabels(names, most);
    ASSERT_EQ(labels.size(), names.size());
    EXPECT_EQ(std::set<std::string>(labels.begin(), labels.end()).size(), labels.size());
    for (const auto& label : labels) {
      EXPECT_LE(characters(label), most) << label;
    }
    EXPECT_EQ(layerLabels(names, most), labels);
  }
}

}  // namespace
}  // namespace ohmic::configs
