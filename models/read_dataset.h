// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "configs/reader/section.h"
#include "models/datasets/open_samples.h"

namespace ohmic::models {

/// Read a key that is train, test or val.
[[nodiscard]] Split readSplit(const configs::Section& section, const std::string& key,
                              const std::string& fallback);

/// Read `dataset: { name, split, images, mean, std, range, path, resize, crop, channels, classes, labels,
/// label_column }`; a file of labels is read, no samples are.
///
/// @param image  extents of an image as the network declares them, 0 where free, none if it is not known;
///               asked for where pictures of a folder have no size or colours of their own in the run file.
/// @throws configs::InputError with place and key.
[[nodiscard]] DatasetChoice readDataset(const configs::Section& section,
                                        const std::function<std::optional<Shape>()>& image = {});

}  // namespace ohmic::models
