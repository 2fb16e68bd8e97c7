// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/calibration_file.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <nlohmann/json.hpp>

#include "configs/files/escape.h"
#include "configs/files/json.h"
#include "configs/files/json_value.h"
#include "configs/files/limits.h"
#include "configs/reader/distinct_text.h"
#include "configs/reader/error.h"
#include "models/datasets/split.h"
#include "sim/run/what_counts.h"

namespace ohmic::sim {
namespace {

using nlohmann::json;

constexpr int kSchema = 2;  // 1, of Ohmic 0.1.0, left keys out of the hash
constexpr std::int64_t kMostSchemas = 1000000;
constexpr double kLeastScale = 1e-30, kMostScale = 1e30;  // of floats, with room for products
constexpr std::int64_t kMostUnits = std::int64_t{1} << 53;

json layersJson(const std::vector<LayerCalibration>& layers) {
  json list = json::array();
  for (const auto& layer : layers) {
    list.push_back({{"name", layer.name}, {"input_scale", layer.inputScale}, {"lsb_units", layer.lsb}});
  }
  return list;
}

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& found) {
  throw configs::InputError({file.string(), "calibration.file", found, "a calibration of this run file",
                             "write it again with `ohmic calibrate RUN.yaml -o CALIBRATION.json`"});
}

}  // namespace

std::string calibrationInputs(const RunIdentity& identity, const CalibrationImages& images,
                              const mapping::Plan& plan, const std::vector<LayerHardware>& hardware) {
  std::string text =
      configs::distinctText({identity.of(decidesCalibration).values(), models::splitName(images.split),
                             fmt::to_string(images.samples->count())});
  for (std::size_t l = 0; l < plan.layers.size(); ++l) {
    const auto& cells = hardware[l].cell.range;  // which laws of the cells bring along
    text +=
        configs::distinctText({plan.layers[l].name, fmt::format("{:a} {:a}", cells.least, cells.greatest)});
  }
  return text;
}

std::string calibrationHash(const std::string& inputs) {
  const auto hash = XXH3_128bits(inputs.data(), inputs.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

std::string calibrationDigest(const std::vector<LayerCalibration>& layers) {
  const std::string text = configs::writeJson(layersJson(layers), -1);
  const auto hash = XXH3_128bits(text.data(), text.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

std::string calibrationJson(const CalibrationFile& file) {
  return configs::writeJson({{"schema", kSchema}, {"hash", file.hash}, {"layers", layersJson(file.layers)}},
                            2) +
         "\n";
}

CalibrationFile readCalibrationFile(const std::filesystem::path& file, const std::optional<std::string>& hash,
                                    const mapping::Plan& plan, const std::vector<LayerHardware>& hardware) {
  CalibrationFile found;
  const configs::JsonDocument document(file, configs::kCalibrationFile);
  const configs::JsonValue root = document.root();
  if (root.at("schema").integer(0, kMostSchemas) != kSchema) {
    refuse(file, "written by another version");
  }
  found.hash = root.at("hash").text();
  for (const auto& layer : root.at("layers").items()) {
    found.layers.push_back({layer.at("name").text(), layer.at("input_scale").number(kLeastScale, kMostScale),
                            layer.at("lsb_units").integers(1, kMostUnits)});
  }
  if (hash && found.hash != *hash) {
    refuse(file, "made for another configuration, network or data set");
  }
  if (found.layers.size() != plan.layers.size()) {
    refuse(file, "its layers are not the network's");
  }
  for (std::size_t l = 0; l < plan.layers.size(); ++l) {
    const auto& layer = plan.layers[l];
    // names are stored as JSON shows them
    if (found.layers[l].name != configs::validText(layer.name)) {
      refuse(file, "its layers are not the network's");
    }
    if (const auto fault = faultOf(found.layers[l], layer, hardware[l]); !fault.empty()) {
      refuse(file, fmt::format("found {} in layer '{}'", fault, configs::terminalText(layer.name)));
    }
  }
  return found;
}

}  // namespace ohmic::sim
