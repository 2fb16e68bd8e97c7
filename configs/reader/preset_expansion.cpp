// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/preset_expansion.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <utility>

#include "configs/reader/error.h"
#include "configs/reader/key_path.h"
#include "configs/reader/layers.h"
#include "configs/reader/suggest.h"

namespace ohmic::configs {
namespace {

/// Expands the presets of one configuration.
class PresetExpansion {
 public:
  PresetExpansion(const std::vector<std::filesystem::path>& folders, KnownFiles& known)
      : folders_(folders), known_(known) {}

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
    Node preset = known_.yaml(file, Origin::Kind::preset);
    open_.push_back(file.string());
    expand(preset, key, path);
    open_.pop_back();
    layOver(preset, std::move(mapping), Laying::fileOverPreset);
    mapping = std::move(preset);
  }

  [[nodiscard]] std::filesystem::path locate(const Node& name, const std::string& key,
                                             const std::string& path) const {
    if (name.kind != Node::Kind::scalar) {
      throw InputError(Complaint{
          name.origin.place, path, "the name of a preset expected, found " + describe(name), {}, {}});
    }
    std::vector<std::string> names;
    for (const Preset& preset : known_.presets(folders_)) {
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
  KnownFiles& known_;
  std::vector<std::string> open_;  ///< files of the presets being expanded, outermost first
};

}  // namespace

void expandPresets(Node& root, const std::vector<std::filesystem::path>& folders, KnownFiles& known) {
  PresetExpansion(folders, known).expandBelow(root, {});
}

}  // namespace ohmic::configs
