// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/rram_wan_2022.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "devices/cells/fitted_range.h"

namespace ohmic::devices {

RramWan2022Crosssim::RramWan2022Crosssim(double scale) : scale_(scale) { checkScale(scale); }

double RramWan2022Crosssim::sigma(double t) noexcept {
  const double g = std::clamp(t, kFitted.least, kFitted.greatest) * 1e6;
  return (((1.536e-4 * g - 1.167e-2) * g + 0.2374) * g + 1.053) * 1e-6;
}

void RramWan2022Crosssim::program(const CellRow& cells, const RandomStream& stream, double* g) const {
  checkTargets(cells, g, kFitted);
  std::vector<float> z(cells.count);
  drawNormals(stream, cells, z.data());
  for (std::uint32_t i = 0; i < cells.count; ++i) {
    g[i] = std::max(g[i] + scale_ * sigma(g[i]) * static_cast<double>(z[i]), 0.0);
  }
}

std::string RramWan2022Crosssim::describe() const {
  return fmt::format(
      "programming error 1 s after programming, sigma = {:g} * (1.536e-4 G^3 - 1.167e-2 G^2 + 0.2374 G + 1.053) uS, "
      "G in uS up to 39.26 (Wan et al. 2022, CrossSim's fit)",
      scale_);
}

}  // namespace ohmic::devices
