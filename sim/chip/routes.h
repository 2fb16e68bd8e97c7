// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/chip/placement.h"
#include "sim/engine/deployment.h"

namespace ohmic::sim {

/// A tile's buffer in which a value is held for the nodes that read it there.
struct Destination {
  int tile = 0;
  bool forwarded = false;  ///< goes on inside the digital unit: no buffer is written or read
  bool inPlace = false;  ///< its numbers are in this buffer already, under another shape: nothing is written
  std::vector<std::size_t> nodes;
};

/// The way of one value of the graph.
struct ValueRoute {
  int from = 0;             ///< tile that makes it; tile 0 for pixels, at whose corner the host port stands
  bool isConstant = false;  ///< the same for every image: nothing travels
  bool toHost = false;
  std::vector<Destination> destinations;
};

/// Which layer's tiles a node's work counts for and happens on, and where each value goes.
///
/// A digital node works at the home of the layer whose output it works on (the last one in the plan, if its
/// inputs come from several); nodes before the first layer work at the first layer's home. A value with a
/// single reader that works on it element by element in the same tile is forwarded. A Reshape moves nothing:
/// a value that only it reads is forwarded to it, and where others hold its input in a buffer its output is
/// in place.
struct Routes {
  std::vector<std::size_t> layerOfNode;  ///< as Graph::nodes; a layer's node, its own
  std::vector<ValueRoute> values;        ///< as Graph::values

  Routes(const Deployment& deployment, const Placement& placement);

 private:
  void placeReshaped(const models::Graph& graph);
};

/// Whether a node reads values without reading a buffer: a Reshape, whose output is what is there.
[[nodiscard]] bool readsInPlace(const models::Node& node);

/// Rows of a layer's matrix that the arrays of one replica on one tile hold: what a position reads there.
[[nodiscard]] std::int64_t patchRows(const mapping::LayerPlan& layer, const LayerPlacement& placement,
                                     int replica, int tile);

}  // namespace ohmic::sim
