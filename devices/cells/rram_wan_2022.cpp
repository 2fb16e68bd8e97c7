// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/rram_wan_2022.h"

#include <algorithm>

namespace ohmic::devices {
namespace {

constexpr ConductanceRange kFitted{0.0, 39.26e-6};

double crosssimSigma(double t) noexcept {
  const double g = std::clamp(t, kFitted.least, kFitted.greatest) * 1e6;
  return (((1.536e-4 * g - 1.167e-2) * g + 0.2374) * g + 1.053) * 1e-6;
}

}  // namespace

const ProgrammingFit& rramWan2022Crosssim() {
  static const ProgrammingFit fit{kFitted, crosssimSigma,
                                  "(1.536e-4 G^3 - 1.167e-2 G^2 + 0.2374 G + 1.053) uS 1 s after "
                                  "programming, G in uS up to 39.26 (Wan et al. "
                                  "2022, CrossSim's fit)"};
  return fit;
}

}  // namespace ohmic::devices
