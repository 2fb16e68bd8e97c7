// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/results_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "configs/reader/error.h"

namespace ohmic::sim {
namespace {

[[noreturn]] void fail(const std::filesystem::path& file, const char* what) {
  throw configs::MachineError(fmt::format("{}: cannot {}: {}", file.string(), what, std::strerror(errno)));
}

/// Closes what it holds.
class Descriptor {
 public:
  Descriptor(const std::filesystem::path& path, int flags)
      : fd_(::open(path.c_str(), flags | O_CLOEXEC, 0644)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) {
      ::close(fd_);
    }
  }
  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

void writeAll(const std::filesystem::path& file, const std::string& content) {
  const Descriptor out(file, O_WRONLY | O_CREAT | O_TRUNC);
  if (out.get() < 0) {
    fail(file, "create");
  }
  for (std::size_t done = 0; done < content.size();) {
    const auto n = ::write(out.get(), content.data() + done, content.size() - done);
    if (n < 0 && errno != EINTR) {
      fail(file, "write");
    }
    done += n > 0 ? static_cast<std::size_t>(n) : 0;
  }
  if (::fsync(out.get()) != 0) {
    fail(file, "sync");
  }
}

}  // namespace

void writeFile(const std::filesystem::path& file, const std::string& content) {
  const auto temporary = std::filesystem::path(file).concat(fmt::format(".{}.tmp", ::getpid()));
  writeAll(temporary, content);
  if (::rename(temporary.c_str(), file.c_str()) != 0) {
    fail(file, "rename a temporary file to");
  }
  const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  const Descriptor directory(folder, O_RDONLY | O_DIRECTORY);
  if (directory.get() < 0 || ::fsync(directory.get()) != 0) {
    fail(folder, "sync");
  }
}

std::filesystem::path nextFreeFolder(const std::filesystem::path& parent, const std::string& name) {
  for (int n = 1;; ++n) {
    const auto folder = parent / fmt::format("{}-{}", name, n);
    if (!std::filesystem::exists(folder)) {
      return folder;
    }
  }
}

}  // namespace ohmic::sim
