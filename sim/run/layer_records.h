// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "models/datasets/samples.h"
#include "sim/engine/engine.h"
#include "sim/record/run_record.h"

namespace ohmic::sim {

/// What the plan and the first chip say of every layer: sizes, arrays, utilisation, saturated cells.
[[nodiscard]] std::vector<LayerRecord> describeLayers(const Deployment& deployment,
                                                      const ProgrammedChip& chip);

/// Relative L2 error of every layer's output against the float network, over the first @p images samples.
[[nodiscard]] std::vector<double> layerErrors(const Deployment& deployment, Engine& engine,
                                              const ProgrammedChip& chip, const ChipMoment& moment,
                                              const models::Samples& samples, std::int64_t images);

}  // namespace ohmic::sim
