// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Every figure of the table goes through summary.json and back.

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "configs/reader/error.h"
#include "sim/record/figure.h"
#include "sim/record/read_results.h"
#include "sim/record/write_results.h"
#include "tests/folder.h"
#include "tests/unit/record/filled_record.h"

namespace ohmic::sim {

static bool operator==(const Interval& a, const Interval& b) { return a.low == b.low && a.high == b.high; }

namespace {

using nlohmann::json;

class RoundTrip : public ::testing::Test {
 protected:
  RunRecord readBack(const std::string& text) {
    std::ofstream(file_) << text;
    return readResults(file_);
  }

  std::string refusalOf(const json& summary) {
    try {
      static_cast<void>(readBack(summary.dump()));
    } catch (const configs::InputError& error) {
      return error.what();
    }
    return "accepted";
  }

  tests::Folder folder_;
  std::filesystem::path file_ = folder_.path() / "summary.json";
  RunRecord record_ = filledRecord();
};

template <class Record>
void expectSame(const Record& a, const Record& b) {
  for (const auto& figure : figures()) {
    if (const auto* field = std::get_if<Field<Record>>(&figure.value)) {
      EXPECT_TRUE(std::visit([&](const auto member) { return a.*member == b.*member; }, *field))
          << figure.place();
    }
  }
}

TEST_F(RoundTrip, KeepsWhichImagesTheFloatNetworkGetsRight) {
  record_.metric = "top1";
  record_.digitalPredictions = record_.labels;
  record_.digitalPredictions.front() += 1;
  const std::string bits = readBack(summaryJson(record_)).digitalCorrect;
  ASSERT_FALSE(bits.empty());
  EXPECT_LT(bits.front(), '8') << "the first image has the highest bit";
  json summary = json::parse(summaryJson(record_));
  summary["digital_correct"] = "zz";
  EXPECT_NE(refusalOf(summary).find("digital_correct: found bits for other images"), std::string::npos);
}

TEST_F(RoundTrip, BringsEveryFigureBack) {
  const RunRecord back = readBack(summaryJson(record_));
  expectSame(record_, back);
  for (std::size_t i = 0; i < 2; ++i) {
    expectSame(record_.byReadTime[i], back.byReadTime.at(i));
    expectSame(record_.layers[i], back.layers.at(i));
    expectSame(*record_.layers[i].writes, back.layers.at(i).writes.value());
    expectSame(record_.chip->tileUse[i], back.chip.value().tileUse.at(i));
    expectSame(record_.chip->slots[i], back.chip.value().slots.at(i));
    expectSame(record_.chip->demand[i], back.chip.value().demand.at(i));
    expectSame(record_.chip->changes[i], back.chip.value().changes.at(i));
    expectSame(record_.chip->costs[i], back.chip.value().costs.at(i));
    expectSame(record_.weightNoise->tensors[i], back.weightNoise.value().tensors.at(i));
  }
  expectSame(*record_.chip, back.chip.value());
  expectSame(*record_.weightNoise, back.weightNoise.value());
  expectSame(*record_.weightNoise->estimator, back.weightNoise->estimator.value());
}

TEST_F(RoundTrip, BringsCompensatorsBelowZeroBack) {
  record_.weightNoise->estimator->beta = {-4.0, 2.0};
  EXPECT_EQ(readBack(summaryJson(record_)).weightNoise->estimator->beta, (std::vector<double>{-4.0, 2.0}));
}

TEST_F(RoundTrip, FindsEveryFigureAtItsPlace) {
  const json summary = json::parse(summaryJson(record_));
  for (const auto& figure : figures()) {
    const json* at = &summary;
    std::istringstream parts(figure.place());
    for (std::string part; std::getline(parts, part, '.');) {
      const bool isList = part.size() > 2 && part.substr(part.size() - 2) == "[]";
      const std::string key = isList ? part.substr(0, part.size() - 2) : part;
      ASSERT_TRUE(at->contains(key)) << figure.place();
      at = isList ? &at->at(key).at(0) : &at->at(key);
    }
    EXPECT_FALSE(at->is_null()) << figure.place();
  }
}

TEST_F(RoundTrip, ReadsResultsWithoutWhatExplainsTheChip) {
  json summary = json::parse(summaryJson(record_));
  for (const char* const key : {"slots", "demand", "changes", "costs", "digital_operations_per_image",
                                "energy_error_factor", "area_error_factor"}) {
    ASSERT_EQ(summary["chip"].erase(key), 1U) << key;
  }
  const RunRecord back = readBack(summary.dump());
  EXPECT_TRUE(back.chip.value().slots.empty());
  EXPECT_TRUE(back.chip->changes.empty());
  EXPECT_FALSE(back.chip->digitalOperations.has_value());
  EXPECT_EQ(back.chip->latency_s, record_.chip->latency_s);
}

TEST_F(RoundTrip, RefusesArraysThatFillNoTile) {
  json summary = json::parse(summaryJson(record_));
  summary["chip"]["slots"][1]["slot"] = 1000000;
  EXPECT_NE(refusalOf(summary).find("chip.slots[]: found 2 arrays of 1 elements of 1000001; each array of "
                                    "the tile once"),
            std::string::npos)
      << refusalOf(summary);
}

TEST_F(RoundTrip, NamesAFigureThatIsMissingOrOfAnotherType) {
  json summary = json::parse(summaryJson(record_));
  summary["chip"].erase("latency_s");
  EXPECT_NE(refusalOf(summary).find("chip.latency_s: missing; latency in s"), std::string::npos)
      << refusalOf(summary);
  summary = json::parse(summaryJson(record_));
  summary["layers"][1]["utilisation"] = "much";
  EXPECT_NE(refusalOf(summary).find("layers[].utilisation: found \"much\"; utilisation as a share of 1"),
            std::string::npos)
      << refusalOf(summary);
}

TEST_F(RoundTrip, KeepsOriginsAsWords) {
  json summary = json::parse(summaryJson(record_));
  const std::vector<std::string> words = {"preset", "file", "set", "default"};
  for (std::size_t i = 0; i < words.size(); ++i) {
    EXPECT_EQ(summary["config_origins"][i]["kind"], words[i]);
  }
  for (int number = 0; number < 4; ++number) {  // as version 0.1.0 wrote them
    summary["config_origins"][static_cast<std::size_t>(number)]["kind"] = number;
  }
  const RunRecord back = readBack(summary.dump());
  ASSERT_EQ(back.config.size(), record_.config.size());
  for (std::size_t i = 0; i < back.config.size(); ++i) {
    EXPECT_EQ(back.config[i].origin.kind, record_.config[i].origin.kind);
  }
  for (const json& bad : {json(4), json(-1), json("override"), json(1.5), json()}) {
    summary["config_origins"][0]["kind"] = bad;
    EXPECT_NE(refusalOf(summary).find("one of: preset, file, set, default"), std::string::npos) << bad;
  }
}

TEST_F(RoundTrip, TheHashSeesFiguresAndNotTheMachineNorOrigins) {
  const std::string hash = resultHash(record_);
  RunRecord other = record_;
  other.seconds += 1.0;
  other.compiler = "another";
  other.config[0].origin.kind = configs::Origin::Kind::default_;
  EXPECT_EQ(resultHash(other), hash);
  other.chip->demand.clear();  // what explains follows from what is in it
  other.chip->changes[0].throughput += 1.0;
  other.chip->slots.pop_back();
  other.chip->digitalOperations.reset();
  other.chip->costs.clear();
  other.chip->energyErrorFactor.reset();
  other.chip->areaErrorFactor.reset();
  EXPECT_EQ(resultHash(other), hash);
  other.chip->latency_s += 1.0;
  EXPECT_NE(resultHash(other), hash);
}

// One line per layer: all its figures but the maps by component and cause.
TEST_F(RoundTrip, LayersCsvHasTheFiguresOfALayer) {
  const std::string csv = layersCsv(record_);
  EXPECT_EQ(
      csv.substr(0, csv.find('\n')),
      "layer,name,type,rows,columns,positions,multiply_adds,arrays,utilisation,relative_error,conversions,"
      "saturated_codes,saturated_cells,energy_J,cycles,start_s,end_s,saturated_codes_by_array,area_m2");
  EXPECT_NE(csv.find("\n1," + record_.layers[1].name + ","), std::string::npos);
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 3);
}

}  // namespace
}  // namespace ohmic::sim
