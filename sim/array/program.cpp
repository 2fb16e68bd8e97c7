// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/program.h"

#include <algorithm>
#include <cmath>

#include "devices/wires/wires.h"
#include "sim/array/parallel.h"

namespace ohmic::sim {
namespace {

constexpr double kGreatestStored = 32767.0;

double levelStep(const mapping::LevelFormat& levels, const devices::ConductanceRange& range) {
  return (range.greatest - range.least) / levels.greatestDigit();
}

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

/// One array's pass over its cells, a row of one slice and polarity at a time.
class ArrayProgrammer {
 public:
  ArrayProgrammer(const mapping::Plan& plan, const mapping::LayerPlan& layer, const mapping::ArrayPlan& array,
                  std::uint32_t replica, const devices::Cell& cell, const ChipMoment& moment,
                  const devices::WireResistance& wires)
      : plan_(plan),
        layer_(layer),
        array_(array),
        cell_(cell),
        moment_(moment),
        wires_(wires),
        replica_(replica),
        node_(devices::nodeHash(layer.name)),
        step_(levelStep(plan.levels, cell.range)) {
    const std::size_t columns = array.columns;
    target_.resize(columns), g_.resize(columns), effectiveG_.resize(columns), digit_.resize(columns),
        level_.resize(columns);
    variance_.resize(columns);
  }

  ProgrammedArray run() {
    const bool subtracted = plan_.options.weights.subtraction == mapping::Subtraction::analog;
    result_.commonTerm = subtracted ? 0.0 : commonTerm(plan_.levels, cell_.range);
    result_.rowConductance.assign(array_.rows, wires_.isIdeal() ? unusedConductance() : 0.0);
    if (!wires_.isIdeal()) {
      solveWires();
    }
    for (int slice = 0; slice < plan_.levels.slices; ++slice) {
      if (subtracted) {
        programPlane(slice, 0);
      } else {
        programPlane(slice, 1);
        programPlane(slice, -1);
      }
    }
    return std::move(result_);
  }

 private:
  /// Siemens of a used row's unused cells.
  [[nodiscard]] double unusedConductance() const {
    const int lines = plan_.options.array.columns * plan_.crossbarsPerArray();
    return (lines - array_.columns * plan_.levels.slices * 2) * cell_.range.least;
  }

  /// Crossbar of a polarity's cells, and the bit line of one of them.
  [[nodiscard]] int crossbarOf(int polarity) const {
    return plan_.options.weights.pair == mapping::Pair::twin && polarity < 0 ? 1 : 0;
  }
  [[nodiscard]] int lineOf(int slice, int polarity, int column) const {
    const int cell = column * plan_.levels.slices + slice;
    return plan_.options.weights.pair == mapping::Pair::twin ? cell : 2 * cell + (polarity < 0 ? 1 : 0);
  }

  /// Program all cells and replace each crossbar's conductances by its effective ones.
  void solveWires() {
    const auto& shape = plan_.options.array;
    own_.assign(plan_.crossbarsPerArray(),
                devices::ConductanceMatrix::Constant(shape.rows, shape.columns, cell_.range.least));
    for (int slice = 0; slice < plan_.levels.slices; ++slice) {
      for (const int polarity : {1, -1}) {
        for (int row = 0; row < array_.rows; ++row) {
          setTargets(slice, polarity, row);
          programRow(slice, polarity, row);
          for (int c = 0; c < array_.columns; ++c) {
            own_[crossbarOf(polarity)](row, lineOf(slice, polarity, c)) = g_[c];
          }
        }
      }
    }
    for (const auto& g : own_) {
      effective_.push_back(devices::effectiveConductance(wires_, g));
      for (int row = 0; row < array_.rows; ++row) {
        result_.rowConductance[row] += effective_.back().row(row).sum();
      }
    }
  }

  void programPlane(int slice, int polarity) {
    Plane plane;
    plane.slice = slice;
    plane.polarity = polarity;
    plane.levels = PairedRows(array_.rows, array_.columns);
    if (cell_.readNoise && cell_.readNoise->isFresh()) {
      plane.variance = PairedRows(array_.rows, array_.columns);
      plane.varianceUnit = greatestVariance(plan_.levels, cell_) * (polarity == 0 ? 2 : 1) / kGreatestStored;
    }
    for (int row = 0; row < array_.rows; ++row) {
      std::fill(level_.begin(), level_.end(), 0.0);
      std::fill(variance_.begin(), variance_.end(), 0.0);
      if (polarity == 0) {
        addCells(slice, 1, row, 1.0);
        addCells(slice, -1, row, -1.0);
      } else {
        addCells(slice, polarity, row, 1.0);
      }
      store(row, plane);
    }
    result_.planes.push_back(std::move(plane));
  }

  /// Digits and target conductances of one row, slice and polarity.
  void setTargets(int slice, int polarity, int row) {
    const auto& band = layer_.bands[array_.band];
    const float* levels =
        &band.levels[static_cast<std::size_t>(array_.rowBegin + row - band.rowBegin) * band.columns +
                     (array_.columnBegin - band.columnBegin)];
    for (int c = 0; c < array_.columns; ++c) {
      digit_[c] = plan_.levels.digit(std::max(static_cast<double>(levels[c]) * polarity, 0.0), slice);
      target_[c] = cell_.range.least + digit_[c] * step_;
    }
  }

  /// What the cell's laws leave of the targets.
  void programRow(int slice, int polarity, int row) {
    g_ = target_;
    applyLaws(
        {static_cast<std::uint32_t>(array_.rowBegin + row), static_cast<std::uint32_t>(array_.columnBegin),
         static_cast<std::uint32_t>(array_.columns), replica_, 0},
        planeOf(slice, polarity));
  }

  /// Add the cells of one row, slice and polarity to the row's levels.
  void addCells(int slice, int polarity, int row, double sign) {
    setTargets(slice, polarity, row);
    if (wires_.isIdeal()) {
      programRow(slice, polarity, row);
      effectiveG_ = g_;
    } else {
      for (int c = 0; c < array_.columns; ++c) {
        const int line = lineOf(slice, polarity, c);
        g_[c] = own_[crossbarOf(polarity)](row, line);
        effectiveG_[c] = effective_[crossbarOf(polarity)](row, line);
      }
    }
    for (int c = 0; c < array_.columns; ++c) {
      level_[c] += sign * (digit_[c] + (effectiveG_[c] - target_[c]) / step_);
      result_.rowConductance[row] += wires_.isIdeal() ? g_[c] : 0.0;
    }
    addVariance();
  }

  void applyLaws(const devices::CellRow& cells, std::uint32_t plane) {
    const auto stream = [&](devices::Purpose purpose) {
      return devices::RandomStream(moment_.seed, purpose, moment_.chip, node_, plane);
    };
    if (cell_.programming) {
      cell_.programming->program(cells, stream(devices::Purpose::programming), g_.data());
    }
    if (cell_.drift) {
      cell_.drift->age(cells, stream(devices::Purpose::driftExponent), target_.data(), moment_.readTime,
                       g_.data());
    }
    if (cell_.readNoise) {
      cell_.readNoise->flicker(cells, stream(devices::Purpose::flicker), target_.data(), moment_.readTime,
                               g_.data());
    }
  }

  void addVariance() {
    if (!cell_.readNoise || !cell_.readNoise->isFresh()) {
      return;
    }
    const double units = step_ * plan_.levels.unit();
    for (int c = 0; c < array_.columns; ++c) {
      const double through = wires_.isIdeal() ? 1.0 : g_[c] > 0.0 ? effectiveG_[c] / g_[c] : 0.0;
      const double sigma = cell_.readNoise->freshSigma(g_[c]) * through / units;
      variance_[c] += sigma * sigma;
    }
  }

  void store(int row, Plane& plane) {
    const double units = 1.0 / plan_.levels.unit();
    for (int c = 0; c < array_.columns; ++c) {
      const double level = std::nearbyint(level_[c] * units);
      result_.saturatedCells += std::abs(level) > kGreatestStored ? 1 : 0;
      plane.levels.at(row, c) =
          static_cast<std::int16_t>(std::clamp(level, -kGreatestStored, kGreatestStored));
      if (plane.varianceUnit > 0.0) {
        plane.variance.at(row, c) = static_cast<std::int16_t>(
            std::min(std::nearbyint(variance_[c] / plane.varianceUnit), kGreatestStored));
      }
    }
  }

  const mapping::Plan& plan_;
  const mapping::LayerPlan& layer_;
  const mapping::ArrayPlan& array_;
  const devices::Cell& cell_;
  const ChipMoment& moment_;
  const devices::WireResistance& wires_;
  std::uint32_t replica_;
  std::uint32_t node_;
  double step_;
  std::vector<double> target_, g_, effectiveG_, digit_, level_, variance_;
  std::vector<devices::ConductanceMatrix> own_, effective_;  ///< by crossbar, with wires only
  ProgrammedArray result_;
};

}  // namespace

std::uint32_t planeOf(int slice, int polarity) noexcept {
  return static_cast<std::uint32_t>(slice) * 4 + (polarity == 0 ? 0U : polarity > 0 ? 1U : 2U);
}

double commonTerm(const mapping::LevelFormat& levels, const devices::ConductanceRange& range) {
  return range.least / (levelStep(levels, range) * levels.unit());
}

ProgrammedArray programArray(const mapping::Plan& plan, const mapping::LayerPlan& layer,
                             const mapping::ArrayPlan& array, std::uint32_t replica,
                             const devices::Cell& cell, const ChipMoment& moment,
                             const devices::WireResistance& wires) {
  return ArrayProgrammer(plan, layer, array, replica, cell, moment, wires).run();
}

ProgrammedChip programChip(const mapping::Plan& plan, const devices::Cell& cell, const ChipMoment& moment,
                           int threads, const devices::WireResistance& wires) {
  struct Place {
    std::size_t layer, array;
  };
  ProgrammedChip chip;
  std::vector<Place> places;
  for (std::size_t l = 0; l < plan.layers.size(); ++l) {
    const std::size_t count = plan.layers[l].arrays.size() * plan.layers[l].replicas;
    chip.layers.push_back({std::vector<ProgrammedArray>(count), 1.0});
    for (std::size_t a = 0; a < count; ++a) {
      places.push_back({l, a});
    }
  }
  forEachIndex(places.size(), threads, [&](std::size_t i, int) {
    const auto& layer = plan.layers[places[i].layer];
    const std::size_t arrays = layer.arrays.size();
    chip.layers[places[i].layer].arrays[places[i].array] =
        programArray(plan, layer, layer.arrays[places[i].array % arrays],
                     static_cast<std::uint32_t>(places[i].array / arrays), cell, moment, wires);
  });
  return chip;
}

}  // namespace ohmic::sim
