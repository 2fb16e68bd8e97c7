// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/record/read_results.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <type_traits>
#include <variant>

#include "configs/files/read_file.h"
#include "configs/reader/error.h"
#include "configs/reader/origin_word.h"
#include "sim/record/figure.h"

namespace ohmic::sim {
namespace {

using nlohmann::json;

constexpr int kSchema = 1;

/// A value that is not what a run writes; the file's name is not known yet.
struct Misread {
  std::string key, found, allowed;
};

/// What a figure's place may hold, in words.
std::string allowedOf(const Figure& figure) {
  return figure.unit.empty()  ? std::string(figure.title)
         : figure.unit == "%" ? fmt::format("{} as a share of 1", figure.title)
                              : fmt::format("{} in {}", figure.title, figure.unit);
}

template <class T>
T get(const json& object, const char* key) {
  return object.at(key).get<T>();
}

/// Of a field that results of 0.1.0 lack.
template <class T>
T getOr(const json& object, const char* key, const T& fallback) {
  const auto found = object.find(key);
  return found == object.end() ? fallback : found->get<T>();
}

template <class Value>
void read(const json& from, Value& to) {
  from.get_to(to);
}

void read(const json& from, Interval& to) { to = {from.at(0).get<double>(), from.at(1).get<double>()}; }

template <class Value>
void read(const json& from, std::optional<Value>& to) {
  to.reset();
  if (!from.is_null()) {
    read(from, to.emplace());
  }
}

/// Whether results may lack a figure: those of older versions lack some of the ones that may be null.
template <class Value>
constexpr bool kMayLack = false;
template <class Value>
constexpr bool kMayLack<std::optional<Value>> = true;

/// All figures that a record keeps.
/// @throws Misread for one that is missing or of another type.
template <class Record>
Record readFigures(const json& object) {
  Record record;
  for (const auto& figure : figures()) {
    const auto* field = std::get_if<Field<Record>>(&figure.value);
    if (field == nullptr) {
      continue;
    }
    const json& group = figure.group().empty() ? object : object.at(std::string(figure.group()));
    const auto found = group.find(std::string(figure.name()));
    std::visit(
        [&](const auto member) {
          if (found == group.end() && !kMayLack<std::decay_t<decltype(record.*member)>>) {
            throw Misread{figure.place(), "missing", allowedOf(figure)};
          }
          if (found != group.end()) {
            try {
              read(*found, record.*member);
            } catch (const json::exception&) {
              throw Misread{figure.place(), fmt::format("found {}", found->dump()), allowedOf(figure)};
            }
          }
        },
        *field);
  }
  return record;
}

template <class Record>
std::vector<Record> readList(const json& list) {
  std::vector<Record> records;
  for (const auto& entry : list) {
    records.push_back(readFigures<Record>(entry));
  }
  return records;
}

std::vector<LayerRecord> readLayers(const json& list) {
  auto layers = readList<LayerRecord>(list);
  for (std::size_t l = 0; l < layers.size(); ++l) {
    if (list[l].contains("writes")) {
      layers[l].writes = readFigures<WriteRecord>(list[l].at("writes"));
    }
  }
  return layers;
}

ChipRecord readChip(const json& entry) {
  auto chip = readFigures<ChipRecord>(entry);
  chip.tileUse = readList<TileRecord>(entry.at("tile_use"));
  return chip;
}

WeightNoiseRecord readWeightNoise(const json& entry) {
  auto noise = readFigures<WeightNoiseRecord>(entry);
  noise.tensors = readList<NoisyTensorRecord>(entry.at("tensors"));
  return noise;
}

/// A word; version 0.1.0 wrote its number.
configs::Origin::Kind readKind(const json& kind) {
  std::optional<configs::Origin::Kind> found;
  if (kind.is_string()) {
    found = configs::originKind(kind.get<std::string>());
  } else if (kind.is_number_integer() && kind >= 0 && kind < configs::kOriginWords.size()) {
    found = static_cast<configs::Origin::Kind>(kind.get<int>());
  }
  if (!found) {
    throw Misread{"config_origins[].kind", fmt::format("found {}", kind.dump()),
                  fmt::format("one of: {}", fmt::join(configs::kOriginWords, ", "))};
  }
  return *found;
}

configs::ResolvedValue readValue(const json& entry) {
  return {get<std::string>(entry, "key"),
          get<std::string>(entry, "value"),
          {readKind(entry.at("kind")), get<std::string>(entry, "origin")},
          get<bool>(entry, "is_file"),
          {}};
}

void readIdentity(const json& summary, RunRecord& record) {
  record.configName = get<std::string>(summary, "config_name");
  for (const auto& value : summary.at("config_origins")) {
    record.config.push_back(readValue(value));
  }
  record.model = get<std::string>(summary, "network");
  record.dataset = get<std::string>(summary, "dataset");
  record.classes = get<std::vector<std::string>>(summary, "classes");
  record.seed = get<std::uint64_t>(summary, "seed");
  record.modelDigest = get<std::string>(summary, "model_digest");
  record.dataDigest = get<std::string>(summary, "data_digest");
  record.logitsDigest = get<std::string>(summary, "logits_digest");
  record.hash = get<std::string>(summary, "hash");
  record.inputs = getOr(summary, "inputs", record.inputs);
  record.calibrationDigest = getOr(summary, "calibration_digest", record.calibrationDigest);
  record.id = getOr(summary, "id", record.id);
  record.build = getOr(summary.at("host"), "build", record.build);
}

RunRecord readRecord(const json& summary) {
  auto record = readFigures<RunRecord>(summary);
  readIdentity(summary, record);
  record.byReadTime = readList<AccuracyRecord>(summary.at("accuracy").at("by_read_time"));
  record.layers = readLayers(summary.at("layers"));
  const auto& accuracy = summary.at("accuracy");
  record.metric = accuracy.contains("metric") ? get<std::string>(accuracy, "metric") : record.metric;
  if (summary.contains("correct")) {
    record.correct = get<std::vector<std::vector<std::string>>>(summary, "correct");
  }
  if (summary.contains("chip")) {
    record.chip = readChip(summary.at("chip"));
  }
  if (summary.contains("weight_noise")) {
    record.weightNoise = readWeightNoise(summary.at("weight_noise"));
  }
  return record;
}

}  // namespace

RunRecord readResults(const std::filesystem::path& place) {
  const auto file = std::filesystem::is_directory(place) ? place / "summary.json" : place;
  const std::string remedy = "name a folder that `ohmic run` wrote";
  std::ifstream in(file);
  if (!in) {
    configs::throwIfMachineFailed(file);
    throw configs::InputError({file.string(), "", "no such file", "a run's summary.json", remedy});
  }
  try {
    const json summary = json::parse(in);
    if (get<int>(summary, "schema") != kSchema) {
      throw configs::InputError(
          {file.string(), "schema", "another version's results", "schema 1", "run again"});
    }
    RunRecord record = readRecord(summary);
    if (record.byReadTime.empty()) {
      throw configs::InputError(
          {file.string(), "accuracy.by_read_time", "no read time", "at least one", remedy});
    }
    return record;
  } catch (const Misread& misread) {
    throw configs::InputError({file.string(), misread.key, misread.found, misread.allowed, remedy});
  } catch (const json::exception& error) {
    throw configs::InputError({file.string(), "", error.what(), "a run's summary.json", remedy});
  }
}

}  // namespace ohmic::sim
