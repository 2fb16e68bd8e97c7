// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "models/datasets/picture.h"

namespace ohmic::models {

// One reader for each format, on the bytes of a whole file. Each throws configs::InputError without the
// file's name for a picture that is damaged or too large.

[[nodiscard]] Picture readJpeg(const std::string& bytes);
[[nodiscard]] Picture readPng(const std::string& bytes);

/// Whether a picture of that size is read: sides of 1 to kMostSide, at most kMostPixels
/// (configs/files/limits.h). Asked before memory is taken for it.
[[nodiscard]] bool isPictureSize(std::int64_t width, std::int64_t height);

/// Refuses other sizes. @throws configs::InputError
void checkPictureSize(std::int64_t width, std::int64_t height);

/// Refuses a file that is too small for its picture. @throws configs::InputError
[[noreturn]] void refuseSmallFile(std::size_t bytes, const Picture& picture);

/// Refuses a picture. @param found  a phrase, "found a damaged PNG".
[[noreturn]] void refusePicture(const std::string& found);

}  // namespace ohmic::models
