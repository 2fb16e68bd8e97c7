// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/python/loaded_run.h"

#include "configs/reader/with_places.h"
#include "sim/run/share_folder.h"

namespace ohmic::sim::python {

configs::LoadOptions loadOptions(const World& world, const std::vector<std::string>& overrides) {
  configs::LoadOptions options = shippedFiles();
  options.overrides = overrides;
  options.currentFolder = world.currentFolder;
  if (!world.userPresets.empty()) {
    options.presetFolders.insert(options.presetFolders.begin(), world.userPresets);
  }
  return options;
}

LoadedRun::LoadedRun(const std::string& name, const std::string* text,
                     const std::vector<std::string>& overrides, const World& world)
    : config(text == nullptr ? configs::Config::load(name, loadOptions(world, overrides))
                             : configs::Config::fromText(*text, name, loadOptions(world, overrides))),
      request(configs::withPlaces(config, [&] { return readRun(config, world.threads); })) {}

}  // namespace ohmic::sim::python
