// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/record/write_results.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <xxhash.h>

#include <array>
#include <nlohmann/json.hpp>
#include <type_traits>
#include <utility>
#include <variant>

#include "configs/files/csv.h"
#include "configs/files/json.h"
#include "configs/reader/origin_word.h"
#include "sim/record/figure.h"

namespace ohmic::sim {
namespace {

using nlohmann::json;

constexpr int kSchema = 1;

json asJson(const Interval& i) { return json::array({i.low, i.high}); }

template <class Value>
json asJson(const Value& value) {
  return value;
}

template <class Value>
json asJson(const std::optional<Value>& value) {
  return value ? asJson(*value) : json();
}

/// All figures that a record keeps, those of a group in an object of its name.
template <class Record>
json figuresOf(const Record& record) {
  json result = json::object();
  for (const auto& figure : figures()) {
    if (const auto* field = std::get_if<Field<Record>>(&figure.value)) {
      json& object = figure.group().empty() ? result : result[std::string(figure.group())];
      object[std::string(figure.name())] =
          std::visit([&](const auto member) { return asJson(record.*member); }, *field);
    }
  }
  return result;
}

template <class Record>
json listOf(const std::vector<Record>& records) {
  json list = json::array();
  for (const auto& record : records) {
    list.push_back(figuresOf(record));
  }
  return list;
}

/// The figures of each read time, and beside them those of the first, for readers who have but one.
void addReadTimes(const RunRecord& record, json& accuracy) {
  accuracy["by_read_time"] = listOf(record.byReadTime);
  for (std::size_t t = 0; t < record.byReadTime.size(); ++t) {
    if (record.byReadTime[t].notFinite > 0) {
      accuracy["by_read_time"][t]["not_finite_images"] = record.byReadTime[t].notFinite;
    }
  }
  if (record.isDealt()) {
    accuracy["images_dealt"] = record.chipsOfAnImage == 1 ? json(true) : json(record.chipsOfAnImage);
  }
  if (record.digitalNotFinite > 0) {
    accuracy["digital_not_finite_images"] = record.digitalNotFinite;
  }
  for (const auto& [key, value] : accuracy["by_read_time"].at(0).items()) {
    if (key != figureOf(&AccuracyRecord::readTime).key &&
        key != figureOf(&AccuracyRecord::chipInterval95).key) {
      accuracy[key] = value;
    }
  }
}

json chip(const ChipRecord& record) {
  json result = figuresOf(record);
  result["tile_use"] = listOf(record.tileUse);
  return result;
}

/// Figures that follow from others.
constexpr std::array<std::optional<double> ChipRecord::*, 3> kExplaining = {
    &ChipRecord::digitalOperations, &ChipRecord::energyErrorFactor, &ChipRecord::areaErrorFactor};

/// What follows from the plan and the timed images, for readers: it has no part in the hash.
void addExplanation(const ChipRecord& record, json& chip) {
  for (const auto member : kExplaining) {
    chip[std::string(figureOf(member).key)] = asJson(record.*member);
  }
  chip["slots"] = listOf(record.slots);
  chip["demand"] = listOf(record.demand);
  chip["changes"] = listOf(record.changes);
  chip["costs"] = listOf(record.costs);
}

json layers(const RunRecord& record) {
  json list = listOf(record.layers);
  for (std::size_t l = 0; l < record.layers.size(); ++l) {
    if (record.layers[l].writes) {
      list[l]["writes"] = figuresOf(*record.layers[l].writes);
    }
  }
  return list;
}

json weightNoise(const WeightNoiseRecord& noise) {
  json result = figuresOf(noise);
  result["tensors"] = listOf(noise.tensors);
  if (noise.estimator) {
    result["estimator"] = figuresOf(*noise.estimator);
  }
  return result;
}

json storage(const StorageRecord& storage) {
  json result = figuresOf(storage);
  result["kernels"] = listOf(storage.kernels);
  return result;
}

json config(const RunRecord& record) {
  json values = json::object();
  for (const auto& value : record.config) {
    values[value.path] = value.value;
  }
  return values;
}

/// Every value with where it came from, in the configuration's order: what the report shows.
json origins(const RunRecord& record) {
  json list = json::array();
  for (const auto& value : record.config) {
    list.push_back({{"key", value.path},
                    {"value", value.value},
                    {"origin", value.origin.place},
                    {"kind", configs::wordOf(value.origin.kind)},
                    {"is_file", value.isFile}});
  }
  return list;
}

/// Without a calibration file: what it holds is in the calibration's digest, whether the run read it or chose
/// it.
json inputs(const RunRecord& record) {
  json digests = record.inputs;
  digests.erase("calibration.file");
  return digests;
}

/// Everything but the host and the hash.
json results(const RunRecord& record) {
  json result = figuresOf(record);
  result.erase("host");
  result["schema"] = kSchema;
  addReadTimes(record, result["accuracy"]);
  if (record.metric != "top1") {
    result["accuracy"]["metric"] = record.metric;
  }
  result["layers"] = layers(record);
  result["seed"] = record.seed;
  result["inputs"] = inputs(record);
  result["model_digest"] = record.modelDigest;
  result["data_digest"] = record.dataDigest;
  result["calibration_digest"] = record.calibrationDigest;
  result["logits_digest"] = record.logitsDigest;
  if (record.chip) {
    result["chip"] = chip(*record.chip);
    for (const auto member : kExplaining) {
      result["chip"].erase(figureOf(member).key);
    }
  }
  if (const auto all = writesOfAll(record.layers)) {
    result["writes"] = figuresOf(*all);
  }
  if (record.weightNoise) {
    result["weight_noise"] = weightNoise(*record.weightNoise);
  }
  if (record.storage) {
    result["storage"] = storage(*record.storage);
  }
  return result;
}

/// Whether a value fits a cell of a CSV file: a number, a text or a list of them.
template <class Value>
constexpr bool kFitsCell = std::is_arithmetic_v<Value> || std::is_same_v<Value, std::string>;
template <>
constexpr bool kFitsCell<std::optional<double>> = true;
template <class Value>
constexpr bool kFitsCell<std::vector<Value>> = kFitsCell<Value>;

template <class Value>
std::string cellOf(const Value& value) {
  if constexpr (std::is_same_v<Value, std::string>) {
    return configs::csvText(value);
  } else if constexpr (std::is_integral_v<Value>) {
    return fmt::to_string(value);
  } else if constexpr (std::is_same_v<Value, double>) {
    return configs::csvNumber(value);
  } else {
    return value ? cellOf(*value) : std::string();
  }
}

template <class Value>
std::string cellOf(const std::vector<Value>& values) {
  std::vector<std::string> cells;
  for (const auto& value : values) {
    cells.push_back(cellOf(value));
  }
  return fmt::format("{}", fmt::join(cells, ";"));
}

/// Calls @p visit with each figure of a record that fits a cell, and its field.
template <class Record, class Visit>
void forEachCell(const Visit& visit) {
  for (const auto& figure : figures()) {
    if (const auto* field = std::get_if<Field<Record>>(&figure.value)) {
      std::visit(
          [&](const auto member) {
            if constexpr (kFitsCell<std::decay_t<decltype(std::declval<Record&>().*member)>>) {
              visit(figure, member);
            }
          },
          *field);
    }
  }
}

/// A bit for each image, the first in the highest bit of the first digit; hexadecimal.
/// @param first  whose label is the first prediction's.
std::string correctText(const std::vector<int>& predictions, const std::vector<int>& labels,
                        std::int64_t first = 0) {
  constexpr char kDigits[] = "0123456789abcdef";
  const int* const label = labels.data() + first;
  std::string text((predictions.size() + 3) / 4, '0');
  for (std::size_t digit = 0; digit < text.size(); ++digit) {
    unsigned bits = 0;
    for (std::size_t i = 4 * digit; i < 4 * digit + 4; ++i) {
      bits = 2 * bits + (i < predictions.size() && predictions[i] == label[i] ? 1U : 0U);
    }
    text[digit] = kDigits[bits];
  }
  return text;
}

/// [read time][chip].
json correctImages(const RunRecord& record) {
  json times = json::array();
  for (const auto& chips : record.predictions) {
    json texts = json::array();
    for (std::size_t c = 0; c < chips.size(); ++c) {
      texts.push_back(correctText(chips[c], record.labels, record.firstImage(c)));
    }
    times.push_back(texts);
  }
  return times;
}

json summaryOf(const RunRecord& record) {
  json summary = results(record);
  summary["config"] = config(record);
  summary["config_name"] = record.configName;
  summary["config_origins"] = origins(record);
  summary["network"] = record.model;
  summary["dataset"] = record.dataset;
  summary["classes"] = record.classes;
  summary["hash"] = record.hash;
  summary["inputs"] = record.inputs;
  summary["notes"] = record.notes;
  summary["correct"] = correctImages(record);
  if (record.metric == "top1" && !record.digitalPredictions.empty()) {
    summary["digital_correct"] = correctText(record.digitalPredictions, record.labels);
  }
  if (record.chip) {
    addExplanation(*record.chip, summary["chip"]);
  }
  summary["host"] = figuresOf(record).at("host");
  summary["host"]["build"] = record.build;
  if (record.profile) {
    json stages = json::object();
    for (const auto& [stage, seconds] : record.profile->stage_s) {
      stages[stage] = seconds;
    }
    summary["host"]["profile"] = {{"stage_s", stages}, {"multiply_adds", record.profile->multiplyAdds}};
  }
  return summary;
}

}  // namespace

bool entersHash(const configs::ResolvedValue& value) {
  return !value.isFile && value.path != "run.threads" && value.path != "run.batch" &&
         value.path != "run.timeline" && value.path != "run.vcd";
}

std::string summaryJson(const RunRecord& record) {
  json summary = summaryOf(record);
  summary["id"] = record.id;
  return configs::writeJson(summary, 2) + "\n";
}

std::string summaryLine(const RunRecord& record) { return configs::writeJson(summaryOf(record), -1); }

std::string predictionsCsv(const RunRecord& record) {
  std::string csv = "read_time_s,chip,image,label,prediction\n";
  for (std::size_t t = 0; t < record.predictions.size(); ++t) {
    for (std::size_t c = 0; c < record.predictions[t].size(); ++c) {
      const auto& predictions = record.predictions[t][c];
      const auto first = static_cast<std::size_t>(record.firstImage(c));
      for (std::size_t i = 0; i < predictions.size(); ++i) {
        csv += fmt::format("{},{},{},{},{}\n", record.byReadTime[t].readTime, c, first + i,
                           record.labels[first + i], predictions[i]);
      }
    }
  }
  return csv;
}

std::string layersCsv(const RunRecord& record) {
  std::vector<std::string> cells = {"layer"};
  forEachCell<LayerRecord>([&](const Figure& figure, auto) { cells.emplace_back(figure.name()); });
  std::string csv = configs::csvLine(cells);
  for (std::size_t l = 0; l < record.layers.size(); ++l) {
    cells = {fmt::to_string(l)};
    forEachCell<LayerRecord>(
        [&](const Figure&, const auto member) { cells.push_back(cellOf(record.layers[l].*member)); });
    csv += configs::csvLine(cells);
  }
  return csv;
}

std::string resultHash(const RunRecord& record) {
  json hashed = results(record);
  for (const auto& value : record.config) {
    if (entersHash(value)) {
      hashed["config"][value.path] = value.value;
    }
  }
  const std::string text = configs::writeJson(std::move(hashed), -1);
  const auto hash = XXH3_128bits(text.data(), text.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

}  // namespace ohmic::sim
