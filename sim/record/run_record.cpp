// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/record/run_record.h"

namespace ohmic::sim {

std::optional<WriteRecord> writesOfAll(const std::vector<LayerRecord>& layers) {
  std::optional<WriteRecord> all;
  for (const auto& layer : layers) {
    if (layer.writes) {
      all = all.value_or(WriteRecord{});
      all->cells += layer.writes->cells;
      all->pulses += layer.writes->pulses;
      all->givenUp += layer.writes->givenUp;
    }
  }
  return all;
}

}  // namespace ohmic::sim
