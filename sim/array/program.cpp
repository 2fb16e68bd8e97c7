// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/program.h"

#include <algorithm>
#include <cmath>

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
                  std::uint32_t replica, const devices::Cell& cell, const ChipMoment& moment)
      : plan_(plan),
        layer_(layer),
        array_(array),
        cell_(cell),
        moment_(moment),
        replica_(replica),
        node_(devices::nodeHash(layer.name)),
        step_(levelStep(plan.levels, cell.range)) {
    const std::size_t columns = array.columns;
    target_.resize(columns), g_.resize(columns), digit_.resize(columns), level_.resize(columns);
    variance_.resize(columns);
  }

  ProgrammedArray run() {
    const bool subtracted = plan_.options.weights.subtraction == mapping::Subtraction::analog;
    result_.commonTerm = subtracted ? 0.0 : commonTerm(plan_.levels, cell_.range);
    result_.rowConductance.assign(array_.rows, unusedConductance());
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

  /// Program the cells of one row, slice and polarity and add them to the row's levels.
  void addCells(int slice, int polarity, int row, double sign) {
    const auto& band = layer_.bands[array_.band];
    const float* levels =
        &band.levels[static_cast<std::size_t>(array_.rowBegin + row - band.rowBegin) * band.columns +
                     (array_.columnBegin - band.columnBegin)];
    for (int c = 0; c < array_.columns; ++c) {
      digit_[c] = plan_.levels.digit(std::max(static_cast<double>(levels[c]) * polarity, 0.0), slice);
      target_[c] = cell_.range.least + digit_[c] * step_;
    }
    g_ = target_;
    applyLaws(
        {static_cast<std::uint32_t>(array_.rowBegin + row), static_cast<std::uint32_t>(array_.columnBegin),
         static_cast<std::uint32_t>(array_.columns), replica_, 0},
        planeOf(slice, polarity));
    for (int c = 0; c < array_.columns; ++c) {
      level_[c] += sign * (digit_[c] + (g_[c] - target_[c]) / step_);
      result_.rowConductance[row] += g_[c];
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
      const double sigma = cell_.readNoise->freshSigma(g_[c]) / units;
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
  std::uint32_t replica_;
  std::uint32_t node_;
  double step_;
  std::vector<double> target_, g_, digit_, level_, variance_;
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
                             const devices::Cell& cell, const ChipMoment& moment) {
  return ArrayProgrammer(plan, layer, array, replica, cell, moment).run();
}

ProgrammedChip programChip(const mapping::Plan& plan, const devices::Cell& cell, const ChipMoment& moment,
                           int threads) {
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
                     static_cast<std::uint32_t>(places[i].array / arrays), cell, moment);
  });
  return chip;
}

}  // namespace ohmic::sim
