// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "sim/study/study.h"

namespace ohmic::sim {

/// The points of an axis of layers: one per layer that its patterns match, in the network's order. The column
/// gets the layer's module path, or its whole name where several layers have one path (shortName()).
///
/// @param names  of the network's layers (layerNames()).
/// @pre axis.layers
/// @throws configs::InputError for a pattern that matches no layer.
[[nodiscard]] std::vector<AxisPoint> layerPoints(const StudyAxis& axis,
                                                 const std::vector<std::string>& names);

}  // namespace ohmic::sim
