// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/verified_programming.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace ohmic::devices {
namespace {

constexpr std::uint32_t kPulseShift = 16;  // devices are numbered below

}  // namespace

bool VerifiedProgramming::accepts(double g, double target) const {
  const double scale =
      acceptance_.relative == Acceptance::Relative::range ? range_.greatest - range_.least : target;
  return std::abs(g - target) <= acceptance_.band * scale;
}

void VerifiedProgramming::program(const CellBlock& cells, const RandomStream& stream, double* g) const {
  std::vector<std::uint32_t> pulses(cells.size());
  programCounted(cells, stream, g, pulses.data());
}

void VerifiedProgramming::programCounted(const CellBlock& cells, const RandomStream& stream, double* g,
                                         std::uint32_t* pulses) const {
  const std::vector<double> target(g, g + cells.size());
  std::vector<double> written(cells.size());
  std::fill_n(pulses, cells.size(), 0U);
  std::uint32_t left = cells.size();
  for (std::uint32_t pulse = 0; pulse < acceptance_.mostPulses && left > 0; ++pulse) {
    CellBlock again = cells;
    again.device |= pulse << kPulseShift;
    written = target;
    pulse_->program(again, stream, written.data());
    for (std::uint32_t i = 0; i < cells.size(); ++i) {
      if (pulses[i] == 0) {
        g[i] = written[i];
        pulses[i] = accepts(g[i], target[i]) ? pulse + 1 : 0;
        left -= pulses[i] > 0 ? 1 : 0;
      }
    }
  }
}

std::string VerifiedProgramming::describe() const {
  return fmt::format("{}, written until within {:g} % of the {}, at most {} pulses", pulse_->describe(),
                     100.0 * acceptance_.band,
                     acceptance_.relative == Acceptance::Relative::range ? "range" : "target",
                     acceptance_.mostPulses);
}

}  // namespace ohmic::devices
