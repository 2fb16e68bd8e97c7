// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/read_results.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "configs/reader/error.h"

namespace ohmic::sim {
namespace {

using nlohmann::json;

constexpr int kSchema = 1;

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

Interval readInterval(const json& ends) { return {ends.at(0).get<double>(), ends.at(1).get<double>()}; }

/// A figure that older results lack, and that is null where it means nothing.
std::optional<double> readOptional(const json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() || found->is_null() ? std::nullopt : std::optional(found->get<double>());
}

AccuracyRecord readAccuracy(const json& entry) {
  AccuracyRecord record;
  record.readTime = get<double>(entry, "read_time_s");
  record.top1 = get<double>(entry, "top1");
  record.interval95 = readInterval(entry.at("interval95"));
  record.top5 = readOptional(entry, "top5");
  if (entry.count("top5_interval95") > 0 && !entry.at("top5_interval95").is_null()) {
    record.top5Interval95 = readInterval(entry.at("top5_interval95"));
  }
  record.perChip = get<std::vector<double>>(entry, "per_chip");
  record.chipStd = get<double>(entry, "chip_std");
  if (!entry.at("chip_interval95").is_null()) {
    record.chipInterval95 = readInterval(entry.at("chip_interval95"));
  }
  return record;
}

LayerRecord readLayer(const json& entry) {
  LayerRecord layer;
  layer.name = get<std::string>(entry, "name");
  layer.type = get<std::string>(entry, "type");
  layer.rows = get<int>(entry, "rows");
  layer.columns = get<int>(entry, "columns");
  layer.positions = get<std::int64_t>(entry, "positions");
  layer.multiplyAdds = get<std::int64_t>(entry, "multiply_adds");
  layer.arrays = get<int>(entry, "arrays");
  layer.utilisation = get<double>(entry, "utilisation");
  layer.relativeError = get<double>(entry, "relative_error");
  layer.conversions = get<std::int64_t>(entry, "conversions");
  layer.saturatedCodes = get<std::int64_t>(entry, "saturated_codes");
  layer.saturatedByArray = get<std::vector<std::int64_t>>(entry, "saturated_codes_by_array");
  layer.saturatedCells = get<std::int64_t>(entry, "saturated_cells");
  if (entry.contains("writes")) {
    const auto& writes = entry.at("writes");
    layer.writes = WriteRecord{get<std::int64_t>(writes, "cells"), get<std::int64_t>(writes, "pulses"),
                               get<std::int64_t>(writes, "given_up_cells")};
  }
  layer.energy_J = get<double>(entry, "energy_J");
  layer.energyByComponent_J = get<std::map<std::string, double>>(entry, "energy_by_component_J");
  layer.area_m2 = get<double>(entry, "area_m2");
  layer.cycles = get<std::int64_t>(entry, "cycles");
  layer.cyclesByCause = get<std::map<std::string, double>>(entry, "cycles_by_cause");
  layer.start_s = get<double>(entry, "start_s");
  layer.end_s = get<double>(entry, "end_s");
  return layer;
}

std::optional<double> readOptional(const json& value) {
  return value.is_null() ? std::optional<double>() : value.get<double>();
}

ChipRecord readChip(const json& entry) {
  ChipRecord chip;
  chip.preset = get<std::string>(entry, "preset");
  chip.latency_s = get<double>(entry, "latency_s");
  chip.throughput = get<double>(entry, "throughput_images_per_s");
  chip.energyPerImage_J = get<double>(entry, "energy_per_image_J");
  chip.energyByComponent_J = get<std::map<std::string, double>>(entry, "energy_by_component_J");
  chip.areaInstalled_m2 = get<double>(entry, "area_m2");
  chip.areaUsed_m2 = get<double>(entry, "area_used_m2");
  chip.areaByComponent_m2 = get<std::map<std::string, double>>(entry, "area_by_component_m2");
  chip.tiles = get<int>(entry, "tiles");
  chip.notModelled = get<std::vector<std::string>>(entry, "not_modelled");
  chip.timedImages = get<int>(entry, "timed_images");
  chip.operations = get<double>(entry, "operations_per_image");
  chip.tops = get<double>(entry, "tops");
  chip.topsPerWatt = get<double>(entry, "tops_per_W");
  chip.topsPerMm2 = get<double>(entry, "tops_per_mm2");
  chip.bits = get<std::string>(entry, "operation_bits");
  chip.programmingEnergy_J = readOptional(entry.at("programming_energy_J"));
  chip.programmingTime_s = readOptional(entry.at("programming_time_s"));
  chip.loads = get<int>(entry, "loads");
  for (const auto& tile : entry.at("tile_use")) {
    chip.tileUse.push_back({get<int>(tile, "column"), get<int>(tile, "row"), get<int>(tile, "arrays"),
                            get<double>(tile, "activity"), get<double>(tile, "buffer"),
                            get<double>(tile, "digital"), get<std::vector<std::string>>(tile, "layers")});
  }
  return chip;
}

WeightNoiseRecord readWeightNoise(const json& entry) {
  WeightNoiseRecord noise;
  noise.eta = get<double>(entry, "eta");
  noise.relative = get<std::string>(entry, "relative_to");
  noise.scope = get<std::string>(entry, "scope");
  noise.on = get<std::string>(entry, "on");
  noise.nanImages = get<std::vector<std::int64_t>>(entry, "nan_images");
  for (const auto& tensor : entry.at("tensors")) {
    noise.tensors.push_back({get<std::string>(tensor, "name"), get<std::string>(tensor, "node"),
                             get<std::string>(tensor, "kind"), get<std::int64_t>(tensor, "elements"),
                             get<double>(tensor, "std"), get<double>(tensor, "rms"),
                             get<double>(tensor, "max"), get<double>(tensor, "sigma")});
  }
  return noise;
}

configs::ResolvedValue readValue(const json& entry) {
  return {get<std::string>(entry, "key"),
          get<std::string>(entry, "value"),
          {static_cast<configs::Origin::Kind>(get<int>(entry, "kind")), get<std::string>(entry, "origin")},
          get<bool>(entry, "is_file"),
          {}};
}

void readHost(const json& host, RunRecord& record) {
  record.seconds = get<double>(host, "seconds");
  record.imagesPerSecond = get<double>(host, "images_per_s");
  record.simulationSeconds = get<double>(host, "simulation_seconds");
  record.simulationCpuSeconds = get<double>(host, "simulation_cpu_seconds");
  record.threads = get<int>(host, "threads");
  record.engine = get<std::string>(host, "engine");
  record.kernel = get<std::string>(host, "kernel");
  record.compiler = get<std::string>(host, "compiler");
  record.version = get<std::string>(host, "version");
  record.build = getOr(host, "build", record.build);
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
  record.chips = get<int>(summary, "chips");
  record.modelDigest = get<std::string>(summary, "model_digest");
  record.dataDigest = get<std::string>(summary, "data_digest");
  record.logitsDigest = get<std::string>(summary, "logits_digest");
  record.hash = get<std::string>(summary, "hash");
  record.inputs = getOr(summary, "inputs", record.inputs);
  record.calibrationDigest = getOr(summary, "calibration_digest", record.calibrationDigest);
  record.id = getOr(summary, "id", record.id);
}

RunRecord readRecord(const json& summary) {
  RunRecord record;
  readIdentity(summary, record);
  readHost(summary.at("host"), record);
  const auto& accuracy = summary.at("accuracy");
  record.images = get<std::int64_t>(accuracy, "images");
  record.digitalTop1 = get<double>(accuracy, "digital_top1");
  record.digitalTop5 = readOptional(accuracy, "digital_top5");
  for (const auto& entry : accuracy.at("by_read_time")) {
    record.byReadTime.push_back(readAccuracy(entry));
  }
  const auto& mapping = summary.at("mapping");
  record.arrays = get<int>(mapping, "arrays");
  record.utilisation = get<double>(mapping, "utilisation");
  record.arrayRows = get<int>(mapping, "array_rows");
  record.arrayColumns = get<int>(mapping, "array_columns");
  for (const auto& entry : summary.at("layers")) {
    record.layers.push_back(readLayer(entry));
  }
  if (summary.contains("correct")) {
    record.correct = get<std::vector<std::vector<std::string>>>(summary, "correct");
  }
  record.confusion = get<std::vector<std::vector<std::int64_t>>>(summary, "confusion");
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
  } catch (const json::exception& error) {
    throw configs::InputError({file.string(), "", error.what(), "a run's summary.json", remedy});
  }
}

}  // namespace ohmic::sim
