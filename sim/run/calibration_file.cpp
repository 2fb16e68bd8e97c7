// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/calibration_file.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "configs/files/json.h"
#include "configs/reader/error.h"

namespace ohmic::sim {
namespace {

using nlohmann::json;

constexpr int kSchema = 1;

bool startsWith(const std::string& text, const char* start) { return text.rfind(start, 0) == 0; }

bool containsOneOf(const std::string& path, const std::vector<const char*>& parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [&path](const char* part) { return path.find(part) != std::string::npos; });
}

/// Of the hardware, a layer's own included.
bool isHardwareThatCounts(const std::string& path) {
  static const std::vector<const char*> kCounts = {".array.", ".weights.",   ".input.",     ".dac.",
                                                   ".adc.",   ".cell.g_min", ".cell.g_max", ".cell.iv."};
  static const std::vector<const char*> kComesLater = {
      ".chip.",   ".adc.kind",  ".adc.gain_mismatch",      ".adc.offset_mismatch",
      ".adc.inl", ".adc.noise", ".adc.capacitor_mismatch", ".adc.shared_by"};
  return containsOneOf(path, kCounts) && !containsOneOf(path, kComesLater);
}

bool counts(const configs::ResolvedValue& value) {
  const std::string& path = value.path;
  if (value.isFile) {
    return false;  // model and data enter by their bytes
  }
  if (startsWith(path, "layers.") && value.value == "digital") {
    return true;
  }
  if (startsWith(path, "hardware.") || startsWith(path, "layers.")) {
    return isHardwareThatCounts(path);
  }
  return startsWith(path, "network.") || path == "dataset.name" || path == "dataset.mean" ||
         path == "dataset.std" || path == "dataset.range" || startsWith(path, "calibration.");
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
                                    const mapping::Plan& plan) {
  CalibrationFile found;
  try {
    std::ifstream in(file);
    const json document = json::parse(in);
    if (document.at("schema") != kSchema) {
      refuse(file, "written by another version");
    }
    found.hash = document.at("hash").get<std::string>();
    for (const auto& layer : document.at("layers")) {
      found.layers.push_back({layer.at("name").get<std::string>(), layer.at("input_scale").get<double>(),
                              layer.at("lsb_units").get<std::vector<std::int64_t>>()});
    }
  } catch (const json::exception&) {
    refuse(file, "no calibration.json, or a damaged one");
  }
  if (hash && found.hash != *hash) {
    refuse(file, "made for another configuration, network or data set");
  }
  const bool fits =
      std::equal(plan.layers.begin(), plan.layers.end(), found.layers.begin(), found.layers.end(),
                 [](const mapping::LayerPlan& layer, const LayerCalibration& own) {
                   const bool isPositive =
                       std::all_of(own.lsb.begin(), own.lsb.end(), [](std::int64_t lsb) { return lsb > 0; });
                   const auto slices = static_cast<std::size_t>(layer.levels.slices);
                   return layer.name == own.name && own.inputScale > 0.0 && isPositive &&
                          (own.lsb.empty() || own.lsb.size() == slices);
                 });
  if (!fits) {
    refuse(file, "its layers are not the network's");
  }
  return found;
}

}  // namespace ohmic::sim
