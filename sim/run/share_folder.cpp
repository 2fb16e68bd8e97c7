// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/share_folder.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <system_error>

#include "configs/reader/error.h"

namespace ohmic::sim {
namespace {

namespace fs = std::filesystem;

/// The file that this code was loaded from: the shared library, else the program itself.
fs::path ownFile() {
  Dl_info info{};
  std::error_code ignored;
  const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
  if (::dladdr(reinterpret_cast<const void*>(&shareFolder), &info) == 0 || info.dli_fname == nullptr) {
    return program;
  }
  // The program's own name is what it was called with, perhaps relative to a folder that was left.
  const fs::path library = info.dli_fname;
  return library.is_absolute() ? fs::canonical(library, ignored) : program;
}

bool holdsShippedFiles(const fs::path& folder) {
  std::error_code ignored;
  return fs::is_directory(folder / "configs/presets", ignored);
}

}  // namespace

fs::path shareFolder() {
  const fs::path own = ownFile();
  // PREFIX/bin/ohmic, PREFIX/lib/x86_64-linux-gnu/libohmic.so, PREFIX/lib/python3/dist-packages/ohmic/...
  for (fs::path prefix = own.parent_path(); prefix.has_relative_path(); prefix = prefix.parent_path()) {
    if (holdsShippedFiles(prefix / "share/ohmic")) {
      return prefix / "share/ohmic";
    }
  }
  if (holdsShippedFiles(OHMIC_SOURCE_FOLDER)) {
    return OHMIC_SOURCE_FOLDER;
  }
  throw configs::MachineError(
      fmt::format("{}: the files that ship with it (share/ohmic: presets, runs, networks) are not found "
                  "above its folder; "
                  "install it with `cmake --install`, or move the whole prefix",
                  own.string()));
}

configs::LoadOptions shippedFiles() {
  configs::LoadOptions options;
  options.shareFolder = shareFolder();
  options.presetFolders = {options.shareFolder / "configs/presets"};
  return options;
}

}  // namespace ohmic::sim
