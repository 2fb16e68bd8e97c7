// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/run_identity.h"

#include <fmt/format.h>
#include <xxhash.h>

#include "models/datasets/file_digest.h"
#include "models/datasets/open_samples.h"
#include "models/onnx/import.h"
#include "sim/record/write_results.h"
#include "sim/run/build_id.h"
#include "sim/run/run_inputs.h"

namespace ohmic::sim {
namespace {

namespace fs = std::filesystem;

/// All that a configuration says of files that are read together: what a name for their digest has to tell
/// apart.
std::string saidOf(const RunRequest& request, const std::string& role, const std::string& section) {
  std::string text = role + "\n";
  for (const auto& value : request.config) {
    if (value.path.rfind(section + ".", 0) == 0) {
      text += fmt::format("{}={}\n", value.path, value.isFile ? value.file.string() : value.value);
    }
  }
  return text;
}

std::string keyOfNetwork(const RunRequest& request) {
  return saidOf(request, "network " + request.network.model.string(), "network");
}

std::string keyOfSamples(const RunRequest& request, const models::DatasetChoice& choice) {
  return saidOf(request,
                fmt::format("{} {} {} {}", choice.name, models::splitName(choice.split), choice.images,
                            choice.path.string()),
                "dataset");
}

}  // namespace

std::string samplesDigest(const models::DatasetChoice& choice, const models::Samples& samples) {
  return choice.name == "folder" ? models::fileDigest(samples.files(), choice.path)
                                 : models::fileDigest(samples.files());
}

std::string RunIdentity::text() const {
  std::string text = fmt::format("{}\n", buildId());
  for (const auto* part : {&config, &inputs}) {
    text += fmt::format("{}\n", part->size());
    for (const auto& [key, value] : *part) {
      text += fmt::format("{}={}\n", key, value);
    }
  }
  return text;
}

std::string RunIdentity::id() const {
  const std::string all = text();
  const auto hash = XXH3_128bits(all.data(), all.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

RunIdentity RunIdentity::of(const std::function<bool(const std::string& key)>& counts) const {
  RunIdentity part;
  for (const auto& entry : config) {
    if (counts(entry.first)) {
      part.config.insert(entry);
    }
  }
  for (const auto& entry : inputs) {
    if (counts(entry.first)) {
      part.inputs.insert(entry);
    }
  }
  return part;
}

void RunIdentifier::knowNetwork(const RunRequest& request, const models::Graph& graph) {
  known_.emplace(keyOfNetwork(request), models::fileDigest(graph.files));
  layers_.emplace(keyOfNetwork(request), layerNames(graph));
}

void RunIdentifier::knowDataset(const RunRequest& request, const models::Samples& samples) {
  known_.emplace(keyOfSamples(request, request.dataset), samplesDigest(request.dataset, samples));
}

void RunIdentifier::knowCalibration(const RunRequest& request, const models::Samples& samples) {
  known_.emplace(keyOfSamples(request, request.calibration), samplesDigest(request.calibration, samples));
}

void RunIdentifier::learnNetwork(const RunRequest& request) {
  if (known_.count(keyOfNetwork(request)) == 0) {
    knowNetwork(request, models::importOnnx(request.network.model, request.network.options));
  }
}

const std::vector<std::string>& RunIdentifier::layers(const RunRequest& request) {
  learnNetwork(request);
  return layers_.at(keyOfNetwork(request));
}

RunIdentity RunIdentifier::identify(const RunRequest& request) {
  RunIdentity identity;
  for (const auto& value : request.config) {
    if (entersHash(value)) {
      identity.config[value.path] = value.value;
    } else if (value.isFile && value.path != "network.model" && value.path != "dataset.path") {
      identity.inputs[value.path] = digest(value.file);
    }
  }
  learnNetwork(request);
  identity.inputs["network.model"] = known_.at(keyOfNetwork(request));
  if (known_.count(keyOfSamples(request, request.dataset)) == 0) {
    knowDataset(request, *models::openSamples(request.dataset));
  }
  identity.inputs["dataset"] = known_.at(keyOfSamples(request, request.dataset));
  if (!request.weightNoise) {
    if (known_.count(keyOfSamples(request, request.calibration)) == 0) {
      knowCalibration(request, *calibrationImagesOf(request));
    }
    identity.inputs["calibration"] = known_.at(keyOfSamples(request, request.calibration));
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
