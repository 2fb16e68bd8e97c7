// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/datasets/dataset_choice.h"
#include "models/datasets/image_set.h"

namespace ohmic::models {

/// Read a folder of splits, in each of them a folder of JPEG and PNG pictures per class, as torchvision's
/// ImageFolder does. The test split is the validation split where there is no test.
///
/// Classes are the folders of all splits together, in the order of their names, or of their numbers where all
/// names are numbers; or choice.labels gives them. The images come in turns, the first of every class, then
/// the second of every class, so that the first so many hold all classes. No more are read than
/// choice.images.
///
/// @throws configs::InputError naming folder or file.
[[nodiscard]] NamedImages readPictureFolder(const DatasetChoice& choice);

}  // namespace ohmic::models
