// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "configs/reader/origin.h"

namespace ohmic::configs {

/// The words for the kinds of an origin, in their order: what files keep.
constexpr std::array<std::string_view, 4> kOriginWords = {"preset", "file", "set", "default"};

[[nodiscard]] constexpr std::string_view wordOf(Origin::Kind kind) {
  return kOriginWords[static_cast<std::size_t>(kind)];
}

/// The kind that a word names; none for other words.
[[nodiscard]] constexpr std::optional<Origin::Kind> originKind(std::string_view word) {
  for (std::size_t k = 0; k < kOriginWords.size(); ++k) {
    if (kOriginWords[k] == word) {
      return static_cast<Origin::Kind>(k);
    }
  }
  return std::nullopt;
}

}  // namespace ohmic::configs
