// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/read_dataset.h"

namespace ohmic::models {

using configs::Range;

DatasetChoice readDataset(const configs::Section& section) {
  DatasetChoice choice;
  choice.name = section.choice("name", {"fashion-mnist", "mnist", "cifar-10", "cifar-100", "npz", "folder"});
  choice.split = section.choice("split", {"train", "test"}, "test") == "train" ? Split::kTrain : Split::kTest;
  choice.images = section.integer("images", Range::atLeast(0), 0);
  choice.mean = section.numbers("mean", Range::any(), std::vector<double>());
  choice.deviation = section.numbers("std", Range::positive(), std::vector<double>());
  if (section.has("path") || choice.name != "fashion-mnist") {
    choice.path = section.file("path");
  }
  if (choice.name == "folder") {
    choice.resize = section.integer("resize", Range::between(0, 4096), 256);
    choice.crop = section.integer("crop", Range::between(1, 4096), 224);
  }
  if (choice.name == "npz") {
    choice.classes = section.texts("classes", std::vector<std::string>());
  }
  return choice;
}

}  // namespace ohmic::models
