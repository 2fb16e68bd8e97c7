// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/numpy_file.h"

#include "configs/files/limits.h"
#include "configs/files/zip.h"
#include "models/graph/refusal.h"

namespace ohmic::models {
namespace fs = std::filesystem;

namespace {

constexpr const char* kEnding = ".npy";

std::string arrayName(const std::string& entry) { return entry.substr(0, entry.rfind(kEnding)); }

}  // namespace

NumpyArray readNpy(const fs::path& file) {
  const std::string content = configs::readFile(file, configs::kNumpyFile);
  try {
    return parseNpy(content);
  } catch (const configs::InputError& error) {
    throw within(file.string(), error);
  }
}

std::vector<std::string> namesInArchive(const fs::path& file) {
  const configs::ZipReader zip(file, configs::kNumpyArchive);
  std::vector<std::string> names;
  for (const configs::ZipEntry& entry : zip.entries()) {
    if (entry.name.rfind(kEnding) != std::string::npos) {
      names.push_back(arrayName(entry.name));
    }
  }
  return names;
}

NumpyArray readFromArchive(const fs::path& file, const std::string& name) {
  const configs::ZipReader zip(file, configs::kNumpyArchive);
  for (std::size_t i = 0; i < zip.entries().size(); ++i) {
    if (arrayName(zip.entries()[i].name) != name) {
      continue;
    }
    const std::string content = zip.read(i);
    try {
      return parseNpy(content);
    } catch (const configs::InputError& error) {
      throw within(file.string(), error);
    }
  }
  throw within(file.string(),
               configs::InputError("found no array " + inQuotes(name) + "; allowed: an archive with it"));
}

}  // namespace ohmic::models
