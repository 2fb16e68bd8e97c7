// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "configs/reader/origin.h"
#include "sim/run/run_request.h"

namespace ohmic::sim {

/// What a run's results depend on.
struct RunIdentity {
  std::map<std::string, std::string> config;  ///< every value that counts, by its key
  std::string modelDigest;                    ///< XXH3-128 of the network's files
  std::string dataDigest;                     ///< XXH3-128 of the data set's files
  std::string calibrationDigest;              ///< of a calibration file; empty without one

  /// XXH3-128 of all of it and of @p program.
  [[nodiscard]] std::string hash(const std::string& program) const;
};

/// Finds identities; reads every file once.
class RunIdentifier {
 public:
  /// @throws configs::InputError for files that cannot be read.
  [[nodiscard]] RunIdentity identify(const RunRequest& request,
                                     const std::vector<configs::ResolvedValue>& config);

  /// Digest of any file.
  [[nodiscard]] const std::string& digest(const std::filesystem::path& file);

  /// Models and calibration files that were read, with their digests.
  [[nodiscard]] const std::map<std::string, std::string>& models() const { return models_; }

 private:
  const std::string& dataDigest(const models::DatasetChoice& choice);

  std::map<std::string, std::string> models_;
  std::map<std::string, std::string> files_;
  std::map<std::string, std::string> data_;
};

}  // namespace ohmic::sim
