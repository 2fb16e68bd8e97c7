// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "sim/study/study.h"

namespace ohmic::sim {

/// A layer of the network as a study names it.
struct LayerEntry {
  std::string label;  ///< its module path, or its whole name where several layers have one path (shortName())
  std::string entry;  ///< its entry of `layers` in the path of an override
};

/// The layers that any of the patterns match, in the network's order; without patterns all.
/// @param place, key  of the patterns in the study file.
/// @throws configs::InputError for a pattern that matches no layer.
[[nodiscard]] std::vector<LayerEntry> chosenLayers(const std::vector<std::string>& patterns,
                                                   const std::vector<std::string>& names,
                                                   const std::string& place, const std::string& key);

/// The points of an axis of layers: one per layer that its patterns match, in the network's order. The column
/// gets the layer's label.
///
/// @param names  of the network's layers (layerNames()).
/// @pre axis.layers
/// @throws configs::InputError for a pattern that matches no layer.
[[nodiscard]] std::vector<AxisPoint> layerPoints(const StudyAxis& axis,
                                                 const std::vector<std::string>& names);

}  // namespace ohmic::sim
