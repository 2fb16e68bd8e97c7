// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "configs/reader/section.h"
#include "models/datasets/open_samples.h"

namespace ohmic::models {

/// Read a key that is train, test or val.
[[nodiscard]] Split readSplit(const configs::Section& section, const std::string& key,
                              const std::string& fallback);

/// Read `dataset: { name, split, images, mean, std, range, path, resize, crop, classes, labels, label_column
/// }`; a file of labels is read, no samples are.
/// @throws configs::InputError with place and key.
[[nodiscard]] DatasetChoice readDataset(const configs::Section& section);

}  // namespace ohmic::models
