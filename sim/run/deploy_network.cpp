// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/deploy_network.h"

#include <utility>

#include "sim/run/calibration_file.h"

namespace ohmic::sim {

RunIdentity identityOf(const RunRequest& request, const models::Graph& graph, const models::Samples* samples,
                       const CalibrationImages& images, const KnownInputs& known) {
  RunIdentifier identifier(known);
  identifier.knowNetwork(request, graph);
  if (samples != nullptr) {
    identifier.knowDataset(request, *samples);
  }
  identifier.knowCalibration(request, *images.samples);
  return identifier.identify(request);
}

std::optional<std::vector<LayerCalibration>> givenCalibration(const RunRequest& request,
                                                              const RunIdentity& identity,
                                                              const mapping::Plan& plan,
                                                              const std::vector<LayerHardware>& hardware,
                                                              const CalibrationImages& images) {
  if (request.calibrationFile.empty()) {
    return std::nullopt;
  }
  const std::string hash = calibrationHash(calibrationInputs(identity, images, plan, hardware));
  return readCalibrationFile(request.calibrationFile, hash, plan, hardware).layers;
}

Deployment deployNetwork(const RunRequest& request, models::Graph graph, mapping::Plan plan,
                         std::vector<LayerHardware> hardware, const CalibrationImages& images) {
  if (request.calibrationFile.empty()) {
    return calibrate(std::move(graph), std::move(plan), std::move(hardware), *images.samples,
                     request.threads);
  }
  const auto layers =
      givenCalibration(request, identityOf(request, graph, nullptr, images), plan, hardware, images);
  return deploy(std::move(graph), std::move(plan), std::move(hardware), *layers);
}

std::string calibrationHashOf(const RunRequest& request, const models::Graph& graph,
                              const mapping::Plan& plan, const std::vector<LayerHardware>& hardware,
                              const CalibrationImages& images) {
  return calibrationHash(
      calibrationInputs(identityOf(request, graph, nullptr, images), images, plan, hardware));
}

}  // namespace ohmic::sim
