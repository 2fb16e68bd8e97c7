// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "configs/reader/origin.h"

namespace ohmic::configs {

struct Entry;

/// A YAML document as the reader keeps it: nothing converted, every node with its origin.
struct Node {
  enum class Kind { empty, scalar, list, map };

  [[nodiscard]] const Node* find(std::string_view key) const;
  [[nodiscard]] Node* find(std::string_view key);
  [[nodiscard]] const std::string& placeOfKey(std::string_view key) const;  ///< @pre the key is there
  /// The text under a key, empty where there is none.
  [[nodiscard]] std::string_view textAt(std::string_view key) const;
  [[nodiscard]] bool isMap() const noexcept { return kind == Kind::map; }

  Kind kind = Kind::empty;
  std::string text;  ///< of a scalar
  bool quoted = false;
  std::vector<Node> items;     ///< of a list
  std::vector<Entry> entries;  ///< of a map, in the order written
  /// Mappings of another model that this one lies over, uppermost first: a reader may ask them for keys that
  /// are not here (Section). They have none of their own.
  std::vector<Node> replaced;
  Origin origin;
};

struct Entry {
  std::string key;
  std::string place;
  Node value;
};

/// A node as a message names it: "8", "the text 'abc'", "a list", "a mapping", "nothing".
[[nodiscard]] std::string describe(const Node& node);

/// A text in quotes and on one line, its end left out where it is long.
[[nodiscard]] std::string quote(std::string_view text);

}  // namespace ohmic::configs
