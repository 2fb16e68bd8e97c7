// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/record/results_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

#include "configs/reader/error.h"
#include "sim/record/file_writing.h"

namespace ohmic::sim {
namespace {

namespace fs = std::filesystem;

constexpr const char* kReserve = "reserve";
constexpr std::size_t kRoom = 4096;  // bytes: a full disk is found before the work

[[noreturn]] void refuse(const fs::path& folder, const std::string& found, const std::string& allowed,
                         const std::string& remedy) {
  throw configs::InputError(
      {"", "--output", fmt::format("'{}' {}", folder.string(), found), allowed, remedy});
}

/// "results/" names the folder itself: without its last slash it has a name and a parent.
fs::path withoutSlash(const fs::path& folder) {
  return folder.has_filename() ? folder : folder.parent_path();
}

/// A new file of a temporary folder.
/// @param target  where it is to be, as messages say.
std::unique_ptr<Unfinished> writeNew(const fs::path& file, const std::string& content,
                                     const fs::path& target) {
  auto made = std::make_unique<Unfinished>(file);
  const Descriptor out(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644));
  if (out.get() < 0) {
    failMachine(target, "create");
  }
  fillFile(out.get(), content, target);
  return made;
}

}  // namespace

/// False if something has the name already.
bool ResultsFolder::claim() {
  made_ = MadeFolders(path_);
  return made_.isNew();
}

void ResultsFolder::prepare() {
  lock_ = std::make_unique<Descriptor>(::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (lock_->get() < 0) {
    failMachine(path_, "open");
  }
  if (::flock(lock_->get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    refuse(path_, "is in use: another run writes its results there", "one run for each folder",
           "wait for it, or choose another name");
  }
  const fs::path beside = made_.isNew() ? path_.parent_path() : path_;
  removeStale(beside);
  temporary_ = std::make_unique<Temporary>(beside, Temporary::Kind::folder);
  reserve_ = writeNew(temporary_->path() / kReserve, std::string(kRoom, '\0'), path_);
}

ResultsFolder ResultsFolder::make(const fs::path& folder) {
  ResultsFolder results(withoutSlash(folder));
  std::error_code failure;
  if (fs::is_symlink(results.path_, failure) && !fs::exists(results.path_, failure)) {
    refuse(folder, "is a link to nothing", "a folder that does not exist",
           "remove the link, or choose another name");
  }
  if (!results.claim()) {
    refuse(folder, "exists", "a folder that does not exist",
           "choose another name, or --force to write into it");
  }
  results.prepare();
  return results;
}

ResultsFolder ResultsFolder::makeNext(const fs::path& parent, const std::string& name) {
  for (int n = 1;; ++n) {
    ResultsFolder results(parent / fmt::format("{}-{}", name, n));
    if (results.claim()) {
      results.prepare();
      return results;
    }
  }
}

ResultsFolder ResultsFolder::force(const fs::path& folder) {
  std::error_code failure;
  if (!fs::exists(folder, failure)) {
    return make(folder);
  }
  if (!fs::is_directory(folder, failure)) {
    refuse(folder, "is no folder", "a folder", "choose another name");
  }
  ResultsFolder results(withoutSlash(folder));
  results.prepare();
  return results;
}

void ResultsFolder::write(const std::vector<std::pair<std::string, std::string>>& files,
                          const std::vector<std::string>& outdated) {
  reserve_.reset();
  std::vector<std::unique_ptr<Unfinished>> written;
  for (const auto& [name, content] : files) {
    written.push_back(writeNew(temporary_->path() / name, content, path_ / name));
  }
  syncFolder(temporary_->path());
  publish(files);
  for (auto& file : written) {
    file->keep();
  }
  made_.keep();
  for (const auto& name : outdated) {
    ::unlink((path_ / name).c_str());
  }
  syncFolder(path_);
  syncFolder(path_.parent_path());
}

/// A new folder is replaced by the temporary one while it is empty. Otherwise the files move one by one.
void ResultsFolder::publish(const std::vector<std::pair<std::string, std::string>>& files) {
  if (made_.isNew() && ::rename(temporary_->path().c_str(), path_.c_str()) == 0) {
    temporary_->keep();
    return;
  }
  for (auto file = files.rbegin(); file != files.rend(); ++file) {
    if (::rename((temporary_->path() / file->first).c_str(), (path_ / file->first).c_str()) != 0) {
      failMachine(path_ / file->first, "rename a temporary file to");
    }
  }
}

}  // namespace ohmic::sim
