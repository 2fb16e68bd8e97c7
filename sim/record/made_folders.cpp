// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/record/made_folders.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <utility>

#include "configs/reader/error.h"
#include "sim/record/temporary.h"

namespace ohmic::sim {

namespace fs = std::filesystem;

/// @returns 0, or the system's reason.
int MadeFolders::make(const fs::path& folder) {
  auto made = std::make_unique<Unfinished>(folder);
  if (::mkdir(folder.c_str(), 0777) != 0) {
    const int reason = errno;
    made->keep();
    return reason;
  }
  made_.insert(made_.begin(), std::move(made));
  return 0;
}

void MadeFolders::makeParents(const fs::path& folder) {
  std::vector<fs::path> missing;
  for (fs::path parent = folder.parent_path(); !parent.empty() && !fs::is_directory(parent);
       parent = parent.parent_path()) {
    missing.push_back(parent);
  }
  for (auto parent = missing.rbegin(); parent != missing.rend(); ++parent) {
    const int reason = make(*parent);
    if (reason == EEXIST && !fs::is_directory(*parent)) {
      throw configs::InputError({"", "--output", fmt::format("'{}' is no folder", parent->string()),
                                 "a folder, or a name that is free", "choose another name"});
    }
    if (reason != 0 && reason != EEXIST) {
      errno = reason;
      failMachine(*parent, "make the folder");
    }
  }
}

MadeFolders::MadeFolders(const fs::path& folder) {
  int reason = ENOENT;
  for (int tries = 10; reason == ENOENT && tries > 0;
       --tries) {  // who fails may take away a parent that it had made
    made_.clear();
    makeParents(folder);
    reason = make(folder);
  }
  if (reason != 0 && reason != EEXIST) {
    errno = reason;
    failMachine(folder, "make the folder");
  }
  isNew_ = reason == 0;
}

void MadeFolders::keep() noexcept {
  for (auto& folder : made_) {
    folder->keep();
  }
}

void makeOwnFolder(const fs::path& folder) {
  if (::mkdir(folder.c_str(), 0777) == 0) {
    return;
  }
  if (errno != EEXIST) {
    failMachine(folder, "make the folder");
  }
  struct stat status {};
  if (::lstat(folder.c_str(), &status) == 0 && !S_ISDIR(status.st_mode)) {
    throw configs::InputError({folder.string(), "",
                               S_ISLNK(status.st_mode) ? "found a link" : "found something that is no folder",
                               "a folder of its own, which is made where it is missing", "remove it"});
  }
}

}  // namespace ohmic::sim
