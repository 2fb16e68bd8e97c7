// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/what_counts.h"

#include <algorithm>
#include <string>
#include <vector>

#include "configs/reader/key_path.h"

namespace ohmic::sim {
namespace {

using Keys = std::vector<std::string>;

/// The keys of a path; the path itself where it is none ("--chip").
Keys keysOf(const std::string& path) { return configs::splitPath(path).value_or(Keys{path}); }

/// A path with the key of `hardware` that an entry of `layers` gives another value.
Keys asHardware(Keys keys) {
  if (keys.size() > 2 && keys[0] == "layers") {
    keys.erase(keys.begin(), keys.begin() + 2);
    keys.insert(keys.begin(), "hardware");
  }
  return keys;
}

/// Whether a path is one of a list, or leads into one.
bool isOf(const std::vector<Keys>& list, const Keys& path) {
  return std::any_of(list.begin(), list.end(),
                     [&path](const Keys& listed) { return configs::leadsTo(listed, path); });
}

}  // namespace

bool decidesOutputs(const std::string& key) {
  const std::string first = keysOf(key).front();
  return first == "network" || first == "dataset";
}

bool decidesCalibration(const std::string& key) {
  static const std::vector<Keys> kComesLater = {{"--chip"},
                                                {"run"},
                                                {"dataset", "images"},
                                                {"dataset", "split"},
                                                {"calibration", "file"},
                                                {"hardware", "preset"},
                                                {"hardware", "chip"},
                                                {"hardware", "adc", "kind"},
                                                {"hardware", "adc", "gain_mismatch"},
                                                {"hardware", "adc", "offset_mismatch"},
                                                {"hardware", "adc", "inl"},
                                                {"hardware", "adc", "noise"},
                                                {"hardware", "adc", "capacitor_mismatch"},
                                                {"hardware", "adc", "threshold_mismatch"},
                                                {"hardware", "adc", "shared_by"},
                                                {"hardware", "cell", "model"},
                                                {"hardware", "cell", "file"},
                                                {"hardware", "cell", "programming"},
                                                {"hardware", "cell", "drift"},
                                                {"hardware", "cell", "read_noise"},
                                                {"hardware", "cell", "faults"},
                                                {"hardware", "cell", "variation"},
                                                {"hardware", "wires", "row"},
                                                {"hardware", "wires", "column"},
                                                {"hardware", "wires", "driver"},
                                                {"hardware", "wires", "sense"},
                                                {"hardware", "read_time"},
                                                {"hardware", "drift_compensation"},
                                                {"hardware", "weights", "gain"},
                                                {"hardware", "replicas"},
                                                {"hardware", "array_budget"}};
  // the measured images, of which nothing but their files is said: calibration takes others
  return key != "dataset" && !isOf(kComesLater, asHardware(keysOf(key)));
}

bool decidesCells(const std::string& key) {
  static const std::vector<Keys> kElsewhere = {{"--chip"},
                                               {"run"},
                                               {"dataset"},
                                               {"calibration"},
                                               {"network", "metric"},
                                               {"hardware", "preset"},
                                               {"hardware", "chip"},
                                               {"hardware", "adc"},
                                               {"hardware", "weights", "gain"}};
  return !isOf(kElsewhere, asHardware(keysOf(key)));
}

}  // namespace ohmic::sim
