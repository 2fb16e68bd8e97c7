// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "configs/reader/section.h"

namespace ohmic::configs {

/// The enumerator whose word is written under a key, or the fallback where it is absent.
/// @param words  of the enumerators 0, 1, ...
/// @throws InputError for another word.
template <class Enumeration, std::size_t kCount>
[[nodiscard]] Enumeration choose(const Section& section, std::string_view key,
                                 const std::array<std::string_view, kCount>& words, Enumeration fallback) {
  const std::string word = section.choice(key, {words.begin(), words.end()},
                                          std::string(words[static_cast<std::size_t>(fallback)]));
  return static_cast<Enumeration>(std::find(words.begin(), words.end(), word) - words.begin());
}

}  // namespace ohmic::configs
