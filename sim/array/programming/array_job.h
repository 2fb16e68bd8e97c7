// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "devices/cells/cell.h"
#include "devices/wires/wire_resistance.h"
#include "mapping/plan.h"
#include "sim/array/chip_moment.h"
#include "sim/array/programming/target_tables.h"

namespace ohmic::sim {

/// Neighbouring rows of an array that are programmed together.
struct RowBlock {
  int begin = 0;
  int rows = 0;
};

/// Which array is programmed with which cells at which moment, and how its cells are counted: block by block
/// of rows; within a block the outputs' cells row by row, then the unit column's.
struct ArrayJob {
  /// Cells of a block: few enough for their numbers to stay in the first-level cache.
  static constexpr int kBlockCells = 512;

  const mapping::LayerPlan& layer;
  const mapping::ArrayPlan& array;
  std::uint32_t replica;
  const devices::Cell& cell;
  const TargetTables& tables;  ///< of the layer's cells at the moment's read time
  const ChipMoment& moment;
  const devices::WireResistance& wires;
  std::uint32_t node;  ///< hash of the layer's name
  double step;         ///< siemens of one level

  /// Driven rows: the wires are part of each cell's effective conductance.
  [[nodiscard]] bool isSolved() const { return !wires.isIdeal() && !wires.gated; }
  [[nodiscard]] bool isVerified() const { return cell.programming && cell.programming->isVerified(); }
  [[nodiscard]] bool isFresh() const { return cell.readNoise && cell.readNoise->isFresh(); }
  [[nodiscard]] bool hasUnit() const { return array.unitColumn >= 0; }
  /// Whether the outputs subtract the unit column before the converter.
  [[nodiscard]] bool subtractsUnit() const { return hasUnit() && layer.levels.pairSubtracted; }
  /// Terms of the cells' non-linearity that are summed.
  [[nodiscard]] std::size_t bendTerms() const { return static_cast<std::size_t>(cell.iv.terms()); }

  /// A cell's conductance as wires see it: the chord's if the law is replaced by it.
  [[nodiscard]] double chordOf(double g) const {
    return cell.iv.law && cell.iv.chord ? cell.iv.law->chord(g, cell.iv.readVoltage) : g;
  }

  /// Cells of a row, slice and polarity: the outputs', and the unit column's behind them.
  [[nodiscard]] int cellsOfRow() const { return array.columns + (hasUnit() ? 1 : 0); }
  /// Columns that have a converter of their own.
  [[nodiscard]] int convertedColumns() const {
    return array.columns + (hasUnit() && !layer.levels.pairSubtracted ? 1 : 0);
  }

  /// Rows of a block. Verified rows are counted one by one.
  [[nodiscard]] int blockRows() const {
    return isVerified() ? 1 : std::max(kBlockCells / cellsOfRow() / 2 * 2, 2);
  }
  template <class Visit>
  void forEachBlock(Visit visit) const {
    for (int begin = 0; begin < array.rows; begin += blockRows()) {
      visit(RowBlock{begin, std::min(blockRows(), array.rows - begin)});
    }
  }
  [[nodiscard]] std::size_t cellsOf(const RowBlock& block) const {
    return static_cast<std::size_t>(block.rows) * static_cast<std::size_t>(cellsOfRow());
  }
  /// Number of a cell within its block; @p row is the block's.
  [[nodiscard]] std::size_t cellAt(const RowBlock& block, int row, int column) const {
    const auto columns = static_cast<std::size_t>(array.columns);
    return column < array.columns
               ? static_cast<std::size_t>(row) * columns + static_cast<std::size_t>(column)
               : static_cast<std::size_t>(block.rows) * columns + static_cast<std::size_t>(row);
  }
  /// Visit (cell, row of the block, column).
  template <class Visit>
  void forEachCell(const RowBlock& block, Visit visit) const {
    for (int row = 0; row < block.rows; ++row) {
      for (int c = 0; c < cellsOfRow(); ++c) {
        visit(cellAt(block, row, c), row, c);
      }
    }
  }
};

}  // namespace ohmic::sim
