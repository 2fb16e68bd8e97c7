// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "models/graph/tensor.h"

namespace ohmic::models {

/// A NumPy array, row major, as its file holds it.
struct NumpyArray {
  Shape shape;
  std::string type;   ///< NumPy's descr without the byte order: "u1", "i8", "f4"
  std::string bytes;  ///< little endian
};

/// Read a .npy file (format 1 to 3, C order, little endian).
/// @throws configs::InputError naming the file: no .npy, Fortran order, another type, short or long.
[[nodiscard]] NumpyArray readNpy(const std::filesystem::path& file);

/// Read the arrays of an .npz archive, stored or compressed (numpy.savez and savez_compressed), by name
/// without ".npy"; those that @p names does not list are passed over.
/// @throws configs::InputError naming the file: no archive, damaged, larger than 8 GiB unpacked.
[[nodiscard]] std::map<std::string, NumpyArray> readNumpyArchive(const std::filesystem::path& file,
                                                                 const std::vector<std::string>& names);

}  // namespace ohmic::models
