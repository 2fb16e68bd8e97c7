// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/config.h"

#include <utility>

#include "configs/reader/key_path.h"
#include "configs/reader/known_files.h"
#include "configs/reader/overrides.h"
#include "configs/reader/preset_expansion.h"
#include "configs/reader/resolution.h"
#include "configs/reader/yaml_file.h"
#include "configs/reader/yaml_tree.h"

namespace ohmic::configs {
namespace {

namespace fs = std::filesystem;

std::shared_ptr<KnownFiles> filesOf(const LoadOptions& options) {
  return options.known ? options.known : std::make_shared<KnownFiles>();
}

std::shared_ptr<Resolution> resolve(Node tree, const fs::path& file, const LoadOptions& options,
                                    KnownFiles& known) {
  applyOverrides(tree, options.overrides);
  std::vector<fs::path> presetFolders = {file.parent_path() / "presets"};
  presetFolders.insert(presetFolders.end(), options.presetFolders.begin(), options.presetFolders.end());
  expandPresets(tree, presetFolders, known);
  std::vector<fs::path> folders = {file.parent_path()};
  for (const fs::path& folder : {options.currentFolder, options.shareFolder}) {
    if (!folder.empty()) {
      folders.push_back(folder);
    }
  }
  return std::make_shared<Resolution>(std::move(tree), std::move(folders));
}

}  // namespace

Config::Config(fs::path file, std::shared_ptr<Resolution> resolution)
    : file_(std::move(file)), resolution_(std::move(resolution)) {}

Config Config::load(const fs::path& file, const LoadOptions& options) {
  const auto known = filesOf(options);
  return {file, resolve(known->yaml(file, Origin::Kind::file), file, options, *known)};
}

Config Config::fromText(const std::string& text, const std::string& name, const LoadOptions& options) {
  Node tree = parseYaml(text, name, Origin::Kind::file);
  requireMapping(tree, name);
  return {name, resolve(std::move(tree), name, options, *filesOf(options))};
}

Section Config::root() const { return Section(resolution_); }

std::string Config::place(std::string_view path) const {
  const Node* node = &resolution_->root();
  std::string place;
  for (const std::string& key : splitPath(path).value_or(std::vector<std::string>())) {
    node = node->find(key);
    if (node == nullptr) {
      break;
    }
    place = node->origin.place;
  }
  return place;
}

void Config::finish() const { resolution_->refuseUnknownKeys(); }

std::vector<ResolvedValue> Config::resolved() const { return resolution_->values(); }

}  // namespace ohmic::configs
