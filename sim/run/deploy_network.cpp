// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/deploy_network.h"

#include "models/datasets/file_digest.h"
#include "sim/engine/calibrate.h"
#include "sim/run/calibration_file.h"
#include "sim/run/run_identity.h"

namespace ohmic::sim {

std::string calibrationHashOf(const RunRequest& request, const models::Graph& graph,
                              const models::Samples& samples) {
  return calibrationHash(request.calibrationConfig, models::fileDigest(graph.files),
                         samplesDigest(request.calibration, samples));
}

Deployment deployNetwork(const RunRequest& request, models::Graph graph, mapping::Plan plan,
                         std::vector<LayerHardware> hardware, const models::Samples& samples) {
  if (request.calibrationFile.empty()) {
    return calibrate(std::move(graph), std::move(plan), std::move(hardware), samples, request.threads);
  }
  const auto file = readCalibrationFile(request.calibrationFile, calibrationHashOf(request, graph, samples),
                                        plan, hardware);
  return deploy(std::move(graph), std::move(plan), std::move(hardware), file.layers);
}

}  // namespace ohmic::sim
