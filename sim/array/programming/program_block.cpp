// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/programming/program_block.h"

#include <algorithm>
#include <cassert>

#include "sim/array/programming/program_kernel.h"

namespace ohmic::sim {
namespace {

/// What one device of each digit holds.
const double* heldOf(const BlockCells& cells) {
  return cells.held.empty() ? cells.digits.data() : cells.held.data();
}

/// Call law(cells, number of the first one) for the outputs' cells and for the unit column's.
template <class Law>
void forEachPart(const ArrayJob& job, const RowBlock& block, int device, Law law) {
  const auto row = static_cast<std::uint32_t>(job.array.rowBegin + block.begin);
  const auto rows = static_cast<std::uint32_t>(block.rows);
  const auto number = static_cast<std::uint32_t>(device);
  law(devices::CellBlock{row, static_cast<std::uint32_t>(job.array.columnBegin),
                         static_cast<std::uint32_t>(job.array.columns), job.replica, number, rows},
      std::size_t{0});
  if (job.hasUnit()) {
    law(devices::CellBlock{row, static_cast<std::uint32_t>(job.array.unitColumn), 1, job.replica, number,
                           rows},
        job.cellAt(block, 0, job.array.columns));
  }
}

void applyLaws(const ArrayJob& job, const RowBlock& block, int device, std::uint32_t plane,
               BlockCells& cells) {
  const auto& cell = job.cell;
  const std::size_t count = cells.digits.size();
  const auto stream = [&](devices::Purpose purpose) {
    return devices::RandomStream(job.moment.seed, purpose, job.moment.chip, job.node, plane);
  };
  const auto find = [&](const TargetTables::Table& table) {
    job.tables.findTerms(table, heldOf(cells), cells.target.data(), count, cells.terms);
  };
  const auto termsFrom = [&](std::size_t first) {
    return devices::CellTerms{cells.terms.data() + first, count};
  };
  if (cell.programming) {
    const auto draws = stream(devices::Purpose::programming);
    find(job.tables.programming());
    forEachPart(job, block, device, [&](const devices::CellBlock& part, std::size_t first) {
      if (job.isVerified()) {
        cell.programming->programCounted(part, draws, &cells.g[first], &cells.pulses[first]);
      } else {
        cell.programming->programFrom(part, draws, termsFrom(first), &cells.g[first]);
      }
    });
  }
  if (cell.drift) {
    const auto draws = stream(devices::Purpose::driftExponent);
    find(job.tables.drift());
    forEachPart(job, block, device, [&](const devices::CellBlock& part, std::size_t first) {
      cell.drift->ageFrom(part, draws, termsFrom(first), &cells.target[first], job.moment.readTime,
                          &cells.g[first]);
    });
  }
  if (cell.readNoise) {
    const auto draws = stream(devices::Purpose::flicker);
    find(job.tables.readNoise());
    forEachPart(job, block, device, [&](const devices::CellBlock& part, std::size_t first) {
      cell.readNoise->flickerFrom(part, draws, termsFrom(first), &cells.target[first], job.moment.readTime,
                                  &cells.g[first]);
    });
  }
}

/// The crossbar's factor, and stuck cells where they are.
void varyAndStrike(const ArrayJob& job, const CrossbarDefects& defects, int slice, int polarity,
                   const RowBlock& block, int device, BlockCells& cells) {
  const double factor = defects.factor[static_cast<std::size_t>(job.layer.crossbarOf(polarity))];
  for (std::size_t i = 0; job.cell.variation && i < cells.g.size(); ++i) {
    cells.g[i] *= factor;
  }
  if (defects.faults.empty()) {
    return;
  }
  job.forEachCell(block, [&](std::size_t cell, int row, int c) {
    const int slot = defects.slot[static_cast<std::size_t>(c)];
    const auto state = defects.faults.at(slice, polarity, device, block.begin + row, slot);
    if (state != devices::Stuck::no) {
      cells.g[cell] = job.cell.faults->conductance(state);
      if (!cells.pulses.empty()) {
        cells.pulses[cell] = 0;
      }
    }
  });
}

}  // namespace

void setDigits(const ArrayJob& job, int slice, int polarity, const RowBlock& block, BlockCells& cells) {
  const auto& band = job.layer.bands[static_cast<std::size_t>(job.array.band)];
  const float* levels =
      &band.levels[static_cast<std::size_t>(job.array.rowBegin + block.begin - band.rowBegin) * band.columns +
                   (job.array.columnBegin - band.columnBegin)];
  cells.digits.resize(job.cellsOf(block));
  setDigits(job.layer.levels, polarity, slice, levels, band.columns, block.rows, job.array.columns,
            cells.digits.data());
  if (job.hasUnit()) {
    std::fill_n(&cells.digits[job.cellAt(block, 0, job.array.columns)], block.rows,
                job.layer.levels.cellDigit(0.0, polarity, slice));
  }
}

void setTargets(const ArrayJob& job, int device, BlockCells& cells) {
  const auto& levels = job.layer.levels;
  const bool hasShares = levels.fill != mapping::Fill::equal && levels.devices > 1;
  const std::size_t count = cells.digits.size();
  cells.held.resize(hasShares ? count : 0);
  std::transform(cells.digits.begin(), cells.digits.begin() + static_cast<std::ptrdiff_t>(cells.held.size()),
                 cells.held.begin(), [&](double digit) { return levels.deviceDigit(digit, device); });
  cells.target.resize(count);
  cells.g.resize(count);
  setTargets(heldOf(cells), job.cell.range.least, job.step, count, cells.target.data(), cells.g.data());
}

void programCells(const ArrayJob& job, const CrossbarDefects& defects, int slice, int polarity,
                  const RowBlock& block, int device, BlockCells& cells) {
  assert(!cells.digits.empty());  // setDigits()
  setTargets(job, device, cells);
  cells.pulses.resize(job.isVerified() ? cells.g.size() : 0);
  applyLaws(job, block, device, planeOf(slice, polarity), cells);
  varyAndStrike(job, defects, slice, polarity, block, device, cells);
}

void countWrites(const ArrayJob& job, const RowBlock& block, const BlockCells& cells, WriteTally& writes) {
  job.forEachCell(block, [&](std::size_t cell, int row, int) {
    auto& most = writes.rowPulses[static_cast<std::size_t>(block.begin + row)];
    const std::uint32_t taken = cells.pulses[cell];
    const std::int64_t pulses = taken == 0 ? job.cell.programming->mostPulses() : taken;
    ++writes.count.cells;
    writes.count.pulses += pulses;
    writes.count.givenUp += taken == 0 ? 1 : 0;
    writes.count.work += static_cast<double>(pulses) * cells.g[cell];
    most = std::max(most, pulses);
  });
}

}  // namespace ohmic::sim
