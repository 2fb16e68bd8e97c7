// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/cells/fitted_programming.h"

namespace ohmic::devices {

/// Phase-change cells, aihwkit's statistical model. x = g / 25 uS throughout.
///
/// Source  IBM aihwkit, src/aihwkit/inference/noise/pcm.py, "Inference and PCM Statistical Model" (the file cites
///         Nandakumar et al., ICECS 2019): fits to an array of 1e6 cells with g_max = 25 uS.
/// Valid   0 <= g <= 25 uS.
/// Omits   temperature, stuck cells, fresh white noise at every read.
namespace pcm_nandakumar_2019 {

inline constexpr ConductanceRange kFitted{0.0, 25e-6};  ///< S
inline constexpr double kStart = 20.0;                  ///< s, t0: between programming and the first read

/// Error left by write-verify:
///
///     sigma = max(-1.1731 x^2 + 1.9650 x + 0.26348, 0) uS
[[nodiscard]] const ProgrammingFit& programming();

/// Drift with an exponent of each cell's own, drawn once and evaluated at its target:
///
///     g(t) = g ((t + t0) / t0)^-nu            nu = scale * |mu + s z|
///     mu = clip(-0.0155 ln x + 0.0244, 0.049, 0.1)      s = clip(-0.0125 ln x - 0.0059, 0.008, 0.045)
///
/// t counts from the end of programming; x >= 1e-7.
class PowerLawDrift : public Drift {
 public:
  explicit PowerLawDrift(double scale = 1.0);

  [[nodiscard]] static double meanExponent(double target) noexcept;
  [[nodiscard]] static double exponentSigma(double target) noexcept;
  void age(const CellRow& cells, const RandomStream& stream, const double* target, double readTime,
           double* g) const override;
  [[nodiscard]] std::string describe() const override;

 private:
  double scale_;
};

/// 1/f noise accumulated since programming, one draw for each cell and read time:
///
///     g = max(g + scale * g Q sqrt(ln((t + t0 + t_r) / (2 t_r))) z, 0)       t_r = 250 ns
///     Q = min(0.0088 / max(x^0.65, 1e-3), 0.2), x of the drifted conductance
///
/// aihwkit's documentation evaluates Q at the target, its code at the programmed conductance; here it is the
/// conductance at the read time, which is what flickers.
class Flicker : public ReadNoise {
 public:
  explicit Flicker(double scale = 1.0);

  /// Q of a conductance in siemens.
  [[nodiscard]] static double amplitude(double g) noexcept;
  /// sqrt(ln((t + t0 + t_r) / (2 t_r))).
  [[nodiscard]] static double growth(double readTime) noexcept;
  void flicker(const CellRow& cells, const RandomStream& stream, double readTime, double* g) const override;
  [[nodiscard]] std::string describe() const override;

 private:
  double scale_;
};

}  // namespace pcm_nandakumar_2019
}  // namespace ohmic::devices
