// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "tests/places.h"

namespace ohmic::tests {

/// A small run: LeNet-5 of the zoo on the first images of Fashion-MNIST, with a chip.
///
/// @param extra  further lines of the hardware section, indented by two.
inline std::string lenetRun(int images, int chips, const std::string& extra = "") {
  const std::string root = tests::sourceFolder();
  return "network: { model: " + root +
         "/models/zoo/lenet5-fashion-mnist.onnx }\n"
         "dataset: { name: fashion-mnist, split: test, images: " +
         std::to_string(images) +
         ", mean: [0.2860], std: [0.3530] }\n"
         "hardware:\n"
         "  preset: rram_128x128\n" +
         extra +
         "calibration: { split: train, images: 32 }\n"
         "run: { seed: 3, chips: " +
         std::to_string(chips) + ", timed_images: 2 }\n";
}

}  // namespace ohmic::tests
