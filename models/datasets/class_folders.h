// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "models/datasets/split.h"

namespace ohmic::models {

/// The pictures of one class.
struct ClassFolder {
  std::string name;
  std::vector<std::filesystem::path> pictures;  ///< in the order of torchvision's ImageFolder
  std::map<std::string, int> passedOver;        ///< files that are no JPEG or PNG, counted by their ending
  std::string example{};                        ///< one of them
};

/// A split of a data set of pictures: a folder per class.
struct ClassFolders {
  std::filesystem::path place;
  std::vector<ClassFolder> classes;         ///< in the order of their names
  std::vector<std::filesystem::path> read;  ///< files besides the pictures that were read: annotations
};

/// The folder of a split below @p root: the one folder whose name has the split's word ("train", "Training",
/// "seg_train"), also where the only folder of @p root or of the split holds it (archives do that).
///
/// @returns none if there is none. @throws configs::InputError if several folders have the word.
[[nodiscard]] std::optional<std::filesystem::path> findSplitFolder(const std::filesystem::path& root,
                                                                   Split split);

/// List the pictures (.jpg, .jpeg, .png) of each class folder and below it, links followed; hidden files and
/// folders are passed over. In Tiny ImageNet's validation split, the classes are those of
/// val_annotations.txt; where a metadata.csv has columns file_name and label (Hugging Face), they are its
/// labels.
///
/// @throws configs::InputError naming the folder: not readable, or without folders.
[[nodiscard]] ClassFolders listClassFolders(const std::filesystem::path& folder);

/// The names of the class folders alone; none where the folder has no folders.
[[nodiscard]] std::vector<std::string> classNamesIn(const std::filesystem::path& folder);

}  // namespace ohmic::models
