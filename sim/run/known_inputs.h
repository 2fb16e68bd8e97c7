// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "models/datasets/image_set.h"
#include "models/datasets/samples.h"
#include "models/graph/graph.h"
#include "sim/run/run_request.h"

namespace ohmic::sim {

/// XXH3-128 of the files that samples were read from. A folder's pictures count with their relative names,
/// which carry the labels.
[[nodiscard]] std::string samplesDigest(const models::DatasetChoice& choice, const models::Samples& samples);

/// Networks and samples that a process reads for several runs: what fits into memory is read once, with the
/// digest of its files, until one of these files changes. Copies share what they know; a process that was
/// forked goes on with its own. For one thread.
class KnownInputs {
 public:
  /// Keeps nothing: everything is read when it is asked for.
  KnownInputs() = default;

  /// @param mostBytes  of memory, estimated; what comes when it is used up is read each time.
  explicit KnownInputs(std::uintmax_t mostBytes);

  /// Whether anything is kept.
  [[nodiscard]] bool keeps() const noexcept { return kept_ != nullptr; }

  /// A run's network. @throws configs::InputError as models::importOnnx().
  [[nodiscard]] models::Graph graph(const RunRequest& request) const;

  /// Digest of the files that graph() read. @param graph  of the request.
  [[nodiscard]] std::string digest(const RunRequest& request, const models::Graph& graph) const;

  /// As models::openSamples(). @param choice  the request's dataset or calibration, or one derived from them.
  [[nodiscard]] std::shared_ptr<const models::Samples> samples(
      const RunRequest& request, const models::DatasetChoice& choice,
      const std::optional<models::SampleForm>& form) const;

  /// samplesDigest() of what samples() gave.
  [[nodiscard]] std::string digest(const models::DatasetChoice& choice, const models::Samples& samples) const;

 private:
  struct Kept;
  std::shared_ptr<Kept> kept_;  ///< null: nothing
};

/// All that a configuration says of a network, of samples: what a name for their digest has to tell apart.
[[nodiscard]] std::string keyOfNetwork(const RunRequest& request);
[[nodiscard]] std::string keyOfSamples(const RunRequest& request, const models::DatasetChoice& choice);

}  // namespace ohmic::sim
