// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "models/graph/graph.h"
#include "sim/run/run_request.h"

namespace ohmic::sim {

/// Columns of a study that a run's plan gives, without an image: by their names in results.csv, in SI base
/// units.
struct PlanFigures {
  std::map<std::string, double> exact;  ///< arrays, utilisation; with a chip area_m2, area_used_m2
  std::map<std::string, double>
      atLeast;                           ///< energy_per_image_J, latency_s: what the run will find is no less
  std::map<std::string, double> atMost;  ///< throughput_images_per_s
};

/// Finds them; reads every network once. One object serves one study, within which files are taken not to
/// change.
///
/// Energy counts what events and leakage cost, without cells that are counted by their conductances, and with
/// the interval of the slowest stage alone; latency is at least that interval, and throughput at most its
/// inverse, since stages that are nearly as busy make each other wait.
class PlanReader {
 public:
  /// @throws configs::InputError for a network that does not fit the hardware.
  [[nodiscard]] PlanFigures read(const RunRequest& request);

 private:
  std::map<std::pair<std::string, std::string>, std::shared_ptr<const models::Graph>>
      networks_;  ///< by what was written of them
};

}  // namespace ohmic::sim
