// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <vector>

#include "sim/chip/modules/digital_unit.h"
#include "sim/chip/modules/loader.h"
#include "sim/chip/modules/outlet.h"

namespace ohmic::sim {

/// Adds the row blocks of a layer's positions, dequantises each finished position with its bias, and sends
/// whole rows on, in order. Sums of arrays in other tiles come over the mesh.
class Accumulator : public sc_core::sc_module, public Receiver<PartialSum> {
 public:
  sc_core::sc_port<MessagePort> mesh;
  sc_core::sc_port<DigitalPort> digital;
  sc_core::sc_port<ResultPort> out;
  sc_core::sc_port<LoadPort> loader;

  Accumulator(const sc_core::sc_module_name& name, ChipContext& context, std::size_t layer);
  void accept(const PartialSum& words, std::int64_t cycle) override;

  [[nodiscard]] std::int64_t lastOfFirstImage() const { return lastOfFirstImage_; }  ///< cycle

 private:
  /// A position whose arrays have not all been heard.
  struct Open {
    std::int64_t image = 0;
    int position = 0;
    std::size_t heard = 0;
    std::int64_t cycle = 0;
    std::vector<std::int64_t> sums;
    std::vector<std::int64_t> offsets;
  };
  /// Rows that are not complete, or not their turn.
  struct Rows {
    int missing = 0;  ///< positions
    std::int64_t cycle = 0;
    ActivationRows values;
  };
  [[nodiscard]] Open& open(const Operation& operation);
  void finish(const Open& position);
  void place(const Open& position, std::vector<float>& values) const;
  [[nodiscard]] Rows& rowsOf(const Open& position);
  void sendComplete();

  ChipContext& context_;
  std::size_t number_;  ///< of the layer
  const mapping::LayerPlan& layer_;
  const LayerArithmetic& arithmetic_;
  const ProgrammedLayer& programmed_;
  const LayerPlacement& placed_;
  EventCounts& events_;
  RowLayout output_;
  std::int64_t steps_;  ///< parts of an image that are sent on: rows, or 1
  std::int64_t sent_ = 0;
  std::int64_t sentCycle_ = 0;  ///< of the last part that was sent
  std::int64_t lastOfFirstImage_ = 0;
  std::list<Open> open_;
  std::list<Open> used_;               ///< finished ones, for the room in their vectors
  std::map<std::int64_t, Rows> rows_;  ///< by part, over all images
};

}  // namespace ohmic::sim
