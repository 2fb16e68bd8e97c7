// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/cifar_file.h"

#include <fmt/format.h>

#include <fstream>
#include <string>
#include <system_error>

#include "models/graph/refusal.h"

namespace ohmic::models {
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kRecords = 10000;
constexpr std::int64_t kPixelBytes = 3 * 32 * 32;
constexpr std::int64_t kFileBytes = kRecords * (1 + kPixelBytes);

void append(const fs::path& file, RawImages& raw) {
  std::error_code failure;
  const auto size = fs::file_size(file, failure);
  if (failure || static_cast<std::int64_t>(size) != kFileBytes) {
    refuse(fmt::format("found {} bytes", failure ? 0 : size),
           fmt::format("allowed: {}, {} records of CIFAR-10's binary version", kFileBytes, kRecords),
           "try unpacking the archive again");
  }
  std::ifstream stream(file, std::ios::binary);
  std::string bytes(static_cast<std::size_t>(kFileBytes), '\0');
  if (!stream.read(bytes.data(), kFileBytes)) {
    refuse("found a file that cannot be read", "allowed: a readable file", "try chmod a+r");
  }
  for (auto record = bytes.begin(); record != bytes.end(); record += 1 + kPixelBytes) {
    raw.labels.push_back(static_cast<std::uint8_t>(*record));
    raw.pixels.insert(raw.pixels.end(), record + 1, record + 1 + kPixelBytes);
  }
}

}  // namespace

RawImages readCifar(const std::vector<fs::path>& files) {
  RawImages raw{{3, 32, 32}, {}, {}, files};
  raw.pixels.reserve(files.size() * static_cast<std::size_t>(kRecords * kPixelBytes));
  for (const fs::path& file : files) {
    try {
      append(file, raw);
    } catch (const configs::InputError& error) {
      throw within(file.string(), error);
    }
  }
  return raw;
}

}  // namespace ohmic::models
