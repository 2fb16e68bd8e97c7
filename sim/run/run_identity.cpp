// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/run_identity.h"

#include <fmt/format.h>
#include <xxhash.h>

#include "models/datasets/file_digest.h"
#include "models/datasets/open_samples.h"
#include "models/onnx/import.h"
#include "sim/run/write_results.h"

namespace ohmic::sim {

std::string RunIdentity::hash(const std::string& program) const {
  std::string text = fmt::format("{}\n{}\n{}\n{}\n", program, modelDigest, dataDigest, calibrationDigest);
  for (const auto& [key, value] : config) {
    text += fmt::format("{}={}\n", key, value);
  }
  const auto hash = XXH3_128bits(text.data(), text.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

RunIdentity RunIdentifier::identify(const RunRequest& request,
                                    const std::vector<configs::ResolvedValue>& config) {
  RunIdentity identity;
  for (const auto& value : config) {
    if (entersHash(value)) {
      identity.config[value.path] = value.value;
    }
  }
  auto& model = models_[request.network.model.string()];
  if (model.empty()) {
    model = models::fileDigest(models::importOnnx(request.network.model, request.network.options).files);
  }
  identity.modelDigest = model;
  identity.dataDigest = dataDigest(request.dataset);
  if (!request.calibrationFile.empty()) {
    identity.calibrationDigest = digest(request.calibrationFile);
  }
  return identity;
}

const std::string& RunIdentifier::digest(const std::filesystem::path& file) {
  auto& found = files_[file.string()];
  if (found.empty()) {
    found = models::fileDigest({file});
  }
  return found;
}

const std::string& RunIdentifier::dataDigest(const models::DatasetChoice& choice) {
  const auto key = fmt::format("{}:{}:{}", choice.name,
                               choice.split == models::Split::kTest ? "test" : "train", choice.path.string());
  auto& found = data_[key];
  if (found.empty()) {
    found = models::fileDigest(models::openSamples(choice)->files());
  }
  return found;
}

}  // namespace ohmic::sim
