// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/cells/fitted_programming.h"
#include "devices/cells/retention.h"

namespace ohmic::devices {

/// SONOS charge-trapping cells of a 40 nm process read below threshold; I is the cell's current in nA, taken
/// as a conductance of I / 0.1 V (CrossSim's suggested range of 1600 nA is 16 uS).
///
/// Source  Agrawal et al., IEDM 2022, 21.7 (128 Ki devices); the fits are CrossSim's,
///         simulator/devices/custom/SONOS.py, with the drift polynomials of currents up to 1800 nA.
/// Valid   0 <= I <= 3200 nA (0 to 32 uS) without drift; 0 <= I <= 1800 nA (0 to 18 uS) and read times to 5
/// days
///         with it. Read noise above 1800 nA is that at 1800 nA, where it has come to its end (to 0.03 %).
/// Omits   temperature, stuck cells, the current's dependence on voltage.
namespace sonos_agrawal_2022 {

/// Spread of the currents after programming:
///
///     sigma = 19.88665 (1 - exp(-I / 176.3115)) nA
[[nodiscard]] const ProgrammingFit& programming();

/// Mean and spread after t days, between days by linear interpolation of the coefficients (day 0: p = 0):
///
///     shift = sum p_k(t) I^k nA            sigma = A(t) (1 - exp(-(I + shift) / B(t))) nA
///
/// p, A and B of days 0 to 5 are in the source file. A target of exactly 0 gets the shift without spread.
[[nodiscard]] const RetentionFit& retention();

/// Targets that the drift polynomials were fitted to, siemens.
[[nodiscard]] const ConductanceRange& retained();

/// Fresh noise at every read, at any time: sigma = 12.58037 (1 - exp(-I / 215.36557)) nA.
class FreshNoise : public ReadNoise {
 public:
  /// @throws configs::InputError if scale is negative or not finite.
  explicit FreshNoise(double scale = 1.0);

  [[nodiscard]] double freshSigma(double g) const override;
  [[nodiscard]] bool isFresh() const override { return scale_ > 0.0; }
  [[nodiscard]] std::string describe() const override;

 private:
  double scale_;
};

/// On/off ratio of 1e7, as CrossSim suggests; siemens.
inline constexpr ConductanceRange kUsual{1.6e-12, 16e-6};

}  // namespace sonos_agrawal_2022
}  // namespace ohmic::devices
