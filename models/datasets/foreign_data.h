// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace ohmic::models {

/// Refuses a file of samples in a format that Ohmic does not read, by its first bytes: Parquet, Arrow, HDF5,
/// MATLAB, what torch.save and pickle write, JSON, archives, a Git LFS pointer. Does nothing for other files,
/// for folders and for what cannot be read.
/// @throws configs::InputError naming the file, what it is and how to convert it.
void refuseForeignData(const std::filesystem::path& file);

}  // namespace ohmic::models
