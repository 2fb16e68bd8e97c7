// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace ohmic::sim {

/// Where numbers leave a module of the chip.
enum class Place {
  hostIn,
  inputRegister,
  dac,
  array,
  sampleHold,
  adc,
  shiftAdd,
  accumulator,
  digital,
  outlet,
  buffer,
  hostOut
};

/// A seam for tests: every module shows the numbers that it emits, and a test's definition may change them.
/// The shipped definition (tap.cpp, a target of its own) leaves them alone.
///
/// @param words  @p count numbers of @p wordBytes bytes.
void tapBytes(Place place, void* words, std::size_t wordBytes, std::size_t count);

template <class T>
void tap(Place place, std::vector<T>& words) {
  tapBytes(place, words.data(), sizeof(T), words.size());
}

}  // namespace ohmic::sim
