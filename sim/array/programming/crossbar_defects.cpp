// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/programming/crossbar_defects.h"

#include <numeric>

#include "mapping/remap.h"

namespace ohmic::sim {
namespace {

std::vector<double> factorsOf(const ArrayJob& job) {
  std::vector<double> factors;
  for (int crossbar = 0; crossbar < job.layer.crossbarsPerArray(); ++crossbar) {
    factors.push_back(job.cell.variation
                          ? job.cell.variation->factor(job.moment.seed, job.moment.chip, job.node,
                                                       static_cast<std::uint32_t>(job.array.rowBegin),
                                                       static_cast<std::uint32_t>(job.array.columnBegin),
                                                       job.replica, static_cast<std::uint32_t>(crossbar))
                          : 1.0);
  }
  return factors;
}

}  // namespace

CrossbarDefects drawDefects(const ArrayJob& job) {
  CrossbarDefects defects;
  defects.factor = factorsOf(job);
  const bool remaps = job.layer.options.array.remaps && job.cell.faults;
  const int slots = remaps ? job.layer.slots() : job.array.columns;
  defects.slot.resize(static_cast<std::size_t>(job.array.columns));
  std::iota(defects.slot.begin(), defects.slot.end(), 0);
  if (job.cell.faults) {
    defects.faults = FaultPattern(job.layer, job.array, job.replica, slots, *job.cell.faults, job.moment);
    if (remaps) {
      defects.slot = mapping::remapColumns(
          job.layer, job.array, defects.faults.digits(*job.cell.faults, job.cell.range.least, job.step));
    }
  }
  defects.slot.push_back(slots);  // the unit column's
  return defects;
}

double unusedConductance(const ArrayJob& job, const CrossbarDefects& defects) {
  const auto& levels = job.layer.levels;
  const int lines = job.layer.options.array.columns * job.layer.crossbarsPerArray();
  const int used =
      job.array.columns * levels.slices * levels.cellsPerSlice() * levels.devices + levels.unitLines();
  const double factor = std::accumulate(defects.factor.begin(), defects.factor.end(), 0.0) /
                        static_cast<double>(defects.factor.size());
  return (lines - used) * job.chordOf(job.cell.range.least * factor);
}

}  // namespace ohmic::sim
