// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/program.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "devices/wires/wires.h"
#include "mapping/remap.h"
#include "sim/array/converters.h"
#include "sim/array/fault_pattern.h"
#include "sim/array/layer_arithmetic.h"
#include "sim/array/parallel.h"
#include "sim/array/position_read.h"
#include "sim/array/stage_clock.h"

namespace ohmic::sim {
namespace {

constexpr double kGreatestStored = 32767.0;
/// Counts of a cell's variance: so few that a column's is off by at most half a count for each row, and 128
/// rows' products with shifted noise weights stay within int32.
constexpr double kGreatestVariance = 511.0;

/// Rounded half to even, |v| < 2^51: without a call for each cell.
double rounded(double v) {
  constexpr double kShift = 6755399441055744.0;  // 1.5 * 2^52: adding it leaves no fraction
  return (v + kShift) - kShift;
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

/// One array's pass over its cells, a row of one slice and polarity at a time.
class ArrayProgrammer {
 public:
  ArrayProgrammer(const mapping::LayerPlan& layer, const mapping::ArrayPlan& array, std::uint32_t replica,
                  const devices::Cell& cell, const ChipMoment& moment, const devices::WireResistance& wires)
      : layer_(layer),
        array_(array),
        cell_(cell),
        moment_(moment),
        wires_(wires),
        replica_(replica),
        node_(devices::nodeHash(layer.name)),
        step_(levelStep(layer.levels, cell.range)) {
    const std::size_t columns = array.columns + 1;  // one more for a unit column
    target_.resize(columns), g_.resize(columns), effectiveG_.resize(columns), digit_.resize(columns),
        level_.resize(columns);
    variance_.resize(columns);
    bends_.assign(bendTerms(), std::vector<double>(columns, 0.0));
    varyCrossbars();
    placeColumns();
  }

  ProgrammedArray run() {
    const auto& levels = layer_.levels;
    result_.commonTerm = levels.pairSubtracted ? 0.0 : commonTerm(levels, cell_.range);
    result_.rowConductance.assign(array_.rows, isSolved() ? 0.0 : unusedConductance());
    if (cell_.programming && cell_.programming->isVerified()) {
      result_.writes.emplace();
      pulses_.resize(g_.size());
      rowPulses_.assign(static_cast<std::size_t>(layer_.options.array.rows), 1);
    }
    if (isSolved()) {
      solveWires();
    }
    if (wires_.gated) {
      const int unused = layer_.options.array.rows - array_.rows;
      result_.gatedWires = {0.0, wires_.column, 0.0, wires_.sense + unused * wires_.column, true};
      result_.levelStep = step_;
    }
    for (int slice = 0; slice < levels.slices; ++slice) {
      if (levels.pairSubtracted) {
        programPlane(slice, 0);
        continue;
      }
      programPlane(slice, 1);
      if (!levels.isOffset()) {
        programPlane(slice, -1);
      }
    }
    if (result_.writes) {
      result_.writes->rowPulses = std::accumulate(rowPulses_.begin(), rowPulses_.end(), std::int64_t{0});
      result_.writes->work += array_.rows * unusedConductance();
    }
    return std::move(result_);
  }

 private:
  /// Driven rows: the wires are part of each cell's effective conductance.
  [[nodiscard]] bool isSolved() const { return !wires_.isIdeal() && !wires_.gated; }
  [[nodiscard]] bool hasUnit() const { return array_.unitColumn >= 0; }
  [[nodiscard]] bool isFresh() const { return cell_.readNoise && cell_.readNoise->isFresh(); }
  [[nodiscard]] std::size_t bendTerms() const {
    return cell_.iv.law && !cell_.iv.chord ? static_cast<std::size_t>(cell_.iv.law->terms()) : 0;
  }

  /// The factors of the array's crossbars.
  void varyCrossbars() {
    for (int crossbar = 0; crossbar < layer_.crossbarsPerArray(); ++crossbar) {
      factor_.push_back(cell_.variation
                            ? cell_.variation->factor(moment_.seed, moment_.chip, node_,
                                                      static_cast<std::uint32_t>(array_.rowBegin),
                                                      static_cast<std::uint32_t>(array_.columnBegin),
                                                      replica_, static_cast<std::uint32_t>(crossbar))
                            : 1.0);
    }
  }

  /// Strike the array's cells, and give each output its slot.
  void placeColumns() {
    const bool remaps = layer_.options.array.remaps && cell_.faults;
    const int slots = remaps ? layer_.slots() : array_.columns;
    slot_.resize(static_cast<std::size_t>(array_.columns));
    std::iota(slot_.begin(), slot_.end(), 0);
    if (cell_.faults) {
      faults_ = FaultPattern(layer_, array_, replica_, slots, *cell_.faults, moment_);
      if (remaps) {
        slot_ =
            mapping::remapColumns(layer_, array_, faults_.digits(*cell_.faults, cell_.range.least, step_));
      }
    }
    slot_.push_back(slots);  // the unit column's
  }

  /// Siemens of a used row's unused cells.
  [[nodiscard]] double unusedConductance() const {
    const auto& levels = layer_.levels;
    const int lines = layer_.options.array.columns * layer_.crossbarsPerArray();
    const int used =
        array_.columns * levels.slices * levels.cellsPerSlice() * levels.devices + levels.unitLines();
    const double factor =
        std::accumulate(factor_.begin(), factor_.end(), 0.0) / static_cast<double>(factor_.size());
    return (lines - used) * chordOf(cell_.range.least * factor);
  }

  /// Bit line of a cell; the unit column is number array_.columns.
  [[nodiscard]] int lineOf(int slice, int polarity, int column, int device) const {
    return layer_.lineOf(slice, polarity, slot_[static_cast<std::size_t>(column)], device);
  }

  /// Polarities whose cells are programmed.
  [[nodiscard]] std::vector<int> polarities() const {
    return layer_.levels.isOffset() ? std::vector<int>{1} : std::vector<int>{1, -1};
  }

  /// Program all cells and replace each crossbar's conductances by its effective ones.
  void solveWires() {
    const StageScope scope(Stage::wires);
    const auto& shape = layer_.options.array;
    for (const double factor : factor_) {
      own_.emplace_back(devices::ConductanceMatrix::Constant(shape.rows, shape.columns,
                                                             chordOf(cell_.range.least * factor)));
    }
    for (int slice = 0; slice < layer_.levels.slices; ++slice) {
      for (const int polarity : polarities()) {
        for (int row = 0; row < array_.rows; ++row) {
          setDigits(slice, polarity, row);
          for (int device = 0; device < layer_.levels.devices; ++device) {
            programRow(slice, polarity, row, device);
            for (int c = 0; c < cellsOfRow(); ++c) {
              own_[layer_.crossbarOf(polarity)](row, lineOf(slice, polarity, c, device)) = g_[c];
            }
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

  /// Cells of a row, slice and polarity: the outputs', and the unit column's behind them.
  [[nodiscard]] int cellsOfRow() const { return array_.columns + (hasUnit() ? 1 : 0); }
  /// Columns that have a converter of their own.
  [[nodiscard]] int convertedColumns() const {
    return array_.columns + (hasUnit() && !layer_.levels.pairSubtracted ? 1 : 0);
  }
  /// Whether the outputs subtract the unit column before the converter.
  [[nodiscard]] bool subtractsUnit() const { return hasUnit() && layer_.levels.pairSubtracted; }

  void programPlane(int slice, int polarity) {
    Plane plane = emptyPlane(slice, polarity);
    for (int row = 0; row < array_.rows; ++row) {
      std::fill(level_.begin(), level_.end(), 0.0);
      std::fill(variance_.begin(), variance_.end(), 0.0);
      for (auto& bend : bends_) {
        std::fill(bend.begin(), bend.end(), 0.0);
      }
      addCells(slice, polarity == 0 ? 1 : polarity, row, 1.0);
      if (polarity == 0 && !layer_.levels.isOffset()) {
        addCells(slice, -1, row, -1.0);
      }
      if (subtractsUnit()) {
        subtractUnit();
      }
      store(row, plane);
    }
    plane.gatedPlus = std::move(gatedPlus_);
    plane.gatedMinus = std::move(gatedMinus_);
    gatedPlus_.clear(), gatedMinus_.clear();
    setVarianceOffset(plane);
    result_.planes.push_back(std::move(plane));
  }

  [[nodiscard]] Plane emptyPlane(int slice, int polarity) const {
    Plane plane;
    plane.slice = slice;
    plane.polarity = polarity;
    plane.levels = PairedRows(array_.rows, convertedColumns());
    if (isFresh()) {
      const bool isPair = polarity == 0 && !layer_.levels.isOffset();
      plane.variance = PairedRows(array_.rows, convertedColumns());
      plane.unitVariance = subtractsUnit() ? PairedRows(array_.rows, 1) : PairedRows();
      plane.varianceUnit = greatestVariance(layer_.levels, cell_) * (isPair ? 2 : 1) / layer_.levels.devices /
                           kGreatestVariance;
    }
    for (std::size_t term = 0; term < bends_.size(); ++term) {
      const int cells = polarity == 0 ? 2 : 1;
      plane.bends.push_back(
          {PairedRows(array_.rows, convertedColumns()),
           greatestCoefficient(layer_.levels, cell_, static_cast<int>(term)) * cells / kGreatestStored});
    }
    return plane;
  }

  /// Digits of one row, slice and polarity.
  void setDigits(int slice, int polarity, int row) {
    const auto& band = layer_.bands[array_.band];
    const float* levels =
        &band.levels[static_cast<std::size_t>(array_.rowBegin + row - band.rowBegin) * band.columns +
                     (array_.columnBegin - band.columnBegin)];
    const mapping::LevelFormat format = layer_.levels;
    for (int c = 0; c < array_.columns; ++c) {
      digit_[c] = format.cellDigit(static_cast<double>(levels[c]), polarity, slice);
    }
    digit_[array_.columns] = format.cellDigit(0.0, polarity, slice);  // of the unit column
  }

  /// Targets of one device of each digit.
  void setTargets(int device) {
    const mapping::LevelFormat format = layer_.levels;
    const double least = cell_.range.least, step = step_;
    for (int c = 0; c < cellsOfRow(); ++c) {
      target_[c] = least + format.deviceDigit(digit_[c], device) * step;
    }
  }

  /// What the cell's laws leave of them.
  void programRow(int slice, int polarity, int row, int device) {
    setTargets(device);
    g_ = target_;
    const auto place = static_cast<std::uint32_t>(array_.rowBegin + row);
    const auto number = static_cast<std::uint32_t>(device);
    applyLaws({place, static_cast<std::uint32_t>(array_.columnBegin),
               static_cast<std::uint32_t>(array_.columns), replica_, number},
              planeOf(slice, polarity), 0);
    if (hasUnit()) {
      applyLaws({place, static_cast<std::uint32_t>(array_.unitColumn), 1, replica_, number},
                planeOf(slice, polarity), static_cast<std::size_t>(array_.columns));
    }
    varyAndStrike(slice, polarity, row, device);
    if (result_.writes) {
      countWrites(row, *result_.writes);
    }
    for (int c = 0; cell_.iv.chord && c < cellsOfRow(); ++c) {
      g_[c] = chordOf(g_[c]);
    }
  }

  /// The crossbar's factor, and stuck cells where they are.
  void varyAndStrike(int slice, int polarity, int row, int device) {
    const double factor = factor_[static_cast<std::size_t>(layer_.crossbarOf(polarity))];
    for (int c = 0; cell_.variation && c < cellsOfRow(); ++c) {
      g_[c] *= factor;
    }
    for (int c = 0; !faults_.empty() && c < cellsOfRow(); ++c) {
      const auto state = faults_.at(slice, polarity, device, row, slot_[static_cast<std::size_t>(c)]);
      if (state != devices::Stuck::no) {
        g_[c] = cell_.faults->conductance(state);
        if (result_.writes) {
          pulses_[static_cast<std::size_t>(c)] = 0;
        }
      }
    }
  }

  /// Add the row's cells; a stuck one is written until it is given up.
  void countWrites(int row, WriteCount& writes) {
    auto& most = rowPulses_[static_cast<std::size_t>(row)];
    for (int c = 0; c < cellsOfRow(); ++c) {
      const std::uint32_t taken = pulses_[static_cast<std::size_t>(c)];
      const std::int64_t pulses = taken == 0 ? cell_.programming->mostPulses() : taken;
      ++writes.cells;
      writes.pulses += pulses;
      writes.givenUp += taken == 0 ? 1 : 0;
      writes.work += static_cast<double>(pulses) * g_[c];
      most = std::max(most, pulses);
    }
  }

  /// A cell's conductance as wires see it: the chord's if the law is replaced by it.
  [[nodiscard]] double chordOf(double g) const {
    return cell_.iv.law && cell_.iv.chord ? cell_.iv.law->chord(g, cell_.iv.readVoltage) : g;
  }

  /// Add the cells of one row, slice and polarity to the row's levels: each digit is the mean of its devices.
  void addCells(int slice, int polarity, int row, double sign) {
    setDigits(slice, polarity, row);
    for (int device = 0; device < layer_.levels.devices; ++device) {
      addDevice(slice, polarity, row, device, sign);
    }
    if (wires_.gated) {
      keepGated(row, sign);
    }
  }

  void addDevice(int slice, int polarity, int row, int device, double sign) {
    const double step = step_ * layer_.levels.devices;
    if (!isSolved()) {
      programRow(slice, polarity, row, device);
      effectiveG_ = g_;
    } else {
      const int crossbar = layer_.crossbarOf(polarity);
      setTargets(device);
      for (int c = 0; c < cellsOfRow(); ++c) {
        const int line = lineOf(slice, polarity, c, device);
        g_[c] = own_[crossbar](row, line);
        effectiveG_[c] = effective_[crossbar](row, line);
      }
    }
    const int cells = cellsOfRow();
    const double share = device == 0 ? 1.0 : 0.0;  // the digit is added once, so that it stays exact
    for (int c = 0; c < cells; ++c) {
      level_[c] += sign * (share * digit_[c] + (effectiveG_[c] - target_[c]) / step);
    }
    if (!isSolved()) {
      result_.rowConductance[row] =
          std::accumulate(g_.begin(), g_.begin() + cells, result_.rowConductance[row]);
    }
    for (std::size_t term = 0; term < bends_.size(); ++term) {
      for (int c = 0; c < cells; ++c) {
        bends_[term][c] += sign * cell_.iv.law->coefficient(static_cast<int>(term), g_[c]) / step;
      }
    }
    addVariance(step);
  }

  /// Keep the row's conductances where the inputs switch them.
  void keepGated(int row, double sign) {
    const auto rows = static_cast<std::size_t>(array_.rows);
    auto& lines = sign > 0.0 ? gatedPlus_ : gatedMinus_;
    lines.resize(rows * (sign > 0.0 ? convertedColumns() : array_.columns));
    for (std::size_t c = 0; c < lines.size() / rows; ++c) {
      lines[c * rows + row] = g_[c];
    }
    if (subtractsUnit()) {
      gatedMinus_.resize(rows);
      gatedMinus_[row] = g_[array_.columns];
    }
  }

  /// Take the unit cell's level and non-linearity from the outputs'. Its noise is common to them all and
  /// stays apart.
  void subtractUnit() {
    for (int c = 0; c < array_.columns; ++c) {
      level_[c] -= level_[array_.columns];
      for (auto& bend : bends_) {
        bend[c] -= bend[array_.columns];
      }
    }
  }

  /// @param first  index of the first cell in the row's numbers.
  void applyLaws(const devices::CellBlock& cells, std::uint32_t plane, std::size_t first) {
    double* g = g_.data() + first;
    const double* target = target_.data() + first;
    const auto stream = [&](devices::Purpose purpose) {
      return devices::RandomStream(moment_.seed, purpose, moment_.chip, node_, plane);
    };
    if (result_.writes) {
      cell_.programming->programCounted(cells, stream(devices::Purpose::programming), g,
                                        pulses_.data() + first);
    } else if (cell_.programming) {
      cell_.programming->program(cells, stream(devices::Purpose::programming), g);
    }
    if (cell_.drift) {
      cell_.drift->age(cells, stream(devices::Purpose::driftExponent), target, moment_.readTime, g);
    }
    if (cell_.readNoise) {
      cell_.readNoise->flicker(cells, stream(devices::Purpose::flicker), target, moment_.readTime, g);
    }
  }

  void addVariance(double step) {
    if (!isFresh()) {
      return;
    }
    const double units = step * layer_.levels.unit();
    for (int c = 0; c < cellsOfRow(); ++c) {
      const double through = !isSolved() ? 1.0 : g_[c] > 0.0 ? effectiveG_[c] / g_[c] : 0.0;
      const double sigma = cell_.readNoise->freshSigma(g_[c]) * through / units;
      variance_[c] += sigma * sigma;
    }
  }

  void store(int row, Plane& plane) {
    const double units = 1.0 / layer_.levels.unit();
    const double middle = layer_.levels.middleDigit();
    for (int c = 0; c < convertedColumns(); ++c) {
      const double level = rounded((level_[c] - middle) * units);
      result_.saturatedCells += std::abs(level) > kGreatestStored ? 1 : 0;
      plane.levels.at(row, c) =
          static_cast<std::int16_t>(std::clamp(level, -kGreatestStored, kGreatestStored));
      if (plane.varianceUnit > 0.0) {
        plane.variance.at(row, c) = varianceCount(plane, variance_[c]);
      }
      for (std::size_t term = 0; term < bends_.size(); ++term) {
        auto& bend = plane.bends[term];
        bend.coefficients.at(row, c) = static_cast<std::int16_t>(
            std::clamp(std::nearbyint(bends_[term][c] / bend.unit), -kGreatestStored, kGreatestStored));
      }
    }
    if (plane.unitVariance.columns() > 0) {
      plane.unitVariance.at(row, 0) = varianceCount(plane, variance_[array_.columns]);
    }
  }

  static std::int16_t varianceCount(const Plane& plane, double variance) {
    return static_cast<std::int16_t>(
        std::min(std::nearbyint(variance / plane.varianceUnit), kGreatestVariance));
  }

  const mapping::LayerPlan& layer_;
  const mapping::ArrayPlan& array_;
  const devices::Cell& cell_;
  const ChipMoment& moment_;
  const devices::WireResistance& wires_;
  std::uint32_t replica_;
  std::uint32_t node_;
  double step_;
  std::vector<double> factor_;  ///< of each crossbar
  std::vector<int> slot_;       ///< of each output, then the unit column's
  FaultPattern faults_;
  std::vector<std::uint32_t> pulses_;    ///< of the row in hand, if they are verified
  std::vector<std::int64_t> rowPulses_;  ///< of every row of the crossbar
  std::vector<double> target_, g_, effectiveG_, digit_, level_, variance_;
  std::vector<std::vector<double>> bends_;                   ///< of each term, levels
  std::vector<double> gatedPlus_, gatedMinus_;               ///< of the plane in hand
  std::vector<devices::ConductanceMatrix> own_, effective_;  ///< by crossbar, with wires only
  ProgrammedArray result_;
};

}  // namespace

std::uint32_t planeOf(int slice, int polarity) noexcept {
  return static_cast<std::uint32_t>(slice) * 4 + (polarity == 0 ? 0U : polarity > 0 ? 1U : 2U);
}

double commonTerm(const mapping::LevelFormat& levels, const devices::ConductanceRange& range) {
  return (range.least / levelStep(levels, range) + levels.middleDigit()) / levels.unit();
}

void layTiles(const mapping::LayerPlan& layer, ProgrammedArray& array) {
  if (!PositionReader::suits(layer)) {
    return;
  }
  for (auto& plane : array.planes) {
    plane.levels.layTiles();
    plane.variance.layTiles();
  }
}

ProgrammedArray programArray(const mapping::LayerPlan& layer, const mapping::ArrayPlan& array,
                             std::uint32_t replica, const devices::Cell& cell, const ChipMoment& moment,
                             const devices::WireResistance& wires) {
  return ArrayProgrammer(layer, array, replica, cell, moment, wires).run();
}

ProgrammedChip programChip(const mapping::Plan& plan, const std::vector<LayerHardware>& hardware,
                           const ChipMoment& moment, int threads) {
  struct Place {
    std::size_t layer, array;
  };
  ProgrammedChip chip;
  std::vector<Place> places;
  for (std::size_t l = 0; l < plan.layers.size(); ++l) {
    const std::size_t count = plan.layers[l].arrays.size() * plan.layers[l].replicas;
    chip.layers.push_back({std::vector<ProgrammedArray>(count),
                           std::vector<double>(static_cast<std::size_t>(plan.layers[l].columns), 1.0),
                           {}});
    for (std::size_t a = 0; a < count; ++a) {
      places.push_back({l, a});
    }
  }
  forEachIndex(places.size(), threads, [&](std::size_t i, int) {
    const auto& layer = plan.layers[places[i].layer];
    const auto& own = hardware[places[i].layer];
    const std::size_t arrays = layer.arrays.size();
    const auto& array = layer.arrays[places[i].array % arrays];
    const auto replica = static_cast<std::uint32_t>(places[i].array / arrays);
    auto& programmed = chip.layers[places[i].layer].arrays[places[i].array];
    programmed = programArray(layer, array, replica, own.cell, moment, own.wires);
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
