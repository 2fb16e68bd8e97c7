// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/python/conductances.h"

#include <fmt/format.h>

#include <algorithm>

#include "configs/reader/error.h"
#include "configs/reader/quantity.h"
#include "devices/cells/aged_cells.h"
#include "devices/wires/wires.h"
#include "sim/array/stop.h"
#include "sim/python/read_hardware_text.h"

namespace ohmic::sim::python {
namespace {

constexpr const char* kName = "array";

}  // namespace

Conductances::Conductances(const std::string& hardware, const World& world) {
  HardwareText read = readHardwareText(hardware, world);
  cell_ = std::move(read.choice.usual.cell);
  wires_ = read.choice.usual.wires;
  readTimes_ = std::move(read.readTimes);
  if (wires_.gated) {
    throw configs::InputError({"", "hardware.wires", "inputs that gate the cells",
                               "driven rows, whose currents are linear in the voltages",
                               "give weights instead of conductances"});
  }
  if (cell_.iv.law && !cell_.iv.chord) {
    throw configs::InputError({"", "hardware.cell.iv", "cells whose current bends with the voltage",
                               "ohmic cells, or the law's chord", "give weights instead of conductances"});
  }
}

void Conductances::program(const double* targets, int rows, int columns, const ChipMoment& moment,
                           double* effective) const {
  const auto count = static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
  const auto siemens = [](double g) { return configs::formatQuantity(g, configs::Dimension::conductance); };
  for (std::size_t i = 0; i < count; ++i) {
    if (!(targets[i] >= cell_.range.least && targets[i] <= cell_.range.greatest)) {
      throw configs::InputError({"",
                                 fmt::format("conductances[{}, {}]", i / static_cast<std::size_t>(columns),
                                             i % static_cast<std::size_t>(columns)),
                                 fmt::format("{} S", targets[i]),
                                 fmt::format("{} to {}, what {} cells hold", siemens(cell_.range.least),
                                             siemens(cell_.range.greatest), cell_.model),
                                 "conductances are in siemens; set cell.g_min and g_max for another range"});
    }
  }
  devices::ConductanceMatrix g(rows, columns);
  std::copy_n(targets, count, g.data());
  const std::uint32_t node = devices::nodeHash(kName), plane = planeOf(0, 1);
  const devices::CellDraws draws{moment.seed, moment.chip, node, plane};
  const double factor =
      cell_.variation ? cell_.variation->factor(moment.seed, moment.chip, node, 0, 0, 0, 0) : 1.0;
  std::vector<devices::Stuck> stuck(static_cast<std::size_t>(columns), devices::Stuck::no);
  for (int row = 0; row < rows; ++row) {
    checkStop();
    const devices::CellBlock cells{
        static_cast<std::uint32_t>(row), 0, static_cast<std::uint32_t>(columns), 0, 0, 1};
    const double* const target = targets + static_cast<std::ptrdiff_t>(row) * columns;
    double* const own = g.data() + static_cast<std::ptrdiff_t>(row) * columns;
    devices::ageCells(cell_, cells, draws, target, moment.readTime, own);
    if (cell_.faults) {
      cell_.faults->drawCells(cells, draws.of(devices::Purpose::fault), stuck.data());
    }
    for (int c = 0; c < columns; ++c) {
      const auto state = stuck[static_cast<std::size_t>(c)];
      own[c] = state == devices::Stuck::no ? own[c] * factor : cell_.faults->conductance(state);
      own[c] = cell_.iv.law ? cell_.iv.law->chord(own[c], cell_.iv.readVoltage) : own[c];
    }
  }
  const devices::ConductanceMatrix result = devices::effectiveConductance(wires_, g);
  std::copy_n(result.data(), count, effective);
}

double Conductances::freshSigma(double g) const {
  return cell_.readNoise && cell_.readNoise->isFresh() ? cell_.readNoise->freshSigma(g) : 0.0;
}

}  // namespace ohmic::sim::python
