// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

#include "models/datasets/image_set.h"

namespace ohmic::models {

/// Read files of CIFAR-10's binary version: 10,000 records each of one label byte and 3,072 pixel bytes, the
/// red, green and blue planes of 32 x 32.
///
/// Source  A. Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009.
/// @param images  the first so many are read; 0 or less: all of them.
/// @throws configs::InputError naming the file: unreadable, short, long.
[[nodiscard]] RawImages readCifar(const std::vector<std::filesystem::path>& files, std::int64_t images = 0);

/// The same for a file of CIFAR-100's binary version: @p records records with two label bytes, the coarse and
/// the fine one, of which the fine one counts.
[[nodiscard]] RawImages readCifar100(const std::filesystem::path& file, std::int64_t records,
                                     std::int64_t images = 0);

/// The same images of CIFAR's Python version, as torchvision downloads it: pickled dictionaries with an N x
/// 3072 array "data" and a list of numbers named @p labels ("labels", "fine_labels").
/// @throws configs::InputError naming the file: unreadable, another pickle, one that runs code.
[[nodiscard]] RawImages readCifarPickles(const std::vector<std::filesystem::path>& files,
                                         std::string_view labels);

}  // namespace ohmic::models
