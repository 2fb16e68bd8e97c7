// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "configs/reader/tree.h"

namespace ohmic::configs {

/// The tree in one line: "{cell: {model: ideal}}".
inline std::string print(const Node& node) {
  std::string text;
  for (const Entry& entry : node.entries) {
    text += (text.empty() ? "" : ", ") + entry.key + ": " + print(entry.value);
  }
  return node.isMap() ? "{" + text + "}" : node.text;
}

}  // namespace ohmic::configs
