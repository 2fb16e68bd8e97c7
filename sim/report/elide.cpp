// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/elide.h"

#include <cassert>
#include <cstddef>

namespace ohmic::sim::report {
namespace {

bool isContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

}  // namespace

int characters(std::string_view text) {
  int count = 0;
  for (const char c : text) {
    count += isContinuation(c) ? 0 : 1;
  }
  return count;
}

std::string elide(std::string_view text, int most) {
  assert(most >= 3);
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
