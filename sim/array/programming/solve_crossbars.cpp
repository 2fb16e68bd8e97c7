// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/programming/solve_crossbars.h"

#include <cassert>
#include <cstddef>

#include "sim/array/stage_clock.h"

namespace ohmic::sim {
namespace {

/// Polarities whose cells are programmed.
std::vector<int> polaritiesOf(const ArrayJob& job) {
  return job.layer.levels.isOffset() ? std::vector<int>{1} : std::vector<int>{1, -1};
}

/// Every line of the crossbars at g_min.
std::vector<devices::ConductanceMatrix> unusedCrossbars(const ArrayJob& job, const CrossbarDefects& defects) {
  const auto& shape = job.layer.options.array;
  std::vector<devices::ConductanceMatrix> crossbars;
  for (const double factor : defects.factor) {
    crossbars.emplace_back(devices::ConductanceMatrix::Constant(shape.rows, shape.columns,
                                                                job.chordOf(job.cell.range.least * factor)));
  }
  return crossbars;
}

/// Effective over own conductance; 1 for a cell that conducts nothing.
devices::ConductanceMatrix sharesOf(const devices::ConductanceMatrix& own,
                                    const devices::ConductanceMatrix& effective) {
  return (own.array() > 0.0).select(effective.array() / own.array(), 1.0).matrix();
}

}  // namespace

double SolvedCrossbars::rowConductance(int row) const {
  double sum = 0.0;
  for (const auto& crossbar : effective) {
    sum += crossbar.row(row).sum();
  }
  return sum;
}

SolvedCrossbars solveCrossbars(const ArrayJob& job, const CrossbarDefects& defects,
                               std::optional<WriteTally>& writes, const devices::WireSolver& solver,
                               std::vector<devices::ConductanceMatrix>* shares) {
  assert(job.isSolved());
  const StageScope scope(Stage::wires);
  SolvedCrossbars solved{unusedCrossbars(job, defects), {}};
  for (int slice = 0; slice < job.layer.levels.slices; ++slice) {
    for (const int polarity : polaritiesOf(job)) {
      auto& own = solved.own[static_cast<std::size_t>(job.layer.crossbarOf(polarity))];
      BlockCells cells;
      job.forEachBlock([&](const RowBlock& block) {
        setDigits(job, slice, polarity, block, cells);
        for (int device = 0; device < job.layer.levels.devices; ++device) {
          programCells(job, defects, slice, polarity, block, device, cells);
          if (writes) {
            countWrites(job, block, cells, *writes);
          }
          job.forEachCell(block, [&](std::size_t cell, int row, int c) {
            own(block.begin + row, defects.lineOf(job.layer, slice, polarity, c, device)) =
                job.chordOf(cells.g[cell]);
          });
        }
      });
    }
  }
  if (shares != nullptr && !shares->empty()) {
    assert(shares->size() == solved.own.size());
    for (std::size_t i = 0; i < shares->size(); ++i) {
      solved.effective.emplace_back(solved.own[i].cwiseProduct((*shares)[i]));
    }
    return solved;
  }
  for (const auto& own : solved.own) {
    solved.effective.push_back(solver(job.wires, own));
    if (shares != nullptr) {
      shares->push_back(sharesOf(own, solved.effective.back()));
    }
  }
  return solved;
}

std::vector<double> readSolved(const ArrayJob& job, const CrossbarDefects& defects,
                               const SolvedCrossbars& solved, int slice, int polarity, const RowBlock& block,
                               int device, BlockCells& cells) {
  assert(!cells.digits.empty());  // setDigits()
  const auto crossbar = static_cast<std::size_t>(job.layer.crossbarOf(polarity));
  setTargets(job, device, cells);
  std::vector<double> effective(cells.g.size());
  job.forEachCell(block, [&](std::size_t cell, int row, int c) {
    const int line = defects.lineOf(job.layer, slice, polarity, c, device);
    cells.g[cell] = solved.own[crossbar](block.begin + row, line);
    effective[cell] = solved.effective[crossbar](block.begin + row, line);
  });
  return effective;
}

}  // namespace ohmic::sim
