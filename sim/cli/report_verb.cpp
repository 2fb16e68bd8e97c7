// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "configs/reader/error.h"
#include "sim/cli/verbs.h"
#include "sim/record/output_file.h"
#include "sim/record/read_results.h"
#include "sim/report/run_report.h"

namespace ohmic::sim {

int reportVerb(const std::vector<std::string>& arguments, const World&) {
  if (!arguments.empty() && (arguments[0] == "--help" || arguments[0] == "-h")) {
    fmt::print(
        "usage: ohmic report DIR\n\nRebuilds DIR/report.html from DIR/summary.json, without running.\n");
    return 0;
  }
  if (arguments.size() != 1) {
    throw configs::InputError(
        "report: one results folder expected; write `ohmic report results/quickstart-1`");
  }
  const std::filesystem::path folder = arguments[0];
  const RunRecord record = readResults(folder / "summary.json");
  writeFile(folder / "report.html", renderReport(record));
  fmt::print("{}\n", (folder / "report.html").string());
  return 0;
}

}  // namespace ohmic::sim
