// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/known_files.h"

#include "configs/reader/yaml_file.h"

namespace ohmic::configs {

const Node& KnownFiles::yaml(const std::filesystem::path& file, Origin::Kind kind) {
  const auto found = trees_.find({file, kind});
  return found != trees_.end()
             ? found->second
             : trees_.emplace(std::make_pair(file, kind), readYamlFile(file, kind)).first->second;
}

const std::vector<Preset>& KnownFiles::presets(const std::vector<std::filesystem::path>& folders) {
  const auto found = presets_.find(folders);
  return found != presets_.end() ? found->second
                                 : presets_.emplace(folders, listPresets(folders)).first->second;
}

}  // namespace ohmic::configs
