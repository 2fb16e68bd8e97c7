// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "configs/files/escape.h"
#include "configs/reader/error.h"
#include "sim/cli/guard.h"
#include "sim/cli/verbs.h"
#include "sim/record/made_folders.h"
#include "sim/record/output_file.h"
#include "sim/record/read_results.h"
#include "sim/report/drawings.h"
#include "sim/report/run_report.h"

namespace ohmic::sim {

int reportVerb(const std::vector<std::string>& arguments, const World&) {
  if (!arguments.empty() && (arguments[0] == "--help" || arguments[0] == "-h")) {
    show(
        "usage: ohmic report DIR [--figures]\n\nRebuilds DIR/report.html from DIR/summary.json, without "
        "running.\n  --figures  also each drawing as DIR/figures/<name>.svg, for papers; as PDF: "
        "rsvg-convert -f "
        "pdf\n");
    return 0;
  }
  std::vector<std::string> words = arguments;
  const auto option = std::find(words.begin(), words.end(), "--figures");
  const bool wantsFigures = option != words.end();
  if (wantsFigures) {
    words.erase(option);
  }
  if (words.size() != 1) {
    throw configs::InputError(
        "report: one results folder expected; write `ohmic report results/quickstart-1`");
  }
  const std::filesystem::path folder = words[0];
  const std::string html = renderReport(readResults(folder / "summary.json"));
  writeFile(folder / "report.html", html);
  show("{}\n", (folder / "report.html").string());
  if (wantsFigures) {
    makeOwnFolder(folder / "figures");
    for (const auto& drawing : drawingsOf(html)) {
      const auto file = folder / "figures" / (configs::fileName(drawing.name) + ".svg");
      writeFile(file, drawing.svg);
      show("{}\n", file.string());
    }
  }
  return 0;
}

}  // namespace ohmic::sim
