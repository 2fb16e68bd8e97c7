// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "configs/reader/section.h"
#include "models/datasets/open_samples.h"

namespace ohmic::models {

/// Read `dataset: { name, split, images, mean, std, path }`.
/// @throws configs::InputError with place and key.
[[nodiscard]] DatasetChoice readDataset(const configs::Section& section);

}  // namespace ohmic::models
