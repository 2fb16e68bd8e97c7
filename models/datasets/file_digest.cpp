// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/file_digest.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <fstream>
#include <memory>

#include "configs/files/limits.h"
#include "models/graph/refusal.h"

namespace ohmic::models {
namespace fs = std::filesystem;

namespace {

/// XXH3-128 that grows part by part.
class Digest {
 public:
  Digest() : state_(XXH3_createState(), XXH3_freeState) { XXH3_128bits_reset(state_.get()); }

  /// A number in eight bytes, the lowest first.
  void addLength(std::uint64_t length) {
    std::uint8_t bytes[8];
    for (int i = 0; i < 8; ++i) {
      bytes[i] = static_cast<std::uint8_t>(length >> (8 * i));
    }
    XXH3_128bits_update(state_.get(), bytes, sizeof bytes);
  }

  void addName(const std::string& name) {
    addLength(name.size());
    XXH3_128bits_update(state_.get(), name.data(), name.size());
  }

  void addFile(const fs::path& file) {
    const std::uint64_t size = configs::requireFile(file, configs::kAnyFile);
    addLength(size);
    errno = 0;
    std::uint64_t read = 0;
    std::ifstream stream(file, std::ios::binary);
    std::vector<char> buffer(1 << 20);
    while (stream) {
      stream.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
      XXH3_128bits_update(state_.get(), buffer.data(), static_cast<std::size_t>(stream.gcount()));
      read += static_cast<std::uint64_t>(stream.gcount());
    }
    if (read != size) {
      configs::throwIfMachineFailed(file);
      throw within(file.string(),
                   configs::InputError("found a file that cannot be read; allowed: a readable file"));
    }
  }

  [[nodiscard]] std::string text() const {
    const XXH128_hash_t hash = XXH3_128bits_digest(state_.get());
    return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
  }

 private:
  std::unique_ptr<XXH3_state_t, XXH_errorcode (*)(XXH3_state_t*)> state_;
};

}  // namespace

std::string fileDigest(const std::vector<fs::path>& files) {
  Digest digest;
  for (const fs::path& file : files) {
    digest.addFile(file);
  }
  return digest.text();
}

std::string fileDigest(const std::vector<fs::path>& files, const fs::path& folder) {
  Digest digest;
  for (const fs::path& file : files) {
    digest.addName(file.lexically_relative(folder).generic_string());
    digest.addFile(file);
  }
  return digest.text();
}

std::string folderDigest(const fs::path& folder) {
  std::vector<fs::path> files;
  try {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (entry.is_regular_file()) {
        files.push_back(entry.path());
      }
    }
  } catch (const fs::filesystem_error&) {
    throw within(folder.string(),
                 configs::InputError("found a folder that cannot be read; allowed: a readable folder"));
  }
  std::sort(files.begin(), files.end());
  return fileDigest(files, folder);
}

}  // namespace ohmic::models
