// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

namespace ohmic::devices {

/// Transistors of a node: slow ones that leak little, or fast ones that leak.
enum class Flavour { lowPower, highPerformance };

/// A technology node as circuit equations see it, SI units. Widths of 14 nm and below are effective fin
/// widths.
///
///     C_u = (1 + p/n) W_n (c_g + c_d)   e0 = C_u V^2   A0 = 2 pitch height              of a unit inverter
///     FO4 = 0.69 (R_n / W_n) (1 + p/n) W_n (c_d + 4 c_g)
///
/// Source  PTM high-performance cards and IRDS as NeuroSim V1.4 has them (c_g, R_n, gate pitch, height, metal
///         1); DSENT's models (c_d); CACTI 7 (intermediate and global wires, SRAM cells).
/// Valid   130 to 22 nm planar in two flavours, 14 to 7 nm FinFET, low power only. Between two nodes of one
///         kind of transistor each value is interpolated geometrically, which no source says.
/// Error   over CACTI and DSENT: c_g and R_n a factor of 1.6, wires 2, I_off of low power 36
///         (docs/models/circuits.md).
struct Technology {
  double node = 0.0;                ///< m, F
  double supply = 0.0;              ///< V
  double temperature = 300.0;       ///< K
  double gateCapacitance = 0.0;     ///< c_g, F for each metre of width
  double drainCapacitance = 0.0;    ///< c_d, the same
  double onResistance = 0.0;        ///< R_n, ohm times metre of width
  double offCurrent = 0.0;          ///< I_off at @c temperature, A for each metre of width
  double width = 0.0;               ///< W_n of a unit inverter, m
  double widthRatio = 2.0;          ///< p over n
  double gatePitch = 0.0;           ///< m
  double cellHeight = 0.0;          ///< of a standard cell, m
  double localWire = 0.0;           ///< ohm for each metre
  double intermediateWire = 0.0;    ///< the same
  double globalWire = 0.0;          ///< the same
  double wireCapacitance = 0.2e-9;  ///< c_w of every layer and node, F for each metre
  double sramCell = 0.0;            ///< m2 of six transistors

  [[nodiscard]] double unitCapacitance() const {
    return (1.0 + widthRatio) * width * (gateCapacitance + drainCapacitance);
  }
  [[nodiscard]] double unitEnergy() const { return unitCapacitance() * supply * supply; }
  [[nodiscard]] double unitArea() const { return 2.0 * gatePitch * cellHeight; }
  [[nodiscard]] double unitLeakage() const { return width * offCurrent * supply; }  ///< W
  /// Delay of an inverter that drives four of its own, s.
  [[nodiscard]] double fanOutOfFour() const {
    return 0.69 * onResistance * (1.0 + widthRatio) * (drainCapacitance + 4.0 * gateCapacitance);
  }
  [[nodiscard]] bool isPlanar() const { return node > 20e-9; }
};

/// What a user says of a technology.
struct TechnologyChoice {
  double node = 32e-9;
  Flavour flavour = Flavour::lowPower;
  std::optional<double> supply;  ///< V; none: the node's
  double temperature = 300.0;    ///< K
};

/// Empty if the table covers the choice, else what it covers.
[[nodiscard]] std::string refusalOf(const TechnologyChoice& choice);

/// The node's values. Off currents grow tenfold in 100 K (DSENT). Another supply changes the resistance by
/// (V / V0) ((V0 - Vt) / (V - Vt))^1.3 with Vt = 0.3 V0 (Sakurai and Newton's alpha-power law; Vt is an
/// estimate).
/// @pre refusalOf(choice).empty()
[[nodiscard]] Technology technologyOf(const TechnologyChoice& choice);

}  // namespace ohmic::devices
