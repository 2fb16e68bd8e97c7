// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Opens reports in headless Chromium: every plot is there, the script ran, and nothing complained.

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "sim/report/run_report.h"
#include "tests/folder.h"
#include "tests/unit/report/sample_record.h"

namespace ohmic::sim {
namespace {

const std::vector<std::string> kPlots = {
    "plot-headline",       "plot-headline-energy", "plot-accuracy",   "plot-confusion",
    "plot-class-accuracy", "plot-layer-error",     "plot-saturation", "plot-energy-components",
    "plot-energy-layers",  "plot-pipeline",        "plot-cycles",     "plot-utilisation",
    "plot-area",           "plot-area-rest",       "plot-causes",     "plot-floor-plan"};

/// With the browser's profile in its folder.
class ReportInBrowser : public tests::TestInFolder {
 protected:
  void SetUp() override {
    if (std::system("command -v chromium >/dev/null 2>&1") != 0) {
      GTEST_SKIP() << "chromium is not installed; the report was not opened";
    }
  }

  /// Load a page and keep its DOM and the browser's words.
  void open(const std::string& html) {
    std::ofstream(folder_ / "report.html", std::ios::binary) << html;
    const std::string command = "cd '" + folder_.string() +
                                "' && timeout 120 chromium --headless --no-sandbox --disable-gpu "
                                "--no-first-run --disable-background-networking --disable-component-update "
                                "--disable-sync --user-data-dir=\"$PWD/profile\" --enable-logging=stderr "
                                "--v=0 --dump-dom \"file://$PWD/report.html\" >dom.html 2>log.txt";
    ASSERT_EQ(std::system(command.c_str()), 0) << read("log.txt");
    dom_ = read("dom.html");
  }

  [[nodiscard]] std::string read(const std::string& file) const {
    std::ostringstream text;
    text << std::ifstream(folder_ / file, std::ios::binary).rdbuf();
    return text.str();
  }

  /// What the page's console said: errors of the script, refused resources, breaches of the page's policy.
  [[nodiscard]] std::string console() const {
    std::istringstream log(read("log.txt"));
    std::string said;
    for (std::string line; std::getline(log, line);) {
      if (line.find(":CONSOLE") != std::string::npos) {
        said += line + "\n";
      }
    }
    return said;
  }

  [[nodiscard]] bool hasPlot(const std::string& id) const {
    return std::regex_search(dom_, std::regex("<svg [^>]*id=\"" + id + "\""));
  }

  [[nodiscard]] bool isReady() const {
    return std::regex_search(dom_, std::regex("<html[^>]* data-ready=\"yes\""));
  }

  std::string dom_;
};

TEST_F(ReportInBrowser, ShowsEveryPlotWithoutACommentOnTheConsole) {
  open(renderReport(sampleRecord({1.0, 3600.0, 86400.0, 31536000.0})));
  EXPECT_EQ(console(), "");
  EXPECT_TRUE(isReady());
  for (const auto& id : kPlots) {
    EXPECT_TRUE(hasPlot(id)) << id;
  }
  EXPECT_NE(dom_.find(">Save SVG</button>"), std::string::npos);
  EXPECT_NE(dom_.find("data-tip=\"chip 2 at 1 year: "), std::string::npos);
}

TEST_F(ReportInBrowser, OpensWithoutAChip) {
  open(renderReport(sampleRecordWithoutChip()));
  EXPECT_EQ(console(), "");
  EXPECT_TRUE(isReady());
  EXPECT_TRUE(hasPlot("plot-accuracy"));
  EXPECT_FALSE(hasPlot("plot-energy-components"));
}

TEST_F(ReportInBrowser, NamesStayText) {
  auto record = sampleRecord();
  record.classes[0] = "<b>&\"";
  record.layers[0].name = "</script><script>throw 1</script>";
  open(renderReport(record));
  EXPECT_EQ(console(), "");
  EXPECT_TRUE(isReady());
  EXPECT_NE(dom_.find("&lt;b&gt;&amp;\"</text>"), std::string::npos);
}

/// Append a script that runs after the page's own and leaves its findings on the root.
std::string withProbe(const std::string& html, const std::string& script) {
  const auto end = html.rfind("</body>");
  return html.substr(0, end) + "<script>" + script + "</script>" + html.substr(end);
}

TEST_F(ReportInBrowser, TablesSortByValueInBothDirections) {
  open(withProbe(renderReport(sampleRecord()), R"js(
    const table = document.getElementById("table-layers");
    const heading = [...table.tHead.rows[0].cells].find(cell => cell.textContent.startsWith("energy"));
    const keys = () => [...table.tBodies[0].rows].map(row => Number(row.cells[heading.cellIndex].dataset.sort));
    const falls = list => list.every((key, i) => i === 0 || list[i - 1] >= key);
    heading.firstChild.click();
    const first = falls(keys());
    heading.firstChild.click();
    document.documentElement.dataset.sorted = String(first && falls(keys().reverse()));
  )js"));
  EXPECT_EQ(console(), "");
  EXPECT_NE(dom_.find("data-sorted=\"true\""), std::string::npos);
}

/// The drawings as they are written in the page, each as a block of plain text.
std::string drawingsAsText(const std::string& html) {
  std::string blocks;
  for (auto begin = html.find("<svg "); begin != std::string::npos; begin = html.find("<svg ", begin + 1)) {
    const auto end = html.find("</svg>", begin) + 6;
    blocks += "<script type=\"text/plain\" class=\"raw\">" + html.substr(begin, end - begin) + "</script>\n";
  }
  return blocks;
}

TEST_F(ReportInBrowser, EveryDrawingIsAnSvgFileOfItsOwn) {
  auto record = sampleRecord();
  record.classes[0] = "<b>&\"'\xFF\x01";
  open("<!DOCTYPE html><html><body>" + drawingsAsText(renderReport(record)) + R"js(<script>
    const texts = [...document.querySelectorAll(".raw")].map(block => block.textContent);
    const parsed = texts.map(text => new DOMParser().parseFromString(text, "image/svg+xml"));
    const found = document.documentElement.dataset;
    found.drawings = parsed.filter(file => file.documentElement.localName === "svg").length;
    found.broken = parsed.filter(file => file.querySelector("parsererror")).length;
  </script></body></html>)js");
  EXPECT_EQ(console(), "");
  EXPECT_NE(dom_.find("data-drawings=\"" + std::to_string(kPlots.size()) + "\""), std::string::npos);
  EXPECT_NE(dom_.find("data-broken=\"0\""), std::string::npos);
}

// The proof that a complaint would be heard.
TEST_F(ReportInBrowser, TheConsoleIsHeard) {
  open(withProbe(renderReport(sampleRecord()), "throw new Error('probe')"));
  EXPECT_NE(console().find("probe"), std::string::npos);
}

}  // namespace
}  // namespace ohmic::sim
