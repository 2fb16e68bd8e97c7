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

std::vector<std::pair<std::string, std::string>> resultFiles(const RunRecord& record) {
  std::vector<std::pair<std::string, std::string>> files = {{"summary.json", summaryJson(record)},
                                                            {"layers.csv", layersCsv(record)},
                                                            {"predictions.csv", predictionsCsv(record)},
                                                            {"report.html", renderReport(record)}};
  if (!record.logits.empty()) {
    files.emplace_back("logits.npy", npyBytes(logitsArray(record)));
  }
  if (!record.timeline.empty()) {
    files.emplace_back("timeline.json", record.timeline);
  }
  if (!record.waves.empty()) {
    files.emplace_back("waves.vcd", record.waves);
  }
  return files;
}

}  // namespace ohmic::sim
