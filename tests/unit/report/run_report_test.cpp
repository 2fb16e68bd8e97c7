// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/run_report.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "tests/unit/report/sample_record.h"

namespace ohmic::sim {
namespace {

const std::vector<std::string> kAlways = {"plot-headline",       "plot-accuracy",    "plot-confusion",
                                          "plot-class-accuracy", "plot-layer-error", "plot-saturation",
                                          "plot-utilisation"};
const std::vector<std::string> kOfTheChip = {"plot-headline-energy", "plot-energy-components",
                                             "plot-energy-layers",   "plot-pipeline",
                                             "plot-cycles",          "plot-area",
                                             "plot-causes",          "plot-floor-plan"};

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

bool hasPlot(const std::string& html, const std::string& id) {
  return contains(html, "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"" + id + "\"");
}

/// The report's markup, without style and script.
std::string markup(const std::string& html) {
  const auto style = html.find("<style>"), styleEnd = html.find("</style>");
  const auto script = html.find("<script>");
  return html.substr(0, style) + html.substr(styleEnd, script - styleEnd);
}

TEST(RunReport, ShowsEveryPlot) {
  const auto html = renderReport(sampleRecord({1.0, 3600.0}));
  for (const auto& id : kAlways) {
    EXPECT_TRUE(hasPlot(html, id)) << id;
  }
  for (const auto& id : kOfTheChip) {
    EXPECT_TRUE(hasPlot(html, id)) << id;
  }
}

TEST(RunReport, OfStoredWeightsShowsTheKernelsInThePlaceOfArrays) {
  RunRecord record = sampleRecordWithoutChip();
  record.layers.clear();
  record.storage =
      StorageRecord{"cells", 144, 288, 32, 2.0, 0.222, {{"conv", 144, 0, 0, 0, 288, 32, 0.0, 1.5}}};
  const auto html = renderReport(record);
  EXPECT_TRUE(contains(html, "Top-1 accuracy with weights read from cells"));
  EXPECT_TRUE(contains(html, "288 cells and 32 bits of digital memory, biases included, for 144 weights"));
  EXPECT_TRUE(contains(html, "id=\"table-storage\""));
  EXPECT_FALSE(hasPlot(html, "plot-utilisation"));
  record.storage->medium = "memory";
  record.storage->cells = 0;
  EXPECT_TRUE(contains(renderReport(record), "Top-1 accuracy with weights from digital memory"));
}

TEST(RunReport, OfWeightNoiseShowsTheTensorsInThePlaceOfArrays) {
  RunRecord record = sampleRecordWithoutChip();
  record.layers.clear();
  record.weightNoise = WeightNoiseRecord{
      0.2,    "std", "layer", "kernels", {{"conv.weight", "conv", "kernel", 144, 0.5, 0.51, 1.5, 0.1}},
      {0, 3}, {}};
  const auto html = renderReport(record);
  EXPECT_TRUE(contains(html, "Top-1 accuracy with noise on the weights"));
  EXPECT_TRUE(contains(html, "0.200 times the std of each layer"));
  EXPECT_TRUE(contains(html, "conv.weight"));
  EXPECT_TRUE(contains(html, "draw"));
  EXPECT_FALSE(contains(html, "functional engine"));
  EXPECT_TRUE(contains(html, "3 of all images have a logit that is not a number"));
  EXPECT_TRUE(hasPlot(html, "plot-accuracy"));
  EXPECT_FALSE(hasPlot(html, "plot-utilisation"));
  EXPECT_FALSE(contains(html, "hardware.chip section"));
}

TEST(RunReport, WithoutAChipSaysSoInPlaceOfItsPlots) {
  const auto html = renderReport(sampleRecordWithoutChip());
  for (const auto& id : kAlways) {
    EXPECT_TRUE(hasPlot(html, id)) << id;
  }
  for (const auto& id : kOfTheChip) {
    EXPECT_FALSE(hasPlot(html, id)) << id;
  }
  EXPECT_TRUE(contains(html, "no hardware.chip section"));
}

TEST(RunReport, EqualRecordsGiveEqualBytes) {
  EXPECT_EQ(renderReport(sampleRecord()), renderReport(sampleRecord()));
}

TEST(RunReport, NoIdOccursTwice) {
  const auto html = renderReport(sampleRecord());
  std::set<std::string> ids;
  const std::regex id(" id=\"([^\"]*)\"");
  for (std::sregex_iterator it(html.begin(), html.end(), id), end; it != end; ++it) {
    EXPECT_TRUE(ids.insert((*it)[1]).second) << (*it)[1];
  }
}

TEST(RunReport, EveryFigureHasACaptionOfOneSentence) {
  const auto html = renderReport(sampleRecord());
  const std::regex caption("<figcaption>([^<]*)</figcaption>");
  int captions = 0;
  for (std::sregex_iterator it(html.begin(), html.end(), caption), end; it != end; ++it, ++captions) {
    const std::string text = (*it)[1];
    EXPECT_EQ(text.back(), '.') << text;
    EXPECT_EQ(text.find(". "), std::string::npos) << text;
  }
  const std::regex figure("<figure>");
  EXPECT_EQ(captions,
            std::distance(std::sregex_iterator(html.begin(), html.end(), figure), std::sregex_iterator()));
  EXPECT_EQ(captions, 15);
}

TEST(RunReport, ShowsAccuracyWithSampleSizeIntervalAndTheDigitalNetwork) {
  const auto html = renderReport(sampleRecord());
  EXPECT_TRUE(contains(html, "91.60 <small>%</small>"));
  EXPECT_TRUE(contains(html, "95 % interval 90.30 to 92.74 %"));
  EXPECT_TRUE(contains(html, "n = 2,000 images on each of 3 chips"));
  EXPECT_TRUE(contains(html, "1.05 points below the digital network"));
  EXPECT_TRUE(contains(html, "92.65 % (95 % interval 91.42 to 93.71 %)"));
}

TEST(RunReport, AnalogAboveDigitalIsSaidSo) {
  auto record = sampleRecord();
  record.digitalTop1 = 0.9;
  EXPECT_TRUE(contains(renderReport(record), "1.60 points above the digital network"));
  record.digitalTop1 = record.byReadTime[0].top1;
  EXPECT_TRUE(contains(renderReport(record), "level with the digital network"));
}

TEST(RunReport, ReachesForNothingOutside) {
  const auto html = renderReport(sampleRecord());
  EXPECT_TRUE(contains(html, "default-src 'none'"));
  const std::regex address("(src|href)=\"([^#][^\"]*)\"|url\\(|@import|https?://(?!www\\.w3\\.org/2000/svg)");
  std::smatch match;
  EXPECT_FALSE(std::regex_search(html, match, address)) << match[0];
}

TEST(RunReport, NamesFromOutsideCannotBecomeMarkup) {
  const std::string hostile = "<b>&\"'</script><script>alert(1)</script>";
  auto record = sampleRecord();
  record.version = record.configName = record.model = record.dataset = record.hash = hostile;
  record.kernel = record.compiler = record.modelDigest = hostile;
  record.classes.assign(10, hostile);
  for (auto& layer : record.layers) {
    layer.name = layer.type = hostile;
    layer.energyByComponent_J[hostile] = 1e-9;
  }
  record.chip->preset = hostile;
  record.chip->energyByComponent_J[hostile] = 1e-6;
  record.chip->areaByComponent_m2[hostile] = 1e-6;
  record.chip->notModelled = {hostile};
  for (auto& value : record.config) {
    value.path = value.value = value.origin.place = hostile;
  }
  const auto html = renderReport(record);
  EXPECT_FALSE(contains(html, "<b>"));
  EXPECT_FALSE(contains(html, "<script>alert"));
  EXPECT_TRUE(contains(html, "&lt;b&gt;&amp;&quot;&#39;"));
}

TEST(RunReport, SurvivesValuesThatAreNoNumbers) {
  auto record = sampleRecord({0.0, 1.0});
  for (auto& layer : record.layers) {
    layer.relativeError = std::numeric_limits<double>::quiet_NaN();
    layer.conversions = 0;
    layer.energy_J = std::numeric_limits<double>::infinity();
  }
  record.chip->throughput = std::numeric_limits<double>::infinity();
  record.chip->energyPerImage_J = 0.0;
  const auto text = markup(renderReport(record));
  const std::regex bad("[^-a-z](nan|inf)[^a-z]");
  for (std::sregex_iterator it(text.begin(), text.end(), bad), end; it != end; ++it) {
    EXPECT_EQ(text.substr(static_cast<std::size_t>(it->position()) - 10, 11), "data-sort=\"") << it->str();
  }
}

TEST(RunReport, SurvivesARunWithoutLayers) {
  auto record = sampleRecord();
  record.layers.clear();
  record.confusion.clear();
  record.chip->energyByComponent_J.clear();
  record.chip->areaByComponent_m2.clear();
  EXPECT_TRUE(hasPlot(renderReport(record), "plot-layer-error"));
}

TEST(RunReport, OfManyClassesShowsTheWorst) {
  auto record = sampleRecord();
  record.classes.clear();
  record.confusion.assign(200, std::vector<std::int64_t>(200, 0));
  for (std::size_t c = 0; c < 200; ++c) {
    record.confusion[c][c] = static_cast<std::int64_t>(c);
    record.confusion[c][0] += 200 - static_cast<std::int64_t>(c);
  }
  const auto html = renderReport(record);
  EXPECT_FALSE(hasPlot(html, "plot-confusion"));
  EXPECT_TRUE(contains(html, "Accuracy of the 40 worst classes"));
  EXPECT_TRUE(contains(html, ">class 1<"));
  EXPECT_FALSE(contains(html, ">class 199<"));
}

TEST(RunReport, OfFiftyClassesShowsTheMatrixAndTheWorst) {
  auto record = sampleRecord();
  record.confusion.assign(50, std::vector<std::int64_t>(50, 3));
  const auto html = renderReport(record);
  EXPECT_TRUE(hasPlot(html, "plot-confusion"));
  EXPECT_TRUE(contains(html, "Accuracy of the 40 worst classes"));
}

TEST(RunReport, PredictionsBeyondTheDataSetsClassesAreColumns) {
  auto record = sampleRecord();
  for (auto& row : record.confusion) {
    row.resize(1000, 0);
  }
  record.confusion[0][999] = 4;
  const auto html = renderReport(record);
  EXPECT_TRUE(contains(html, ">class 999<"));
  EXPECT_FALSE(contains(html, ">class 998<"));
}

TEST(RunReport, RepeatsTheRunFileTheSeedAndTheOverrides) {
  auto record = sampleRecord();
  record.seed = 7;
  record.config.push_back({"run.seed", "7", {configs::Origin::Kind::override_, "--set run.seed=7"}});
  record.config.push_back(
      {"hardware.read_time", "1 s", {configs::Origin::Kind::override_, "--set hardware.read_time=[1 s]"}});
  EXPECT_TRUE(contains(renderReport(record),
                       "ohmic run configs/runs/quickstart.yaml --seed 7 --set hardware.adc.bits=6 --set "
                       "&#39;hardware.read_time=[1 s]&#39;"));
}

TEST(RunReport, NamesTheOriginOfEveryValue) {
  const auto record = sampleRecord();
  const auto html = renderReport(record);
  for (const auto& value : record.config) {
    EXPECT_TRUE(contains(html, "<td>" + value.path + "</td><td>" + value.value + "</td>")) << value.path;
  }
  EXPECT_TRUE(contains(html, "<td>preset</td><td>configs/presets/hardware/rram_128x128.yaml:14:30</td>"));
  EXPECT_TRUE(contains(html, "<td>default</td>"));
}

TEST(RunReport, NamesTheOriginOfEveryCost) {
  auto record = sampleRecord();
  const auto html = renderReport(record);
  EXPECT_TRUE(contains(html,
                       "Costs: equations; given: dac. Energy per image within a factor of: not stated; area "
                       "within a factor of: 2.40."));
  EXPECT_TRUE(contains(html, "converter of kind sar"));
  EXPECT_TRUE(contains(html, "our &lt;driver&gt;"));
  record.chip->costs = {{"adc", "element", "conversion", "published", "", 1e-12, 1e-9, 0.0, {}}};
  EXPECT_TRUE(contains(renderReport(record), "Costs: published. "));
  record.chip->costs.clear();
  EXPECT_TRUE(contains(renderReport(record), "The results list no costs of components."));
}

TEST(RunReport, NamesWhatIsNotModelled) {
  const auto record = sampleRecord();
  const auto html = renderReport(record);
  for (const auto& name : record.chip->notModelled) {
    EXPECT_TRUE(contains(html, "<li>" + name + "</li>")) << name;
  }
}

TEST(RunReport, NamesComponentsThatUseNothingInTheCaption) {
  RunRecord record = sampleRecord();
  const auto bars = [&] {
    const auto html = renderReport(record);
    const auto from = html.find("id=\"plot-energy-components\"");
    return html.substr(from, html.find("</figure>", from) - from);
  };
  const auto before = bars();
  record.chip->energyByComponent_J["router"] = 0.0;
  record.chip->energyByComponent_J["softmax"] = 0.0;
  EXPECT_TRUE(contains(bars(), " Nothing in: router, softmax."));
  EXPECT_FALSE(contains(before, "Nothing in"));
  EXPECT_FALSE(contains(bars(), "softmax: ")) << "a bar of nothing";
}

}  // namespace
}  // namespace ohmic::sim
