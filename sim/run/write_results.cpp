// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/write_results.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <xxhash.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "configs/files/csv.h"
#include "configs/files/json.h"
#include "sim/run/layer_records.h"
#include "sim/run/run_identity.h"

namespace ohmic::sim {
namespace {

using nlohmann::json;

constexpr int kSchema = 1;

json interval(const Interval& i) { return json::array({i.low, i.high}); }

json orNull(const std::optional<double>& value) { return value ? json(*value) : json(); }

json orNull(const std::optional<Interval>& value) { return value ? interval(*value) : json(); }

json accuracy(const RunRecord& record) {
  const auto& first = record.byReadTime.at(0);
  json result = {{"top1", first.top1},
                 {"images", record.images},
                 {"interval95", interval(first.interval95)},
                 {"digital_top1", record.digitalTop1},
                 {"top5", orNull(first.top5)},
                 {"top5_interval95", orNull(first.top5Interval95)},
                 {"digital_top5", orNull(record.digitalTop5)},
                 {"per_chip", first.perChip},
                 {"chip_std", first.chipStd},
                 {"by_read_time", json::array()}};
  for (const auto& at : record.byReadTime) {
    json entry = {{"read_time_s", at.readTime},
                  {"top1", at.top1},
                  {"top5", orNull(at.top5)},
                  {"top5_interval95", orNull(at.top5Interval95)},
                  {"interval95", interval(at.interval95)},
                  {"per_chip", at.perChip},
                  {"chip_std", at.chipStd}};
    entry["chip_interval95"] = at.chipInterval95 ? interval(*at.chipInterval95) : json();
    result["by_read_time"].push_back(entry);
  }
  return result;
}

json tileUse(const ChipRecord& record) {
  json list = json::array();
  for (const auto& tile : record.tileUse) {
    list.push_back({{"column", tile.column},
                    {"row", tile.row},
                    {"arrays", tile.arrays},
                    {"activity", tile.activity},
                    {"buffer", tile.buffer},
                    {"digital", tile.digital},
                    {"layers", tile.layers}});
  }
  return list;
}

json chip(const ChipRecord& record) {
  return {{"operations_per_image", record.operations},
          {"tops", record.tops},
          {"tops_per_W", record.topsPerWatt},
          {"tops_per_mm2", record.topsPerMm2},
          {"operation_bits", record.bits},
          {"programming_energy_J", orNull(record.programmingEnergy_J)},
          {"programming_time_s", orNull(record.programmingTime_s)},
          {"loads", record.loads},
          {"tile_use", tileUse(record)},
          {"preset", record.preset},
          {"latency_s", record.latency_s},
          {"throughput_images_per_s", record.throughput},
          {"energy_per_image_J", record.energyPerImage_J},
          {"energy_by_component_J", record.energyByComponent_J},
          {"area_m2", record.areaInstalled_m2},
          {"area_used_m2", record.areaUsed_m2},
          {"area_by_component_m2", record.areaByComponent_m2},
          {"tiles", record.tiles},
          {"not_modelled", record.notModelled},
          {"timed_images", record.timedImages}};
}

json writes(const WriteRecord& record) {
  return {{"cells", record.cells}, {"pulses", record.pulses}, {"given_up_cells", record.givenUp}};
}

json layers(const RunRecord& record) {
  json list = json::array();
  for (const auto& layer : record.layers) {
    list.push_back({{"name", layer.name},
                    {"type", layer.type},
                    {"rows", layer.rows},
                    {"columns", layer.columns},
                    {"positions", layer.positions},
                    {"multiply_adds", layer.multiplyAdds},
                    {"arrays", layer.arrays},
                    {"utilisation", layer.utilisation},
                    {"relative_error", layer.relativeError},
                    {"conversions", layer.conversions},
                    {"saturated_codes", layer.saturatedCodes},
                    {"saturated_codes_by_array", layer.saturatedByArray},
                    {"saturated_cells", layer.saturatedCells},
                    {"energy_J", layer.energy_J},
                    {"energy_by_component_J", layer.energyByComponent_J},
                    {"area_m2", layer.area_m2},
                    {"cycles", layer.cycles},
                    {"cycles_by_cause", layer.cyclesByCause},
                    {"start_s", layer.start_s},
                    {"end_s", layer.end_s}});
    if (layer.writes) {
      list.back()["writes"] = writes(*layer.writes);
    }
  }
  return list;
}

json weightNoise(const WeightNoiseRecord& noise) {
  json tensors = json::array();
  for (const auto& tensor : noise.tensors) {
    tensors.push_back({{"name", tensor.name},
                       {"node", tensor.node},
                       {"kind", tensor.kind},
                       {"elements", tensor.elements},
                       {"std", tensor.std},
                       {"rms", tensor.rms},
                       {"max", tensor.max},
                       {"sigma", tensor.sigma}});
  }
  return {{"eta", noise.eta},           {"relative_to", noise.relative},   {"scope", noise.scope},
          {"on", noise.on},             {"nan_images", noise.nanImages}, {"tensors", tensors}};
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
                    {"kind", static_cast<int>(value.origin.kind)},
                    {"is_file", value.isFile}});
  }
  return list;
}

/// Without a calibration file: what it holds is in the calibration's digest, whether the run read it or chose it.
json inputs(const RunRecord& record) {
  json digests = record.inputs;
  digests.erase("calibration.file");
  return digests;
}

/// Everything but the host and the hash.
json results(const RunRecord& record) {
  json result = {{"schema", kSchema},
                 {"accuracy", accuracy(record)},
                 {"confusion", record.confusion},
                 {"mapping",
                  {{"arrays", record.arrays},
                   {"utilisation", record.utilisation},
                   {"array_rows", record.arrayRows},
                   {"array_columns", record.arrayColumns}}},
                 {"layers", layers(record)},
                 {"seed", record.seed},
                 {"chips", record.chips},
                 {"inputs", inputs(record)},
                 {"model_digest", record.modelDigest},
                 {"data_digest", record.dataDigest},
                 {"calibration_digest", record.calibrationDigest},
                 {"logits_digest", record.logitsDigest}};
  if (record.chip) {
    result["chip"] = chip(*record.chip);
  }
  if (const auto all = writesOfAll(record.layers)) {
    result["writes"] = writes(*all);
  }
  if (record.weightNoise) {
    result["weight_noise"] = weightNoise(*record.weightNoise);
  }
  return result;
}

/// A bit for each image, the first in the highest bit of the first digit; hexadecimal.
std::string correctText(const std::vector<int>& predictions, const std::vector<int>& labels) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text((labels.size() + 3) / 4, '0');
  for (std::size_t digit = 0; digit < text.size(); ++digit) {
    unsigned bits = 0;
    for (std::size_t i = 4 * digit; i < 4 * digit + 4; ++i) {
      bits = 2 * bits + (i < labels.size() && predictions[i] == labels[i] ? 1U : 0U);
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
    for (const auto& predictions : chips) {
      texts.push_back(correctText(predictions, record.labels));
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
  summary["correct"] = correctImages(record);
  summary["host"] = {{"seconds", record.seconds},
                     {"images_per_s", record.imagesPerSecond},
                     {"simulation_seconds", record.simulationSeconds},
                     {"simulation_cpu_seconds", record.simulationCpuSeconds},
                     {"threads", record.threads},
                     {"engine", record.engine},
                     {"kernel", record.kernel},
                     {"compiler", record.compiler},
                     {"version", record.version},
                     {"build", record.build}};
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
      for (std::size_t i = 0; i < record.labels.size(); ++i) {
        csv += fmt::format("{},{},{},{},{}\n", record.byReadTime[t].readTime, c, i, record.labels[i],
                           record.predictions[t][c][i]);
      }
    }
  }
  return csv;
}

std::string layersCsv(const RunRecord& record) {
  std::string csv =
      "layer,name,type,rows,columns,positions,multiply_adds,arrays,utilisation,relative_error,conversions,"
      "saturated_codes,saturated_cells,energy_J,cycles,start_s,end_s,saturated_codes_by_array\n";
  for (std::size_t l = 0; l < record.layers.size(); ++l) {
    const auto& layer = record.layers[l];
    csv += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", l,
                       configs::csvText(layer.name), configs::csvText(layer.type), layer.rows, layer.columns, layer.positions, layer.multiplyAdds,
                       layer.arrays, layer.utilisation, layer.relativeError, layer.conversions,
                       layer.saturatedCodes, layer.saturatedCells, layer.energy_J, layer.cycles,
                       layer.start_s, layer.end_s, fmt::join(layer.saturatedByArray, ";"));
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
