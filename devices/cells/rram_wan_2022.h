// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/cells/cell.h"

namespace ohmic::devices {

/// Programming error of the ReRAM of NeuRRAM one second after programming, CrossSim's fit:
///
///     g = max(t + scale * sigma(t) * z, 0)                                          z ~ N(0, 1)
///     sigma = 1.536e-4 G^3 - 1.167e-2 G^2 + 0.2374 G + 1.053 uS                     G = t in uS
///
/// Source  Wan et al., Nature 608:504 (2022), Extended Data Fig. 3; the cubic is CrossSim 3.2's,
///         simulator/devices/custom/RRAM_Wan.py.
/// Valid   0 <= G <= 39.26 uS. At 20 uS sigma is 2.3618 uS.
/// Omits   later relaxation, read noise, stuck cells.
class RramWan2022Crosssim : public Programming {
 public:
  static constexpr ConductanceRange kFitted{0.0, 39.26e-6};   ///< S
  static constexpr ConductanceRange kDefault{1e-6, 39.26e-6};  ///< S; 1 uS: the off state of Wan's cells, 1 MOhm

  /// @param scale  1 is the measured device, 0 an ideal one.
  explicit RramWan2022Crosssim(double scale = 1.0);

  /// Standard deviation in siemens at target @p t (siemens), evaluated at the nearest end outside the fit.
  [[nodiscard]] static double sigma(double t) noexcept;

  /// @throws std::out_of_range naming the first target outside the fit.
  void program(const CellRow& cells, const RandomStream& stream, double* g) const override;
  [[nodiscard]] std::string describe() const override;

 private:
  double scale_;
};

}  // namespace ohmic::devices
