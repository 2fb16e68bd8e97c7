// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/array_names.h"

#include <fmt/format.h>

#include <algorithm>

#include "models/graph/refusal.h"

namespace ohmic::models {
namespace {

std::optional<ArrayRole> roleOf(std::string_view word) {
  for (const std::string_view known :
       {"x", "images", "image", "imgs", "img", "data", "features", "inputs", "input", "pixels", "samples"}) {
    if (word == known) {
      return ArrayRole::images;
    }
  }
  for (const std::string_view known : {"y", "labels", "label", "targets", "target"}) {
    if (word == known) {
      return ArrayRole::labels;
    }
  }
  return {};
}

/// "xtrain", "testimages": a role and a split in one word.
ArrayName readJoined(std::string_view word) {
  for (std::size_t cut = 1; cut < word.size(); ++cut) {
    const std::string_view first = word.substr(0, cut);
    const std::string_view second = word.substr(cut);
    if (roleOf(first) && splitOf(second)) {
      return {splitOf(second), roleOf(first)};
    }
    if (splitOf(first) && roleOf(second)) {
      return {splitOf(first), roleOf(second)};
    }
  }
  return {{}, {}, false};
}

}  // namespace

ArrayName readArrayName(std::string_view name) {
  ArrayName result;
  for (const std::string& word : wordsOf(name)) {
    ArrayName part{splitOf(word), roleOf(word)};
    if (!part.split && !part.role) {
      part = readJoined(word);
    }
    const bool isTwice = (part.split && result.split && *part.split != *result.split) ||
                         (part.role && result.role && *part.role != *result.role);
    result.split = part.split ? part.split : result.split;
    result.role = part.role ? part.role : result.role;
    result.isPlain = result.isPlain && part.isPlain && !isTwice;
  }
  return result;
}

std::optional<std::size_t> findArray(const std::vector<std::string>& shown,
                                     const std::vector<ArrayName>& names, ArrayRole role, Split split,
                                     bool takesUnnamed) {
  const auto find = [&](std::optional<Split> wanted, bool isPlain) {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (names[i].role != role || names[i].split != wanted || (isPlain && !names[i].isPlain)) {
        continue;
      }
      if (found) {
        refuse(fmt::format("found {} and {}", inQuotes(shown[*found]), inQuotes(shown[i])),
               fmt::format("allowed: one array of the {} of the {} split",
                           role == ArrayRole::images ? "images" : "labels", splitName(split)),
               "try leaving one out");
      }
      found = i;
    }
    return found;
  };
  for (const std::optional<Split> wanted : {std::optional<Split>(split), std::optional<Split>()}) {
    for (const bool isPlain : {true, false}) {
      const auto found = wanted || takesUnnamed ? find(wanted, isPlain) : std::nullopt;
      if (found) {
        return found;
      }
    }
  }
  return {};
}

}  // namespace ohmic::models
