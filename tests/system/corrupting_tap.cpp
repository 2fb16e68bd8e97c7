// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// The tap of the corrupting build: changes one word, once, at the place that OHMIC_CORRUPT names and at the
// call that OHMIC_CORRUPT_CALL numbers from 0.

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>
#include <string_view>

#include "sim/chip/tap.h"

namespace ohmic::sim {
namespace {

constexpr std::array<std::string_view, 12> kNames = {
    "host_in",   "input_register", "dac",     "array",  "sample_hold", "adc",
    "shift_add", "accumulator",    "digital", "outlet", "buffer",      "host_out"};

bool isChosen(Place place) {
  const char* chosen = std::getenv("OHMIC_CORRUPT");
  return chosen != nullptr && kNames.at(static_cast<std::size_t>(place)) == chosen;
}

/// The greatest of the last quarter, where a bit-serial read's heaviest phases stand.
template <class T>
std::size_t greatest(const void* words, std::size_t count) {
  const auto* first = static_cast<const T*>(words);
  return static_cast<std::size_t>(std::max_element(first + count * 3 / 4, first + count) - first);
}

/// The chip's words by their size: codes, currents or activations, sums.
std::size_t greatestWord(Place place, const void* words, std::size_t wordBytes, std::size_t count) {
  switch (wordBytes) {
    case sizeof(std::int16_t):
      return greatest<std::int16_t>(words, count);
    case sizeof(float):
      return place == Place::array || place == Place::sampleHold ? greatest<std::int32_t>(words, count)
                                                                 : greatest<float>(words, count);
    default:
      return greatest<std::int64_t>(words, count);
  }
}

/// Flip one bit of the greatest word upwards, so that neither a Relu nor a max pooling hides it. Positive
/// floats are ordered as their bits are, and their lowest exponent bit is bit 23.
void corrupt(Place place, void* words, std::size_t wordBytes, std::size_t count) {
  auto* bytes = static_cast<unsigned char*>(words) + greatestWord(place, words, wordBytes, count) * wordBytes;
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, wordBytes);
  int bit = wordBytes == sizeof(std::int16_t) ? 13 : 23;
  const int signBit = static_cast<int>(wordBytes) * 8 - 1;
  while (bit < signBit && ((word >> bit) & 1U) != 0) {  // of a small negative integer every bit is set
    ++bit;
  }
  word ^= std::uint64_t{1} << bit;
  std::memcpy(bytes, &word, wordBytes);
}

/// How often the chosen place was shown its words; written to OHMIC_CORRUPT_CALLS at the end, if that is a
/// file.
struct Calls {
  std::int64_t count = 0;
  ~Calls() {
    if (const char* file = std::getenv("OHMIC_CORRUPT_CALLS")) {
      std::ofstream(file) << count;
    }
  }
};

/// Which call is corrupted; none by default.
std::int64_t chosenCall() {
  const char* call = std::getenv("OHMIC_CORRUPT_CALL");
  return call != nullptr ? std::atoll(call) : -1;
}

}  // namespace

void tapBytes(Place place, void* words, std::size_t wordBytes, std::size_t count) {
  static Calls calls;
  if (count == 0 || !isChosen(place)) {
    return;
  }
  if (calls.count++ == chosenCall()) {
    corrupt(place, words, wordBytes, count);
  }
}

}  // namespace ohmic::sim
