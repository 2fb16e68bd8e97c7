// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/cells/cell.h"

namespace ohmic::devices {

/// What a generic error's sigma is relative to.
enum class NoiseKind {
  independent,          ///< the conductance range: sigma * (g_max - g_min)
  proportional,         ///< the conductance: sigma * g
  inverseProportional,  ///< its inverse: sigma * g_max * (g_max / g)
};

/// Standard deviation in siemens of a generic error at conductance @p g.
[[nodiscard]] double genericSigma(NoiseKind kind, double sigma, const ConductanceRange& range, double g);

/// Generic programming error:
///
///     g = max(t + sigma(t) * z, 0)      z ~ N(0, 1), or uniform in +-1/2 with Shape::uniform
///
/// Source  CrossSim 3.2's generic devices (independent, proportional, inverse proportional; normal, uniform).
/// Valid   any range; with inverseProportional g_min > 0.
/// Omits   everything but the one error: no drift, no faults.
class GenericProgramming : public Programming {
 public:
  enum class Shape { normal, uniform };

  /// @throws configs::InputError if sigma is negative, or inverseProportional meets g_min = 0.
  GenericProgramming(NoiseKind kind, double sigma, const ConductanceRange& range,
                     Shape shape = Shape::normal);

  void program(const CellBlock& cells, const RandomStream& stream, double* g) const override;
  [[nodiscard]] std::size_t terms() const override;
  void evaluateTerms(double target, double readTime, double* terms) const override;
  void programFrom(const CellBlock& cells, const RandomStream& stream, const CellTerms& terms,
                   double* g) const override;
  [[nodiscard]] std::string describe() const override;

 private:
  NoiseKind kind_;
  double sigma_;
  ConductanceRange range_;
  Shape shape_;
};

/// Generic fresh read noise: Gaussian, independent for every cell and read, sigma evaluated at the
/// conductance the cell has at the read time.
class GenericReadNoise : public ReadNoise {
 public:
  GenericReadNoise(NoiseKind kind, double sigma, const ConductanceRange& range);

  [[nodiscard]] double freshSigma(double g) const override;
  [[nodiscard]] bool isFresh() const override { return sigma_ > 0.0; }
  [[nodiscard]] std::string describe() const override;

 private:
  NoiseKind kind_;
  double sigma_;
  ConductanceRange range_;
};

}  // namespace ohmic::devices
