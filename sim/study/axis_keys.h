// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sim/study/study.h"

namespace ohmic::sim {

/// A key that an axis sets beside another key that is the same, or lies around it or in it: the later of the
/// two would win, and the other's column would lie.
struct SharedKey {
  std::size_t axis;   ///< of the later key
  std::string found;  ///< in words
};

/// The first of them, whatever way the keys are written; none where each axis has its own keys. The keys of a
/// case may lie in each other: they apply in order, and its column holds its name.
[[nodiscard]] std::optional<SharedKey> sharedKeyOf(const std::vector<StudyAxis>& axes);

/// Refuses an override of all points whose key is one that an axis sets in each of its points, or lies in it.
/// @param overrides  as --set takes them.
/// @throws configs::InputError at the override's place in the study file, else at "--set".
void refuseIdle(const std::vector<std::string>& overrides, const Study& study);

}  // namespace ohmic::sim
