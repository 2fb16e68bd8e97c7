// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "models/datasets/samples.h"
#include "models/reference/float_network.h"
#include "sim/engine/engine.h"
#include "sim/record/run_record.h"

namespace ohmic::sim {

/// What the plan and the first chip say of every layer: sizes, arrays, utilisation, saturated cells.
[[nodiscard]] std::vector<LayerRecord> describeLayers(const Deployment& deployment,
                                                      const ProgrammedChip& chip);

/// Floats that all layers of a plan put out for one image.
[[nodiscard]] std::int64_t layerFloats(const Deployment& deployment);

/// The float network's outputs of every layer of a plan.
class DigitalLayers {
 public:
  /// @param deployment  outlives this object.
  explicit DigitalLayers(const Deployment& deployment);

  /// @param outputs  room for layerFloats(): layer after layer, as the plan has them.
  void run(const float* pixels, float* outputs) const;

 private:
  const Deployment& deployment_;
  models::FloatNetwork network_;
  std::vector<std::int64_t> begin_;  ///< of each layer's outputs
};

/// Gives the float network's outputs of every layer for one of the samples, as DigitalLayers::run().
using DigitalReference = std::function<void(std::int64_t image, const float* pixels, float* outputs)>;

/// Relative L2 error of every layer's output against the float network, over the first @p images samples.
[[nodiscard]] std::vector<double> layerErrors(const Deployment& deployment, Engine& engine,
                                              const ProgrammedChip& chip, const ChipMoment& moment,
                                              const models::Samples& samples, std::int64_t images,
                                              const DigitalReference& digital);

}  // namespace ohmic::sim
