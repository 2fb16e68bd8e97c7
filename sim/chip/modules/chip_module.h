// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/chip/modules/digital_node.h"
#include "sim/chip/modules/host_port.h"
#include "sim/chip/modules/layer_unit.h"
#include "sim/chip/modules/mesh.h"
#include "sim/chip/modules/tile.h"

namespace ohmic::sim {

/// The chip: tiles on a mesh, a unit for each layer and each digital node, the host port; wired as the graph
/// is.
class ChipModule : public sc_core::sc_module {
 public:
  ChipModule(const sc_core::sc_module_name& name, ChipContext& context);

  [[nodiscard]] const HostPort& host() const { return host_; }
  [[nodiscard]] const LayerUnit& layer(std::size_t index) const { return *layers_[index]; }
  /// Busy cycles of the shared resources over the whole stream, by hierarchical name.
  [[nodiscard]] std::map<std::string, std::int64_t> busyCycles() const;

 private:
  void buildTiles();
  void buildOutlets();
  void buildNodes();
  void buildLayer(std::size_t layer);
  void wireArrays();
  [[nodiscard]] HeldActivation& heldAt(std::size_t value, int tile);

  ChipContext& context_;
  Mesh mesh_;
  HostPort host_;
  Loader loader_;
  std::vector<std::unique_ptr<Tile>> tiles_;
  std::vector<std::unique_ptr<Outlet>> outlets_;    ///< as Graph::values; none for constants
  std::vector<std::vector<HeldActivation*>> held_;  ///< as ValueRoute::destinations
  std::vector<std::unique_ptr<LayerUnit>> layers_;
  std::vector<std::unique_ptr<DigitalNode>> digital_;
};

}  // namespace ohmic::sim
