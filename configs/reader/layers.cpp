// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/layers.h"

#include <utility>

namespace ohmic::configs {

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

bool namesAnotherModel(const Node& under, const Node& over) {
  return over.find("model") != nullptr && under.find("model") != nullptr &&
         over.textAt("model") != under.textAt("model");
}

bool namesAnotherModelOrPreset(const Node& under, const Node& over) {
  const bool otherPreset = over.find("preset") != nullptr && over.textAt("preset") != under.textAt("preset");
  return otherPreset || namesAnotherModel(under, over);
}

}  // namespace ohmic::configs
