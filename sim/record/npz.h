// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace ohmic::sim {

/// One NumPy array: row-major, little-endian.
struct NpyArray {
  std::string type;  ///< NumPy's descr: "<i2", "<i8", "<f4", "<f8", "|u1"
  std::vector<std::int64_t> shape;
  std::string bytes;

  template <class T>
  [[nodiscard]] static NpyArray of(const char* type, std::vector<std::int64_t> shape,
                                   const std::vector<T>& values) {
    return {type, std::move(shape),
            std::string(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T))};
  }

  /// The numbers, if they have the size of T. The caller has checked the type.
  template <class T>
  [[nodiscard]] std::vector<T> values() const {
    std::vector<T> result(bytes.size() / sizeof(T));
    std::memcpy(result.data(), bytes.data(), result.size() * sizeof(T));
    return result;
  }
};

/// An .npz archive: arrays by name, without ".npy".
using NpzArchive = std::map<std::string, NpyArray>;

/// A .npy file's bytes (format 1.0).
[[nodiscard]] std::string npyBytes(const NpyArray& array);

/// An .npz file's bytes: a ZIP archive of .npy files (configs::zipBytes).
[[nodiscard]] std::string npzBytes(const NpzArchive& archive);

/// @throws configs::InputError naming the file and what is wrong with it: missing, truncated, damaged
///         (checksum), or not an .npz.
[[nodiscard]] NpzArchive readNpz(const std::filesystem::path& file);

}  // namespace ohmic::sim
