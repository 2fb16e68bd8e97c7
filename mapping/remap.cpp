// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "mapping/remap.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>

namespace ohmic::mapping {
namespace {

/// Squared error in levels of each output in each slot, summed over the rows.
class PlacementCost {
 public:
  PlacementCost(const LayerPlan& layer, const ArrayPlan& array, std::vector<StuckDigit> stuck)
      : layer_(layer), array_(array), stuck_(std::move(stuck)) {
    std::sort(stuck_.begin(), stuck_.end(), [](const StuckDigit& a, const StuckDigit& b) {
      return std::tie(a.slot, a.row) < std::tie(b.slot, b.row);
    });
  }

  [[nodiscard]] std::vector<double> matrix(int slots) const {
    std::vector<double> cost(static_cast<std::size_t>(array_.columns) * slots, 0.0);
    for (auto first = stuck_.begin(); first != stuck_.end();) {
      const auto last = std::find_if(first, stuck_.end(), [first](const StuckDigit& cell) {
        return cell.slot != first->slot || cell.row != first->row;
      });
      for (int c = 0; c < array_.columns; ++c) {
        double error = 0.0;
        for (auto cell = first; cell != last; ++cell) {
          error += errorOf(*cell, levelOf(first->row, c));
        }
        cost[static_cast<std::size_t>(c) * slots + first->slot] += error * error;
      }
      first = last;
    }
    return cost;
  }

 private:
  [[nodiscard]] double levelOf(int row, int column) const {
    const auto& band = layer_.bands[array_.band];
    return band.levels[static_cast<std::size_t>(array_.rowBegin + row - band.rowBegin) * band.columns +
                       (array_.columnBegin - band.columnBegin) + column];
  }

  /// Levels that a weight is off because one of its cells is stuck.
  [[nodiscard]] double errorOf(const StuckDigit& cell, double level) const {
    const auto& levels = layer_.levels;
    const double wanted = levels.deviceDigit(levels.cellDigit(level, cell.polarity, cell.slice), cell.device);
    const double weight = static_cast<double>(std::int64_t{1} << (cell.slice * levels.sliceBits));
    return cell.polarity * weight * (cell.digit - wanted) / levels.devices;
  }

  const LayerPlan& layer_;
  const ArrayPlan& array_;
  std::vector<StuckDigit> stuck_;
};

}  // namespace

std::vector<int> cheapestAssignment(const std::vector<double>& cost, int rows, int columns) {
  constexpr double kInfinite = std::numeric_limits<double>::infinity();
  // Counted from 1: row and column 0 belong to no output.
  std::vector<double> rowPotential(rows + 1, 0.0), columnPotential(columns + 1, 0.0);
  std::vector<int> rowOf(columns + 1, 0), before(columns + 1, 0);
  for (int row = 1; row <= rows; ++row) {
    rowOf[0] = row;
    std::vector<double> slack(columns + 1, kInfinite);
    std::vector<bool> isReached(columns + 1, false);
    int column = 0;
    do {
      isReached[column] = true;
      const int from = rowOf[column];
      double least = kInfinite;
      int next = 0;
      for (int c = 1; c <= columns; ++c) {
        if (isReached[c]) {
          continue;
        }
        const double reduced = cost[static_cast<std::size_t>(from - 1) * columns + c - 1] -
                               rowPotential[from] - columnPotential[c];
        if (reduced < slack[c]) {
          slack[c] = reduced, before[c] = column;
        }
        if (slack[c] < least) {
          least = slack[c], next = c;
        }
      }
      for (int c = 0; c <= columns; ++c) {
        if (isReached[c]) {
          rowPotential[rowOf[c]] += least, columnPotential[c] -= least;
        } else {
          slack[c] -= least;
        }
      }
      column = next;
    } while (rowOf[column] != 0);
    for (; column != 0; column = before[column]) {
      rowOf[column] = rowOf[before[column]];
    }
  }
  std::vector<int> columnOf(rows, 0);
  for (int c = 1; c <= columns; ++c) {
    if (rowOf[c] > 0) {
      columnOf[rowOf[c] - 1] = c - 1;
    }
  }
  return columnOf;
}

std::vector<int> remapColumns(const LayerPlan& layer, const ArrayPlan& array,
                              const std::vector<StuckDigit>& stuck) {
  if (stuck.empty()) {
    std::vector<int> inOrder(static_cast<std::size_t>(array.columns));
    std::iota(inOrder.begin(), inOrder.end(), 0);
    return inOrder;
  }
  const int slots = layer.slots();
  return cheapestAssignment(PlacementCost(layer, array, stuck).matrix(slots), array.columns, slots);
}

double placementError(const LayerPlan& layer, const ArrayPlan& array, const std::vector<StuckDigit>& stuck,
                      const std::vector<int>& slots) {
  const int count = layer.slots();
  const auto cost = PlacementCost(layer, array, stuck).matrix(count);
  double sum = 0.0;
  for (std::size_t c = 0; c < slots.size(); ++c) {
    sum += cost[c * static_cast<std::size_t>(count) + static_cast<std::size_t>(slots[c])];
  }
  return sum;
}

}  // namespace ohmic::mapping
