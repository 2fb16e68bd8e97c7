// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "configs/reader/error.h"
#include "models/datasets/split.h"

namespace ohmic::models {

/// Where Debian's package dataset-fashion-mnist lies.
inline constexpr const char* kFashionMnistFolder = "/usr/share/datasets/fashion-mnist";

/// Bounds of the values that a network sees.
struct ValueRange {
  double low = 0.0;
  double high = 0.0;
};

/// Which samples a run takes, and how they are normalised.
struct DatasetChoice {
  std::string name;  ///< fashion-mnist, mnist, cifar-10, cifar-100, npz, csv or folder
  Split split = Split::test;
  std::int64_t images = 0;           ///< the first so many; 0 takes all
  bool takesFewer = false;           ///< takes all where there are fewer images
  std::vector<double> mean;          ///< of x / 255, one per channel; empty for 0
  std::vector<double> deviation;     ///< one per channel, > 0; empty for 1 (the key is called std)
  std::string section = "dataset";   ///< of the run file, as messages name it
  std::filesystem::path path;        ///< folder of the files; empty for fashion-mnist's Debian package
  std::int64_t resize = 256;         ///< folder: the shorter side, in pixels; 0 keeps the size
  std::int64_t crop = 224;           ///< folder: side of the middle square, in pixels
  std::int64_t channels = 3;         ///< folder: 3 (red, green, blue), or 1 (grey)
  std::vector<std::string> classes;  ///< names by label, for display; empty for the numbers or folders
  std::map<std::string, int>
      labels;               ///< class by the name of a folder or text label; empty: in the names' order
  std::string labelColumn;  ///< csv: header of the column of labels, "first" or "last"; empty: by its name
  std::optional<ValueRange> range;  ///< of the values after normalisation; others are refused
};

/// The files of the chosen split are not there.
class MissingSplit : public configs::InputError {
 public:
  explicit MissingSplit(const configs::InputError& error) : InputError(error.complaint()) {}
};

}  // namespace ohmic::models
