// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/programming/program.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>

#include "devices/wires/wires.h"
#include "mapping/remap.h"
#include "sim/array/layer_arithmetic.h"
#include "sim/array/parallel.h"
#include "sim/array/programming/converters.h"
#include "sim/array/programming/fault_pattern.h"
#include "sim/array/programming/program_kernel.h"
#include "sim/array/programming/target_tables.h"
#include "sim/array/read_form.h"
#include "sim/array/stage_clock.h"

namespace ohmic::sim {
namespace {

constexpr double kGreatestStored = 32767.0;
/// Counts of a cell's variance: so few that a column's is off by at most half a count for each row, and 128
/// rows' products with shifted noise weights stay within int32.
constexpr double kGreatestVariance = 511.0;
/// Cells of a block: few enough for their numbers to stay in the first-level cache.
constexpr int kBlockCells = 512;

/// Neighbouring rows of an array that are programmed together.
struct RowBlock {
  int begin = 0;
  int rows = 0;
};

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

/// One array's pass over its cells, a block of rows of one slice and polarity at a time: the outputs' cells
/// row by row, then the unit column's.
class ArrayProgrammer {
 public:
  /// @param tables  of the layer's cells at the moment's read time.
  ArrayProgrammer(const mapping::LayerPlan& layer, const mapping::ArrayPlan& array, std::uint32_t replica,
                  const devices::Cell& cell, const TargetTables& tables, const ChipMoment& moment,
                  const devices::WireResistance& wires)
      : layer_(layer),
        array_(array),
        cell_(cell),
        tables_(tables),
        moment_(moment),
        wires_(wires),
        replica_(replica),
        node_(devices::nodeHash(layer.name)),
        step_(levelStep(layer.levels, cell.range)) {
    isVerified_ = cell.programming && cell.programming->isVerified();
    const auto cells = static_cast<std::size_t>(blockRows()) * cellsOfRow();
    target_.resize(cells), g_.resize(cells), effectiveG_.resize(cells), digit_.resize(cells);
    level_.resize(cells), variance_.resize(isFresh() ? cells : 0);
    bends_.assign(bendTerms(), std::vector<double>(cells));
    varyCrossbars();
    placeColumns();
  }

  ProgrammedArray run() {
    const auto& levels = layer_.levels;
    result_.commonTerm = levels.pairSubtracted ? 0.0 : commonTerm(levels, cell_.range);
    result_.rowConductance.assign(array_.rows, isSolved() ? 0.0 : unusedConductance());
    if (isVerified_) {
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

  /// Rows of a block. Verified rows are counted one by one.
  [[nodiscard]] int blockRows() const {
    return isVerified_ ? 1 : std::max(kBlockCells / cellsOfRow() / 2 * 2, 2);
  }
  template <class Visit>
  void forEachBlock(Visit visit) {
    for (int begin = 0; begin < array_.rows; begin += blockRows()) {
      visit(RowBlock{begin, std::min(blockRows(), array_.rows - begin)});
    }
  }
  [[nodiscard]] std::size_t cellsOf(const RowBlock& block) const {
    return static_cast<std::size_t>(block.rows) * cellsOfRow();
  }
  /// Number of a cell within its block; @p row is the block's.
  [[nodiscard]] std::size_t cellAt(const RowBlock& block, int row, int column) const {
    const auto columns = static_cast<std::size_t>(array_.columns);
    return column < array_.columns ? row * columns + column : block.rows * columns + row;
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
        forEachBlock([&](const RowBlock& block) {
          setDigits(slice, polarity, block);
          for (int device = 0; device < layer_.levels.devices; ++device) {
            programBlock(slice, polarity, block, device);
            forEachCell(block, [&](std::size_t cell, int row, int c) {
              own_[layer_.crossbarOf(polarity)](block.begin + row, lineOf(slice, polarity, c, device)) =
                  g_[cell];
            });
          }
        });
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
    forEachBlock([&](const RowBlock& block) {
      std::fill_n(level_.begin(), cellsOf(block), 0.0);
      std::fill(variance_.begin(), variance_.end(), 0.0);
      for (auto& bend : bends_) {
        std::fill(bend.begin(), bend.end(), 0.0);
      }
      addCells(slice, polarity == 0 ? 1 : polarity, block, 1.0);
      if (polarity == 0 && !layer_.levels.isOffset()) {
        addCells(slice, -1, block, -1.0);
      }
      if (subtractsUnit()) {
        subtractUnit(block);
      }
      store(block, plane);
    });
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

  /// Digits of one block, slice and polarity.
  void setDigits(int slice, int polarity, const RowBlock& block) {
    const auto& band = layer_.bands[array_.band];
    const float* levels =
        &band.levels[static_cast<std::size_t>(array_.rowBegin + block.begin - band.rowBegin) * band.columns +
                     (array_.columnBegin - band.columnBegin)];
    sim::setDigits(layer_.levels, polarity, slice, levels, band.columns, block.rows, array_.columns,
                   digit_.data());
    if (hasUnit()) {
      std::fill_n(&digit_[cellAt(block, 0, array_.columns)], block.rows,
                  layer_.levels.cellDigit(0.0, polarity, slice));
    }
  }

  /// What one device of each digit holds.
  const double* heldDigits(const RowBlock& block, int device) {
    if (layer_.levels.fill == mapping::Fill::equal || layer_.levels.devices == 1) {
      return digit_.data();
    }
    held_.resize(cellsOf(block));
    std::transform(digit_.begin(), digit_.begin() + static_cast<std::ptrdiff_t>(held_.size()), held_.begin(),
                   [&](double digit) { return layer_.levels.deviceDigit(digit, device); });
    return held_.data();
  }

  /// Targets of one device of each digit, and what the cells' laws leave of them.
  void programBlock(int slice, int polarity, const RowBlock& block, int device) {
    const double* held = heldDigits(block, device);
    setTargets(held, cell_.range.least, step_, cellsOf(block), target_.data(), g_.data());
    applyLaws(block, held, device, planeOf(slice, polarity));
    varyAndStrike(slice, polarity, block, device);
    if (result_.writes) {
      countWrites(block, *result_.writes);
    }
    for (std::size_t i = 0; cell_.iv.chord && i < cellsOf(block); ++i) {
      g_[i] = chordOf(g_[i]);
    }
  }

  /// The crossbar's factor, and stuck cells where they are.
  void varyAndStrike(int slice, int polarity, const RowBlock& block, int device) {
    const double factor = factor_[static_cast<std::size_t>(layer_.crossbarOf(polarity))];
    for (std::size_t i = 0; cell_.variation && i < cellsOf(block); ++i) {
      g_[i] *= factor;
    }
    if (faults_.empty()) {
      return;
    }
    forEachCell(block, [&](std::size_t cell, int row, int c) {
      const int slot = slot_[static_cast<std::size_t>(c)];
      const auto state = faults_.at(slice, polarity, device, block.begin + row, slot);
      if (state != devices::Stuck::no) {
        g_[cell] = cell_.faults->conductance(state);
        if (result_.writes) {
          pulses_[cell] = 0;
        }
      }
    });
  }

  /// Add the block's cells, row by row; a stuck one is written until it is given up.
  void countWrites(const RowBlock& block, WriteCount& writes) {
    forEachCell(block, [&](std::size_t cell, int row, int) {
      auto& most = rowPulses_[static_cast<std::size_t>(block.begin + row)];
      const std::uint32_t taken = pulses_[cell];
      const std::int64_t pulses = taken == 0 ? cell_.programming->mostPulses() : taken;
      ++writes.cells;
      writes.pulses += pulses;
      writes.givenUp += taken == 0 ? 1 : 0;
      writes.work += static_cast<double>(pulses) * g_[cell];
      most = std::max(most, pulses);
    });
  }

  /// A cell's conductance as wires see it: the chord's if the law is replaced by it.
  [[nodiscard]] double chordOf(double g) const {
    return cell_.iv.law && cell_.iv.chord ? cell_.iv.law->chord(g, cell_.iv.readVoltage) : g;
  }

  /// Add the cells of one block, slice and polarity to the levels: each digit is the mean of its devices.
  void addCells(int slice, int polarity, const RowBlock& block, double sign) {
    setDigits(slice, polarity, block);
    for (int device = 0; device < layer_.levels.devices; ++device) {
      addDevice(slice, polarity, block, device, sign);
    }
    if (wires_.gated) {
      keepGated(block, sign);
    }
  }

  void addDevice(int slice, int polarity, const RowBlock& block, int device, double sign) {
    const double step = step_ * layer_.levels.devices;
    const std::size_t cells = cellsOf(block);
    if (isSolved()) {
      readSolved(slice, polarity, block, device);
    } else {
      programBlock(slice, polarity, block, device);
      sumRows(block);
    }
    const double share = device == 0 ? 1.0 : 0.0;  // the digit is added once, so that it stays exact
    addLevels({sign, share, step}, digit_.data(), isSolved() ? effectiveG_.data() : g_.data(), target_.data(),
              cells, level_.data());
    for (std::size_t term = 0; term < bends_.size(); ++term) {
      for (std::size_t i = 0; i < cells; ++i) {
        bends_[term][i] += sign * cell_.iv.law->coefficient(static_cast<int>(term), g_[i]) / step;
      }
    }
    addVariance(block, step);
  }

  /// Own and effective conductances of cells that solveWires() has programmed.
  void readSolved(int slice, int polarity, const RowBlock& block, int device) {
    const int crossbar = layer_.crossbarOf(polarity);
    setTargets(heldDigits(block, device), cell_.range.least, step_, cellsOf(block), target_.data(),
               g_.data());
    forEachCell(block, [&](std::size_t cell, int row, int c) {
      const int line = lineOf(slice, polarity, c, device);
      g_[cell] = own_[crossbar](block.begin + row, line);
      effectiveG_[cell] = effective_[crossbar](block.begin + row, line);
    });
  }

  void sumRows(const RowBlock& block) {
    double* sums = &result_.rowConductance[static_cast<std::size_t>(block.begin)];
    addRowSums(g_.data(), block.rows, array_.columns, sums);
    if (hasUnit()) {
      addRowSums(&g_[cellAt(block, 0, array_.columns)], block.rows, 1, sums);
    }
  }

  /// Keep the conductances where the inputs switch them.
  void keepGated(const RowBlock& block, double sign) {
    const auto rows = static_cast<std::size_t>(array_.rows);
    auto& lines = sign > 0.0 ? gatedPlus_ : gatedMinus_;
    lines.resize(rows * (sign > 0.0 ? convertedColumns() : array_.columns));
    if (subtractsUnit()) {
      gatedMinus_.resize(rows);
    }
    const int kept = static_cast<int>(lines.size() / rows);
    forEachCell(block, [&](std::size_t cell, int row, int c) {
      const auto place = static_cast<std::size_t>(block.begin + row);
      if (c < kept) {
        lines[c * rows + place] = g_[cell];
      } else if (subtractsUnit()) {
        gatedMinus_[place] = g_[cell];
      }
    });
  }

  /// Take the unit cell's level and non-linearity from the outputs'. Its noise is common to them all and
  /// stays apart.
  void subtractUnit(const RowBlock& block) {
    forEachCell(block, [&](std::size_t cell, int row, int c) {
      if (c == array_.columns) {
        return;
      }
      const std::size_t unit = cellAt(block, row, array_.columns);
      level_[cell] -= level_[unit];
      for (auto& bend : bends_) {
        bend[cell] -= bend[unit];
      }
    });
  }

  /// Call law(cells, number of the first one) for the outputs' cells and for the unit column's.
  template <class Law>
  void forEachPart(const RowBlock& block, int device, Law law) {
    const auto row = static_cast<std::uint32_t>(array_.rowBegin + block.begin);
    const auto rows = static_cast<std::uint32_t>(block.rows);
    const auto number = static_cast<std::uint32_t>(device);
    law(devices::CellBlock{row, static_cast<std::uint32_t>(array_.columnBegin),
                           static_cast<std::uint32_t>(array_.columns), replica_, number, rows},
        std::size_t{0});
    if (hasUnit()) {
      law(devices::CellBlock{row, static_cast<std::uint32_t>(array_.unitColumn), 1, replica_, number, rows},
          cellAt(block, 0, array_.columns));
    }
  }

  /// @param held  the cells' digits.
  void applyLaws(const RowBlock& block, const double* held, int device, std::uint32_t plane) {
    const auto stream = [&](devices::Purpose purpose) {
      return devices::RandomStream(moment_.seed, purpose, moment_.chip, node_, plane);
    };
    const auto find = [&](const TargetTables::Table& table) {
      tables_.findTerms(table, held, target_.data(), cellsOf(block), terms_);
    };
    const auto termsFrom = [&](std::size_t first) {
      return devices::CellTerms{terms_.data() + first, cellsOf(block)};
    };
    if (cell_.programming) {
      const auto draws = stream(devices::Purpose::programming);
      find(tables_.programming());
      forEachPart(block, device, [&](const devices::CellBlock& cells, std::size_t first) {
        if (result_.writes) {
          cell_.programming->programCounted(cells, draws, &g_[first], &pulses_[first]);
        } else {
          cell_.programming->programFrom(cells, draws, termsFrom(first), &g_[first]);
        }
      });
    }
    if (cell_.drift) {
      const auto draws = stream(devices::Purpose::driftExponent);
      find(tables_.drift());
      forEachPart(block, device, [&](const devices::CellBlock& cells, std::size_t first) {
        cell_.drift->ageFrom(cells, draws, termsFrom(first), &target_[first], moment_.readTime, &g_[first]);
      });
    }
    if (cell_.readNoise) {
      const auto draws = stream(devices::Purpose::flicker);
      find(tables_.readNoise());
      forEachPart(block, device, [&](const devices::CellBlock& cells, std::size_t first) {
        cell_.readNoise->flickerFrom(cells, draws, termsFrom(first), &target_[first], moment_.readTime,
                                     &g_[first]);
      });
    }
  }

  void addVariance(const RowBlock& block, double step) {
    if (!isFresh()) {
      return;
    }
    const double units = step * layer_.levels.unit();
    for (std::size_t i = 0; i < cellsOf(block); ++i) {
      const double through = !isSolved() ? 1.0 : g_[i] > 0.0 ? effectiveG_[i] / g_[i] : 0.0;
      const double sigma = cell_.readNoise->freshSigma(g_[i]) * through / units;
      variance_[i] += sigma * sigma;
    }
  }

  void store(const RowBlock& block, Plane& plane) {
    const double units = 1.0 / layer_.levels.unit();
    const double middle = layer_.levels.middleDigit();
    result_.saturatedCells +=
        storeLevels(level_.data(), middle, units, block.rows, array_.columns, block.begin, 0, plane.levels);
    if (convertedColumns() > array_.columns) {
      result_.saturatedCells += storeLevels(&level_[cellAt(block, 0, array_.columns)], middle, units,
                                            block.rows, 1, block.begin, array_.columns, plane.levels);
    }
    if (plane.varianceUnit == 0.0 && bends_.empty() && plane.unitVariance.columns() == 0) {
      return;
    }
    forEachCell(block, [&](std::size_t cell, int row, int c) {
      const int place = block.begin + row;
      if (c < convertedColumns() && plane.varianceUnit > 0.0) {
        plane.variance.at(place, c) = varianceCount(plane, variance_[cell]);
      } else if (c == array_.columns && plane.unitVariance.columns() > 0) {
        plane.unitVariance.at(place, 0) = varianceCount(plane, variance_[cell]);
      }
      for (std::size_t term = 0; c < convertedColumns() && term < bends_.size(); ++term) {
        auto& bend = plane.bends[term];
        bend.coefficients.at(place, c) = static_cast<std::int16_t>(
            std::clamp(std::nearbyint(bends_[term][cell] / bend.unit), -kGreatestStored, kGreatestStored));
      }
    });
  }

  static std::int16_t varianceCount(const Plane& plane, double variance) {
    return static_cast<std::int16_t>(
        std::min(std::nearbyint(variance / plane.varianceUnit), kGreatestVariance));
  }

  const mapping::LayerPlan& layer_;
  const mapping::ArrayPlan& array_;
  const devices::Cell& cell_;
  const TargetTables& tables_;
  const ChipMoment& moment_;
  const devices::WireResistance& wires_;
  std::uint32_t replica_;
  std::uint32_t node_;
  double step_;
  bool isVerified_ = false;
  std::vector<double> factor_;  ///< of each crossbar
  std::vector<int> slot_;       ///< of each output, then the unit column's
  FaultPattern faults_;
  std::vector<std::uint32_t> pulses_;    ///< of the block in hand, if they are verified
  std::vector<std::int64_t> rowPulses_;  ///< of every row of the crossbar
  std::vector<double> target_, g_, effectiveG_, digit_, held_, level_, variance_;  ///< of the block in hand
  std::vector<double> terms_;                                ///< of the law in hand, term by term
  std::vector<std::vector<double>> bends_;                   ///< of each term, levels
  std::vector<double> gatedPlus_, gatedMinus_;               ///< of the plane in hand
  std::vector<devices::ConductanceMatrix> own_, effective_;  ///< by crossbar, with wires only
  ProgrammedArray result_;
};

}  // namespace

double commonTerm(const mapping::LevelFormat& levels, const devices::ConductanceRange& range) {
  return (range.least / levelStep(levels, range) + levels.middleDigit()) / levels.unit();
}

ProgrammedArray programArray(const mapping::LayerPlan& layer, const mapping::ArrayPlan& array,
                             std::uint32_t replica, const devices::Cell& cell, const ChipMoment& moment,
                             const devices::WireResistance& wires) {
  const TargetTables tables(layer.levels, cell, moment.readTime);
  return ArrayProgrammer(layer, array, replica, cell, tables, moment, wires).run();
}

ProgrammedChip programChip(const mapping::Plan& plan, const std::vector<LayerHardware>& hardware,
                           const ChipMoment& moment, int threads) {
  struct Place {
    std::size_t layer, array;
  };
  ProgrammedChip chip;
  std::vector<Place> places;
  std::vector<std::shared_ptr<const TargetTables>> tables;
  for (std::size_t l = 0; l < plan.layers.size(); ++l) {
    const std::size_t count = plan.layers[l].arrays.size() * plan.layers[l].replicas;
    const auto& levels = plan.layers[l].levels;
    const auto& cell = hardware[l].cell;
    tables.push_back(l > 0 && tables.back()->serve(levels, cell)
                         ? tables.back()
                         : std::make_shared<const TargetTables>(levels, cell, moment.readTime));
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
    programmed =
        ArrayProgrammer(layer, array, replica, own.cell, *tables[places[i].layer], moment, own.wires).run();
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
