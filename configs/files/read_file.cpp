// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/files/read_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "configs/reader/error.h"

namespace ohmic::configs {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& file, std::string found, const FileKind& kind,
                         const char* remedy) {
  throw InputError(Complaint{file.string(), {}, std::move(found), kind.expected, remedy});
}

/// What the system says of a path: the user's mistake, or the machine's.
[[noreturn]] void refuseByErrno(const std::filesystem::path& file, const FileKind& kind) {
  const int reason = errno;
  if (reason == ENOENT || reason == ENOTDIR) {
    refuse(file, "found no such file", kind, kind.remedy);
  }
  const bool isUsers = reason == EACCES || reason == EPERM || reason == ELOOP || reason == ENAMETOOLONG;
  const std::string found = fmt::format("found a file that cannot be read ({})", std::strerror(reason));
  if (isUsers) {
    refuse(file, found, kind, reason == ENAMETOOLONG ? "check the path" : "try chmod a+r");
  }
  throw MachineError(fmt::format("{}: cannot read: {}", file.string(), std::strerror(reason)));
}

void requireRegular(const std::filesystem::path& file, const struct stat& status, const FileKind& kind) {
  if (S_ISDIR(status.st_mode)) {
    refuse(file, "found a folder", kind, kind.remedy);
  }
  if (!S_ISREG(status.st_mode)) {
    refuse(file,
           S_ISFIFO(status.st_mode)   ? "found a pipe"
           : S_ISSOCK(status.st_mode) ? "found a socket"
                                      : "found a device",
           kind, "write the content into a file first");
  }
  if (static_cast<std::uint64_t>(status.st_size) > kind.mostBytes) {
    refuse(file, fmt::format("found {} bytes; at most {} are read", status.st_size, kind.mostBytes), kind,
           "");
  }
}

/// Closes what it holds.
class Descriptor {
 public:
  explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (descriptor_ >= 0) {
      ::close(descriptor_);
    }
  }
  [[nodiscard]] int get() const noexcept { return descriptor_; }

 private:
  int descriptor_;
};

}  // namespace

void throwIfMachineFailed(const std::filesystem::path& file) {
  const int reason = errno;
  if (reason == ENOMEM || reason == EMFILE || reason == ENFILE || reason == EIO) {
    throw MachineError(fmt::format("{}: cannot read: {}", file.string(), std::strerror(reason)));
  }
}

std::uint64_t requireFile(const std::filesystem::path& file, const FileKind& kind) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) {
    refuseByErrno(file, kind);
  }
  requireRegular(file, status, kind);
  return static_cast<std::uint64_t>(status.st_size);
}

std::string readFile(const std::filesystem::path& file, const FileKind& kind) {
  return readStart(file, kind, kind.mostBytes + 1);
}

std::string readStart(const std::filesystem::path& file, const FileKind& kind, std::uint64_t most) {
  requireFile(file, kind);
  const Descriptor in(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat status {};
  if (in.get() < 0 || ::fstat(in.get(), &status) != 0) {
    refuseByErrno(file, kind);
  }
  requireRegular(file, status, kind);  // of what was opened: the path may lead elsewhere by now
  std::string content(static_cast<std::size_t>(std::min<std::uint64_t>(status.st_size + 1, most)), '\0');
  std::size_t size = 0;
  for (;;) {
    const auto got = ::read(in.get(), content.data() + size, content.size() - size);
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got < 0) {
      refuseByErrno(file, kind);
    }
    size += static_cast<std::size_t>(got);
    if (size > kind.mostBytes) {
      refuse(file, fmt::format("found more than {} bytes", kind.mostBytes), kind, "");
    }
    if (got == 0 || size == most) {
      break;
    }
    if (size == content.size()) {  // it grows, or has no size of its own (/proc)
      content.resize(static_cast<std::size_t>(std::min<std::uint64_t>(2 * size, most)));
    }
  }
  content.resize(size);
  return content;
}

}  // namespace ohmic::configs
