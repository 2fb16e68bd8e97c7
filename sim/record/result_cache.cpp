// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/record/result_cache.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <xxhash.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <fstream>
#include <system_error>
#include <tuple>
#include <utility>
#include <vector>

#include "sim/record/file_writing.h"
#include "sim/record/temporary.h"

namespace ohmic::sim {
namespace {

namespace fs = std::filesystem;

constexpr const char* kHead = "ohmic-cache ";
constexpr std::uintmax_t kShare = 32;  ///< of all bytes: made room for at once, since it reads the folder

std::string hashOf(std::string_view bytes) {
  const auto hash = XXH3_128bits(bytes.data(), bytes.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

/// What a file begins with.
std::string headOf(const std::string& name, std::string_view content) {
  return fmt::format("{}{} {} {}\n", kHead, name, content.size(), hashOf(content));
}

/// Whether a file is an entry: "outputs-<32 digits>", which also stands in its head.
bool isEntry(const fs::directory_entry& entry) {
  constexpr std::size_t kDigits = 32;
  const std::string name = entry.path().filename().string();
  const std::size_t kind = name.find('-');
  if (kind == std::string::npos || name.size() != kind + 1 + kDigits ||
      name.find_first_not_of("0123456789abcdef", kind + 1) != std::string::npos) {
    return false;
  }
  std::error_code gone;
  if (!fs::is_regular_file(entry.symlink_status(gone))) {
    return false;
  }
  const std::string expected = fmt::format("{}{} ", kHead, name);
  std::string head(expected.size(), '\0');
  std::ifstream(entry.path(), std::ios::binary).read(head.data(), static_cast<std::streamsize>(head.size()));
  return head == expected;
}

/// An entry is used now: later than others it makes room.
void touch(const fs::path& file) { static_cast<void>(::utimensat(AT_FDCWD, file.c_str(), nullptr, 0)); }

/// In one step, so that nobody reads a half. It is not synced: what a machine that stops leaves of an entry
/// is not believed.
void writeEntry(const fs::path& file, const std::string& bytes) {
  Temporary temporary(file.parent_path(), Temporary::Kind::file);
  writeFront(temporary.descriptor(), bytes, file);
  if (::rename(temporary.path().c_str(), file.c_str()) != 0) {
    failMachine(file, "rename a temporary file to");
  }
  temporary.keep();
}

/// All bytes of a file of at most so many; none if it is none or cannot be read.
std::string bytesOf(const fs::path& file, std::uintmax_t most) {
  std::error_code failure;
  if (!fs::is_regular_file(file, failure)) {
    return {};
  }
  const std::uintmax_t size = fs::file_size(file, failure);
  std::ifstream in(file, std::ios::binary);
  if (failure || size > most || !in) {
    return {};
  }
  std::string bytes(static_cast<std::size_t>(size), '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(size));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  return bytes;
}

}  // namespace

std::string cacheName(std::string_view kind, std::string_view inputs) {
  return fmt::format("{}-{}", kind, hashOf(inputs));
}

std::optional<std::string> ResultCache::find(const std::string& name) const noexcept {
  try {
    std::string bytes = bytesOf(folder_ / name, mostBytes_);
    const std::size_t head = bytes.find('\n') + 1;
    if (head == 0 || bytes.compare(0, head, headOf(name, std::string_view(bytes).substr(head))) != 0) {
      return std::nullopt;
    }
    touch(folder_ / name);
    bytes.erase(0, head);
    return bytes;
  } catch (const std::exception&) {
    return std::nullopt;  // computed instead
  }
}

/// An entry's part of the room that was made; more is made if it is too little.
void ResultCache::takeRoom(std::uintmax_t bytes) const {
  const std::lock_guard<std::mutex> lock(taking_);
  if (bytes > room_) {
    room_ = 0;
    const std::uintmax_t wanted = std::max(bytes, mostBytes_ / kShare);
    makeRoom(wanted);
    room_ = wanted;
  }
  room_ -= bytes;
}

void ResultCache::makeRoom(std::uintmax_t bytes) const {
  struct Entry {
    fs::file_time_type used;
    fs::path file;
    std::uintmax_t bytes;
  };
  removeStale(folder_);
  std::vector<Entry> entries;
  std::uintmax_t all = bytes;
  for (const auto& entry : fs::directory_iterator(folder_)) {
    if (!isEntry(entry)) {
      continue;  // another process is writing it, or it is not ours
    }
    std::error_code gone;
    const auto used = entry.last_write_time(gone);
    const auto size = gone ? 0 : entry.file_size(gone);
    if (!gone) {
      entries.push_back({used, entry.path(), size});
      all += size;
    }
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.used, a.file) < std::tie(b.used, b.file);
  });
  for (auto oldest = entries.begin(); oldest != entries.end() && all > mostBytes_; ++oldest) {
    std::error_code ignored;
    fs::remove(oldest->file, ignored);
    all -= oldest->bytes;
  }
}

void ResultCache::keep(const std::string& name, const std::string& content) const noexcept {
  try {
    const std::string head = headOf(name, content);
    if (!keeps(head.size() + content.size())) {
      return;
    }
    fs::create_directories(folder_);
    takeRoom(head.size() + content.size());
    writeEntry(folder_ / name, head + content);
  } catch (const std::exception&) {
    // the next run computes it again
  }
}

}  // namespace ohmic::sim
