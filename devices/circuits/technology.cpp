// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/circuits/technology.h"

#include <array>
#include <cassert>
#include <cstddef>

#include "configs/mathematics/elementary.h"

namespace ohmic::devices {
namespace {

constexpr double kNodeTolerance = 1e-4;  // relative
constexpr double kHundredKelvin = 100.0;
constexpr double kRoom = 300.0;

/// One row of the table, in the units of its source.
struct Row {
  double node;                         // nm
  double supply;                       // V
  double gate, drain;                  // fF/um
  double lowOn, highOn;                // kohm um; no fast FinFET
  double lowOff, highOff;              // nA/um
  double width, ratio;                 // um, 1
  double pitch, height;                // nm
  double local, intermediate, global;  // ohm/um
  double cell;                         // um2
};

constexpr std::array<Row, 9> kTable = {{
    {130, 1.3, 1.34, 0.6, 6.66, 2.15, 0.1, 100, 0.39, 2, 494, 3640, 0.48, 0.30, 0.045, 2.47},
    {90, 1.2, 1.25, 0.6, 6.13, 1.73, 0.1, 100, 0.27, 2, 342, 2520, 1.47, 0.38, 0.091, 1.18},
    {65, 1.1, 1.11, 0.6, 4.87, 1.51, 0.1, 100, 0.195, 2, 247, 1820, 1.42, 0.73, 0.17, 0.617},
    {45, 1.0, 0.99, 0.6, 3.54, 1.21, 0.1, 100, 0.135, 2, 171, 1260, 2.6, 1.5, 0.36, 0.296},
    {32, 0.9, 0.92, 0.6, 2.65, 0.98, 0.1, 100, 0.096, 2, 122, 896, 5.7, 3.0, 0.72, 0.150},
    {22, 0.85, 0.85, 0.6, 1.90, 0.87, 0.1, 100, 0.066, 2, 84, 616, 11.5, 7.2, 1.2, 0.092},
    {14, 0.80, 1.13, 0.27, 2.81, 0, 0.10, 0, 0.092, 1, 78, 576, 19.6, 7.3, 0.51, 0.064},
    {10, 0.75, 1.00, 0.27, 2.62, 0, 0.13, 0, 0.098, 1, 64, 330, 52, 16, 0.51, 0.042},
    {7, 0.70, 0.94, 0.21, 2.55, 0, 0.15, 0, 0.107, 1, 57, 240, 69, 16, 0.51, 0.027},
}};
constexpr std::size_t kPlanarNodes = 6;

bool reaches(double node, double limit) { return node >= limit * (1.0 - kNodeTolerance); }
bool isWithin(double node, double limit) { return node <= limit * (1.0 + kNodeTolerance); }

Technology technologyOf(const Row& row, Flavour flavour) {
  const bool isFast = flavour == Flavour::highPerformance;
  Technology tech;
  tech.node = row.node * 1e-9;
  tech.supply = row.supply;
  tech.gateCapacitance = row.gate * 1e-9;
  tech.drainCapacitance = row.drain * 1e-9;
  tech.onResistance = (isFast ? row.highOn : row.lowOn) * 1e-3;
  tech.offCurrent = (isFast ? row.highOff : row.lowOff) * 1e-3;
  tech.width = row.width * 1e-6;
  tech.widthRatio = row.ratio;
  tech.gatePitch = row.pitch * 1e-9;
  tech.cellHeight = row.height * 1e-9;
  tech.localWire = row.local * 1e6;
  tech.intermediateWire = row.intermediate * 1e6;
  tech.globalWire = row.global * 1e6;
  tech.sramCell = row.cell * 1e-12;
  return tech;
}

/// Geometrically between two nodes. @param share  0 is @p from, 1 is @p to.
Technology between(const Technology& from, const Technology& to, double share) {
  Technology tech = from;
  for (double Technology::*value :
       {&Technology::node, &Technology::supply, &Technology::gateCapacitance, &Technology::drainCapacitance,
        &Technology::onResistance, &Technology::offCurrent, &Technology::width, &Technology::gatePitch,
        &Technology::cellHeight, &Technology::localWire, &Technology::intermediateWire,
        &Technology::globalWire, &Technology::sramCell}) {
    tech.*value *= configs::power(to.*value / from.*value, share);
  }
  return tech;
}

/// @pre within the table
Technology nominal(double node_m, Flavour flavour) {
  const double node = node_m * 1e9;
  std::size_t below = 0;  // the first that is not greater
  while (!reaches(node, kTable[below].node)) {
    ++below;
  }
  if (isWithin(node, kTable[below].node)) {
    return technologyOf(kTable[below], flavour);
  }
  const Row& from = kTable[below - 1];
  const Row& to = kTable[below];
  const double share = configs::logarithm(node / from.node) / configs::logarithm(to.node / from.node);
  return between(technologyOf(from, flavour), technologyOf(to, flavour), share);
}

bool hasNode(double node_m) {
  const double node = node_m * 1e9;
  const bool isPlanar = reaches(node, kTable[kPlanarNodes - 1].node) && isWithin(node, kTable.front().node);
  const bool isFin = reaches(node, kTable.back().node) && isWithin(node, kTable[kPlanarNodes].node);
  return isPlanar || isFin;
}

}  // namespace

std::string refusalOf(const TechnologyChoice& choice) {
  if (!hasNode(choice.node)) {
    return "130 nm to 22 nm, and 14 nm to 7 nm";
  }
  if (choice.flavour == Flavour::highPerformance && choice.node < 20e-9) {
    return "high_performance from 130 nm to 22 nm; FinFETs are low_power";
  }
  const double usual = nominal(choice.node, choice.flavour).supply;
  const double supply = choice.supply.value_or(usual);
  if (supply < 0.6 * usual || supply > 1.5 * usual) {
    return "supplies from 0.6 to 1.5 times the node's";
  }
  return choice.temperature < 200.0 || choice.temperature > 425.0 ? "temperatures from 200 K to 425 K" : "";
}

Technology technologyOf(const TechnologyChoice& choice) {
  assert(refusalOf(choice).empty());
  Technology tech = nominal(choice.node, choice.flavour);
  if (choice.supply) {
    constexpr double kThreshold = 0.3;  // of the node's supply
    constexpr double kAlpha = 1.3;
    const double ratio = *choice.supply / tech.supply;
    tech.onResistance *= ratio * configs::power((1.0 - kThreshold) / (ratio - kThreshold), kAlpha);
    tech.supply = *choice.supply;
  }
  tech.temperature = choice.temperature;
  tech.offCurrent *= configs::power(10.0, (choice.temperature - kRoom) / kHundredKelvin);
  return tech;
}

}  // namespace ohmic::devices
