// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/graph/value_grid.h"

#include <algorithm>
#include <cmath>

namespace ohmic::models {
namespace {

using Grid = std::optional<ValueGrid>;

/// alpha x + beta, if beta is a whole number of the new steps.
Grid scaled(const ValueGrid& grid, double alpha, double beta) {
  constexpr double kClose = 1e-3;  // of a step: alpha and beta are rounded to floats
  const double step = std::fabs(alpha) * grid.step;
  if (!(step > 0.0)) {
    return std::nullopt;
  }
  const double shift = std::nearbyint(beta / step);
  if (std::fabs(beta / step - shift) > kClose) {
    return std::nullopt;
  }
  const double sign = alpha < 0.0 ? -1.0 : 1.0;
  const double first = sign * grid.least + shift;
  const double last = sign * grid.greatest + shift;
  return ValueGrid{step, std::min(first, last), std::max(first, last)};
}

/// The grid of a node's output from those of its inputs.
struct Rule {
  const std::vector<Grid>& inputs;

  [[nodiscard]] const Grid& only() const { return inputs.front(); }

  template <class Other>
  Grid operator()(const Other& /*op*/) const {
    return std::nullopt;
  }
  Grid operator()(const Reshape& /*op*/) const { return only(); }
  Grid operator()(const Transpose& /*op*/) const { return only(); }
  Grid operator()(const Slice& /*op*/) const { return only(); }
  Grid operator()(const Gather& /*op*/) const { return only(); }
  Grid operator()(const Repeat& /*op*/) const { return only(); }

  Grid operator()(const Pad& op) const {
    return op.value == 0.0F && only() ? Grid(withZero(*only())) : std::nullopt;
  }
  Grid operator()(const Pool& op) const { return op.kind == Pool::Kind::max ? only() : std::nullopt; }

  Grid operator()(const Concat& /*op*/) const {
    Grid all = only();
    for (const Grid& grid : inputs) {
      if (!all || !grid || grid->step != all->step) {
        return std::nullopt;
      }
      all->least = std::min(all->least, grid->least);
      all->greatest = std::max(all->greatest, grid->greatest);
    }
    return all;
  }

  Grid operator()(const Quantise& op) const {
    return ValueGrid{1.0, static_cast<double>(op.low), static_cast<double>(op.high)};
  }

  Grid operator()(const Clip& op) const {
    if (!only()) {
      return std::nullopt;
    }
    ValueGrid grid = *only();
    const double low = std::nearbyint(static_cast<double>(op.low) / grid.step);
    const double high = std::nearbyint(static_cast<double>(op.high) / grid.step);
    if (low > grid.least) {
      if (low * grid.step != static_cast<double>(op.low)) {
        return std::nullopt;
      }
      grid.least = low;
    }
    if (high < grid.greatest) {
      if (high * grid.step != static_cast<double>(op.high)) {
        return std::nullopt;
      }
      grid.greatest = high;
    }
    return grid;
  }

  Grid operator()(const Binary& op) const {
    const bool isTruth = op.kind == Binary::Kind::equal || op.kind == Binary::Kind::less ||
                         op.kind == Binary::Kind::lessOrEqual || op.kind == Binary::Kind::exclusiveOr;
    return isTruth ? Grid(ValueGrid{1.0, 0.0, 1.0}) : std::nullopt;
  }

  Grid operator()(const Unary& op) const {
    switch (op.kind) {
      case Unary::Kind::linear:
        return only() ? scaled(*only(), static_cast<double>(op.alpha), static_cast<double>(op.beta))
                      : std::nullopt;
      case Unary::Kind::relu:
        return only() ? Grid(ValueGrid{only()->step, std::max(only()->least, 0.0),
                                       std::max(only()->greatest, 0.0)})
                      : std::nullopt;
      case Unary::Kind::sign:
        return ValueGrid{1.0, -1.0, 1.0};
      case Unary::Kind::logicalNot:
        return ValueGrid{1.0, 0.0, 1.0};
      default:
        return std::nullopt;
    }
  }

  static ValueGrid withZero(ValueGrid grid) {
    grid.least = std::min(grid.least, 0.0);
    grid.greatest = std::max(grid.greatest, 0.0);
    return grid;
  }
};

}  // namespace

std::vector<std::optional<ValueGrid>> gridsOf(const Graph& graph) {
  std::vector<Grid> grids(graph.values.size());
  for (const Node& node : graph.nodes) {
    std::vector<Grid> inputs;
    for (const std::size_t input : node.inputs) {
      inputs.push_back(grids[input]);
    }
    if (!inputs.empty()) {
      grids[node.output] = std::visit(Rule{inputs}, node.op);
    }
  }
  return grids;
}

}  // namespace ohmic::models
