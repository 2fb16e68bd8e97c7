// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <vector>

#include "sim/array/program.h"

namespace ohmic::sim {

/// Programs a run's chips at its read times, drift compensation included.
class ChipProgrammer {
 public:
  /// All outlive the programmer. @param hardware  as plan.layers.
  ChipProgrammer(const mapping::Plan& plan, const std::vector<LayerHardware>& hardware, int threads)
      : plan_(plan), hardware_(hardware), threads_(threads) {}

  [[nodiscard]] ProgrammedChip program(const ChipMoment& moment);

 private:
  const mapping::Plan& plan_;
  const std::vector<LayerHardware>& hardware_;
  int threads_;
  std::map<std::uint32_t, std::vector<double>> references_;  ///< reference reads of a chip at time zero
};

}  // namespace ohmic::sim
