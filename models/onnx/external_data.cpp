// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/external_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <system_error>

#include "configs/files/limits.h"
#include "models/graph/refusal.h"

namespace ohmic::models {
namespace fs = std::filesystem;

namespace {

constexpr const char* kAllowed = "allowed: a file in the model's folder or below";

bool isInside(const fs::path& file, const fs::path& folder) {
  const auto [end, rest] = std::mismatch(folder.begin(), folder.end(), file.begin(), file.end());
  return end == folder.end() && rest != file.end();
}

/// A single line that is a relative path of something that exists; empty otherwise.
fs::path textLink(const fs::path& file) {
  constexpr std::uintmax_t kMost = 4096;
  std::error_code failure;
  const auto size = fs::file_size(file, failure);
  if (failure || size == 0 || size > kMost) {
    return {};
  }
  std::string line(static_cast<std::size_t>(size), '\0');
  std::ifstream(file, std::ios::binary).read(line.data(), static_cast<std::streamsize>(size));
  line.erase(line.find_last_not_of("\r\n") + 1);
  const bool isPath = line.find('/') != std::string::npos && line.front() != '/' &&
                      std::all_of(line.begin(), line.end(),
                                  [](char c) { return static_cast<unsigned char>(c) > 0x20 && c != '\x7f'; });
  const fs::path target = file.parent_path() / line;
  return isPath && fs::is_regular_file(target, failure) ? target : fs::path();
}

}  // namespace

fs::path followLink(const fs::path& file) {
  std::error_code failure;
  const fs::path link = textLink(file);
  const fs::path real = fs::canonical(link.empty() ? file : link, failure);
  return failure ? file : real;
}

fs::path findExternal(const fs::path& folder, const fs::path& realFolder, const std::string& location) {
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
  fs::path file = failure ? fs::path() : fs::canonical(inside / relative, failure);
  if (failure) {
    refuse(found + ", which is missing", kAllowed, "try copying the file beside the model");
  }
  file = followLink(file);
  const fs::path real = realFolder.empty() ? inside : fs::canonical(realFolder, failure);
  if (!isInside(file, inside) && (failure || !isInside(file, real))) {
    refuse(found + ", which leads out of the model's folder", kAllowed, "try replacing the link by the file");
  }
  if (fs::is_directory(file, failure)) {
    refuse(found + ", which is no regular file", kAllowed);
  }
  configs::requireFile(file, configs::kWeightsFile);
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
