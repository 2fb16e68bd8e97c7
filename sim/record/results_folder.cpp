// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/record/results_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "configs/reader/error.h"
#include "sim/record/file_writing.h"
#include "sim/record/output_file.h"

namespace ohmic::sim {
namespace {

namespace fs = std::filesystem;

constexpr const char* kReserve = "reserve";
constexpr mode_t kPermissions = 07777;
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

/// Whether a folder that is open still has its name, or lost it for good.
bool isAt(int descriptor, const fs::path& folder) {
  struct stat open {
  }, named{};
  return ::fstat(descriptor, &open) != 0 || ::stat(folder.c_str(), &named) != 0 ||
         (open.st_dev == named.st_dev && open.st_ino == named.st_ino);
}

/// Whether a folder holds drawings alone, as `ohmic report --figures` makes it.
bool areDrawings(const fs::path& folder) {
  std::error_code failure;
  if (!fs::is_directory(fs::symlink_status(folder, failure))) {
    return false;
  }
  return std::all_of(fs::directory_iterator(folder, failure), fs::directory_iterator(),
                     [](const fs::directory_entry& entry) {
                       return entry.path().extension() == ".svg" &&
                              fs::is_regular_file(entry.symlink_status());
                     });
}

/// What lies in a results folder under the names of results, or of drawings.
std::vector<std::string> resultsIn(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code failure;
  for (const char* const name : kResultFiles) {
    if (fs::exists(fs::symlink_status(folder / name, failure))) {
      names.emplace_back(name);
    }
  }
  if (areDrawings(folder / kFigures)) {
    names.emplace_back(kFigures);
  }
  return names;
}

/// What this process, or an earlier one, has in a folder beside results.
bool holdsMore(const fs::path& folder) {
  const auto known = resultsIn(folder);
  return std::any_of(fs::directory_iterator(folder), fs::directory_iterator(),
                     [&](const fs::directory_entry& entry) {
                       const auto name = entry.path().filename().string();
                       return std::find(known.begin(), known.end(), name) == known.end();
                     });
}

/// Results that cannot be replaced are found before the work.
void requireReplaceable(const fs::path& folder) {
  std::error_code failure;
  for (const char* const name : kResultFiles) {
    const auto status = fs::symlink_status(folder / name, failure);
    if (fs::exists(status) && !fs::is_regular_file(status)) {
      refuse(folder, fmt::format("holds '{}', which is no file", name), "a folder that holds a run's results",
             "remove it, or choose another folder");
    }
    if (fs::exists(status) && !mayWrite(folder / name)) {
      refuse(folder, fmt::format("holds '{}', which may not be written", name), "files that may be written",
             "give yourself the permission (chmod u+w), or choose another folder");
    }
  }
}

/// Renames that are taken back, the last one first, unless they are kept.
class Moves {
 public:
  Moves() = default;
  Moves(const Moves&) = delete;
  Moves& operator=(const Moves&) = delete;
  ~Moves() {
    for (auto move = moves_.rbegin(); move != moves_.rend(); ++move) {
      ::rename(move->second.c_str(), move->first.c_str());
    }
  }

  /// @param target  the file that messages name.
  void move(const fs::path& from, const fs::path& to, const fs::path& target) {
    moves_.emplace_back(from, to);
    if (::rename(from.c_str(), to.c_str()) != 0) {
      const int reason = errno;
      moves_.pop_back();
      errno = reason;
      failMachine(target, "rename a temporary file to");
    }
  }

  void keep() noexcept { moves_.clear(); }

 private:
  std::vector<std::pair<fs::path, fs::path>> moves_;
};

}  // namespace

/// False if something has the name already.
bool ResultsFolder::claim() {
  made_ = MadeFolders(path_);
  return made_.isNew();
}

void ResultsFolder::prepare() {
  do {
    lock_ = std::make_unique<Descriptor>(::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (lock_->get() < 0) {
      failMachine(path_, "open");
    }
    if (::flock(lock_->get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
      refuse(path_, "is in use: another run writes its results there", "one run for each folder",
             "wait for it, or choose another name");
    }
  } while (!isAt(lock_->get(), path_));  // another run may have exchanged the folder meanwhile
  removeStale(path_);
  if (made_.isNew()) {
    removeStale(path_.parent_path());
    temporary_ = std::make_unique<Temporary>(path_.parent_path(), Temporary::Kind::folder);
  } else {
    makeTemporary();
  }
  reserve_ = writeNew(temporary_->path() / kReserve, std::string(kRoom, '\0'), path_);
}

/// Beside a forced folder that may be exchanged; else in it.
void ResultsFolder::makeTemporary() {
  std::error_code failure;
  if (!holdsMore(path_) && !fs::equivalent(path_, ".", failure)) {
    const fs::path parent = fs::canonical(path_).parent_path();
    removeStale(parent);
    try {
      temporary_ = std::make_unique<Temporary>(parent, Temporary::Kind::folder);
      isBeside_ = true;
      return;
    } catch (const configs::MachineError&) {
      // a folder that may not be written, in which the results' own may be
    }
  }
  temporary_ = std::make_unique<Temporary>(path_, Temporary::Kind::folder);
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
  requireReplaceable(results.path_);
  results.prepare();
  return results;
}

/// Writes all files into the temporary folder.
void ResultsFolder::fill(const std::vector<std::pair<std::string, std::string>>& files) {
  written_.clear();
  for (const auto& [name, content] : files) {
    written_.push_back(writeNew(temporary_->path() / name, content, path_ / name));
  }
  syncFolder(temporary_->path());
}

void ResultsFolder::write(const std::vector<std::pair<std::string, std::string>>& files) {
  reserve_.reset();
  fill(files);
  if (made_.isNew() ? !becomeNew() : !exchange()) {
    replace(files);
  }
  for (auto& file : written_) {
    file->keep();
  }
  made_.keep();
  syncFolder(path_);
  syncFolder(path_.parent_path());
}

/// The temporary folder takes the place of the new one while it is empty. @returns false if that fails.
bool ResultsFolder::becomeNew() {
  if (::rename(temporary_->path().c_str(), path_.c_str()) != 0) {
    return false;
  }
  temporary_->keep();
  return true;
}

/// The temporary folder and the forced one exchange their places, and the earlier results vanish with the
/// temporary name. @returns false if it cannot be: something else lies in the folder, or the folder is not
/// this user's, or it is where the user works, or the file system does not know how.
bool ResultsFolder::exchange() {
  if (!isBeside_ || holdsMore(path_)) {
    return false;
  }
  struct stat before {
  }, after{};
  if (::fstat(lock_->get(), &before) != 0 || ::fstat(temporary_->descriptor(), &after) != 0 ||
      before.st_uid != after.st_uid || before.st_gid != after.st_gid ||
      ::fchmod(temporary_->descriptor(), before.st_mode & kPermissions) != 0) {
    return false;
  }
  const fs::path folder = fs::canonical(path_);
  if (::renameat2(AT_FDCWD, temporary_->path().c_str(), AT_FDCWD, folder.c_str(), RENAME_EXCHANGE) != 0) {
    return false;
  }
  std::error_code stale;  // what cannot be removed is a later start's to remove
  fs::remove_all(temporary_->path(), stale);
  temporary_->keep();
  syncFolder(folder.parent_path());
  return true;
}

/// The earlier results go out of the folder, the new ones come in, summary.json first and last: a folder
/// without it holds no results, wherever this ends. If a file fails, all go back.
void ResultsFolder::replace(const std::vector<std::pair<std::string, std::string>>& files) {
  if (isBeside_ || made_.isNew()) {  // it may be on another file system
    written_.clear();
    temporary_ = std::make_unique<Temporary>(path_, Temporary::Kind::folder);
    fill(files);
  }
  Temporary earlier(path_, Temporary::Kind::folder);
  Moves moves;
  for (const auto& name : resultsIn(path_)) {
    moves.move(path_ / name, earlier.path() / name, path_ / name);
  }
  for (auto file = files.rbegin(); file != files.rend(); ++file) {
    moves.move(temporary_->path() / file->first, path_ / file->first, path_ / file->first);
  }
  moves.keep();
  std::error_code stale;
  fs::remove_all(earlier.path(), stale);
}

}  // namespace ohmic::sim
