// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <utility>

#include "configs/reader/number.h"

namespace ohmic::configs {

const Node* Node::find(std::string_view key) const {
  for (const Entry& entry : entries) {
    if (entry.key == key) {
      return &entry.value;
    }
  }
  return nullptr;
}

Node* Node::find(std::string_view key) { return const_cast<Node*>(std::as_const(*this).find(key)); }

const std::string& Node::placeOfKey(std::string_view key) const {
  const auto entry = std::find_if(entries.begin(), entries.end(),
                                  [key](const Entry& candidate) { return candidate.key == key; });
  assert(entry != entries.end());
  return entry->place;
}

std::string_view Node::textAt(std::string_view key) const {
  const Node* node = find(key);
  return node == nullptr ? std::string_view{} : std::string_view{node->text};
}

std::string quote(std::string_view text) {
  constexpr std::size_t kLongest = 60;
  std::size_t end = text.size();
  if (end > kLongest) {
    end = kLongest - 3;
    constexpr std::size_t kLetter = 4;  // bytes of UTF-8's longest
    while (end > kLongest - 3 - kLetter && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
      --end;  // never inside a letter
    }
  }
  std::string line(text.substr(0, end));
  std::replace(line.begin(), line.end(), '\n', ' ');
  return fmt::format("'{}{}'", line, end < text.size() ? "..." : "");
}

std::string describe(const Node& node) {
  switch (node.kind) {
    case Node::Kind::list:
      return "a list";
    case Node::Kind::map:
      return "a mapping";
    case Node::Kind::scalar:
      return !node.quoted && parseNumber(node.text) ? node.text : "the text " + quote(node.text);
    case Node::Kind::empty:
      break;
  }
  return "nothing";
}

}  // namespace ohmic::configs
