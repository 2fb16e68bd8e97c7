// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/record/temporary.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string>

#include "configs/reader/error.h"

namespace ohmic::sim {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHead = ".ohmic-", kTail = ".tmp";
constexpr std::size_t kDigits = 16;
constexpr int kTries = 100;

std::string randomName(const fs::path& folder) {
  std::uint64_t number = 0;
  if (::getrandom(&number, sizeof number, 0) != sizeof number) {
    failMachine(folder, "draw the name of a temporary file");
  }
  return fmt::format("{}{:016x}{}", kHead, number, kTail);
}

bool isTemporaryName(const std::string& name) {
  return name.size() == kHead.size() + kDigits + kTail.size() && name.compare(0, kHead.size(), kHead) == 0 &&
         name.compare(name.size() - kTail.size(), kTail.size(), kTail) == 0 &&
         std::all_of(name.begin() + kHead.size(), name.end() - kTail.size(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

/// @returns false if something has the name: another one is tried.
bool refuseUnlessTaken(const fs::path& folder, int reason) {
  if (reason != EEXIST) {
    errno = reason;
    failMachine(folder, "write into this folder");
  }
  return false;
}

/// Whether this process now holds the lock of what is open, and it still has a name. File systems that know
/// no locks say so: there nobody removes anything.
bool isOurs(int descriptor) {
  struct stat status {};
  const bool isTaken = ::flock(descriptor, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  return !isTaken && ::fstat(descriptor, &status) == 0 && status.st_nlink > 0;
}

}  // namespace

Descriptor::~Descriptor() {
  if (number_ >= 0) {
    ::close(number_);
  }
}

void failMachine(const fs::path& path, std::string_view what) {
  throw configs::MachineError(fmt::format("{}: cannot {}: {}", path.string(), what, std::strerror(errno)));
}

Temporary::Temporary(const fs::path& folder, Kind kind) {
  int tries = kTries;
  while (!make(folder.empty() ? fs::path(".") : folder, kind)) {
    if (--tries == 0) {
      errno = EEXIST;
      failMachine(folder, "write into this folder");
    }
  }
}

bool Temporary::make(const fs::path& folder, Kind kind) {
  auto path = std::make_unique<Unfinished>(folder / randomName(folder));
  const bool isFolder = kind == Kind::folder;
  if (isFolder && ::mkdir(path->path().c_str(), 0777) != 0) {
    path->keep();
    return refuseUnlessTaken(folder, errno);
  }
  const int flags = isFolder ? O_RDONLY | O_DIRECTORY | O_NOFOLLOW : O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW;
  auto descriptor = std::make_unique<Descriptor>(::open(path->path().c_str(), flags | O_CLOEXEC, 0644));
  if (descriptor->get() < 0) {
    const int reason = errno;
    if (isFolder && reason == ENOENT) {
      return false;  // a starting process took it for a stale one, in the moment before it was open
    }
    if (!isFolder) {
      path->keep();  // what has this name is not ours
    }
    return refuseUnlessTaken(folder, reason);
  }
  if (!isOurs(descriptor->get())) {
    return false;  // a starting process took it for a stale one, in the moment before the lock
  }
  path_ = std::move(path);
  descriptor_ = std::move(descriptor);
  return true;
}

void removeUnlocked(const fs::path& path) noexcept {
  std::error_code ignored;
  const auto type = fs::symlink_status(path, ignored).type();
  if (type != fs::file_type::directory && type != fs::file_type::regular) {
    return;
  }
  const int flags = type == fs::file_type::directory ? O_RDONLY | O_DIRECTORY : O_RDWR;
  const Descriptor descriptor(::open(path.c_str(), flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (descriptor.get() >= 0 && ::flock(descriptor.get(), LOCK_EX | LOCK_NB) == 0) {
    fs::remove_all(path, ignored);
  }
}

void removeStale(const fs::path& folder, std::size_t mostEntries) noexcept {
  std::error_code ignored;
  try {
    for (const auto& entry : fs::directory_iterator(folder.empty() ? fs::path(".") : folder, ignored)) {
      if (mostEntries-- == 0) {
        return;
      }
      if (isTemporaryName(entry.path().filename().string())) {
        removeUnlocked(entry.path());
      }
    }
  } catch (const std::exception&) {
    // a folder that changes while it is read, or no memory: what is stale stays for the next start
  }
}

}  // namespace ohmic::sim
