// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/chip_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>
#include <variant>

#include "configs/files/escape.h"
#include "configs/files/json.h"
#include "configs/reader/error.h"
#include "sim/array/read_form.h"
#include "sim/run/what_counts.h"

namespace ohmic::sim {
namespace {

using nlohmann::json;

constexpr std::int64_t kSchema = 5;  // 4 did not say what had programmed the cells
constexpr const char* kModel = "network.model";
constexpr const char* kConfiguration = "configuration";
constexpr double kEndless = 1e30;  // of factors: products of them stay finite
constexpr double kMostSiemens = 1e6;
constexpr double kMostCounted = 9007199254740992.0;  // 2^53
constexpr std::int64_t kMostPulses = 65535;          // of a cell

std::string nameKey(std::size_t layer) { return fmt::format("names/{:03}", layer); }

NpyArray textArray(const std::string& text) {
  return {"|u1", {static_cast<std::int64_t>(text.size())}, text};
}

NpyArray pairedArray(const PairedRows& rows) {
  std::vector<std::int16_t> values;
  for (int r = 0; r < rows.rows(); ++r) {
    for (int c = 0; c < rows.columns(); ++c) {
      values.push_back(rows.at(r, c));
    }
  }
  return NpyArray::of("<i2", {rows.rows(), rows.columns()}, values);
}

/// Line by line.
NpyArray gatedArray(const GatedLines& lines, int rows) {
  std::vector<double> values;
  for (int c = 0; c < lines.columns(); ++c) {
    for (int r = 0; r < rows; ++r) {
      values.push_back(lines.at(r, c));
    }
  }
  return NpyArray::of("<f8", {static_cast<std::int64_t>(values.size())}, values);
}

std::string arrayKey(std::size_t layer, std::size_t array) {
  return fmt::format("layer{}/array{}", layer, array);
}

void putArray(NpzArchive& archive, const std::string& key, const ProgrammedArray& array) {
  archive[key + "/row_conductance_S"] =
      NpyArray::of("<f8", {static_cast<std::int64_t>(array.rowConductance.size())}, array.rowConductance);
  archive[key + "/scalars"] =
      NpyArray::of("<f8", {5},
                   std::vector<double>{array.commonTerm, static_cast<double>(array.saturatedCells),
                                       array.gatedWires.column, array.gatedWires.sense, array.levelStep});
  if (array.writes) {
    const auto& writes = *array.writes;
    archive[key + "/writes"] = NpyArray::of(
        "<f8", {5},
        std::vector<double>{static_cast<double>(writes.cells), static_cast<double>(writes.pulses),
                            static_cast<double>(writes.givenUp), static_cast<double>(writes.rowPulses),
                            writes.work});
  }
  for (std::size_t p = 0; p < array.planes.size(); ++p) {
    const auto& plane = array.planes[p];
    const std::string name = fmt::format("{}/plane{}", key, p);
    archive[name + "/levels"] = pairedArray(plane.levels);
    archive[name + "/scalars"] =
        NpyArray::of("<f8", {3},
                     std::vector<double>{static_cast<double>(plane.slice),
                                         static_cast<double>(plane.polarity), plane.varianceUnit});
    if (plane.varianceUnit > 0.0) {
      archive[name + "/variance"] = pairedArray(plane.variance);
    }
    if (plane.unitVariance.columns() > 0) {
      archive[name + "/unit_variance"] = pairedArray(plane.unitVariance);
    }
    for (const auto& [suffix, lines] :
         {std::pair{"/gated_plus_S", &plane.gatedPlus}, std::pair{"/gated_minus_S", &plane.gatedMinus}}) {
      if (!lines->empty()) {
        archive[name + suffix] = gatedArray(*lines, plane.levels.rows());
      }
    }
    for (std::size_t t = 0; t < plane.bends.size(); ++t) {
      archive[fmt::format("{}/bend{}", name, t)] = pairedArray(plane.bends[t].coefficients);
      archive[fmt::format("{}/bend{}_unit", name, t)] =
          NpyArray::of("<f8", {1}, std::vector<double>{plane.bends[t].unit});
    }
  }
}

/// Takes arrays out of an archive; whatever does not fit is the user's mistake.
class ChipReader {
 public:
  ChipReader(const std::filesystem::path& file, const mapping::Plan& plan)
      : file_(file.string()), archive_(readNpz(file)), plan_(plan) {}

  ChipFile read(const RunIdentity& identity, double readTime) {
    ChipFile chip;
    const std::string& modelDigest = identity.inputs.at(kModel);
    const auto header = take("header", "<i8", {4}).values<std::int64_t>();
    chip.modelDigest = take("model_digest", "|u1", {32}).bytes;
    if (header[0] != kSchema || chip.modelDigest != modelDigest) {
      refuse(header[0] != kSchema ? "written by another version" : "programmed for another network");
    }
    if (header[1] < 0 || header[2] < 0 || header[2] > std::numeric_limits<std::uint32_t>::max()) {
      refuse(fmt::format("chip {} of seed {}", header[2], header[1]));
    }
    chip.configuration = readConfiguration();
    requireSame(chip.configuration, configurationOfCells(identity));
    chip.moment = {static_cast<std::uint64_t>(header[1]), static_cast<std::uint32_t>(header[2]),
                   numbers("read_time_s", {1}, readTime, readTime)[0]};
    if (archive_.count(nameKey(plan_.layers.size())) > 0) {
      refuse("other layers run on its arrays");
    }
    for (std::size_t l = 0; l < plan_.layers.size(); ++l) {
      ProgrammedLayer layer;
      layer.gain = numbers(fmt::format("layer{}/gain", l), {plan_.layers[l].columns}, 0.0, kEndless);
      const auto& place = plan_.layers[l];
      if (take(nameKey(l), "|u1", {static_cast<std::int64_t>(place.name.size())}).bytes != place.name) {
        refuse("other layers run on its arrays");
      }
      for (std::size_t a = 0; a < place.arrays.size() * place.replicas; ++a) {
        layer.arrays.push_back(readArray(arrayKey(l, a), place, place.arrays[a % place.arrays.size()]));
      }
      chip.chip.layers.push_back(std::move(layer));
    }
    return chip;
  }

 private:
  [[noreturn]] void refuse(const std::string& found, const std::string& key = {}) const {
    throw configs::InputError({file_, key, found, "a chip of this run file's network and hardware",
                               "write it again with `ohmic program RUN.yaml -o CHIP.npz`"});
  }

  [[nodiscard]] std::map<std::string, std::string> readConfiguration() const {
    const auto found = archive_.find(kConfiguration);
    const auto size = found == archive_.end() ? 0 : static_cast<std::int64_t>(found->second.bytes.size());
    const json document = json::parse(take(kConfiguration, "|u1", {size}).bytes, nullptr, false);
    if (!document.is_object() ||
        !std::all_of(document.begin(), document.end(), [](const json& value) { return value.is_string(); })) {
      refuse(fmt::format("'{}' is no mapping of texts", kConfiguration));
    }
    std::map<std::string, std::string> configuration;
    for (const auto& [key, value] : document.items()) {
      configuration[key] = value.get<std::string>();
    }
    return configuration;
  }

  /// Cells that were programmed under other values would be read as if they had the run's.
  void requireSame(const std::map<std::string, std::string>& programmed,
                   const std::map<std::string, std::string>& wanted) const {
    const auto textOf = [](const auto& values, const std::string& key) {
      const auto found = values.find(key);
      return found == values.end() ? std::string("no value") : configs::terminalText(found->second);
    };
    for (const auto* values : {&wanted, &programmed}) {
      for (const auto& entry : *values) {
        if (programmed.count(entry.first) != wanted.count(entry.first) ||
            programmed.at(entry.first) != wanted.at(entry.first)) {
          refuse(fmt::format("its cells were programmed with {}, and the run has {}",
                             textOf(programmed, entry.first), textOf(wanted, entry.first)),
                 configs::terminalText(entry.first));
        }
      }
    }
  }

  const NpyArray& take(const std::string& key, const char* type,
                       const std::vector<std::int64_t>& shape) const {
    const auto found = archive_.find(key);
    std::size_t size = static_cast<std::size_t>(type[2] - '0');
    for (const auto extent : shape) {
      size *= static_cast<std::size_t>(extent);
    }
    if (found == archive_.end() || found->second.type != type || found->second.shape != shape ||
        found->second.bytes.size() != size) {
      refuse(fmt::format("'{}' is missing or has another shape: programmed for another mapping", key));
    }
    return found->second;
  }

  /// Numbers of a circuit: finite, and within [@p low, @p high].
  std::vector<double> numbers(const std::string& key, const std::vector<std::int64_t>& shape, double low,
                              double high) const {
    const auto values = take(key, "<f8", shape).values<double>();
    for (std::size_t i = 0; i < values.size(); ++i) {
      requireWithin(key, i, values[i], low, high);
    }
    return values;
  }

  void requireWithin(const std::string& key, std::size_t index, double value, double low, double high) const {
    if (!(value >= low && value <= high)) {
      refuse(fmt::format("'{}' holds {:g} at {}, outside [{:g}, {:g}]", key, value, index, low, high));
    }
  }

  /// One of the numbers that an entry holds: a count of at most so many.
  std::int64_t countAt(const std::string& key, const std::vector<double>& values, std::size_t index,
                       std::int64_t most) const {
    requireWithin(key, index, values[index], 0.0, static_cast<double>(most));
    if (values[index] != std::floor(values[index])) {
      refuse(fmt::format("'{}' holds {:g} at {}, no whole number", key, values[index], index));
    }
    return static_cast<std::int64_t>(values[index]);
  }

  PairedRows readPaired(const std::string& key, int rowCount, int columns) const {
    const auto values = take(key, "<i2", {rowCount, columns}).values<std::int16_t>();
    PairedRows rows(rowCount, columns);
    for (int r = 0; r < rowCount; ++r) {
      for (int c = 0; c < columns; ++c) {
        rows.at(r, c) = values[static_cast<std::size_t>(r) * columns + c];
      }
    }
    return rows;
  }

  /// As many lines as one of @p columns allows; empty where rows are driven.
  GatedLines readGated(const std::string& key, int rows, const std::vector<int>& columns) const {
    const auto found = archive_.find(key);
    if (found == archive_.end()) {
      return {};
    }
    int own = columns[0];
    for (const int allowed : columns) {
      if (found->second.shape == std::vector<std::int64_t>{std::int64_t{rows} * allowed}) {
        own = allowed;
      }
    }
    const auto values = numbers(key, {std::int64_t{rows} * own}, 0.0, kMostSiemens);
    GatedLines lines(rows, own);
    for (int c = 0; c < own; ++c) {
      for (int r = 0; r < rows; ++r) {
        lines.at(r, c) = values[static_cast<std::size_t>(c) * static_cast<std::size_t>(rows) +
                                static_cast<std::size_t>(r)];
      }
    }
    return lines;
  }

  std::vector<BendTerm> readBends(const std::string& name, int rows, int columns) const {
    std::vector<BendTerm> bends;
    for (int t = 0; archive_.count(fmt::format("{}/bend{}", name, t)) > 0; ++t) {
      bends.push_back({readPaired(fmt::format("{}/bend{}", name, t), rows, columns),
                       numbers(fmt::format("{}/bend{}_unit", name, t), {1}, -kEndless, kEndless)[0],
                       {}});
      setPanels(bends.back());
    }
    return bends;
  }

  ProgrammedArray readArray(const std::string& key, const mapping::LayerPlan& layer,
                            const mapping::ArrayPlan& plan) const {
    ProgrammedArray array;
    array.rowConductance = numbers(key + "/row_conductance_S", {plan.rows}, 0.0, kMostSiemens);
    const auto scalars = numbers(key + "/scalars", {5}, 0.0, kMostCounted);
    array.gatedWires = {0.0, scalars[2], 0.0, scalars[3], true};
    array.levelStep = scalars[4];
    array.commonTerm = scalars[0];
    const std::int64_t levels = std::int64_t{layer.levels.slices} * layer.levels.cellsPerSlice() * plan.rows *
                                (plan.columns + 1);  // with a unit column
    array.saturatedCells = countAt(key + "/scalars", scalars, 1, levels);
    if (archive_.count(key + "/writes") > 0) {
      const std::string name = key + "/writes";
      const auto writes = numbers(name, {5}, 0.0, kEndless);
      const auto& size = layer.options.array;
      const std::int64_t written = countAt(name, writes, 0, std::int64_t{2} * size.rows * size.columns);
      array.writes = WriteCount{written, countAt(name, writes, 1, written * kMostPulses),
                                countAt(name, writes, 2, written),
                                countAt(name, writes, 3, size.rows * kMostPulses), writes[4]};
    }
    const bool isSubtracted = layer.levels.pairSubtracted;
    const int planes = layer.levels.slices * (isSubtracted ? 1 : layer.levels.cellsPerSlice());
    const int columns = plan.columns + (plan.unitColumn >= 0 && !isSubtracted ? 1 : 0);
    for (int p = 0; p < planes; ++p) {
      const std::string name = fmt::format("{}/plane{}", key, p);
      const auto info = numbers(name + "/scalars", {3}, -1.0, kEndless);
      const int perSlice = planes / layer.levels.slices;
      Plane plane;
      plane.slice = p / perSlice;
      plane.polarity = isSubtracted ? 0 : p % perSlice == 0 ? 1 : -1;
      plane.varianceUnit = info[2];
      if (info[0] != plane.slice || info[1] != plane.polarity) {
        refuse(fmt::format("'{}/scalars' holds slice {:g} and polarity {:g}, not {} and {}", name, info[0],
                           info[1], plane.slice, plane.polarity));
      }
      requireWithin(name + "/scalars", 2, info[2], 0.0, kEndless);
      plane.levels = readPaired(name + "/levels", plan.rows, columns);
      if (plane.varianceUnit > 0.0) {
        plane.variance = readPaired(name + "/variance", plan.rows, columns);
        if (plan.unitColumn >= 0 && isSubtracted) {
          plane.unitVariance = readPaired(name + "/unit_variance", plan.rows, 1);
        }
      }
      plane.gatedPlus = readGated(name + "/gated_plus_S", plan.rows, {columns});
      plane.gatedMinus = readGated(name + "/gated_minus_S", plan.rows, {columns, 1});
      plane.bends = readBends(name, plan.rows, columns);
      setVarianceOffset(layer.options.array.activeRows, plane);
      array.planes.push_back(std::move(plane));
    }
    layTiles(layer, array);
    return array;
  }

  std::string file_;
  NpzArchive archive_;
  const mapping::Plan& plan_;
};

/// Add what a plane's levels are to the weights that they hold, in levels.
void addLevels(const mapping::LayerPlan& layer, const mapping::ArrayPlan& place, const Plane& plane,
               std::vector<double>& sums) {
  constexpr int kTogether = 8;  // columns whose weights stay in the first-level cache
  const double unit = layer.levels.unit() *
                      static_cast<double>(std::int64_t{1} << (plane.slice * layer.levels.sliceBits)) *
                      (plane.polarity < 0 ? -1.0 : 1.0);
  const bool hasUnitCodes = layer.levels.hasUnitColumn() && !layer.levels.pairSubtracted;
  // Weights of a row in neighbouring columns of a group lie a constant step apart.
  const std::size_t weightsPerColumn = sums.size() / static_cast<std::size_t>(layer.columns);
  const int columnsOfGroup = layer.columns / layer.groups;
  std::vector<std::optional<std::int64_t>> firsts(static_cast<std::size_t>(place.rows));
  for (int group = 0; group < place.columns;) {
    const int inLayer = place.columnBegin + group;
    const int end =
        std::min((inLayer / columnsOfGroup + 1) * columnsOfGroup - place.columnBegin, place.columns);
    for (int r = 0; r < place.rows; ++r) {
      firsts[static_cast<std::size_t>(r)] = layer.weightAt(place.rowBegin + r, inLayer);
    }
    for (int begin = group; begin < end; begin += kTogether) {
      const int until = std::min(begin + kTogether, end);
      for (int r = 0; r < place.rows; ++r) {
        const auto first = firsts[static_cast<std::size_t>(r)];
        const int unitLevel = hasUnitCodes ? plane.levels.at(r, place.columns) : 0;
        for (int c = begin; first && c < until; ++c) {
          sums[static_cast<std::size_t>(*first) + static_cast<std::size_t>(c - group) * weightsPerColumn] +=
              (plane.levels.at(r, c) - unitLevel) * unit;
        }
      }
    }
    group = end;
  }
}

/// A matrix as its file has it.
models::Tensor asStored(models::Tensor weight, const models::Node& node) {
  const auto* const linear = std::get_if<models::Linear>(&node.op);
  if (linear == nullptr || !linear->isTurned) {
    return weight;
  }
  const auto outputs = static_cast<std::size_t>(weight.shape[0]);
  const auto inputs = static_cast<std::size_t>(weight.shape[1]);
  models::Tensor stored{{weight.shape[1], weight.shape[0]}, std::vector<float>(weight.values.size())};
  for (std::size_t out = 0; out < outputs; ++out) {
    for (std::size_t in = 0; in < inputs; ++in) {
      stored.values[in * outputs + out] = weight.values[out * inputs + in];
    }
  }
  return stored;
}

}  // namespace

models::Tensor effectiveWeights(const ProgrammedLayer& programmed, const models::Node& node,
                                const mapping::LayerPlan& layer) {
  models::Tensor weight = models::weightOf(node);
  std::vector<double> sums(weight.values.size(), 0.0);
  const std::size_t weightsPerColumn = sums.size() / static_cast<std::size_t>(layer.columns);
  for (std::size_t a = 0; a < layer.arrays.size(); ++a) {
    for (const auto& plane : programmed.arrays[a].planes) {
      addLevels(layer, layer.arrays[a], plane, sums);
    }
  }
  double whole = 0.0, known = 0.0;  // levels that each weight has beside itself, and what is subtracted
  if (layer.levels.encoding == mapping::Encoding::offset) {
    const double common = programmed.arrays[0].commonTerm * layer.levels.unit();
    whole = common * layer.levels.sumOfSliceWeights();
    known = layer.levels.offset() + (common - layer.levels.middleDigit()) * layer.levels.sumOfSliceWeights();
  }
  for (std::size_t i = 0; i < sums.size(); ++i) {
    const double scale = layer.weightScale[layer.weightScale.size() == 1 ? 0 : i / weightsPerColumn];
    weight.values[i] =
        static_cast<float>(((sums[i] + whole) * programmed.gain[i / weightsPerColumn] - known) * scale);
  }
  return asStored(std::move(weight), node);
}

std::map<std::string, std::string> configurationOfCells(const RunIdentity& identity) {
  const RunIdentity cells = identity.of(decidesCells);
  std::map<std::string, std::string> configuration;
  for (const auto* part : {&cells.config, &cells.inputs}) {
    for (const auto& [key, value] : *part) {
      configuration[configs::validText(key)] = configs::validText(value);
    }
  }
  configuration.erase(kModel);  // by a digest of its own
  return configuration;
}

NpzArchive chipArchive(const ChipFile& file, const models::Graph& graph, const mapping::Plan& plan) {
  NpzArchive archive;
  archive["header"] = NpyArray::of(
      "<i8", {4},
      std::vector<std::int64_t>{kSchema, static_cast<std::int64_t>(file.moment.seed), file.moment.chip, 0});
  archive["model_digest"] = textArray(file.modelDigest);
  archive[kConfiguration] = textArray(configs::writeJson(json(file.configuration), -1));
  archive["read_time_s"] = NpyArray::of("<f8", {1}, std::vector<double>{file.moment.readTime});
  for (std::size_t l = 0; l < plan.layers.size(); ++l) {
    const auto& programmed = file.chip.layers[l];
    archive[fmt::format("layer{}/gain", l)] = NpyArray::of("<f8", {plan.layers[l].columns}, programmed.gain);
    for (std::size_t a = 0; a < programmed.arrays.size(); ++a) {
      putArray(archive, arrayKey(l, a), programmed.arrays[a]);
    }
    const auto weight = effectiveWeights(programmed, graph.nodes[plan.layers[l].node], plan.layers[l]);
    archive[fmt::format("weights/{:03}", l)] = NpyArray::of("<f4", weight.shape, weight.values);
    archive[fmt::format("biases/{:03}", l)] =
        NpyArray::of("<f4", {plan.layers[l].columns}, plan.layers[l].bias);
    archive[nameKey(l)] = textArray(plan.layers[l].name);
  }
  return archive;
}

ChipFile readChipFile(const std::filesystem::path& file, const RunIdentity& identity, double readTime,
                      const mapping::Plan& plan) {
  return ChipReader(file, plan).read(identity, readTime);
}

}  // namespace ohmic::sim
