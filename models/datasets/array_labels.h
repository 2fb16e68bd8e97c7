// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "models/datasets/dataset_choice.h"
#include "models/datasets/npy_array.h"

namespace ohmic::models {

/// The labels in an array: class numbers (of any type, N, N x 1 or 1 x N), rows with one 1 among zeros
/// (one-hot), or texts: numbers, names that choice.labels gives a class, or names among choice.classes.
///
/// @param images  how many labels there must be.
/// @throws configs::InputError for another shape, numbers that are no class, several labels in a row, unknown
///         names.
[[nodiscard]] std::vector<int> labelsOf(const NumpyArray& array, std::int64_t images,
                                        const DatasetChoice& choice);

/// The class that a text stands for, as above.
/// @throws configs::InputError for a name without a class.
[[nodiscard]] int labelOfText(const std::string& text, const DatasetChoice& choice);

/// Names by label for display: choice.classes, else those of choice.labels, else the numbers up to the
/// greatest label.
[[nodiscard]] std::vector<std::string> classNamesOf(const DatasetChoice& choice,
                                                    const std::vector<int>& labels);

}  // namespace ohmic::models
