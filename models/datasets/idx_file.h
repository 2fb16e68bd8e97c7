// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "models/datasets/image_set.h"

namespace ohmic::models {

/// Read an image file and a label file in the IDX format of MNIST and Fashion-MNIST (28 x 28 bytes, one
/// channel), plain or compressed with gzip.
///
/// Source  Y. LeCun, "The MNIST database": big-endian magic 2051 (images) or 2049 (labels), extents, bytes.
/// @param limit  pixels of so many images at least, all labels; 0: all of both. What lies behind is not read.
/// @throws configs::InputError naming the file: no regular file, too small for its header, wrong magic,
/// short, long, damaged, counts that differ.
[[nodiscard]] RawImages readIdx(const std::filesystem::path& images, const std::filesystem::path& labels,
                                std::int64_t limit);

}  // namespace ohmic::models
