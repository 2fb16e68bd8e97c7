// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "devices/wires/wires.h"
#include "sim/array/chip_moment.h"
#include "sim/array/programmed_array.h"
#include "sim/array/programming/compensation.h"
#include "sim/array/programming/program.h"
#include "sim/engine/recalibrate.h"

namespace ohmic::sim {

/// Programs a run's chips at its read times, compensation included.
class ChipProgrammer {
 public:
  /// All outlive the programmer. @param hardware  as plan.layers.
  /// @param recalibrator  for layers with AdaBS; null: they are left as they are.
  /// @param shares, solver  as programChip() takes them, for reference reads too.
  ChipProgrammer(const mapping::Plan& plan, const std::vector<LayerHardware>& hardware, int threads,
                 const NormRecalibrator* recalibrator = nullptr, WireShares* shares = nullptr,
                 devices::WireSolver solver = devices::effectiveConductance)
      : plan_(plan),
        hardware_(hardware),
        threads_(threads),
        recalibrator_(recalibrator),
        shares_(shares),
        solver_(std::move(solver)) {}

  [[nodiscard]] ProgrammedChip program(const ChipMoment& moment);

 private:
  void compensate(const ChipMoment& moment, ProgrammedChip& chip);

  const mapping::Plan& plan_;
  const std::vector<LayerHardware>& hardware_;
  int threads_;
  const NormRecalibrator* recalibrator_;
  WireShares* shares_;
  devices::WireSolver solver_;
  std::map<std::uint32_t, std::vector<ColumnReads>> references_;  ///< of a chip at time zero
};

}  // namespace ohmic::sim
