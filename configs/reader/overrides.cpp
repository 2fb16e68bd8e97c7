// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/overrides.h"

#include <fmt/format.h>

#include <utility>

#include "configs/reader/error.h"
#include "configs/reader/key_path.h"
#include "configs/reader/layers.h"
#include "configs/reader/yaml_tree.h"

namespace ohmic::configs {
namespace {

constexpr std::size_t kMostShown = 60;

[[noreturn]] void refuseOverride(const std::string& place, std::string found) {
  throw InputError(Complaint{place, {}, std::move(found), {}, "write it as --set hardware.array.rows=64"});
}

std::vector<std::string> namesOf(const std::string& path, const std::string& place) {
  auto names = splitPath(path);
  if (!names) {
    refuseOverride(place, fmt::format("{} is not the path of a key", quote(path)));
  }
  return *std::move(names);
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
  const std::size_t equals = endOfPath(override);
  if (equals == std::string::npos) {
    refuseOverride(place, "no '=' between key and value");
  }
  Node node = parseOverrideValue(override.substr(equals + 1), place);
  if (node.kind == Node::Kind::empty) {
    refuseOverride(place, "no value after '='");
  }
  std::vector<std::string> names = namesOf(override.substr(0, equals), place);
  if (names.size() > kMostLevels) {
    throw InputError(Complaint{fmt::format("--set {}...", override.substr(0, kMostShown)),
                               {},
                               fmt::format("a path of {} parts", names.size()),
                               fmt::format("at most {} levels", kMostLevels),
                               {}});
  }
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

}  // namespace

void applyOverrides(Node& file, const std::vector<std::string>& overrides) {
  Node all = emptyOverride();
  for (const std::string& override : overrides) {
    Node tree = overrideTree(override);
    requireMappings(file, tree, {});
    requireMappings(all, tree, {});
    layOver(all, std::move(tree), Laying::overridesOverOverrides);
  }
  layOver(file, std::move(all), Laying::overridesOverFile);
}

}  // namespace ohmic::configs
