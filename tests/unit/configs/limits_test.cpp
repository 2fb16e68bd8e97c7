// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/files/limits.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tests/places.h"

namespace ohmic::configs {
namespace {

std::string sizeText(std::uint64_t bytes) {
  return bytes % kGiB == 0 ? std::to_string(bytes / kGiB) + " GiB" : std::to_string(bytes / kMiB) + " MiB";
}

/// 10,000,000
std::string countText(std::int64_t count) {
  std::string text = std::to_string(count);
  for (std::size_t at = text.size(); at > 3;) {
    at -= 3;
    text.insert(at, ",");
  }
  return text;
}

/// The rows of the page's tables by their first column.
std::map<std::string, std::string> rowsOfThePage() {
  std::ifstream in(tests::sourceFolder() + "/docs/limits.md");
  std::map<std::string, std::string> rows;
  for (std::string line; std::getline(in, line);) {
    const auto end = line.find(" |", 2);
    if (line.rfind("| ", 0) == 0 && end != std::string::npos) {
      rows[line.substr(2, end - 2)] = line.substr(end + 1);
    }
  }
  return rows;
}

TEST(Limits, ArePrintedInTheDocs) {
  const auto rows = rowsOfThePage();
  const auto expectIn = [&](const std::string& name, const std::string& words) {
    const auto row = rows.find(name);
    ASSERT_NE(row, rows.end()) << name;
    EXPECT_NE(row->second.find(words), std::string::npos) << name << " lacks: " << words;
  };
  const std::map<std::string, std::vector<FileKind>> sizes = {
      {"run file, study file, preset", {kYamlFile}},
      {"device table, fault map, labels (CSV)", {kTableFile}},
      {"samples (CSV)", {kSampleTable}},
      {"array (`.npy`)", {kNumpyFile}},
      {"archive (`.npz`)", {kNumpyArchive}},
      {"programmed chip (`.npz`)", {kChipFile}},
      {"picture (JPEG, PNG)", {kPictureFile}},
      {"IDX file", {kIdxFile}},
      {"CIFAR's binary files", {kCifarFile}},
      {"`summary.json`, a study's points and `plan.json`", {kSummaryFile, kPlanFile}},
      {"calibration", {kCalibrationFile}}};
  for (const auto& [name, kinds] : sizes) {
    for (const auto& kind : kinds) {
      expectIn(name, "| " + sizeText(kind.mostBytes) + " |");
    }
  }
  expectIn("network (ONNX)", "| below " + sizeText(kModelFile.mostBytes + 1) + " |");
  const std::vector<std::pair<std::string, std::string>> counts = {
      {"device table, fault map, labels (CSV)", countText(kMostCsvRows) + " rows"},
      {"device table, fault map, labels (CSV)", countText(kMostCsvFields) + " fields"},
      {"array (`.npy`)", countText(kMostImages) + " samples"},
      {"array (`.npy`)", "header of " + countText(kMostArrayHeader) + " bytes"},
      {"archive (`.npz`)", countText(kMostArchiveFiles) + " arrays"},
      {"archive (`.npz`)", std::to_string(kMostInflation) + " to 1"},
      {"picture (JPEG, PNG)", "sides of " + countText(kMostSide) + " pixels"},
      {"picture (JPEG, PNG)", countText(kMostPixels) + " pixels"},
      {"picture (JPEG, PNG)", countText(kMostPixelsOfAByte) + " pixels of a JPEG"},
      {"picture (JPEG, PNG)", std::to_string(kMostInflation) + " bytes of a PNG"},
      {"IDX file", countText(kMostImages) + " images"},
      {"IDX file", std::to_string(kMostInflation) + " bytes of one"},
      {"`summary.json`, a study's points and `plan.json`", std::to_string(kMostJsonLevels) + " levels"},
      {"`summary.json`, a study's points and `plan.json`", countText(kMostJsonValues) + " values"},
      {"points of a study, values of one of its axes", countText(kMostPoints) + " |"},
      {"values of all keys of a study's axes, in all its sizes; points times the keys that each of them sets",
       countText(kMostSettings) + " |"},
      {"sizes of a study", countText(kMostSizes) + " |"}};
  for (const auto& [name, words] : counts) {
    expectIn(name, words);
  }
}

}  // namespace
}  // namespace ohmic::configs
