// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "sim/chip/modules/digital_unit.h"
#include "sim/chip/modules/loader.h"
#include "sim/chip/modules/outlet.h"
#include "sim/chip/sum_store.h"

namespace ohmic::sim {

/// Adds the row blocks of a layer's positions, dequantises them with their bias, and sends whole rows on, in
/// order, when all sums of their positions have come. Sums of arrays in other tiles come over the mesh.
///
/// The numbers come for some positions of a replica together, array by array, before the first of these
/// positions leaves an array.
class Accumulator : public sc_core::sc_module, public Follower<PartialSums>, public Receiver<PartialSum> {
 public:
  sc_core::sc_port<MessagePort> mesh;
  sc_core::sc_port<DigitalPort> digital;
  sc_core::sc_port<ResultPort> out;
  sc_core::sc_port<LoadPort> loader;

  Accumulator(const sc_core::sc_module_name& name, ChipContext& context, std::size_t layer);
  void take(PartialSums& words) override;
  void accept(const PartialSum& words, std::int64_t cycle) override;

  [[nodiscard]] std::int64_t lastOfFirstImage() const { return lastOfFirstImage_; }  ///< cycle

 private:
  /// What an operation of an array sends.
  struct Source {
    int tile = 0;
    std::int64_t bits = 0;
    std::int64_t bitHops = 0;
    std::int64_t additions = 0;
  };
  /// A position whose arrays have not all been heard.
  struct Open {
    std::int64_t image = 0;
    int position = 0;
    std::size_t heard = 0;
    std::int64_t cycle = 0;
  };
  /// Rows that are not complete, or not their turn.
  struct Rows {
    int missing = 0;  ///< positions
    std::int64_t cycle = 0;
    ActivationRows values;
  };
  [[nodiscard]] Open& open(const Operation& operation);
  void finish(const Open& position);
  void store(const Operations& operations);
  [[nodiscard]] Rows& rowsOf(std::int64_t image, int position);
  void sendComplete();

  ChipContext& context_;
  std::size_t number_;  ///< of the layer
  const mapping::LayerPlan& layer_;
  const LayerPlacement& placed_;
  EventCounts& events_;
  RowLayout output_;
  std::int64_t steps_;  ///< parts of an image that are sent on: rows, or 1
  std::int64_t sent_ = 0;
  std::int64_t sentCycle_ = 0;  ///< of the last part that was sent
  std::int64_t lastOfFirstImage_ = 0;
  std::vector<Source> sources_;  ///< as ProgrammedLayer::arrays
  std::vector<Open> open_;
  std::map<std::int64_t, Rows> rows_;     ///< by part, over all images
  std::vector<std::vector<float>> used_;  ///< room of rows that were sent
  SumStore sums_;
  std::size_t arraysTaken_ = 0;  ///< whose numbers are in the sums
};

}  // namespace ohmic::sim
