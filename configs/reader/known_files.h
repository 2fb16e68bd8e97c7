// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <utility>
#include <vector>

#include "configs/reader/preset_list.h"
#include "configs/reader/tree.h"

namespace ohmic::configs {

/// Files that many configurations are read from, each read once: they are taken not to change as long as this
/// object is used. For one thread.
class KnownFiles {
 public:
  /// As readYamlFile(). @throws InputError
  [[nodiscard]] const Node& yaml(const std::filesystem::path& file, Origin::Kind kind);

  /// As listPresets().
  [[nodiscard]] const std::vector<Preset>& presets(const std::vector<std::filesystem::path>& folders);

 private:
  std::map<std::pair<std::filesystem::path, Origin::Kind>, Node> trees_;
  std::map<std::vector<std::filesystem::path>, std::vector<Preset>> presets_;
};

}  // namespace ohmic::configs
