// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/cells/fitted_programming.h"

namespace ohmic::devices {

/// Conductive-metal-oxide/HfOx ReRAM of IBM Research Zurich. G in uS throughout.
///
/// Source  Falcone et al.; the numbers are from ReRamCMONoiseModel of IBM aihwkit,
///         src/aihwkit/inference/noise/reram.py.
/// Valid   9 <= G <= 88.199997 uS; read times 0 s and from 1 s.
/// Omits   temperature, stuck cells, fresh white noise at every read (aihwkit suggests 1 % additive).
namespace rram_falcone_2023 {

inline constexpr ConductanceRange kFitted{9e-6, 88.199997e-6};  ///< S

/// Error left by program and verify with an acceptance of 0.2 % of the target:
///
///     sigma = 0.00081107 + 0.00106879 G uS
[[nodiscard]] const ProgrammingFit& programmingFine();

/// The same with an acceptance of 2 %:
///
///     sigma = 0.0112185391 + 0.01129027418 G uS
[[nodiscard]] const ProgrammingFit& programmingCoarse();

/// Relaxation after programming, the same at every state, with one draw for each cell:
///
///     g(t) = max(g + scale * (-0.08900206 ln t + (0.04201137 ln t + 0.41183342) z) uS, 0)      t >= 1 s
///
/// t = 0 is the identity.
class Relaxation : public Drift {
 public:
  /// @throws configs::InputError if scale is negative or not finite.
  explicit Relaxation(double scale = 1.0);

  /// @throws std::out_of_range for a read time between 0 and 1 s (a reader refuses it first).
  void age(const CellBlock& cells, const RandomStream& stream, const double* target, double readTime,
           double* g) const override;
  [[nodiscard]] std::string refusal(double readTime) const override;
  [[nodiscard]] std::string describe() const override;

 private:
  double scale_;
};

/// 1/f noise since programming, one draw for each cell and read time, clamped to the device's range:
///
///     g = clamp(g + scale * 0.0277316483 log10(G) sqrt(ln((t + 1 us) / 2 us)) z uS, 9 uS, 88.199997 uS)
///
/// Silent at t = 0 (nor is anything clamped then), and at G below 1 uS.
class Flicker : public ReadNoise {
 public:
  /// @throws configs::InputError if scale is negative or not finite.
  explicit Flicker(double scale = 1.0);

  /// Standard deviation in siemens at scale 1 of a cell of conductance @p g (siemens).
  [[nodiscard]] static double sigma(double g, double readTime) noexcept;
  void flicker(const CellBlock& cells, const RandomStream& stream, const double* target, double readTime,
               double* g) const override;
  [[nodiscard]] std::string describe() const override;

 private:
  double scale_;
};

}  // namespace rram_falcone_2023
}  // namespace ohmic::devices
