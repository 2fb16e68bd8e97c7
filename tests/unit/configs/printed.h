// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "configs/reader/tree.h"

namespace ohmic::configs {

/// The tree in one line: "{cell: {model: ideal}}"; a mapping kept apart follows: "{model: ideal} over {model:
/// pcm}".
inline std::string print(const Node& node) {
  std::string text;
  for (const Entry& entry : node.entries) {
    text += (text.empty() ? "" : ", ") + entry.key + ": " + print(entry.value);
  }
  if (!node.isMap()) {
    return node.text;
  }
  text = "{" + text + "}";
  for (const Node& replaced : node.replaced) {
    text += " over " + print(replaced);
  }
  return text;
}

}  // namespace ohmic::configs
