// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "models/datasets/split.h"

namespace ohmic::models {

/// What an array is of a data set.
enum class ArrayRole { images, labels };

/// What the name of an array or of its file stands for: "x_train", "trainX", "test_images", "y", "labels".
struct ArrayName {
  std::optional<Split> split;
  std::optional<ArrayRole> role;
  bool isPlain = true;  ///< no other words
};

/// Read a name: x, images, image, img, imgs, data, features, inputs, input, pixels, samples; y, labels,
/// label, targets, target; with or without the words of a split (splitOf), in either order, parted or not.
[[nodiscard]] ArrayName readArrayName(std::string_view name);

/// The index of the array that has a role in a split: the one with the fewest other words, else the one that
/// names no split if @p takesUnnamed.
///
/// @returns none if there is none. @throws configs::InputError if there are several.
[[nodiscard]] std::optional<std::size_t> findArray(const std::vector<std::string>& shown,
                                                   const std::vector<ArrayName>& names, ArrayRole role,
                                                   Split split, bool takesUnnamed);

}  // namespace ohmic::models
