// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "sim/chip/modules/lane.h"
#include "sim/chip/modules/loader.h"
#include "sim/chip/modules/outlet.h"
#include "sim/chip/modules/replica.h"

namespace ohmic::sim {

/// Starts a layer's positions: when the input rows that a position needs are there, its outputs have room,
/// and its replica's arrays take another, the patch is fetched into the input registers and all arrays of the
/// replica start together. The fetch overlaps the operation before it. What a row's positions read is there
/// when the first of them starts, so the arrays get the codes of many positions at once.
class Sequencer : public sc_core::sc_module {
 public:
  sc_core::sc_port<Activation, 0> in;              ///< the layer's input, in each of its tiles
  sc_core::sc_port<Follower<RowCodes>, 0> arrays;  ///< as ProgrammedLayer::arrays
  sc_core::sc_port<ReplicaPort, 0> replicas;       ///< as many as lanes()
  sc_core::sc_port<ResultPort> out;                ///< asked for room only
  sc_core::sc_port<LoadPort> loader;

  Sequencer(const sc_core::sc_module_name& name, ChipContext& context, std::size_t layer);

  /// Replicas that have a position.
  [[nodiscard]] std::size_t lanes() const { return lanes_.size(); }
  [[nodiscard]] std::int64_t firstStart() const { return firstStart_; }  ///< cycle
  [[nodiscard]] const TimeSpent& spent() const { return spent_; }

 private:
  void end_of_elaboration() override;
  void addLane(std::size_t layer, int replica);
  void run();
  [[nodiscard]] Lane::Block blockOf(const Lane& lane) const;
  void start(Lane& lane);
  void loadWindow(Lane& lane);
  [[nodiscard]] std::int64_t fetch(const Lane& lane);
  void loadArrays(Lane& lane);
  void drive(Lane& lane, std::int64_t cycle);
  [[nodiscard]] std::int64_t& freeOf(Lane& lane);
  void account(Lane& lane, std::int64_t cycle);
  void bookWaiting(Lane& lane, std::int64_t until);
  void accountInput(Lane& lane, std::int64_t begin, std::int64_t end);
  void advance(Lane& lane);
  [[nodiscard]] std::int64_t stepOf(int position) const;

  ChipContext& context_;
  std::size_t number_;  ///< of the layer
  const mapping::LayerPlan& layer_;
  const models::Node& node_;
  const LayerArithmetic& arithmetic_;
  const LayerPlacement& placed_;
  EventCounts& events_;
  bool isRowWise_;
  InputRows inputRows_;
  Turn turn_;
  std::vector<std::size_t> readers_;  ///< this layer's number among each input's readers
  std::vector<Lane> lanes_;
  std::int64_t imagesRead_ = 0;
  std::int64_t firstStart_ = 0;
  TimeSpent spent_;
  std::vector<float> rows_;
  std::vector<std::size_t> inputOf_;              ///< whose rows drive each of the arrays
  std::vector<std::vector<std::int16_t>> codes_;  ///< of some positions, for each input
};

}  // namespace ohmic::sim
