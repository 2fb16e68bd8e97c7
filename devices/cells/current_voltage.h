// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "devices/cells/conductance_range.h"

namespace ohmic::devices {

/// How does it bend? A cell's current beside the ohmic one, as a short sum of products of something of the
/// conductance and something of the voltage:
///
///     I = g V + sum over the terms of coefficient(term, g) * voltageFunction(term, V)      ampere
///
/// so that an array's column current stays a sum of matrix products.
class CurrentVoltage {
 public:
  virtual ~CurrentVoltage() = default;

  [[nodiscard]] virtual int terms() const = 0;
  /// @param g  siemens, >= 0. @returns ampere for one unit of voltageFunction().
  [[nodiscard]] virtual double coefficient(int term, double g) const = 0;
  /// @param v  volt, within greatestVoltage() of zero.
  [[nodiscard]] virtual double voltageFunction(int term, double v) const = 0;
  /// The law holds for |V| up to here, volt.
  [[nodiscard]] virtual double greatestVoltage() const = 0;
  /// Conductances that the law was fitted to, siemens.
  [[nodiscard]] virtual ConductanceRange fitted() const { return {0.0, 1.0}; }
  /// One sentence with the law's numbers and its source.
  [[nodiscard]] virtual std::string describe() const = 0;

  /// I / V, siemens. @pre v != 0
  [[nodiscard]] double chord(double g, double v) const;
};

/// A cell's law and how it is read.
struct NonLinearity {
  std::shared_ptr<const CurrentVoltage> law;  ///< absent: ohmic
  double readVoltage = 0.0;                   ///< V at the greatest drive
  bool chord =
      false;  ///< replaced by the chord's conductance at the read voltage, so that wires can be solved

  /// Terms that are summed beside the linear one: none of ohmic cells and of the chord.
  [[nodiscard]] int terms() const { return law && !chord ? law->terms() : 0; }
};

/// Milo et al., IRPS 2021 (IGVVA-100 cells), CrossSim's fit:
///
///     I = g V + NL2(g) V^2 + NL3(g) V^3,  L = log10(g / S)
///     NL2 = 0.0001388 L^3 + 0.001541 L^2 + 0.005711 L + 0.007063        A / V^2
///     NL3 = 8.8710e-5 L^2 + 6.7919e-4 L + 1.2968e-3                     A / V^3
///
/// Valid  |V| <= 0.5 V and 50 to 225 uS, best for 62.5 to 110 uS. A cell outside bends as much, in
///        parts of its own current, as one at the nearest end.
class MiloCurrentVoltage : public CurrentVoltage {
 public:
  [[nodiscard]] int terms() const override { return 2; }
  [[nodiscard]] double coefficient(int term, double g) const override;
  [[nodiscard]] double voltageFunction(int term, double v) const override;
  [[nodiscard]] double greatestVoltage() const override { return 0.5; }
  [[nodiscard]] ConductanceRange fitted() const override { return {50e-6, 225e-6}; }
  [[nodiscard]] std::string describe() const override;
};

/// I = g (V - 0.25 V^3), CrossSim's generic cubic.
///
/// Valid   |V| <= 1 V, where it still rises.
class CubicCurrentVoltage : public CurrentVoltage {
 public:
  [[nodiscard]] int terms() const override { return 1; }
  [[nodiscard]] double coefficient(int, double g) const override { return g; }
  [[nodiscard]] double voltageFunction(int, double v) const override { return -0.25 * v * v * v; }
  [[nodiscard]] double greatestVoltage() const override { return 1.0; }
  [[nodiscard]] std::string describe() const override;
};

/// I = g v0 sinh(V / v0): hopping and tunnelling, g the conductance at 0 V.
class SinhCurrentVoltage : public CurrentVoltage {
 public:
  /// @param v0  volt, > 0.
  explicit SinhCurrentVoltage(double v0) : v0_(v0) {}

  [[nodiscard]] int terms() const override { return 1; }
  [[nodiscard]] double coefficient(int, double g) const override { return g; }
  [[nodiscard]] double voltageFunction(int, double v) const override;
  /// Beyond 10 v0 the current is 1,100 times the ohmic one: not a cell to read.
  [[nodiscard]] double greatestVoltage() const override { return 10.0 * v0_; }
  [[nodiscard]] std::string describe() const override;

 private:
  double v0_;
};

}  // namespace ohmic::devices
