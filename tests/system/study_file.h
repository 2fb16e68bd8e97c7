// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "tests/places.h"
#include "tests/system/command.h"

namespace ohmic::tests {

/// run.yaml: LeNet-5 with noise on its weights, the quickest run there is.
inline std::string quickRun(int images) {
  return "network: { model: " + tests::sourceFolder() +
         "/models/zoo/lenet5-fashion-mnist.onnx }\n"
         "dataset: { name: fashion-mnist, split: test, images: " +
         std::to_string(images) +
         ", mean: [0.2860], std: [0.3530] }\n"
         "hardware: { weight_noise: { eta: 10 % } }\n"
         "run: { seed: 1, chips: 2 }\n";
}

/// study.yaml over run.yaml: @p body below `study:`, indented by two.
inline void writeStudy(const std::filesystem::path& folder, const std::string& body, int images = 8) {
  writeText(folder / "run.yaml", quickRun(images));
  writeText(folder / "study.yaml", "study:\n  run: run.yaml\n" + body);
}

}  // namespace ohmic::tests
