// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "models/datasets/image_set.h"

namespace ohmic::models {

/// Read images and labels that NumPy wrote.
///
/// @param place  an .npz file with x_<split> and y_<split>, or with x and y for the test split; or a folder
///               with <split>.npz (x and y), or with x_<split>.npy and y_<split>.npy.
/// @param split  "train" or "test".
///
/// x is N x C x H x W, N x H x W x C (1 or 3 channels last) or N x H x W, of bytes or floats; y is N or N x 1
/// integers.
/// @throws configs::InputError naming the file.
[[nodiscard]] RawImages readNumpyImages(const std::filesystem::path& place, const std::string& split);

}  // namespace ohmic::models
