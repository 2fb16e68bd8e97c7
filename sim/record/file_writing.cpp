// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/record/file_writing.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "sim/record/temporary.h"

namespace ohmic::sim {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBlock = 4096;

}  // namespace

void writeFront(int descriptor, const std::string& content, const fs::path& file) {
  for (std::size_t done = 0; done < content.size();) {
    const auto n =
        ::pwrite(descriptor, content.data() + done, content.size() - done, static_cast<off_t>(done));
    if (n < 0 && errno != EINTR) {
      failMachine(file, "write");
    }
    done += n > 0 ? static_cast<std::size_t>(n) : 0;
  }
}

void reserveRoom(int descriptor, const fs::path& file) {
  writeFront(descriptor, std::string(kBlock, '\0'), file);
}

void fillFile(int descriptor, const std::string& content, const fs::path& file) {
  writeFront(descriptor, content, file);
  if (::ftruncate(descriptor, static_cast<off_t>(content.size())) != 0) {
    failMachine(file, "write");
  }
  if (::fsync(descriptor) != 0) {
    failMachine(file, "sync");
  }
}

void syncFolder(const fs::path& folder) {
  const Descriptor directory(
      ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  // file systems that cannot sync a folder say EINVAL
  if (directory.get() < 0 || (::fsync(directory.get()) != 0 && errno != EINVAL)) {
    failMachine(folder.empty() ? fs::path(".") : folder, "sync");
  }
}

}  // namespace ohmic::sim
