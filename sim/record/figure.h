// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/record/run_record.h"

namespace ohmic::sim {

/// Which of two values of a figure is the better one.
enum class Direction { none, higher, lower };

/// What a figure is a figure of. Each level has its record and its place in summary.json.
enum class Level {
  run,
  readTime,
  chip,
  tile,
  layer,
  writes,
  weightNoise,
  tensor,
  slot,
  resource,
  change,
  cost,
  estimator,
  storage,
  storedKernel
};

/// Where a record keeps a figure: read to write it, set to read it back.
template <class Record>
using Field =
    std::variant<int Record::*, std::int64_t Record::*, double Record::*, std::optional<double> Record::*,
                 std::string Record::*, Interval Record::*, std::optional<Interval> Record::*,
                 std::vector<double> Record::*, std::vector<std::int64_t> Record::*,
                 std::vector<std::string> Record::*, std::vector<std::vector<std::int64_t>> Record::*,
                 std::map<std::string, double> Record::*>;

/// A figure of a read time that follows from others: a column of studies, not kept in summary.json.
using Derived = std::optional<double> (*)(const RunRecord& record, const AccuracyRecord& at);

/// In the order of Level; a derived figure belongs to Level::readTime.
using FigureValue =
    std::variant<Field<RunRecord>, Field<AccuracyRecord>, Field<ChipRecord>, Field<TileRecord>,
                 Field<LayerRecord>, Field<WriteRecord>, Field<WeightNoiseRecord>, Field<NoisyTensorRecord>,
                 Field<SlotRecord>, Field<ResourceRecord>, Field<ChangeRecord>, Field<CostRecord>,
                 Field<EstimatorRecord>, Field<StorageRecord>, Field<StoredKernelRecord>, Derived>;

/// What is known of one figure of the results. summary.json with its reader, layers.csv, the columns of
/// studies, titles and units of axes, the goals of Pareto fronts and the tables of docs/figures.md are made
/// from it.
struct Figure {
  std::string_view key;    ///< within its level in summary.json ("latency_s"; of a run "mapping.arrays")
  std::string_view title;  ///< of axes and tables, without the unit
  std::string_view
      unit;  ///< "J", "s", "m²", "images/s"; "%": a share of 1, shown in percent; "": a number, a text
  Direction direction;
  std::string_view meaning;  ///< what exactly, over what it is a mean
  FigureValue value;
  bool isColumn = false;  ///< of a study's results.csv, under name()

  [[nodiscard]] Level level() const;
  [[nodiscard]] std::string_view group() const;  ///< key up to its last point: "mapping"; often empty
  [[nodiscard]] std::string_view name() const;   ///< key after its last point
  [[nodiscard]] std::string place() const;  ///< in summary.json: "layers[].energy_J"; empty: not kept there
};

/// All figures; those of a level in the order of layers.csv, columns of studies in that of results.csv.
[[nodiscard]] const std::vector<Figure>& figures();

/// The figure that a record keeps in a field: figureOf(&LayerRecord::cycles).
/// @throws std::out_of_range for a field that is no figure.
[[nodiscard]] const Figure& figureOf(const FigureValue& value);

/// The figure at a path of summary.json ("chip.latency_s"; "accuracy.top1": at the first read time); null if
/// none.
[[nodiscard]] const Figure* figureAt(std::string_view path);

/// The column of studies of a name; null if none.
[[nodiscard]] const Figure* columnFigure(std::string_view name);

/// Names of the columns that have a better direction: goals of Pareto fronts.
[[nodiscard]] std::vector<std::string> goalNames();

/// A column of studies as a number at one read time; none where it has no meaning, as energy without a chip.
[[nodiscard]] std::optional<double> columnValue(const Figure& column, const RunRecord& record,
                                                const AccuracyRecord& at);

/// "higher", "lower", "none".
[[nodiscard]] std::string_view wordOf(Direction direction);

}  // namespace ohmic::sim
