// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// The tap of the corrupting build: changes one word, once, at the place that OHMIC_CORRUPT names.

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>
#include <string_view>

#include "sim/chip/tap.h"

namespace ohmic::sim {
namespace {

constexpr std::array<std::string_view, 7> kNames = {"dac",       "array",  "sample_hold", "adc",
                                                    "shift_add", "buffer", "digital"};

bool isChosen(Place place) {
  const char* chosen = std::getenv("OHMIC_CORRUPT");
  return chosen != nullptr && kNames.at(static_cast<std::size_t>(place)) == chosen;
}

/// Flip the highest bit but one of a word's magnitude byte: far from what rounding could hide.
void corrupt(void* words, std::size_t wordBytes, std::size_t count) {
  auto* bytes = static_cast<unsigned char*>(words);
  const std::size_t middle = count / 2;
  bytes[middle * wordBytes + std::min<std::size_t>(wordBytes - 1, 2)] ^= 0x40U;
}

}  // namespace

void tapBytes(Place place, void* words, std::size_t wordBytes, std::size_t count) {
  static bool done = false;
  if (done || count == 0 || !isChosen(place)) {
    return;
  }
  done = true;
  corrupt(words, wordBytes, count);
}

}  // namespace ohmic::sim
