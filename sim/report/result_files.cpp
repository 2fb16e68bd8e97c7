// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/result_files.h"

#include <cstdint>

#include "sim/record/write_results.h"
#include "sim/report/run_report.h"

namespace ohmic::sim {

NpyArray logitsArray(const RunRecord& record) {
  const auto times = static_cast<std::int64_t>(record.byReadTime.size());
  const auto classes =
      static_cast<std::int64_t>(record.logits.size()) / (times * record.chips * record.images);
  return NpyArray::of("<f4", {times, record.chips, record.images, classes}, record.logits);
}

ResultFiles resultFiles(const RunRecord& record) {
  ResultFiles result{{{"summary.json", summaryJson(record)},
                      {"layers.csv", layersCsv(record)},
                      {"predictions.csv", predictionsCsv(record)},
                      {"report.html", renderReport(record)}},
                     {}};
  const auto add = [&](const char* name, bool isThere, const auto& content) {
    if (isThere) {
      result.files.emplace_back(name, content());
    } else {
      result.outdated.emplace_back(name);
    }
  };
  add("logits.npy", !record.logits.empty(), [&] { return npyBytes(logitsArray(record)); });
  add("timeline.json", !record.timeline.empty(), [&] { return record.timeline; });
  add("waves.vcd", !record.waves.empty(), [&] { return record.waves; });
  return result;
}

}  // namespace ohmic::sim
