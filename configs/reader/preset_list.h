// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace ohmic::configs {

/// A file <folder>/<key>/<name>.yaml that a mapping called <key> may name: "chip: { preset: isaac_2016 }".
struct Preset {
  std::string key;
  std::string name;
  std::filesystem::path file;
};

/// All presets below the folders, sorted by key and name. Where two folders hold the same, the earlier
/// folder's.
[[nodiscard]] std::vector<Preset> listPresets(const std::vector<std::filesystem::path>& folders);

}  // namespace ohmic::configs
