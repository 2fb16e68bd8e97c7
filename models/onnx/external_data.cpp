// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/external_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <system_error>

#include "configs/files/read_file.h"
#include "models/graph/refusal.h"

namespace ohmic::models {
namespace fs = std::filesystem;

namespace {

constexpr const char* kAllowed = "allowed: a file in the model's folder or below";

bool isInside(const fs::path& file, const fs::path& folder) {
  const auto [end, rest] = std::mismatch(folder.begin(), folder.end(), file.begin(), file.end());
  return end == folder.end() && rest != file.end();
}

}  // namespace

fs::path findExternal(const fs::path& folder, const std::string& location) {
  const std::string found = "found external data in " + inQuotes(location);
  const fs::path relative(location);
  if (folder.empty()) {
    refuse(found, "allowed: data inside a model that is read from memory");
  }
  if (location.empty() || relative.is_absolute() ||
      std::find(relative.begin(), relative.end(), "..") != relative.end()) {
    refuse(found, kAllowed, "try moving the file beside the model");
  }
  std::error_code failure;
  const fs::path inside = fs::canonical(folder, failure);
  const fs::path file = failure ? fs::path() : fs::canonical(inside / relative, failure);
  if (failure) {
    refuse(found + ", which is missing", kAllowed, "try copying the file beside the model");
  }
  if (!isInside(file, inside)) {
    refuse(found + ", which leads out of the model's folder", kAllowed, "try replacing the link by the file");
  }
  if (!fs::is_regular_file(file, failure)) {
    refuse(found + ", which is no regular file", kAllowed);
  }
  return file;
}

std::string readExternal(const fs::path& file, const ExternalPart& part) {
  std::error_code failure;
  const auto size = static_cast<std::int64_t>(fs::file_size(file, failure));
  if (failure || part.offset < 0 || part.length < 0 || part.offset > size ||
      part.length > size - part.offset) {
    refuse(fmt::format("found {} bytes in {}, {} bytes asked for at offset {}", failure ? 0 : size,
                       inQuotes(part.location), part.length, part.offset),
           "allowed: a part within the file", "try copying the file again");
  }
  std::ifstream stream(file, std::ios::binary);
  std::string bytes(static_cast<std::size_t>(part.length), '\0');
  stream.seekg(part.offset);
  if (!stream.read(bytes.data(), part.length)) {
    configs::throwIfMachineFailed(file);
    refuse("found " + inQuotes(part.location) + ", which cannot be read", "allowed: a readable file");
  }
  return bytes;
}

}  // namespace ohmic::models
