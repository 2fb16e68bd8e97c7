// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "sim/chip/digital_work.h"
#include "sim/chip/modules/digital_unit.h"
#include "sim/chip/modules/outlet.h"
#include "sim/chip/row_evaluator.h"

namespace ohmic::sim {

/// A digital node of the graph: works on a row as soon as every input has the rows for it (or on everything
/// at once), in the digital unit of its tile.
class DigitalNode : public sc_core::sc_module {
 public:
  sc_core::sc_port<Activation, 0, sc_core::SC_ZERO_OR_MORE_BOUND> in;  ///< as streams()
  sc_core::sc_port<DigitalPort> digital;
  sc_core::sc_port<ResultPort> out;

  /// @param node  index in Graph::nodes.
  DigitalNode(const sc_core::sc_module_name& name, ChipContext& context, std::size_t node);

  /// Values of the graph that it reads, each once, without constants.
  [[nodiscard]] const std::vector<std::size_t>& streams() const { return streams_; }

 private:
  static constexpr int kConstant = -1;

  void sortInputs();
  void end_of_elaboration() override;
  void run();
  [[nodiscard]] bool isReady() const;
  void start();
  [[nodiscard]] std::int64_t readInputs();
  void advance();

  ChipContext& context_;
  const models::Node& node_;
  EventCounts& events_;
  RowEvaluator evaluator_;
  RowLayout output_;
  DigitalWork work_;  ///< of one step
  std::int64_t steps_;
  std::int64_t image_ = 0;
  std::int64_t step_ = 0;
  std::int64_t ready_ = 0;  ///< cycle from which the next step can begin
  Turn turn_;
  std::vector<std::size_t> streams_;
  std::vector<int> port_;                ///< of each input, or kConstant
  std::vector<const float*> constants_;  ///< of each input; null for streams
  std::vector<std::size_t> readers_;
  std::vector<InputRows> inputRows_;      ///< for each input
  std::vector<RowLayout> layouts_;        ///< of each input
  std::vector<std::vector<float>> rows_;  ///< for each input
  std::vector<const float*> inputs_;      ///< the rows' first numbers
  ActivationRows result_;
};

}  // namespace ohmic::sim
