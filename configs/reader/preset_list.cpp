// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/preset_list.h"

#include <map>
#include <utility>

namespace ohmic::configs {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> entriesOf(const fs::path& folder) {
  std::error_code ignored;  // a folder that is not there holds no presets
  std::vector<fs::path> entries;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
    entries.push_back(entry.path());
  }
  return entries;
}

}  // namespace

std::vector<Preset> listPresets(const std::vector<fs::path>& folders) {
  std::map<std::pair<std::string, std::string>, fs::path> found;
  for (const fs::path& folder : folders) {
    for (const fs::path& keyFolder : entriesOf(folder)) {
      for (const fs::path& file : entriesOf(keyFolder)) {
        if (file.extension() == ".yaml") {
          found.emplace(std::pair(keyFolder.filename().string(), file.stem().string()), file);
        }
      }
    }
  }
  std::vector<Preset> presets;
  for (const auto& [name, file] : found) {
    presets.push_back({name.first, name.second, file});
  }
  return presets;
}

}  // namespace ohmic::configs
