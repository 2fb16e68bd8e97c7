// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/distinct_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace ohmic::configs {
namespace {

/// As it is, or in quotes.
std::string itemText(const std::string& text) {
  const bool isPlain = !text.empty() && text.find_first_of(",[]\"\r\n") == std::string::npos &&
                       text.front() != ' ' && text.back() != ' ';
  if (isPlain) {
    return text;
  }
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '\n' || c == '\r') {
      quoted += c == '\n' ? "\\n" : "\\r";
      continue;
    }
    if (c == '"' || c == '\\') {
      quoted += '\\';
    }
    quoted += c;
  }
  return quoted + "\"";
}

}  // namespace

std::string distinctText(const std::vector<std::string_view>& texts) {
  std::string all;
  for (const std::string_view text : texts) {
    all += fmt::format("{}:{}", text.size(), text);
  }
  return all;
}

std::string listText(const std::vector<std::string>& texts) {
  std::vector<std::string> items;
  for (const std::string& text : texts) {
    items.push_back(itemText(text));
  }
  return items.size() == 1 ? items[0] : fmt::format("[{}]", fmt::join(items, ", "));
}

}  // namespace ohmic::configs
