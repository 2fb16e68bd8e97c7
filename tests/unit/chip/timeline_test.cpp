// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/timeline.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "sim/chip/chip.h"
#include "tests/unit/chip/test_network.h"

namespace ohmic::sim {
namespace {

tests::TestChip manyTiles(int replicas) {
  tests::TestHardware hardware;
  hardware.mapping.array = {32, 16, mapping::Split::equal};
  hardware.mapping.input.encoding = mapping::InputEncoding::bitSerial;
  hardware.replicas = replicas;
  auto test = tests::makeChip(tests::residualNetwork(), hardware, 4);
  test.model.organisation = {1, 2, 0};
  test.model.clockPeriod = 1.0 / 1.28e9;  // no whole number of picoseconds
  return test;
}

ChipResult simulate(const tests::TestChip& test, TimelineDetail detail) {
  return simulateChip(
      {test.deployment, test.chip, test.moment, test.model, test.images(), test.numbers(), detail});
}

/// Whole picoseconds of a number of microseconds.
std::int64_t picoseconds(double us) { return std::llround(us * 1e6); }

/// Spans of each process and thread of a trace file, in picoseconds.
using Threads = std::map<std::pair<int, int>, std::vector<std::pair<std::int64_t, std::int64_t>>>;

Threads threadsOf(const std::string& json) {
  Threads threads;
  const auto trace = nlohmann::json::parse(json);
  for (const auto& event : trace.at("traceEvents")) {
    if (event.at("ph") == "X") {
      const std::int64_t begin = picoseconds(event.at("ts").get<double>());
      threads[{event.at("pid").get<int>(), event.at("tid").get<int>()}].emplace_back(
          begin, begin + picoseconds(event.at("dur").get<double>()));
    }
  }
  return threads;
}

/// Number of spans that lie partly in another one of their thread.
int crossings(Threads threads) {
  int found = 0;
  for (auto& [thread, spans] : threads) {
    std::sort(spans.begin(), spans.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first < b.first : a.second > b.second;
    });
    std::vector<std::int64_t> open;  // ends of the spans around
    for (const auto& [begin, end] : spans) {
      while (!open.empty() && open.back() <= begin) {
        open.pop_back();
      }
      found += !open.empty() && end > open.back() ? 1 : 0;
      open.push_back(end);
    }
  }
  return found;
}

TEST(Timeline, TheCheckFindsACrossing) {
  Timeline timeline(TimelineDetail::rows);
  const auto track = timeline.addTrack("tile_0", "buffer");
  timeline.add(track, "a", 0, 10);
  timeline.add(track, "b", 2, 10);
  timeline.add(track, "c", 10, 12);
  EXPECT_EQ(crossings(threadsOf(perfettoJson(timeline, 1e-9))), 0);
  timeline.add(track, "d", 11, 13);
  EXPECT_EQ(crossings(threadsOf(perfettoJson(timeline, 1e-9))), 1);
}

TEST(Timeline, SpansOfAChipAreProperlyNested) {
  const ChipResult timed = simulate(manyTiles(1), TimelineDetail::operations);
  const auto threads = threadsOf(perfettoJson(timed.timeline, 1.0 / 1.28e9));
  EXPECT_GT(threads.size(), 20U);
  EXPECT_EQ(crossings(threads), 0);
}

TEST(Timeline, SpansOfReplicasAreProperlyNested) {
  const ChipResult timed = simulate(manyTiles(3), TimelineDetail::operations);
  EXPECT_EQ(crossings(threadsOf(perfettoJson(timed.timeline, 1.0 / 1.28e9))), 0);
}

TEST(Timeline, WithoutAPipelineTooSpansAreNested) {
  auto test = manyTiles(2);
  test.model.array.pipelined = false;
  const ChipResult timed = simulate(test, TimelineDetail::operations);
  EXPECT_EQ(crossings(threadsOf(perfettoJson(timed.timeline, 1.0 / 1.28e9))), 0);
}

TEST(Timeline, HasATrackForEveryTileAndUnit) {
  const auto test = manyTiles(1);
  const ChipResult timed = simulate(test, TimelineDetail::rows);
  std::map<std::string, int> units;
  for (const auto& track : timed.timeline.tracks()) {
    ++units[track.group.compare(0, 4, "tile") == 0 ? track.unit.substr(track.unit.rfind('.') + 1)
                                                   : track.group];
  }
  EXPECT_EQ(units["crossbar"], test.deployment.plan.arrays());
  EXPECT_EQ(units["adc"], test.deployment.plan.arrays());
  EXPECT_EQ(units["buffer"], (test.deployment.plan.arrays() + 1) / 2);
  EXPECT_EQ(units["digital"], units["buffer"]);
  EXPECT_EQ(units["layers"], static_cast<int>(test.deployment.plan.layers.size()));
  EXPECT_EQ(units["host"], 2);
  EXPECT_GT(units["mesh"], 0);
}

TEST(Timeline, ABuffersSpansAreItsBusyCycles) {
  const ChipResult timed = simulate(manyTiles(1), TimelineDetail::rows);
  for (const auto& track : timed.timeline.tracks()) {
    if (track.unit != "buffer" && track.unit != "digital") {
      continue;
    }
    std::int64_t cycles = 0;
    for (const auto& span : track.spans) {
      cycles += span.end - span.begin;
    }
    EXPECT_EQ(cycles, timed.busyCycles.at("chip." + track.group + "." + track.unit)) << track.group;
  }
}

TEST(Timeline, KeepsNothingUnlessAsked) {
  const ChipResult timed = simulate(manyTiles(1), TimelineDetail::none);
  for (const auto& track : timed.timeline.tracks()) {
    EXPECT_TRUE(track.spans.empty());
  }
}

TEST(Timeline, EndsWithTheImagesThatAreAskedFor) {
  const auto test = manyTiles(1);
  std::vector<std::int64_t> completed;
  const ChipResult timed =
      simulateChip({test.deployment, test.chip, test.moment, test.model, test.images(), test.numbers(),
                    TimelineDetail::rows, 1, [&](std::int64_t image) { completed.push_back(image); }});
  EXPECT_EQ(completed, (std::vector<std::int64_t>{0, 1, 2, 3}));
  std::int64_t last = 0, spans = 0;
  for (const auto& track : timed.timeline.tracks()) {
    for (const auto& span : track.spans) {
      last = std::max(last, span.begin);
      ++spans;
    }
  }
  EXPECT_GT(spans, 0);
  EXPECT_LT(static_cast<double>(last) * test.model.clockPeriod, timed.latency_s);
  EXPECT_EQ(crossings(threadsOf(perfettoJson(timed.timeline, test.model.clockPeriod))), 0);
}

TEST(Timeline, SpansHaveTheirCyclesAndCountsAsArguments) {
  Timeline timeline(TimelineDetail::rows);
  const auto track = timeline.addTrack("layers", "conv");
  timeline.add(track, "row 7", 2, 12);
  timeline.add(track, "waiting: input", 12, 15);
  const nlohmann::json events = nlohmann::json::parse(perfettoJson(timeline, 1e-9)).at("traceEvents");
  EXPECT_EQ(events[2]["args"], (nlohmann::json{{"row", 7}, {"cycles", 10}}));
  EXPECT_EQ(events[3]["args"], (nlohmann::json{{"waiting", "input"}, {"cycles", 3}}));
}

// What is written into a buffer is released again: never less than nothing, and nothing at the end.
TEST(Timeline, BuffersFillAndEmpty) {
  const auto test = manyTiles(1);
  const ChipResult timed = simulate(test, TimelineDetail::rows);
  std::int64_t most = 0;
  for (const auto& counter : timed.timeline.counters()) {
    EXPECT_EQ(counter.name, "buffer fill");
    for (const auto& sample : counter.samples) {
      EXPECT_GE(sample.value, 0) << counter.group;
      most = std::max(most, sample.value);
    }
    EXPECT_TRUE(counter.samples.empty() || counter.samples.back().value == 0) << counter.group;
    EXPECT_TRUE(std::is_sorted(counter.samples.begin(), counter.samples.end(),
                               [](const auto& a, const auto& b) { return a.cycle < b.cycle; }));
  }
  EXPECT_GT(most, 0);
}

// An arrow for each image and each layer's replica, from where its input is made, never back in time.
TEST(Timeline, ArrowsLeadFromLayerToLayer) {
  const auto test = manyTiles(2);
  const ChipResult timed = simulate(test, TimelineDetail::rows);
  std::map<int, double> begins;
  std::size_t arrows = 0;
  const auto trace = nlohmann::json::parse(perfettoJson(timed.timeline, 1e-9));
  for (const auto& event : trace.at("traceEvents")) {
    if (event.at("ph") == "s") {
      begins[event.at("id").get<int>()] = event.at("ts").get<double>();
    } else if (event.at("ph") == "f") {
      EXPECT_GE(event.at("ts").get<double>(), begins.at(event.at("id").get<int>()));
      ++arrows;
    }
  }
  std::size_t lanes = 0;
  for (const auto& track : timed.timeline.tracks()) {
    lanes += track.group == "layers" && !track.spans.empty() ? 1 : 0;
  }
  EXPECT_EQ(arrows, lanes * test.images().size());
}

TEST(Timeline, CountsTheLinksAtWork) {
  Timeline timeline(TimelineDetail::rows);
  const auto first = timeline.addTrack("mesh", "link_0_1"), second = timeline.addTrack("mesh", "link_1_2");
  timeline.add(first, "message", 0, 10);
  timeline.add(second, "message", 5, 10);
  timeline.add(first, "message", 10, 12);
  std::vector<std::pair<double, int>> values;
  const auto trace = nlohmann::json::parse(perfettoJson(timeline, 1e-6));
  for (const auto& event : trace.at("traceEvents")) {
    if (event.at("ph") == "C") {
      values.emplace_back(event.at("ts").get<double>(), event.at("args").at("links").get<int>());
    }
  }
  EXPECT_EQ(values, (std::vector<std::pair<double, int>>{{0.0, 1}, {5.0, 2}, {10.0, 1}, {12.0, 0}}));
}

TEST(Timeline, NamesFromAFileAreEscaped) {
  Timeline timeline(TimelineDetail::rows);
  timeline.add(timeline.addTrack("layers", "a\"b\\c\n"), "x", 0, 1);
  const auto trace = nlohmann::json::parse(perfettoJson(timeline, 1e-9));
  EXPECT_EQ(trace["traceEvents"][1]["args"]["name"], "a\"b\\c\n");
}

TEST(Vcd, WiresRiseAndFallWithTheirSpans) {
  Timeline timeline(TimelineDetail::rows);
  const auto buffer = timeline.addTrack("tile_0", "buffer");
  timeline.add(buffer, "read", 1, 3);
  timeline.add(buffer, "write", 3, 4);
  timeline.add(buffer, "read", 7, 8);
  timeline.add(timeline.addTrack("tile_1", "buffer"), "read", 0, 9);
  EXPECT_EQ(vcdText(timeline, 1e-9, "tile_0.*"),
            "$timescale 1 ps $end\n$scope module chip $end\n$scope module tile_0 $end\n"
            "$var wire 1 ! buffer $end\n$upscope $end\n$upscope $end\n$enddefinitions "
            "$end\n#0\n$dumpvars\n0!\n$end\n"
            "#1000\n1!\n#4000\n0!\n#7000\n1!\n#8000\n0!\n");
}

// A scope for each group, element and array, opened once; a layer's label is no path.
TEST(Vcd, HasScopes) {
  Timeline timeline(TimelineDetail::rows);
  for (const std::string unit :
       {"element_1.array_0.adc", "element_0.array_3.adc", "element_0.array_3.crossbar"}) {
    timeline.addTrack("tile_0", unit);
  }
  timeline.addTrack("layers", "blocks.0.attn");
  const std::string text = vcdText(timeline, 1e-9, "*");
  EXPECT_EQ(text.substr(0, text.find("$enddefinitions")),
            "$timescale 1 ps $end\n$scope module chip $end\n"
            "$scope module layers $end\n$var wire 1 $ blocks.0.attn $end\n$upscope $end\n"
            "$scope module tile_0 $end\n$scope module element_0 $end\n$scope module array_3 $end\n"
            "$var wire 1 \" adc $end\n$var wire 1 # crossbar $end\n$upscope $end\n$upscope $end\n"
            "$scope module element_1 $end\n$scope module array_0 $end\n$var wire 1 ! adc $end\n"
            "$upscope $end\n$upscope $end\n$upscope $end\n$upscope $end\n");
}

TEST(Vcd, AFilterNamesUnitsWithStars) {
  EXPECT_TRUE(matchesFilter("tile_3.buffer", "*"));
  EXPECT_TRUE(matchesFilter("tile_3.buffer", "tile_3.buffer"));
  EXPECT_TRUE(matchesFilter("tile_3.buffer", "mesh.*,*.buffer"));
  EXPECT_TRUE(matchesFilter("tile_3.element_0.array_1.adc", "tile_*.adc"));
  EXPECT_FALSE(matchesFilter("tile_3.buffer", "tile_3"));
  EXPECT_FALSE(matchesFilter("tile_3.buffer", "tile_4.*,mesh.*"));
}

// Each replica's time from the stream's begin to the end of its last operation, none lost or counted twice.
TEST(TimeSpent, AddsUpToTheEndOfTheLastOperation) {
  const auto test = manyTiles(2);
  const ChipResult timed = simulate(test, TimelineDetail::rows);
  for (const auto& layer : timed.layers) {
    std::int64_t ends = 0;
    for (const auto& track : timed.timeline.tracks()) {
      if (track.group == "layers" && track.unit.compare(0, layer.name.size(), layer.name) == 0 &&
          track.unit[layer.name.size()] == ' ') {
        std::int64_t end = 0;
        for (const auto& span : track.spans) {
          end = std::max(end, span.end);
        }
        ends += end;
      }
    }
    EXPECT_EQ(layer.spent.total(), ends) << layer.name;
    for (const auto& [cause, cycles] : layer.spent.byCause()) {
      EXPECT_GE(cycles, 0) << layer.name << " " << cause;
    }
  }
}

TEST(TimeSpent, ASlowMeshIsWaitedForAsNetwork) {
  auto test = manyTiles(1);
  test.model.network.routerCycles = 400;
  const ChipResult timed = simulate(test, TimelineDetail::none);
  EXPECT_GT(timed.layers[1].spent.network, 0);
}

TEST(TimeSpent, ASlowBufferIsWaitedForAsBuffer) {
  auto test = manyTiles(1);
  test.model.buffer.bitsPerCycle = 2;
  const ChipResult timed = simulate(test, TimelineDetail::none);
  EXPECT_EQ(timed.layers[0].bottleneck, "buffer");
}

TEST(TimeSpent, SlowConvertersAreAdcTime) {
  auto test = manyTiles(1);
  test.model.array.adc = 100;
  const ChipResult timed = simulate(test, TimelineDetail::none);
  EXPECT_EQ(timed.layers[0].bottleneck, "adc");
}

}  // namespace
}  // namespace ohmic::sim
