// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/record/output_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "configs/reader/error.h"
#include "sim/record/file_writing.h"

namespace ohmic::sim {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLookedAt =
    1000;  // entries: a study's points write into a folder of a hundred thousand

[[noreturn]] void refuse(const fs::path& file, const std::string& found, const std::string& remedy) {
  throw configs::InputError({"", file.string(), found, "a file in a folder that exists", remedy});
}

void requirePlace(const fs::path& file) {
  std::error_code failure;
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  if (!fs::is_directory(folder, failure)) {
    refuse(file, fmt::format("found no folder '{}'", folder.string()), "make it first");
  }
  const auto status = fs::symlink_status(file, failure);
  if (fs::is_symlink(status) && !fs::exists(file, failure)) {
    refuse(file, "found a link to nothing", "remove the link, or name the file itself");
  }
  const auto target = fs::status(file, failure);
  if (!file.has_filename() || fs::is_directory(target)) {
    refuse(file, "found a folder", "name a file in it");
  }
  if (fs::exists(target) && !fs::is_regular_file(target)) {
    refuse(file, "found a device or a pipe", "name a file");
  }
}

/// A file that takes another one's place has its permissions.
void takePermissions(int descriptor, const fs::path& file) noexcept {
  constexpr mode_t kPermissions = 0777;
  struct stat status {};
  if (::stat(file.c_str(), &status) == 0) {
    static_cast<void>(::fchmod(descriptor, status.st_mode & kPermissions));
  }
}

}  // namespace

bool mayWrite(const fs::path& file) noexcept {
  return ::faccessat(AT_FDCWD, file.c_str(), W_OK, AT_EACCESS) == 0 || errno != EACCES;
}

OutputFile::OutputFile(fs::path file) : file_(std::move(file)) {
  requirePlace(file_);
  removeStale(file_.parent_path(), kLookedAt);
  temporary_ = std::make_unique<Temporary>(file_.parent_path(), Temporary::Kind::file);
  reserveRoom(temporary_->descriptor(), file_);
}

void OutputFile::write(const std::string& content) {
  fillFile(temporary_->descriptor(), content, file_);
  takePermissions(temporary_->descriptor(), file_);
  if (::rename(temporary_->path().c_str(), file_.c_str()) != 0) {
    failMachine(file_, "rename a temporary file to");
  }
  temporary_->keep();
  syncFolder(file_.parent_path());
}

void writeFile(const fs::path& file, const std::string& content) { OutputFile(file).write(content); }

}  // namespace ohmic::sim
