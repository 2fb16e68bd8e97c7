// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/rram_milo_2021.h"

#include <algorithm>

namespace ohmic::devices {
namespace {

constexpr ConductanceRange kFitted{50e-6, 225e-6};

double sigma(double t) noexcept {
  const double g = std::clamp(t, kFitted.least, kFitted.greatest) * 1e6;
  return std::max(-0.009107 * g + 4.782321, 0.0) * 1e-6;
}

}  // namespace

const ProgrammingFit& rramMilo2021() {
  static const ProgrammingFit fit{
      kFitted, sigma,
      "(-0.009107 G + 4.782321) uS, G in uS from 50 to 225 (Milo et al. 2021, CrossSim's fit)"};
  return fit;
}

}  // namespace ohmic::devices
