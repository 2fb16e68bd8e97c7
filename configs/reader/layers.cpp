// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/layers.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "configs/reader/error.h"
#include "configs/reader/preset_list.h"
#include "configs/reader/suggest.h"
#include "configs/reader/yaml_tree.h"

namespace ohmic::configs {
namespace {

/// Whether the upper of two mappings replaces the lower one instead of being merged with it.
using Replaces = bool (*)(const Node& under, const Node& over);

bool namesAnotherModel(const Node& under, const Node& over) {
  return over.find("model") != nullptr && under.find("model") != nullptr &&
         over.textAt("model") != under.textAt("model");
}

bool namesAnotherModelOrPreset(const Node& under, const Node& over) {
  const bool otherPreset = over.find("preset") != nullptr && over.textAt("preset") != under.textAt("preset");
  return otherPreset || namesAnotherModel(under, over);
}

/// Lays one mapping over another: what both have is taken from the upper, mappings are merged in turn. An
/// override adds to a mapping and does not move it.
void layOver(Node& under, Node over, Replaces replaces) {
  for (Entry& entry : over.entries) {
    Node* const beneath = under.find(entry.key);
    if (beneath == nullptr) {
      under.entries.push_back(std::move(entry));
    } else if (beneath->isMap() && entry.value.isMap() && !replaces(*beneath, entry.value)) {
      layOver(*beneath, std::move(entry.value), replaces);
    } else {
      *beneath = std::move(entry.value);
    }
  }
  if (over.origin.kind != Origin::Kind::override_) {
    under.origin = std::move(over.origin);
  }
}

bool never(const Node&, const Node&) { return false; }

[[noreturn]] void refuseOverride(const std::string& place, std::string found) {
  throw InputError(Complaint{place, {}, std::move(found), {}, "write it as --set hardware.adc.bits=6"});
}

/// The names in 'layers."conv1.0".bits'.
std::vector<std::string> splitPath(const std::string& path, const std::string& place) {
  std::vector<std::string> names(1);
  bool quoted = false;
  for (const char c : path) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == '.' && !quoted) {
      names.emplace_back();
    } else {
      names.back() += c;
    }
  }
  if (quoted ||
      std::any_of(names.begin(), names.end(), [](const std::string& name) { return name.empty(); })) {
    refuseOverride(place, fmt::format("{} is not the path of a key", quote(path)));
  }
  return names;
}

Node emptyOverride() {
  Node node;
  node.kind = Node::Kind::map;
  node.origin.kind = Origin::Kind::override_;
  return node;
}

/// The tree that holds nothing but one override.
Node overrideTree(const std::string& override) {
  const std::string place = "--set " + override;
  const std::size_t equals = override.find('=');
  if (equals == std::string::npos) {
    refuseOverride(place, "no '=' between key and value");
  }
  Node node = parseOverrideValue(override.substr(equals + 1), place);
  if (node.kind == Node::Kind::empty) {
    refuseOverride(place, "no value after '='");
  }
  std::vector<std::string> names = splitPath(override.substr(0, equals), place);
  for (auto name = names.rbegin(); name != names.rend(); ++name) {
    Node parent = emptyOverride();
    parent.origin = node.origin;
    parent.entries.push_back({std::move(*name), place, std::move(node)});
    node = std::move(parent);
  }
  return node;
}

/// Refuses to go below a value: "--set a.b=1" over "a: 5".
void requireMappings(const Node& file, const Node& override, const std::string& path) {
  for (const Entry& entry : override.entries) {
    const Node* const beneath = file.find(entry.key);
    if (beneath == nullptr || !entry.value.isMap()) {
      continue;
    }
    const std::string full = joinPath(path, entry.key);
    if (!beneath->isMap()) {
      throw InputError(Complaint{
          entry.place,
          full,
          fmt::format("a mapping expected, found {} at {}", describe(*beneath), beneath->origin.place),
          {},
          {}});
    }
    requireMappings(*beneath, entry.value, full);
  }
}

/// Expands the presets of one configuration.
class PresetExpansion {
 public:
  explicit PresetExpansion(const std::vector<std::filesystem::path>& folders) : folders_(folders) {}

  void expandBelow(Node& mapping, const std::string& path) {
    for (Entry& entry : mapping.entries) {
      if (entry.value.isMap()) {
        expand(entry.value, entry.key, joinPath(path, entry.key));
      }
    }
  }

 private:
  void expand(Node& mapping, const std::string& key, const std::string& path) {
    expandBelow(mapping, path);
    const Node* const name = mapping.find("preset");
    if (name == nullptr) {
      return;
    }
    const std::filesystem::path file = locate(*name, key, joinPath(path, "preset"));
    if (std::find(open_.begin(), open_.end(), file.string()) != open_.end()) {
      throw InputError(Complaint{name->origin.place,
                                 joinPath(path, "preset"),
                                 fmt::format("the preset {} names itself", quote(name->text)),
                                 fmt::format("{} -> {}", fmt::join(open_, " -> "), file.string()),
                                 {}});
    }
    Node preset = readYamlFile(file, Origin::Kind::preset);
    open_.push_back(file.string());
    expand(preset, key, path);
    open_.pop_back();
    layOver(preset, std::move(mapping), namesAnotherModelOrPreset);
    mapping = std::move(preset);
  }

  [[nodiscard]] std::filesystem::path locate(const Node& name, const std::string& key,
                                             const std::string& path) const {
    if (name.kind != Node::Kind::scalar) {
      throw InputError(Complaint{
          name.origin.place, path, "the name of a preset expected, found " + describe(name), {}, {}});
    }
    std::vector<std::string> names;
    for (const Preset& preset : listPresets(folders_)) {
      if (preset.key != key) {
        continue;
      }
      if (preset.name == name.text) {
        return preset.file;
      }
      names.push_back(preset.name);
    }
    throw InputError(Complaint{name.origin.place, path, fmt::format("no preset {}", quote(name.text)),
                               names.empty() ? fmt::format("there are no presets for '{}'", key)
                                             : fmt::format("allowed: {}", fmt::join(names, ", ")),
                               didYouMean(name.text, names)});
  }

  const std::vector<std::filesystem::path>& folders_;
  std::vector<std::string> open_;  ///< files of the presets being expanded, outermost first
};

}  // namespace

void applyOverrides(Node& file, const std::vector<std::string>& overrides) {
  Node all = emptyOverride();
  for (const std::string& override : overrides) {
    Node tree = overrideTree(override);
    requireMappings(file, tree, {});
    requireMappings(all, tree, {});
    layOver(all, std::move(tree), never);
  }
  layOver(file, std::move(all), namesAnotherModel);
}

void expandPresets(Node& root, const std::vector<std::filesystem::path>& folders) {
  PresetExpansion(folders).expandBelow(root, {});
}

}  // namespace ohmic::configs
