// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "models/datasets/samples.h"

namespace ohmic::models {

enum class Split { kTrain, kTest };

/// Which images a run takes, and how they are normalised.
struct DatasetChoice {
  std::string name;  ///< fashion-mnist, mnist, cifar-10, cifar-100, npz or folder
  Split split = Split::kTest;
  std::int64_t images = 0;           ///< the first so many; 0 takes all
  std::vector<double> mean;          ///< of x / 255, one per channel; empty for 0
  std::vector<double> deviation;     ///< one per channel, > 0; empty for 1 (the key is called std)
  std::string section = "dataset";   ///< of the run file, as messages name it
  std::filesystem::path path;        ///< folder of the files; empty for fashion-mnist's Debian package
  std::int64_t resize = 256;         ///< folder: the shorter side, in pixels; 0 keeps the size
  std::int64_t crop = 224;           ///< folder: side of the middle square, in pixels
  std::vector<std::string> classes;  ///< npz: names by label; empty for the numbers
};

/// Read the chosen samples into memory.
///
/// @throws configs::InputError naming the file and what is wrong with it: missing (with the package or
/// address to get
///         it from), short, long, wrong magic, label out of range; or naming the key, where the choice asks
///         for more images than there are, or for a normalisation of other channels.
[[nodiscard]] std::unique_ptr<Samples> openSamples(const DatasetChoice& choice);

}  // namespace ohmic::models
