// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "configs/reader/origin.h"
#include "configs/reader/tree.h"

namespace ohmic::configs {

/// What a Config and its Sections share: the resolved tree, and what the program has asked of it.
class Resolution {
 public:
  /// @param fileFolders  where relative paths are looked up, in this order.
  Resolution(Node root, std::vector<std::filesystem::path> fileFolders);

  [[nodiscard]] const Node& root() const noexcept { return root_; }
  [[nodiscard]] const std::vector<std::filesystem::path>& fileFolders() const noexcept {
    return fileFolders_;
  }

  /// The program understands this key of this mapping.
  void know(const Node& mapping, std::string_view key);
  /// The keys of this mapping are names that the user chooses.
  void takeAnyKey(const Node& mapping);
  void record(ResolvedValue value);
  /// Nothing is read from this mapping, since its model was replaced: its keys are no mistakes.
  void setAside(const Node& mapping);

  /// Keys of a mapping that nobody has asked for.
  [[nodiscard]] std::vector<std::string> unknownKeys(const Node& mapping) const;

  /// A preset's key beside a model that was replaced may be unknown to the new one.
  /// @throws InputError for the first unknown key of the tree.
  void refuseUnknownKeys() const;

  [[nodiscard]] std::vector<ResolvedValue> values() const;

 private:
  [[nodiscard]] bool isKnown(const Node& mapping, const std::string& key) const;
  /// A mapping of the tree with what is around it.
  struct Place {
    const Node& mapping;
    std::string path;
    bool isReplaced = false;
    bool isBelowNames = false;  ///< its own key is a name that the user chose
  };
  void refuseUnknownKeys(const Place& place) const;
  [[noreturn]] void refuseUnknownKey(const Place& place, const Entry& entry) const;

  Node root_;
  std::vector<std::filesystem::path> fileFolders_;
  std::map<const Node*, std::set<std::string>> known_;  ///< per mapping of the tree
  std::set<const Node*> setAside_, anyKey_;
  std::map<std::string, ResolvedValue> values_;  ///< per path
};

}  // namespace ohmic::configs
