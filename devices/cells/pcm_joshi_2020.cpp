// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/pcm_joshi_2020.h"

#include <algorithm>

namespace ohmic::devices {
namespace {

constexpr ConductanceRange kFitted{0.0, 25e-6};

double sigma(double target) noexcept {
  const double g = std::clamp(target, kFitted.least, kFitted.greatest) * 1e6;
  return std::max((-0.00178767 * g + 0.07585724) * g + 0.28638599, 0.0) * 1e-6;
}

}  // namespace

const ProgrammingFit& pcmJoshi2020() {
  static const ProgrammingFit fit{kFitted, sigma,
                                  "(-0.00178767 G^2 + 0.07585724 G + 0.28638599) uS 27.36 s after "
                                  "programming, G in uS up to 25 (Joshi et al. "
                                  "2020, CrossSim's fit)"};
  return fit;
}

}  // namespace ohmic::devices
