// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/programming/program.h"

#include <memory>
#include <numeric>
#include <optional>
#include <utility>

#include "sim/array/layer_arithmetic.h"
#include "sim/array/parallel.h"
#include "sim/array/programming/array_job.h"
#include "sim/array/programming/converters.h"
#include "sim/array/programming/program_plane.h"
#include "sim/array/read_form.h"

namespace ohmic::sim {
namespace {

/// An array after programming, ageing and rounding: its defects are drawn, its wires solved, and its planes
/// programmed one after the other.
/// @param solver, shares  as solveCrossbars() takes them
ProgrammedArray programJob(const ArrayJob& job, const devices::WireSolver& solver,
                           std::vector<devices::ConductanceMatrix>* shares = nullptr) {
  const auto& levels = job.layer.levels;
  const CrossbarDefects defects = drawDefects(job);
  ArrayTally tally;
  if (job.isVerified()) {
    tally.writes.emplace();
    tally.writes->rowPulses.assign(static_cast<std::size_t>(job.layer.options.array.rows), 1);
  }
  std::optional<SolvedCrossbars> solved;
  if (job.isSolved()) {
    solved = solveCrossbars(job, defects, tally.writes, solver, shares);
  }
  const double unused = unusedConductance(job, defects);
  for (int row = 0; row < job.array.rows; ++row) {
    tally.rowConductance.push_back(solved ? solved->rowConductance(row) : unused);
  }
  ProgrammedArray programmed;
  programmed.commonTerm = levels.pairSubtracted ? 0.0 : commonTerm(levels, job.cell.range);
  if (job.wires.gated) {
    const int below = job.layer.options.array.rows - job.array.rows;
    programmed.gatedWires = {0.0, job.wires.column, 0.0, job.wires.sense + below * job.wires.column, true};
    programmed.levelStep = job.step;
  }
  for (int slice = 0; slice < levels.slices; ++slice) {
    if (levels.pairSubtracted) {
      programmed.planes.push_back(programPlane(job, defects, solved, slice, 0, tally));
      continue;
    }
    programmed.planes.push_back(programPlane(job, defects, solved, slice, 1, tally));
    if (!levels.isOffset()) {
      programmed.planes.push_back(programPlane(job, defects, solved, slice, -1, tally));
    }
  }
  programmed.rowConductance = std::move(tally.rowConductance);
  programmed.saturatedCells = tally.saturatedCells;
  if (tally.writes) {
    programmed.writes = tally.writes->count;
    programmed.writes->rowPulses =
        std::accumulate(tally.writes->rowPulses.begin(), tally.writes->rowPulses.end(), std::int64_t{0});
    programmed.writes->work += job.array.rows * unused;
  }
  return programmed;
}

ArrayJob jobOf(const mapping::LayerPlan& layer, const mapping::ArrayPlan& array, std::uint32_t replica,
               const devices::Cell& cell, const TargetTables& tables, const ChipMoment& moment,
               const devices::WireResistance& wires) {
  return {layer,
          array,
          replica,
          cell,
          tables,
          moment,
          wires,
          devices::nodeHash(layer.name),
          levelStep(layer.levels, cell.range)};
}

}  // namespace

double commonTerm(const mapping::LevelFormat& levels, const devices::ConductanceRange& range) {
  return (range.least / levelStep(levels, range) + levels.middleDigit()) / levels.unit();
}

ProgrammedArray programArray(const mapping::LayerPlan& layer, const mapping::ArrayPlan& array,
                             std::uint32_t replica, const devices::Cell& cell, const ChipMoment& moment,
                             const devices::WireResistance& wires) {
  const TargetTables tables(layer.levels, cell, moment.readTime);
  return programJob(jobOf(layer, array, replica, cell, tables, moment, wires), devices::effectiveConductance);
}

ProgrammedChip programChip(const mapping::Plan& plan, const std::vector<LayerHardware>& hardware,
                           const ChipMoment& moment, int threads, WireShares* shares,
                           const devices::WireSolver& solver) {
  struct Place {
    std::size_t layer, array;
  };
  ProgrammedChip chip;
  std::vector<Place> places;
  std::vector<std::shared_ptr<const TargetTables>> tables;
  for (std::size_t l = 0; l < plan.layers.size(); ++l) {
    const std::size_t count = plan.layers[l].arrays.size() * plan.layers[l].replicas;
    const auto& levels = plan.layers[l].levels;
    const auto& cell = hardware[l].cell;
    tables.push_back(l > 0 && tables.back()->serve(levels, cell)
                         ? tables.back()
                         : std::make_shared<const TargetTables>(levels, cell, moment.readTime));
    chip.layers.push_back({std::vector<ProgrammedArray>(count),
                           std::vector<double>(static_cast<std::size_t>(plan.layers[l].columns), 1.0),
                           {}});
    for (std::size_t a = 0; a < count; ++a) {
      places.push_back({l, a});
    }
  }
  if (shares != nullptr) {
    shares->arrays.resize(places.size());
  }
  forEachIndex(places.size(), threads, [&](std::size_t i, int) {
    const auto& layer = plan.layers[places[i].layer];
    const auto& own = hardware[places[i].layer];
    const std::size_t arrays = layer.arrays.size();
    const auto& array = layer.arrays[places[i].array % arrays];
    const auto replica = static_cast<std::uint32_t>(places[i].array / arrays);
    auto& programmed = chip.layers[places[i].layer].arrays[places[i].array];
    programmed =
        programJob(jobOf(layer, array, replica, own.cell, *tables[places[i].layer], moment, own.wires),
                   solver, shares != nullptr ? &shares->arrays[i] : nullptr);
    layTiles(layer, programmed);
    drawConverters(layer, array, replica, own.adc, moment, programmed);
  });
  return chip;
}

ProgrammedChip programChip(const mapping::Plan& plan, const devices::Cell& cell, const ChipMoment& moment,
                           int threads, const devices::WireResistance& wires) {
  LayerHardware hardware;
  hardware.cell = cell;
  hardware.wires = wires;
  return programChip(plan, std::vector<LayerHardware>(plan.layers.size(), hardware), moment, threads);
}

}  // namespace ohmic::sim
