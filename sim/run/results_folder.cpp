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

/// What was renamed in a folder stays renamed when the machine stops.
void syncFolder(const std::filesystem::path& folder) {
  const Descriptor directory(folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY);
  if (directory.get() < 0 || ::fsync(directory.get()) != 0) {
    fail(folder, "sync");
  }
}

}  // namespace

void writeFile(const std::filesystem::path& file, const std::string& content) {
  const auto temporary = std::filesystem::path(file).concat(fmt::format(".{}.tmp", ::getpid()));
  writeAll(temporary, content);
  if (::rename(temporary.c_str(), file.c_str()) != 0) {
    fail(file, "rename a temporary file to");
  }
  syncFolder(file.parent_path());
}

void writeFolder(const std::filesystem::path& folder,
                 const std::function<void(const std::filesystem::path& folder)>& fill) {
  if (std::filesystem::exists(folder)) {
    fill(folder);
    return;
  }
  // "results/" names the folder itself: without its last slash it has a name and a parent.
  const auto whole = folder.has_filename() ? folder : folder.parent_path();
  const auto temporary = std::filesystem::path(whole).concat(fmt::format(".{}.tmp", ::getpid()));
  try {
    std::filesystem::create_directories(temporary);
    fill(temporary);
    if (::rename(temporary.c_str(), whole.c_str()) != 0) {
      fail(whole, "rename a temporary folder to");
    }
  } catch (...) {
    std::error_code ignored;
    std::filesystem::remove_all(temporary, ignored);
    throw;
  }
  syncFolder(whole.parent_path());
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
