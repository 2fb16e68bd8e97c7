// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "models/datasets/npy_array.h"

namespace ohmic::models {

/// Read a .npy file (parseNpy).
/// @throws configs::InputError naming the file.
[[nodiscard]] NumpyArray readNpy(const std::filesystem::path& file);

/// The names of the arrays of an .npz archive, without ".npy", in the order in which they lie in it.
/// @throws configs::InputError naming the file: no archive, damaged, too large (configs::kNumpyArchive).
[[nodiscard]] std::vector<std::string> namesInArchive(const std::filesystem::path& file);

/// Read an array of an .npz archive, stored or compressed (numpy.savez and savez_compressed).
/// @throws configs::InputError naming the file; as namesInArchive(), and if it has no such array.
[[nodiscard]] NumpyArray readFromArchive(const std::filesystem::path& file, const std::string& name);

}  // namespace ohmic::models
