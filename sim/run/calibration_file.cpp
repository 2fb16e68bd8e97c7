// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/calibration_file.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "configs/files/escape.h"
#include "configs/files/json.h"
#include "configs/files/json_value.h"
#include "configs/files/limits.h"
#include "configs/reader/error.h"
#include "configs/reader/pattern.h"

namespace ohmic::sim {
namespace {

using nlohmann::json;

constexpr int kSchema = 1;
constexpr std::int64_t kMostSchemas = 1000000;
constexpr double kLeastScale = 1e-30, kMostScale = 1e30;  // of floats, with room for products
constexpr std::int64_t kMostUnits = std::int64_t{1} << 53;

bool containsOneOf(const std::string& path, const std::vector<const char*>& parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [&path](const char* part) { return path.find(part) != std::string::npos; });
}

/// Of the hardware, a layer's own included.
bool isHardwareThatCounts(const std::string& path) {
  static const std::vector<const char*> kCounts = {".array.", ".weights.",   ".input.",     ".dac.",
                                                   ".adc.",   ".cell.g_min", ".cell.g_max", ".cell.iv."};
  static const std::vector<const char*> kComesLater = {
      ".chip.",        ".adc.kind",  ".adc.gain_mismatch",      ".adc.offset_mismatch",
      ".adc.inl",      ".adc.noise", ".adc.capacitor_mismatch", ".adc.threshold_mismatch",
      ".adc.shared_by"};
  return containsOneOf(path, kCounts) && !containsOneOf(path, kComesLater);
}

bool counts(const configs::ResolvedValue& value) {
  const std::string& path = value.path;
  if (value.isFile) {
    return false;  // model and data enter by their bytes
  }
  if (configs::startsWith(path, "layers.") && value.value == "digital") {
    return true;
  }
  if (configs::startsWith(path, "hardware.") || configs::startsWith(path, "layers.")) {
    return isHardwareThatCounts(path);
  }
  return configs::startsWith(path, "network.") || path == "dataset.name" || path == "dataset.mean" ||
         path == "dataset.std" || path == "dataset.range" || configs::startsWith(path, "calibration.");
}

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

std::string calibrationConfig(const std::vector<configs::ResolvedValue>& values) {
  std::string text;
  for (const auto& value : values) {
    if (counts(value)) {
      text += fmt::format("{}: {}\n", value.path, value.value);
    }
  }
  return text;
}

std::string calibrationHash(const std::string& config, const std::string& modelDigest,
                            const std::string& dataDigest) {
  const std::string text = config + modelDigest + "\n" + dataDigest + "\n";
  const auto hash = XXH3_128bits(text.data(), text.size());
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
