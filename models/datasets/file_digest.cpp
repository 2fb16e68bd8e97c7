// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/file_digest.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <cstdint>
#include <fstream>
#include <memory>
#include <system_error>

#include "models/graph/refusal.h"

namespace ohmic::models {
namespace fs = std::filesystem;

namespace {

void addFile(XXH3_state_t* state, const fs::path& file) {
  std::error_code failure;
  const auto size = static_cast<std::uint64_t>(fs::file_size(file, failure));
  std::uint8_t length[8];
  for (int i = 0; i < 8; ++i) {
    length[i] = static_cast<std::uint8_t>(size >> (8 * i));
  }
  XXH3_128bits_update(state, length, sizeof length);
  std::ifstream stream(file, std::ios::binary);
  std::uint64_t read = 0;
  std::vector<char> buffer(1 << 20);
  while (stream) {
    stream.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    XXH3_128bits_update(state, buffer.data(), static_cast<std::size_t>(stream.gcount()));
    read += static_cast<std::uint64_t>(stream.gcount());
  }
  if (failure || read != size) {
    throw within(file.string(),
                 configs::InputError("found a file that cannot be read; allowed: a readable file"));
  }
}

}  // namespace

std::string fileDigest(const std::vector<fs::path>& files) {
  const std::unique_ptr<XXH3_state_t, XXH_errorcode (*)(XXH3_state_t*)> state(XXH3_createState(),
                                                                              XXH3_freeState);
  XXH3_128bits_reset(state.get());
  for (const fs::path& file : files) {
    addFile(state.get(), file);
  }
  const XXH128_hash_t hash = XXH3_128bits_digest(state.get());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

}  // namespace ohmic::models
