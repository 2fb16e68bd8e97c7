// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/escape.h"

#include <cstddef>
#include <cstdint>

namespace ohmic::sim::report {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool isContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// Bytes of the UTF-8 sequence that @p lead opens; 0 if none does.
std::size_t sequenceLength(unsigned char lead) {
  if (lead < 0x80U) {
    return 1;
  }
  if (lead >= 0xC2U && lead < 0xE0U) {
    return 2;
  }
  if (lead >= 0xE0U && lead < 0xF0U) {
    return 3;
  }
  return lead >= 0xF0U && lead < 0xF5U ? 4 : 0;
}

/// Three- and four-byte sequences that stand for a shorter one, a surrogate, a number above U+10FFFF or a
/// non-character.
bool isForbidden(std::string_view s) {
  std::uint32_t code = static_cast<unsigned char>(s[0]) & (0xFFU >> (s.size() + 1));
  for (const char c : s.substr(1)) {
    code = code << 6U | (static_cast<unsigned char>(c) & 0x3FU);
  }
  const std::uint32_t least = s.size() == 2 ? 0x80U : s.size() == 3 ? 0x800U : 0x10000U;
  return code < least || code > 0x10FFFFU || (code >= 0xD800U && code < 0xE000U) ||
         (code & 0xFFFEU) == 0xFFFEU;
}

/// The valid sequence at the start of @p text; empty if there is none.
std::string_view sequence(std::string_view text) {
  const std::size_t length = sequenceLength(static_cast<unsigned char>(text.front()));
  if (length == 0 || length > text.size()) {
    return {};
  }
  for (std::size_t i = 1; i < length; ++i) {
    if (!isContinuation(text[i])) {
      return {};
    }
  }
  const auto found = text.substr(0, length);
  return length > 1 && isForbidden(found) ? std::string_view{} : found;
}

std::string_view entity(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

bool isControl(char c) {
  const auto u = static_cast<unsigned char>(c);
  return (u < 0x20U && c != '\n' && c != '\t') || u == 0x7FU;
}

}  // namespace

std::string escape(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  while (!text.empty()) {
    const auto found = sequence(text);
    if (found.empty() || isControl(found.front())) {
      escaped += kReplacement;
    } else if (const auto name = entity(found.front()); !name.empty()) {
      escaped += name;
    } else {
      escaped += found;
    }
    text.remove_prefix(found.empty() ? 1 : found.size());
  }
  return escaped;
}

int characters(std::string_view text) {
  int count = 0;
  for (const char c : text) {
    count += isContinuation(c) ? 0 : 1;
  }
  return count;
}

std::string elide(std::string_view text, int most) {
  const int length = characters(text);
  if (length <= most) {
    return std::string(text);
  }
  const int head = (most - 1) / 2;
  const int tailStart = length - (most - 1 - head);
  std::string kept;
  int index = -1;
  for (const char c : text) {
    index += isContinuation(c) ? 0 : 1;
    if (index == head && !isContinuation(c)) {
      kept += "…";
    }
    if (index < head || index >= tailStart) {
      kept += c;
    }
  }
  return kept;
}

}  // namespace ohmic::sim::report
