// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Opens a study's report in headless Chromium: every kind of plot is there, tips and sorting work, nothing
// complains, and each plot lies beside it as SVG and CSV.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <regex>
#include <string>

#include "tests/places.h"
#include "tests/system/command.h"
#include "tests/system/study_file.h"

namespace ohmic::tests {
namespace {

namespace fs = std::filesystem;

const std::string kOhmic = tests::ohmicCommand();

/// A study with a chip, so that there is energy to be economical with.
void writeChipStudy(const fs::path& folder) {
  writeText(folder / "run.yaml",
            "network: { model: " + tests::sourceFolder() +
                "/models/zoo/lenet5-fashion-mnist.onnx }\n"
                "dataset: { name: fashion-mnist, split: test, images: 20, mean: [0.2860], std: [0.3530] }\n"
                "hardware: { preset: rram_128x128, chip: { adc: { model: murmann_regression, rate: 1.28 GHz, "
                "per_element: 8 } } }\n"
                "calibration: { split: train, images: 8 }\n"
                "run: { seed: 1, chips: 2, timed_images: 1 }\n");
  writeText(
      folder / "study.yaml",
      "study:\n"
      "  run: run.yaml\n"
      "  title: A <b>bold</b> title\n"
      "  axes:\n"
      "    hardware.adc.bits: [4, 6, 8]\n"
      "    hardware.wires.row: { log: [0.1 ohm, 10 ohm], points: 2 }\n"
      "  plots:\n"
      "    curves: { x: hardware.wires.row, by: hardware.adc.bits }\n"
      "    field: { kind: heat, x: hardware.wires.row, y: hardware.adc.bits }\n"
      "    front: { kind: pareto, x: energy_per_image_J }\n"
      "    every: { kind: pareto, x: area_used_m2, goals: [top1, energy_per_image_J, latency_s, area_m2] }\n"
      "    lines: { kind: parallel }\n"
      "    bars: { kind: bar, x: hardware.adc.bits, y: area_m2 }\n");
}

TEST(StudyReportInBrowser, ShowsEveryPlotSortsAndSpeaks) {
  if (std::system("command -v chromium >/dev/null 2>&1") != 0) {
    GTEST_SKIP() << "chromium is not installed; the report was not opened";
  }
  const fs::path folder = freshFolder("study-browser");
  writeChipStudy(folder);
  const auto run = execute(kOhmic + " study run study.yaml -o s --point-reports", folder);
  ASSERT_EQ(run.exitCode, 0) << run.errors;
  const std::string html = readText(folder / "s/report.html");
  EXPECT_EQ(html.find("http://www.w3.org/2000/svg") == std::string::npos, false);
  EXPECT_FALSE(std::regex_search(html, std::regex("(src|href)=\"(https?:)?//"))) << "asks the network";
  std::smatch link;
  ASSERT_TRUE(std::regex_search(html, link, std::regex("<a href=\"(reports/[^\"]+[.]html)\">1</a>")));
  EXPECT_NE(readText(folder / "s" / link[1].str()).find("run report"), std::string::npos);
  const auto end = html.rfind("</body>");
  writeText(folder / "page.html", html.substr(0, end) + R"js(<script>
    const table = document.getElementById("table-results");
    const heading = [...table.tHead.rows[0].cells].find(cell => cell.title === "energy_per_image_J");
    heading.firstChild.click();
    const keys = [...table.tBodies[0].rows].map(row => Number(row.cells[heading.cellIndex].dataset.sort));
    document.documentElement.dataset.sorted = String(keys.every((key, i) => i === 0 || keys[i - 1] >= key));
    const choice = document.querySelector(".filters select");
    choice.value = "4";
    choice.dispatchEvent(new Event("change", {bubbles: true}));
    document.documentElement.dataset.shown = Array.from(table.tBodies[0].rows).filter(row => !row.hidden).length;
    </script>)js" + html.substr(end));
  const auto page = execute(
      "timeout 120 chromium --headless --no-sandbox --disable-gpu --no-first-run "
      "--disable-background-networking --disable-component-update --disable-sync "
      "--user-data-dir=\"$PWD/profile\" "
      "--enable-logging=stderr --v=0 --dump-dom \"file://$PWD/page.html\"",
      folder);
  ASSERT_EQ(page.exitCode, 0) << page.errors;
  EXPECT_EQ(page.errors.find(":CONSOLE"), std::string::npos) << page.errors;
  EXPECT_NE(page.output.find("data-ready=\"yes\""), std::string::npos);
  EXPECT_NE(page.output.find("data-sorted=\"true\""), std::string::npos);
  EXPECT_NE(page.output.find("data-shown=\"2\""), std::string::npos)
      << "points of one value of the first axis";
  EXPECT_NE(page.output.find("A &lt;b&gt;bold&lt;/b&gt; title"), std::string::npos);
  for (const std::string name :
       {"curves", "field", "front", "every", "bars", "lines", "paired_best", "paired_axes"}) {
    EXPECT_TRUE(std::regex_search(page.output, std::regex("<svg [^>]*id=\"plot-" + name + "\""))) << name;
    EXPECT_TRUE(fs::exists(folder / "s/plots" / (name + ".svg"))) << name;
    EXPECT_NE(readText(folder / "s/plots" / (name + ".csv")).find('\n'), std::string::npos) << name;
  }
  EXPECT_NE(page.output.find("data-tip=\"adc bits 8"), std::string::npos) << "no hover values";
  EXPECT_NE(page.output.find(">dominated</text>"), std::string::npos);
  const std::string csv = readText(folder / "s/plots/front.csv");
  EXPECT_NE(csv.find(",0,"), std::string::npos) << "no point is dominated:\n" << csv;
  EXPECT_NE(csv.find(",1,"), std::string::npos) << csv;
  fs::remove_all(folder);
}

TEST(StudyReport, RefusesPlotsOfWhatIsNotThere) {
  const fs::path folder = freshFolder("study-plots");
  const auto complaintOf = [&folder](const std::string& plot) {
    writeStudy(folder, "  axes: { hardware.weight_noise.eta: [5 %, 10 %] }\n  plots: { p: " + plot + " }\n");
    return execute(kOhmic + " study run study.yaml -o s", folder).errors;
  };
  EXPECT_NE(complaintOf("{ x: hardware.weight_noise.eta, y: top2 }")
                .find("study.plots.p.y: no column 'top2'; one of: "),
            std::string::npos);
  EXPECT_NE(complaintOf("{ x: hardware.weight_noise.eta, y: status }")
                .find("study.plots.p: column 'status' holds no numbers; a column of numbers, such as top1"),
            std::string::npos);
  EXPECT_EQ(complaintOf("{ x: hardware.weight_noise.eta, y: top1 }").find("study.plots"), std::string::npos);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace ohmic::tests
