// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/datasets/dataset_choice.h"
#include "models/datasets/image_set.h"
#include "models/datasets/npy_array.h"

namespace ohmic::models {

/// Read samples and labels that NumPy wrote: the arrays of an .npz file, or the .npz and .npy files of a
/// folder, whose names say what they are (readArrayName): x_train, y_train, x_test, y_test; train_images,
/// train_labels,
/// ...; train.npz with x and y. In a file that names no split they are the test split.
///
/// Samples have any shape, bytes or floats, or other numbers (see RawImages::numbers); labels as labelsOf()
/// reads them.
/// @throws configs::InputError naming the file.
[[nodiscard]] NamedImages readNumpyImages(const DatasetChoice& choice);

/// The samples of an array whose first axis counts them.
/// @throws configs::InputError for other types, or numbers that are not finite.
[[nodiscard]] RawImages imagesOf(const NumpyArray& array);

}  // namespace ohmic::models
