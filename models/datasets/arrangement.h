// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/graph/tensor.h"

namespace ohmic::models {

/// How the elements of a sample become those of a network's input.
struct Arrangement {
  std::vector<std::int64_t> order;  ///< the sample's element of each input element; empty: as they are
  std::string words;                ///< what was done, for the user; empty where the shapes are equal
};

/// Match a sample's shape with the shape that a network takes.
///
/// Equal shapes match as they are, and so do shapes that differ in extents of 1. Where the other extents are
/// the same in another order, the channels move: from the last axis to the front or back (to the second axis
/// of four, too), or the two axes of a sequence change places. Otherwise shapes of the same number of
/// elements match in row major order, as Flatten and Reshape take them.
///
/// @returns none where the numbers of elements differ, or the same extents come in an order that no such move
/// gives.
[[nodiscard]] std::optional<Arrangement> arrange(const Shape& sample, const Shape& input);

/// The shape that a network takes, where it leaves extents free: those of the sample.
///
/// A sample of as many axes gives them as it is or with its channels moved (arrange()); one with an axis less
/// is a picture of one channel; a single free extent follows from the number of elements.
///
/// @param input  extents of the network, 0 where free.
/// @returns none where the sample does not give them.
[[nodiscard]] std::optional<Shape> fillFree(const Shape& input, const Shape& sample);

}  // namespace ohmic::models
