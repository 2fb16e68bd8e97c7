// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/programming/program_plane.h"

#include <algorithm>
#include <cmath>

#include "sim/array/layer_arithmetic.h"
#include "sim/array/programming/program_kernel.h"

namespace ohmic::sim {
namespace {

constexpr double kGreatestStored = 32767.0;
/// Counts of a cell's variance: so few that a column's is off by at most half a count for each row, and 128
/// rows' products with shifted noise weights stay within int32.
constexpr double kGreatestVariance = 511.0;

/// The largest fresh variance a cell of this format can have, in squared fixed-point units: evaluated over
/// the range and an eighth above it, so that the unit is a property of the format and never of the draws.
double greatestVariance(const mapping::LevelFormat& levels, const devices::Cell& cell) {
  constexpr int kPoints = 64;
  double greatest = 0.0;
  for (int i = 0; i <= kPoints; ++i) {
    const double share = 1.125 * i / kPoints;
    const double sigma =
        cell.readNoise->freshSigma(cell.range.least + share * (cell.range.greatest - cell.range.least));
    greatest = std::max(greatest, sigma * sigma);
  }
  const double units = levelStep(levels, cell.range) * levels.unit();
  return greatest / (units * units);
}

/// The largest coefficient of a term that a cell of this format can have, in levels; an eighth more, because
/// a law may rise between the points.
double greatestCoefficient(const mapping::LevelFormat& levels, const devices::Cell& cell, int term) {
  constexpr int kPoints = 64;
  double greatest = 0.0;
  for (int i = 0; i <= kPoints; ++i) {
    const double share = 1.125 * i / kPoints;
    const double g = cell.range.least + share * (cell.range.greatest - cell.range.least);
    greatest = std::max(greatest, std::abs(cell.iv.law->coefficient(term, g)));
  }
  return 1.125 * greatest / levelStep(levels, cell.range);
}

/// Sums over the cells behind each of a block's outputs, numbered as cells. Blocks follow each other in the
/// same memory.
struct BlockSums {
  void clear(const ArrayJob& job, const RowBlock& block) {
    const std::size_t cells = job.cellsOf(block);
    level.assign(cells, 0.0);
    variance.assign(job.isFresh() ? cells : 0, 0.0);
    bends.resize(job.bendTerms());
    for (auto& bend : bends) {
      bend.assign(cells, 0.0);
    }
  }

  std::vector<double> level;     ///< levels
  std::vector<double> variance;  ///< of fresh read noise, squared units of 2^-f; empty if there is none
  std::vector<std::vector<double>> bends;  ///< of each term, levels
};

Plane emptyPlane(const ArrayJob& job, int slice, int polarity) {
  const auto& levels = job.layer.levels;
  const int rows = job.array.rows;
  Plane plane;
  plane.slice = slice;
  plane.polarity = polarity;
  plane.levels = PairedRows(rows, job.convertedColumns());
  if (job.isFresh()) {
    const bool isPair = polarity == 0 && !levels.isOffset();
    plane.variance = PairedRows(rows, job.convertedColumns());
    plane.unitVariance = job.subtractsUnit() ? PairedRows(rows, 1) : PairedRows();
    plane.varianceUnit =
        greatestVariance(levels, job.cell) * (isPair ? 2 : 1) / levels.devices / kGreatestVariance;
  }
  for (std::size_t term = 0; term < job.bendTerms(); ++term) {
    const int cells = polarity == 0 ? 2 : 1;
    plane.bends.push_back(
        {PairedRows(rows, job.convertedColumns()),
         greatestCoefficient(levels, job.cell, static_cast<int>(term)) * cells / kGreatestStored,
         {}});
  }
  return plane;
}

void addRows(const ArrayJob& job, const RowBlock& block, const std::vector<double>& g,
             std::vector<double>& rowConductance) {
  double* sums = &rowConductance[static_cast<std::size_t>(block.begin)];
  addRowSums(g.data(), block.rows, job.array.columns, sums);
  if (job.hasUnit()) {
    addRowSums(&g[job.cellAt(block, 0, job.array.columns)], block.rows, 1, sums);
  }
}

/// Add one device of each digit. @param effective  the cells' conductances as the column sees them.
void addDevice(const ArrayJob& job, const BlockCells& cells, const std::vector<double>& effective, int device,
               double sign, BlockSums& sums) {
  const std::size_t count = cells.digits.size();
  const double step = job.step * job.layer.levels.devices;
  const double share = device == 0 ? 1.0 : 0.0;  // the digit is added once, so that it stays exact
  addLevels({sign, share, step}, cells.digits.data(), effective.data(), cells.target.data(), count,
            sums.level.data());
  for (std::size_t term = 0; term < sums.bends.size(); ++term) {
    for (std::size_t i = 0; i < count; ++i) {
      sums.bends[term][i] += sign * job.cell.iv.law->coefficient(static_cast<int>(term), cells.g[i]) / step;
    }
  }
  const double units = step * job.layer.levels.unit();
  for (std::size_t i = 0; i < sums.variance.size(); ++i) {
    const double through = !job.isSolved() ? 1.0 : cells.g[i] > 0.0 ? effective[i] / cells.g[i] : 0.0;
    const double sigma = job.cell.readNoise->freshSigma(cells.g[i]) * through / units;
    sums.variance[i] += sigma * sigma;
  }
}

/// Keep the conductances where the inputs switch them.
void keepGated(const ArrayJob& job, const RowBlock& block, const std::vector<double>& g, double sign,
               Plane& plane) {
  auto& lines = sign > 0.0 ? plane.gatedPlus : plane.gatedMinus;
  const int kept = sign > 0.0 ? job.convertedColumns() : job.array.columns;
  if (lines.empty()) {
    lines = GatedLines(job.array.rows, kept);
  }
  if (job.subtractsUnit() && plane.gatedMinus.empty()) {
    plane.gatedMinus = GatedLines(job.array.rows, 1);
  }
  job.forEachCell(block, [&](std::size_t cell, int row, int c) {
    if (c < kept) {
      lines.at(block.begin + row, c) = g[cell];
    } else if (job.subtractsUnit()) {
      plane.gatedMinus.at(block.begin + row, 0) = g[cell];
    }
  });
}

/// Add the cells of one block, slice and polarity to the sums: each digit is the mean of its devices.
void addCells(const ArrayJob& job, const CrossbarDefects& defects,
              const std::optional<SolvedCrossbars>& solved, int polarity, const RowBlock& block, double sign,
              BlockCells& cells, BlockSums& sums, Plane& plane, ArrayTally& tally) {
  setDigits(job, plane.slice, polarity, block, cells);
  for (int device = 0; device < job.layer.levels.devices; ++device) {
    if (solved) {
      const auto effective = readSolved(job, defects, *solved, plane.slice, polarity, block, device, cells);
      addDevice(job, cells, effective, device, sign, sums);
      continue;
    }
    programCells(job, defects, plane.slice, polarity, block, device, cells);
    if (tally.writes) {
      countWrites(job, block, cells, *tally.writes);
    }
    if (job.cell.iv.chord) {
      std::transform(cells.g.begin(), cells.g.end(), cells.g.begin(),
                     [&](double g) { return job.chordOf(g); });
    }
    addRows(job, block, cells.g, tally.rowConductance);
    addDevice(job, cells, cells.g, device, sign, sums);
  }
  if (job.wires.gated) {
    keepGated(job, block, cells.g, sign, plane);
  }
}

/// Take the unit cell's level and non-linearity from the outputs'. Its noise is common to them all and stays
/// apart.
void subtractUnit(const ArrayJob& job, const RowBlock& block, BlockSums& sums) {
  job.forEachCell(block, [&](std::size_t cell, int row, int c) {
    if (c == job.array.columns) {
      return;
    }
    const std::size_t unit = job.cellAt(block, row, job.array.columns);
    sums.level[cell] -= sums.level[unit];
    for (auto& bend : sums.bends) {
      bend[cell] -= bend[unit];
    }
  });
}

std::int16_t varianceCount(const Plane& plane, double variance) {
  return static_cast<std::int16_t>(
      std::min(std::nearbyint(variance / plane.varianceUnit), kGreatestVariance));
}

/// Round a block's sums into the plane. @returns how many levels were clamped.
std::int64_t store(const ArrayJob& job, const RowBlock& block, const BlockSums& sums, Plane& plane) {
  const double units = 1.0 / job.layer.levels.unit();
  const double middle = job.layer.levels.middleDigit();
  const int columns = job.array.columns, converted = job.convertedColumns();
  std::int64_t saturated =
      storeLevels(sums.level.data(), middle, units, block.rows, columns, block.begin, 0, plane.levels);
  if (converted > columns) {
    saturated += storeLevels(&sums.level[job.cellAt(block, 0, columns)], middle, units, block.rows, 1,
                             block.begin, columns, plane.levels);
  }
  if (plane.varianceUnit == 0.0 && sums.bends.empty() && plane.unitVariance.columns() == 0) {
    return saturated;
  }
  job.forEachCell(block, [&](std::size_t cell, int row, int c) {
    const int place = block.begin + row;
    if (c < converted && plane.varianceUnit > 0.0) {
      plane.variance.at(place, c) = varianceCount(plane, sums.variance[cell]);
    } else if (c == columns && plane.unitVariance.columns() > 0) {
      plane.unitVariance.at(place, 0) = varianceCount(plane, sums.variance[cell]);
    }
    for (std::size_t term = 0; c < converted && term < sums.bends.size(); ++term) {
      auto& bend = plane.bends[term];
      bend.coefficients.at(place, c) = static_cast<std::int16_t>(
          std::clamp(std::nearbyint(sums.bends[term][cell] / bend.unit), -kGreatestStored, kGreatestStored));
    }
  });
  return saturated;
}

}  // namespace

Plane programPlane(const ArrayJob& job, const CrossbarDefects& defects,
                   const std::optional<SolvedCrossbars>& solved, int slice, int polarity, ArrayTally& tally) {
  Plane plane = emptyPlane(job, slice, polarity);
  BlockCells cells;
  BlockSums sums;
  job.forEachBlock([&](const RowBlock& block) {
    sums.clear(job, block);
    addCells(job, defects, solved, polarity == 0 ? 1 : polarity, block, 1.0, cells, sums, plane, tally);
    if (polarity == 0 && !job.layer.levels.isOffset()) {
      addCells(job, defects, solved, -1, block, -1.0, cells, sums, plane, tally);
    }
    if (job.subtractsUnit()) {
      subtractUnit(job, block, sums);
    }
    tally.saturatedCells += store(job, block, sums, plane);
  });
  setVarianceOffset(job.layer.options.array.activeRows, plane);
  std::for_each(plane.bends.begin(), plane.bends.end(), setPanels);
  return plane;
}

}  // namespace ohmic::sim
