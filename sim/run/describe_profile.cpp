// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/describe_profile.h"

namespace ohmic::sim {

ProfileRecord describeProfile(StageClock& clock, double seconds, const mapping::Plan& plan,
                              std::int64_t images) {
  constexpr const char* kNames[kStages] = {"input", "calibration", "reference", "chip",  "programming",
                                           "wires", "gather",      "product",   "noise", "convert",
                                           "store", "digital",     "other"};
  ProfileRecord record;
  const auto byStage = clock.seconds(seconds);
  for (std::size_t s = 0; s < kStages; ++s) {
    record.stage_s.emplace_back(kNames[s], byStage[s]);
  }
  for (const auto& layer : plan.layers) {
    const int lines = layer.levels.slices * (layer.levels.pairSubtracted ? 1 : layer.levels.cellsPerSlice());
    for (const auto& array : layer.arrays) {
      record.multiplyAdds += static_cast<double>(images) * layer.patch.positions() * array.rows *
                             array.columns * lines * layer.input.phases();
    }
  }
  return record;
}

}  // namespace ohmic::sim
