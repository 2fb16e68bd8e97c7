// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "models/datasets/image_set.h"

namespace ohmic::models {

/// Labelled images and the names of their classes.
struct NamedImages {
  RawImages images;
  std::vector<std::string> classes;
};

/// Read a folder with one folder of JPEG and PNG pictures per class, as torchvision's ImageFolder: classes in
/// the order of their names. The images come in turns, the first of every class, then the second of every
/// class, so that the first so many hold all classes.
///
/// @param shorter  the shorter side's length after resizing; 0 keeps the size.
/// @param crop     side of the middle square that is cut out.
/// @param count    how many images; 0 takes all. No more are read.
/// @throws configs::InputError naming folder or file.
[[nodiscard]] NamedImages readPictureFolder(const std::filesystem::path& folder, std::int64_t shorter,
                                            std::int64_t crop, std::int64_t count);

}  // namespace ohmic::models
