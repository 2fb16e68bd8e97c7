// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "models/datasets/samples.h"
#include "models/graph/graph.h"
#include "sim/engine/deployment.h"
#include "sim/record/result_cache.h"
#include "sim/run/layer_records.h"
#include "sim/run/run_identity.h"
#include "sim/run/run_inputs.h"
#include "sim/run/run_request.h"

namespace ohmic::sim {

/// What a run has in common with others of the same network and images: found in a cache, else computed and
/// kept there. The results are equal bit for bit with a cache and without. An entry's name is the digest of
/// everything that decides it: of the program, of the run file's values, and of the bytes of files.
class SharedResults {
 public:
  /// @param cache     null: everything is computed.
  /// @param request, identity  outlive this object.
  SharedResults(const ResultCache* cache, const RunRequest& request, const RunIdentity& identity)
      : cache_(cache), request_(request), identity_(identity) {}

  /// The float network's outputs for all samples, as outputsOf().
  [[nodiscard]] std::vector<float> outputs(const models::Graph& graph, const models::Samples& samples) const;

  /// The float network's outputs of every layer, for the first @p images samples. Kept up to 64 MiB.
  /// @param deployment  outlives what is returned.
  [[nodiscard]] DigitalReference layerOutputs(const Deployment& deployment, const models::Samples& samples,
                                              std::int64_t images) const;

  /// The run's network on its arithmetic, calibrated on these images.
  [[nodiscard]] Deployment deploy(models::Graph graph, mapping::Plan plan,
                                  std::vector<LayerHardware> hardware, const CalibrationImages& images) const;

 private:
  const ResultCache* cache_;
  const RunRequest& request_;
  const RunIdentity& identity_;
};

}  // namespace ohmic::sim
