// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <regex>
#include <string>
#include <vector>

#include "sim/report/bar_chart.h"
#include "sim/report/heat_map.h"
#include "sim/report/line_plot.h"
#include "sim/report/parallel_plot.h"
#include "sim/report/svg.h"

namespace ohmic::sim::report {
namespace {

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

int count(const std::string& text, const std::string& part) {
  int found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) {
    ++found;
  }
  return found;
}

/// The number in an attribute of the first element that carries the tip.
double attributeOf(const std::string& svg, const std::string& tip, const std::string& name) {
  const auto end = svg.find("<title>" + tip + "</title>");
  const auto begin = svg.rfind('<', end - 1);
  const std::string element = svg.substr(begin, end - begin);
  std::smatch match;
  EXPECT_TRUE(std::regex_search(element, match, std::regex(" " + name + "=\"([^\"]*)\""))) << element;
  return std::stod(match[1]);
}

TEST(Svg, StandsAlone) {
  Svg svg("plot-x", "a < b", 100.0, 50.0);
  svg.text({1.0, 2.0}, "<b>&\"");
  const auto text = svg.str();
  EXPECT_EQ(text.rfind("<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"plot-x\"", 0), 0U);
  EXPECT_TRUE(contains(text, "aria-label=\"a &lt; b\""));
  EXPECT_TRUE(contains(text, ">&lt;b&gt;&amp;&quot;</text>"));
  EXPECT_TRUE(contains(text, "fill=\"#1c2126\""));  // ink, whatever a page's style says
}

BarChart twoRows() {
  BarChart chart;
  chart.id = "plot-bars";
  chart.axis = zeroAxis("energy", 4.0);
  return chart;
}

TEST(BarChart, LengthsAreProportionalToValues) {
  auto chart = twoRows();
  chart.rows = {{"a", {{0.0, 1.0, kAccent, "one"}}, "1 J", {}},
                {"b", {{0.0, 4.0, kAccent, "four"}}, "4 J", {}}};
  const auto svg = draw(chart);
  EXPECT_NEAR(attributeOf(svg, "four", "width"), 4.0 * attributeOf(svg, "one", "width"), 0.05);
  EXPECT_EQ(attributeOf(svg, "four", "x"), attributeOf(svg, "one", "x"));
}

TEST(BarChart, StackedPartsFollowOneAnother) {
  auto chart = twoRows();
  chart.rows = {stackedRow("a", {{1.0, seriesColour(0), "first"}, {3.0, seriesColour(1), "second"}})};
  const auto svg = draw(chart);
  EXPECT_NEAR(attributeOf(svg, "second", "x"),
              attributeOf(svg, "first", "x") + attributeOf(svg, "first", "width"), 0.02);
  EXPECT_EQ(attributeOf(svg, "second", "y"), attributeOf(svg, "first", "y"));
}

TEST(BarChart, GroupedPartsStandSideBySide) {
  auto chart = twoRows();
  chart.lanes = 2;
  chart.rows = {groupedRow("a", {{1.0, seriesColour(0), "first"}, {3.0, seriesColour(1), "second"}})};
  const auto svg = draw(chart);
  EXPECT_EQ(attributeOf(svg, "second", "x"), attributeOf(svg, "first", "x"));
  EXPECT_NEAR(attributeOf(svg, "second", "y"),
              attributeOf(svg, "first", "y") + attributeOf(svg, "first", "height"), 0.02);
}

TEST(BarChart, AScheduleBeginsWhereItStarts) {
  auto chart = twoRows();
  chart.rows = {{"a", {{0.0, 2.0, kAccent, "early"}}, "", {}}, {"b", {{2.0, 4.0, kAccent, "late"}}, "", {}}};
  const auto svg = draw(chart);
  EXPECT_NEAR(attributeOf(svg, "late", "x"),
              attributeOf(svg, "early", "x") + attributeOf(svg, "early", "width"), 0.02);
}

TEST(BarChart, ValuesThatAreNoNumbersLeaveNoBar) {
  auto chart = twoRows();
  chart.rows = {{"a", {{0.0, NAN, kAccent, "none"}}, "n/a", {}},
                stackedRow("b", {{NAN, kAccent, "nothing"}})};
  const auto svg = draw(chart);
  EXPECT_EQ(attributeOf(svg, "none", "width"), 0.0);
  EXPECT_EQ(attributeOf(svg, "nothing", "width"), 0.0);
  EXPECT_FALSE(contains(svg, "nan"));
}

// Its outline goes along the upper ends and back along the lower ones; a dot lies in the middle of its
// interval.
TEST(LinePlot, ABandGoesFromEndToEndOfItsIntervals) {
  LinePlot plot;
  plot.id = "plot-line";
  plot.x = linearAxis("time (s)", 0.0, 10.0);
  plot.y = linearAxis("accuracy", 0.0, 1.0);
  plot.series = {{"a", {{0.0, 0.5, 0.4, 0.6, "p"}, {10.0, 0.4, 0.1, 0.7, "q"}}, kAccent, true, true}};
  const std::string svg = draw(plot);
  std::smatch match;
  ASSERT_TRUE(std::regex_search(
      svg, match,
      std::regex("polygon points=\"([0-9.]+),([0-9.]+) ([0-9.]+),([0-9.]+) ([0-9.]+),([0-9.]+) "
                 "([0-9.]+),([0-9.]+)\"")));
  std::vector<double> at;
  for (std::size_t i = 1; i < match.size(); ++i) {
    at.push_back(std::stod(match[i]));
  }
  const double px = attributeOf(svg, "p", "cx"), py = attributeOf(svg, "p", "cy");
  const double qx = attributeOf(svg, "q", "cx"), qy = attributeOf(svg, "q", "cy");
  const double perUnit = (qy - py) / 0.1;  // down is greater
  const std::vector<double> expected = {px, py - 0.1 * perUnit, qx, qy - 0.3 * perUnit,
                                        qx, qy + 0.3 * perUnit, px, py + 0.1 * perUnit};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_NEAR(at[i], expected[i], 0.1)
        << i;  // coordinates have two decimals, and perUnit ten times their error
  }
}

TEST(LinePlot, ABandJoinsTheIntervalsAndWhiskersDoNot) {
  LinePlot plot;
  plot.id = "plot-line";
  plot.x = logAxis("time (s)", 1.0, 1e3);
  plot.y = linearAxis("accuracy", 0.0, 1.0);
  plot.series = {{"a", {{1.0, 0.5, 0.4, 0.6, "p"}, {1e3, 0.4, 0.3, 0.5, "q"}}, kAccent, true, true}};
  const auto band = draw(plot);
  EXPECT_EQ(count(band, "<polygon"), 1);
  EXPECT_EQ(count(band, "<circle"), 2);
  plot.series[0].band = false;
  const auto whiskers = draw(plot);
  EXPECT_EQ(count(whiskers, "<polygon"), 0);
  EXPECT_EQ(count(whiskers, "<line"), count(band, "<line") + 2);
}

TEST(LinePlot, LogarithmsAreEvenlySpaced) {
  LinePlot plot;
  plot.x = logAxis("time (s)", 1.0, 1e4);
  plot.y = linearAxis("accuracy", 0.0, 1.0);
  plot.series = {{"", {{1.0, 0.5, NAN, NAN, "a"}, {1e2, 0.5, NAN, NAN, "b"}, {1e4, 0.5, NAN, NAN, "c"}}}};
  const auto svg = draw(plot);
  EXPECT_NEAR(2.0 * attributeOf(svg, "b", "cx"), attributeOf(svg, "a", "cx") + attributeOf(svg, "c", "cx"),
              0.03);
}

TEST(LinePlot, LeavesOutWhatHasNoPlace) {
  LinePlot plot;
  plot.x = linearAxis("x", 0.0, 1.0);
  plot.y = linearAxis("y", 0.0, 1.0);
  plot.series = {{"", {{0.5, NAN, NAN, NAN, "lost"}, {0.5, 0.5, NAN, NAN, "kept"}}}};
  const auto svg = draw(plot);
  EXPECT_FALSE(contains(svg, "lost"));
  EXPECT_TRUE(contains(svg, "kept"));
}

TEST(HeatMap, EveryFieldHasItsNumberAndTip) {
  HeatMap map;
  map.id = "plot-heat";
  map.rows = {"a", "<b>&\""};
  map.columns = {"a", "<b>&\""};
  map.scale = linearAxis("share", 0.0, 1.0);
  map.cells = {{{1.0, "100", "full"}, {0.0, "", "empty"}}, {{0.25, "25", "quarter"}, {NAN, "", "none"}}};
  const auto svg = draw(map);
  EXPECT_TRUE(contains(svg, ">100</text>"));
  EXPECT_TRUE(contains(svg, ">25</text>"));
  EXPECT_GT(attributeOf(svg, "quarter", "fill-opacity"), attributeOf(svg, "empty", "fill-opacity"));
  EXPECT_EQ(attributeOf(svg, "none", "fill-opacity"), attributeOf(svg, "empty", "fill-opacity"));
  EXPECT_EQ(count(svg, "&lt;b&gt;&amp;&quot;"), 2);
  EXPECT_FALSE(contains(svg, "<b>"));
}

TEST(HeatMap, ANoteStandsBelowTheNumberWhereItHasRoom) {
  HeatMap map;
  map.id = "plot-heat";
  map.rows = {"a"};
  map.columns = {"b"};
  map.scale = linearAxis("share", 0.0, 1.0);
  map.cells = {{{0.5, "50", "tip", "40 to 60"}}};
  EXPECT_TRUE(contains(draw(map), ">40 to 60</text>"));
  map.cellHeight = 14.0;
  EXPECT_FALSE(contains(draw(map), "40 to 60"));
}

TEST(HeatMap, RowsMeetTheBarsOfAChartWithTheSameTop) {
  HeatMap map;
  map.rows = {"a", "b"};
  map.columns = {"a long name"};
  map.cells = {{{0.5, "", "first"}}, {{0.5, "", "second"}}};
  BarChart chart = twoRows();
  chart.top = heatMapTop(map);
  chart.rowHeight = map.cellHeight;
  chart.rows = {{"a", {{0.0, 1.0, kAccent, "first"}}, "", {}},
                {"b", {{0.0, 1.0, kAccent, "second"}}, "", {}}};
  for (const std::string tip : {"first", "second"}) {
    const auto middle = [&](const std::string& svg) {
      return attributeOf(svg, tip, "y") + 0.5 * attributeOf(svg, tip, "height");
    };
    EXPECT_NEAR(middle(draw(map)), middle(draw(chart)), 0.02);
  }
}

LinePlot labelledDots(const std::vector<Observation>& points) {
  LinePlot plot;
  plot.x = linearAxis("x", 0.0, 10.0);
  plot.y = linearAxis("y", 0.0, 10.0);
  plot.series = {{"", points}};
  return plot;
}

TEST(BarChart, HasDotsOnBothSidesOfZero) {
  BarChart chart;
  chart.mark = BarMark::dot;
  chart.axis = linearAxis("difference", -1.0, 1.0);
  chart.rows = {{"a", {{0.0, -0.5, kAccent, "below"}}, "", {}},
                {"b", {{0.0, 0.5, kAccent, "above"}}, "", {}},
                {"c", {{0.0, 0.0, kAccent, "zero"}}, "", {}}};
  const auto svg = draw(chart);
  EXPECT_NEAR(attributeOf(svg, "below", "cx") + attributeOf(svg, "above", "cx"),
              2.0 * attributeOf(svg, "zero", "cx"), 0.05);
  EXPECT_LT(attributeOf(svg, "below", "cx"), attributeOf(svg, "zero", "cx"));
}

TEST(LinePlot, WritesLabelsBesideDotsAndNoneOverAnother) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  const auto apart =
      draw(labelledDots({{2.0, 5.0, kNone, kNone, "", "one"}, {8.0, 5.0, kNone, kNone, "", "two"}}));
  EXPECT_TRUE(contains(apart, ">one</text>"));
  EXPECT_TRUE(contains(apart, ">two</text>"));
  std::vector<Observation> crowd;
  for (int i = 0; i < 9; ++i) {
    crowd.push_back({5.0, 5.0, kNone, kNone, "", "crowd"});
  }
  EXPECT_EQ(count(draw(labelledDots(crowd)), ">crowd</text>"), 4);  // one at each corner
}

TEST(HeatMap, LeansNamesOnlyWhereTheyHaveNoRoom) {
  HeatMap map;
  map.rows = {"a"};
  map.columns = {"0", "1"};
  map.cells = {{{0.5, "", ""}, {0.5, "", ""}}};
  EXPECT_FALSE(contains(draw(map), "rotate(-40"));
  map.columns.assign(40, "a long name");
  map.cells = {std::vector<HeatCell>(40)};
  EXPECT_TRUE(contains(draw(map), "rotate(-40"));
}

TEST(ParallelPlot, DrawsALineThroughAllAxesInOrder) {
  ParallelPlot plot;
  plot.axes = {linearAxis("a", 0.0, 1.0), linearAxis("b", 0.0, 1.0), linearAxis("c", 0.0, 1.0)};
  plot.lines = {{{0.0, 1.0, 0.0}, {kAccent}, "first"}, {{0.0, std::nan(""), 1.0}, {kRest}, "cut"}};
  const auto svg = draw(plot);
  std::smatch match;
  ASSERT_TRUE(std::regex_search(svg, match,
                                std::regex("<polyline points=\"([0-9.]+),([0-9.]+) ([0-9.]+),([0-9.]+) "
                                           "([0-9.]+),([0-9.]+)\"[^>]*><title>first")));
  EXPECT_LT(std::stod(match[1]), std::stod(match[3]));
  EXPECT_LT(std::stod(match[3]), std::stod(match[5]));
  EXPECT_GT(std::stod(match[2]), std::stod(match[4]));  // upwards
  EXPECT_EQ(match[2], match[6]);
  EXPECT_FALSE(contains(svg, "cut"));  // nothing joins what has no number between
}

}  // namespace
}  // namespace ohmic::sim::report
