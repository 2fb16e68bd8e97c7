// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/run_identity.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "configs/reader/distinct_text.h"
#include "configs/reader/key_path.h"
#include "models/datasets/file_digest.h"
#include "sim/record/write_results.h"
#include "sim/run/build_id.h"
#include "sim/run/run_inputs.h"

namespace ohmic::sim {
namespace {

constexpr const char* kLayers = "layers";  ///< whose value is the order of its entries (Section::orderedKeys)

}  // namespace

namespace fs = std::filesystem;

std::string RunIdentity::values() const {
  std::string text;
  for (const auto* part : {&config, &inputs}) {
    text += fmt::format("{}\n", part->size());
    for (const auto& [key, value] : *part) {
      text += configs::distinctText({key, value});
    }
  }
  return text;
}

std::string RunIdentity::text() const { return configs::distinctText({buildId(), values()}); }

std::string RunIdentity::id() const {
  const std::string all = text();
  const auto hash = XXH3_128bits(all.data(), all.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

RunIdentity RunIdentity::of(const std::function<bool(const std::string& key)>& counts) const {
  RunIdentity part;
  std::set<std::string> patterns;
  const auto take = [&](const std::pair<const std::string, std::string>& entry, auto& entries) {
    if (entry.first == kLayers || !counts(entry.first)) {
      return;
    }
    entries.insert(entry);
    const auto keys = configs::splitPath(entry.first).value_or(std::vector<std::string>());
    if (keys.size() > 1 && keys[0] == kLayers) {
      patterns.insert(keys[1]);
    }
  };
  for (const auto& entry : config) {
    take(entry, part.config);
  }
  for (const auto& entry : inputs) {
    take(entry, part.inputs);
  }
  std::copy_if(layers.begin(), layers.end(), std::back_inserter(part.layers),
               [&](const std::string& pattern) { return patterns.count(pattern) > 0; });
  if (part.layers.size() > 1) {
    part.config[kLayers] = configs::listText(part.layers);
  }
  return part;
}

void RunIdentifier::knowNetwork(const RunRequest& request, const models::Graph& graph) {
  const std::string key = keyOfNetwork(request);
  known_.emplace(key, inputs_.digest(request, graph));
  layers_.emplace(key, layerNames(graph));
}

void RunIdentifier::knowDataset(const RunRequest& request, const models::Samples& samples) {
  known_.emplace(keyOfSamples(request, request.dataset), inputs_.digest(request.dataset, samples));
}

void RunIdentifier::knowCalibration(const RunRequest& request, const models::Samples& samples) {
  known_.emplace(keyOfSamples(request, request.calibration), inputs_.digest(request.calibration, samples));
}

std::string RunIdentifier::learnNetwork(const RunRequest& request) {
  std::string key = keyOfNetwork(request);
  if (known_.count(key) == 0) {
    knowNetwork(request, inputs_.graph(request));
  }
  return key;
}

const std::string& RunIdentifier::learnSamples(const RunRequest& request, bool isCalibration) {
  const models::DatasetChoice& choice = isCalibration ? request.calibration : request.dataset;
  const std::string key = keyOfSamples(request, choice);
  if (const auto known = known_.find(key); known != known_.end()) {
    return known->second;
  }
  const auto samples = isCalibration ? calibrationImagesOf(request, inputs_) : samplesOf(request, inputs_);
  return known_.emplace(key, inputs_.digest(choice, *samples)).first->second;
}

const std::vector<std::string>& RunIdentifier::layers(const RunRequest& request) {
  return layers_.at(learnNetwork(request));
}

RunIdentity RunIdentifier::identify(const RunRequest& request) {
  RunIdentity identity;
  for (const LayerRule& rule : request.hardware.rules) {
    identity.layers.push_back(rule.pattern);
  }
  for (const auto& value : request.config) {
    if (entersHash(value)) {
      identity.config[value.path] = value.value;
    } else if (value.isFile && value.path != "network.model" && value.path != "dataset.path") {
      identity.inputs[value.path] = digest(value.file);
    }
  }
  identity.inputs["network.model"] = known_.at(learnNetwork(request));
  identity.inputs["dataset"] = learnSamples(request, false);
  if (readsCalibration(request)) {
    identity.inputs["calibration"] = learnSamples(request, true);
  }
  if (!request.chipFile.empty()) {
    identity.inputs["--chip"] = digest(request.chipFile);
  }
  return identity;
}

const std::string& RunIdentifier::digest(const fs::path& place) {
  auto& found = known_["file " + place.string()];
  if (found.empty()) {
    found = fs::is_directory(place) ? models::folderDigest(place) : models::fileDigest({place});
  }
  return found;
}

}  // namespace ohmic::sim
