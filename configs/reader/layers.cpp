// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/layers.h"

#include <iterator>
#include <utility>

namespace ohmic::configs {
namespace {

/// The keys beside a model belong to it, so those of another are not merged with them.
bool staysApart(const Node& under, const Node& over, Laying laying) {
  if (!over.replaced.empty()) {
    return true;  // what the upper one replaced lies between them
  }
  if (laying == Laying::overridesOverOverrides || over.find("model") == nullptr) {
    return false;
  }
  const bool isNamed = under.find("model") != nullptr;
  return isNamed ? over.textAt("model") != under.textAt("model") : laying == Laying::fileOverPreset;
}

void append(std::vector<Node>& list, std::vector<Node> more) {
  list.insert(list.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

void layEntry(Node& under, Entry entry, Laying laying) {
  Node* const beneath = under.find(entry.key);
  if (beneath == nullptr) {
    under.entries.push_back(std::move(entry));
  } else if (!beneath->isMap() || !entry.value.isMap() ||
             (laying == Laying::fileOverPreset && namesAnotherPreset(*beneath, entry.value))) {
    *beneath = std::move(entry.value);
  } else {
    layOver(*beneath, std::move(entry.value), laying);
  }
}

}  // namespace

void layOver(Node& under, Node over, Laying laying) {
  if (staysApart(under, over, laying)) {
    std::vector<Node> deeper = std::exchange(under.replaced, {});
    over.replaced.push_back(std::move(under));
    append(over.replaced, std::move(deeper));
    under = std::move(over);
    return;
  }
  for (Entry& entry : over.entries) {
    layEntry(under, std::move(entry), laying);
  }
  if (over.origin.kind != Origin::Kind::override_) {
    under.origin = std::move(over.origin);
  }
}

bool namesAnotherPreset(const Node& under, const Node& over) {
  return over.find("preset") != nullptr && over.textAt("preset") != under.textAt("preset");
}

}  // namespace ohmic::configs
