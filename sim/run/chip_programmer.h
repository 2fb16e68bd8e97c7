// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <vector>

#include "sim/array/program.h"
#include "sim/run/run_request.h"

namespace ohmic::sim {

/// Programs a run's chips at its read times, drift compensation included.
class ChipProgrammer {
 public:
  /// Both outlive the programmer.
  ChipProgrammer(const RunRequest& request, const mapping::Plan& plan) : request_(request), plan_(plan) {}

  [[nodiscard]] ProgrammedChip program(const ChipMoment& moment);

 private:
  const RunRequest& request_;
  const mapping::Plan& plan_;
  std::map<std::uint32_t, std::vector<double>> references_;  ///< reference reads of a chip at time zero
};

}  // namespace ohmic::sim
