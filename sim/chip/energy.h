// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/array/layer_read.h"
#include "sim/array/programmed_array.h"
#include "sim/chip/chip_model.h"
#include "sim/chip/event_counts.h"
#include "sim/engine/deployment.h"

namespace ohmic::sim {

/// Energy of one image in joules, by layer of the plan and component ("adc", "array", "buffer", "leakage",
/// ...).
struct EnergyReport {
  std::vector<std::map<std::string, double>> byLayer;
  std::vector<std::string> notModelled;  ///< components without a cost model, by name

  [[nodiscard]] std::map<std::string, double> byComponent() const;  ///< sums over the layers
  [[nodiscard]] double ofLayer(std::size_t layer) const;
  [[nodiscard]] double total() const;
};

/// What the counts cover: driven rows and their images.
struct DriveLedger {
  const std::vector<LayerCounts>& counts;  ///< as Plan::layers
  std::int64_t images = 1;
};

/// Event counts times unit costs, cells by their conductances, leakage over the time between images.
///
/// Cells: read time * V_lsb^2 * sum over rows of drive^2 * G, with V_lsb = read voltage / greatest drive and
/// G the row's total conductance in every array that holds it (the mean over replicas, which serve equally
/// many positions).
///
/// @param events    of one image, as countEvents().
/// @param interval  seconds that one image occupies the chip: leakage.
[[nodiscard]] EnergyReport energy(const Deployment& deployment, const ProgrammedChip& chip,
                                  const ChipModel& model, const std::vector<EventCounts>& events,
                                  const DriveLedger& drive, double interval);

/// The part of it that the plan alone decides, J for each image: event counts times unit costs, and leakage;
/// without cells that are counted by their conductances, and without writing them between loads.
[[nodiscard]] double actionEnergy(const Deployment& deployment, const ChipModel& model,
                                  const std::vector<EventCounts>& events, double interval);

/// Writing every cell of a network once: all cells of its arrays, row by row, all arrays at once.
///
///     E = sum over cells of V^2 g t n              T = rows of an array * t * n
struct ProgrammingCost {
  double energy_J = 0.0;
  double time_s = 0.0;
  std::vector<double> layerEnergy_J;  ///< as Plan::layers
};

/// Nothing if the chip does not say how cells are written.
[[nodiscard]] std::optional<ProgrammingCost> programmingCost(const Deployment& deployment,
                                                             const ProgrammedChip& chip,
                                                             const ChipModel& model);

/// The cells' part alone, J for each image and layer.
[[nodiscard]] std::vector<double> cellEnergy(const Deployment& deployment, const ProgrammedChip& chip,
                                             const ChipModel& model, const DriveLedger& drive);

}  // namespace ohmic::sim
