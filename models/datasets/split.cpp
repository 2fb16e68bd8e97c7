// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/datasets/split.h"

#include <utility>

namespace ohmic::models {
namespace {

bool isSmall(char c) { return c >= 'a' && c <= 'z'; }
bool isCapital(char c) { return c >= 'A' && c <= 'Z'; }
bool isDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string splitName(Split split) {
  return split == Split::train ? "train" : split == Split::test ? "test" : "val";
}

std::vector<std::string> wordsOf(std::string_view name) {
  std::vector<std::string> words;
  char before = '\0';
  for (const char c : name) {
    if (!isSmall(c) && !isCapital(c) && !isDigit(c)) {
      before = '\0';
      continue;
    }
    const bool isNew = before == '\0' || (isSmall(before) && isCapital(c));
    if (isNew) {
      words.emplace_back();
    }
    words.back().push_back(isCapital(c) ? static_cast<char>(c - 'A' + 'a') : c);
    before = c;
  }
  return words;
}

std::optional<Split> splitOf(std::string_view word) {
  static constexpr std::pair<std::string_view, Split> kWords[] = {
      {"train", Split::train},           {"training", Split::train}, {"test", Split::test},
      {"testing", Split::test},          {"val", Split::validation}, {"valid", Split::validation},
      {"validation", Split::validation}, {"dev", Split::validation}};
  for (const auto& [known, split] : kWords) {
    if (word == known) {
      return split;
    }
  }
  return {};
}

std::optional<Split> splitOfName(std::string_view name) {
  std::optional<Split> found;
  for (const std::string& word : wordsOf(name)) {
    const auto split = splitOf(word);
    if (split && found && *split != *found) {
      return {};
    }
    found = split ? split : found;
  }
  return found;
}

}  // namespace ohmic::models
