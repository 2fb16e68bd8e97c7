// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "sim/study/search/search.h"
#include "sim/study/study.h"

namespace ohmic::sim {

/// An axis for each layer that the patterns match, in the network's order. Its points are all combinations of
/// the keys' values, the last key fastest, then the layer off the arrays. The axis' column is called
/// `layers.LAYER` and holds the values, with their keys where there are several, or "digital".
///
/// @param names  of the network's layers (layerNames()).
/// @throws configs::InputError for a pattern that matches no layer.
[[nodiscard]] std::vector<StudyAxis> perLayerAxes(const PerLayer& perLayer,
                                                  const std::vector<std::string>& names);

}  // namespace ohmic::sim
