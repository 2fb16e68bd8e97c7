// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "models/datasets/samples.h"
#include "models/graph/graph.h"
#include "sim/run/known_inputs.h"
#include "sim/run/run_request.h"

namespace ohmic::sim {

/// What a run's results depend on.
struct RunIdentity {
  std::map<std::string, std::string> config;  ///< every value that counts and is no path, by its key

  /// XXH3-128 of what the run reads: "network.model" (with its external data), "dataset" (the images that
  /// accuracy is measured on), "calibration" (those of the other split, where the run calibrates), "--chip",
  /// and every other file or folder that the configuration names, by its key.
  std::map<std::string, std::string> inputs;

  std::vector<std::string> layers;  ///< patterns of the entries of `layers`, in the order that they apply in

  /// All of it as a text that tells identities apart.
  [[nodiscard]] std::string values() const;

  /// The same with the program (buildId()).
  [[nodiscard]] std::string text() const;

  /// XXH3-128 of the text.
  [[nodiscard]] std::string id() const;

  /// What only these keys say: an identity of results that depend on nothing else. The order of `layers` is
  /// that of the entries whose keys count.
  [[nodiscard]] RunIdentity of(const std::function<bool(const std::string& key)>& counts) const;
};

/// Finds the identities of runs; reads every file once. One object serves one plan or one run, within which
/// files are taken not to change.
class RunIdentifier {
 public:
  /// @param inputs  where it reads from.
  explicit RunIdentifier(KnownInputs inputs = {}) : inputs_(std::move(inputs)) {}

  /// Spares reading what a run has at hand: its network, its images, those that it calibrates with.
  void knowNetwork(const RunRequest& request, const models::Graph& graph);
  void knowDataset(const RunRequest& request, const models::Samples& samples);
  void knowCalibration(const RunRequest& request, const models::Samples& samples);

  /// @throws configs::InputError for files that cannot be read.
  [[nodiscard]] RunIdentity identify(const RunRequest& request);

  /// layerNames() of the run's network. @throws configs::InputError for a network that is refused.
  [[nodiscard]] const std::vector<std::string>& layers(const RunRequest& request);

  /// Digest of a file's bytes; of a folder, of the relative names and bytes of all files in it.
  [[nodiscard]] const std::string& digest(const std::filesystem::path& place);

 private:
  /// knowNetwork() of a network that is not known yet. @returns keyOfNetwork()
  std::string learnNetwork(const RunRequest& request);
  /// Digest of samples. @param isCalibration  those that calibration takes
  const std::string& learnSamples(const RunRequest& request, bool isCalibration);

  KnownInputs inputs_;
  std::map<std::string, std::string> known_;                ///< digests, by what the user wrote of the files
  std::map<std::string, std::vector<std::string>> layers_;  ///< of networks, by the same
};

}  // namespace ohmic::sim
