// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "configs/files/limits.h"
#include "configs/reader/error.h"
#include "configs/reader/preset_list.h"
#include "devices/catalogue.h"
#include "sim/cli/guard.h"
#include "sim/cli/verbs.h"

namespace ohmic::sim {
namespace {

/// A preset's first comment line that is not its licence.
std::string headline(const std::filesystem::path& file) {
  std::istringstream lines(configs::readFile(file, configs::kYamlFile));
  for (std::string line; std::getline(lines, line) && !line.empty() && line[0] == '#';) {
    if (line.find("SPDX") == std::string::npos && line.size() > 2) {
      return line.substr(2);
    }
  }
  return {};
}

void printLine(const std::string& kind, const std::string& name, const std::string& text) {
  show("{:<10} {:<24} {}\n", kind, name, text);
}

}  // namespace

int presetsVerb(const std::vector<std::string>& arguments, const World& world) {
  auto folders = loadOptions(world, {}).presetFolders;
  folders.insert(folders.begin(), world.currentFolder / "presets");
  const auto presets = configs::listPresets(folders);
  const auto models = devices::catalogue();
  if (arguments.empty()) {
    for (const auto& preset : presets) {
      printLine(preset.key, preset.name, headline(preset.file));
    }
    for (const auto& model : models) {
      printLine(model.kind, model.name, model.text);
    }
    return 0;
  }
  if (arguments[0] == "--help" || arguments[0] == "-h") {
    show(
        "usage: ohmic presets [NAME]\n\nWithout a name: a line for each preset (hardware, chip), cell model "
        "(cell), kind of converter (adc) and\ncost model of converters (adc_cost). With a name: a preset's "
        "file, or a model's key and ranges.\n");
    return 0;
  }
  for (const auto& preset : presets) {
    if (preset.name == arguments[0]) {
      showText(configs::readFile(preset.file, configs::kYamlFile));
      return 0;
    }
  }
  const auto model =
      std::find_if(models.begin(), models.end(), [&](const auto& one) { return one.name == arguments[0]; });
  if (model == models.end()) {
    throw configs::InputError(fmt::format(
        "presets: no preset or model is named '{}'; `ohmic presets` lists those there are", arguments[0]));
  }
  showText(fmt::format("{}: {}\n{}\n", model->key, model->name, model->text));
  return 0;
}

}  // namespace ohmic::sim
