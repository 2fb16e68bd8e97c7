// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// ONNX's own backend node tests, written by python3-onnx while the test runs: each with its first operand as
// the image, and with constants only. docs/operators.md is the page that this test writes.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "configs/reader/error.h"
#include "models/onnx/import.h"
#include "models/onnx/operator_table.h"
#include "models/reference/float_network.h"
#include "tests/folder.h"
#include "tests/places.h"

namespace ohmic::models {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPython = "/usr/bin/python3";

bool hasOnnx() {
  return std::system((std::string(kPython) + " -c 'import onnx, numpy' 2>/dev/null").c_str()) == 0;
}

std::vector<float> readFloats(const fs::path& file) {
  std::vector<float> values(fs::exists(file) ? fs::file_size(file) / sizeof(float) : 0);
  std::ifstream(file, std::ios::binary)
      .read(reinterpret_cast<char*>(values.data()),
            static_cast<std::streamsize>(values.size() * sizeof(float)));
  return values;
}

struct Case {
  std::string name, type, domain;
  int opset = 0, outputs = 0;
  std::int64_t elements = 0;
  std::string kind;
};

std::vector<Case> readCases(const fs::path& file) {
  std::vector<Case> cases;
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line);) {
    std::istringstream words(line);
    Case one;
    words >> one.name >> one.type >> one.domain >> one.opset >> one.outputs >> one.elements >> one.kind;
    cases.push_back(one);
  }
  return cases;
}

/// What became of one test in one form.
struct Outcome {
  bool passes = false;
  std::string refusal;  ///< empty: the values are wrong, if it does not pass
  double error = 0.0;
};

bool isSame(float found, float wanted, float largest) {
  if (std::isnan(wanted) || std::isinf(wanted)) {
    return std::isnan(wanted) ? std::isnan(found) : found == wanted;
  }
  return std::fabs(found - wanted) <= 1e-4F * largest + 1e-3F * std::fabs(wanted) + 1e-7F;
}

Outcome runOutput(const fs::path& folder, const Case& one, const std::string& form, int output) {
  const std::vector<float> wanted = readFloats(folder / fmt::format("{}.{}.f32", one.name, output));
  ImportOptions options;
  options.output = fmt::format("ohmic_{}", output);
  Outcome outcome;
  try {
    const FloatNetwork network(importOnnx(folder / fmt::format("{}.{}.onnx", one.name, form), options));
    std::vector<float> image =
        form == "image" ? readFloats(folder / (one.name + ".image.f32")) : std::vector<float>();
    image.resize(static_cast<std::size_t>(network.inputSize()), 0.0F);
    std::vector<float> found(static_cast<std::size_t>(network.outputSize()));
    network.run(image.data(), 1, found.data());
    float largest = 0.0F;
    for (const float value : wanted) {
      largest = std::isfinite(value) ? std::max(largest, std::fabs(value)) : largest;
    }
    outcome.passes = found.size() == wanted.size();
    for (std::size_t i = 0; i < wanted.size() && outcome.passes; ++i) {
      outcome.passes = isSame(found[i], wanted[i], largest);
      outcome.error = outcome.passes ? 0.0 : static_cast<double>(found[i]) - static_cast<double>(wanted[i]);
    }
  } catch (const configs::InputError& error) {
    outcome.refusal = error.what();
  }
  return outcome;
}

/// The first output that does not pass decides.
Outcome runForm(const fs::path& folder, const Case& one, const std::string& form) {
  Outcome outcome;
  for (int output = 0; output < one.outputs; ++output) {
    outcome = runOutput(folder, one, form, output);
    if (!outcome.passes) {
      return outcome;
    }
  }
  return outcome;
}

/// Tests whose values Ohmic does not share, and why.
const std::map<std::string, std::string>& exceptions() {
  constexpr const char* kCorners =
      "align_corners: ONNX's test takes the unrounded size (2.4 for 4 x 0.6), PyTorch and ONNX Runtime the "
      "output's, as "
      "the text does, and so does Ohmic";
  static const std::map<std::string, std::string> tests{
      {"test_resize_downsample_scales_linear_align_corners", kCorners},
      {"test_resize_downsample_scales_cubic_align_corners", kCorners}};
  return tests;
}

/// The tests of one operator.
struct Tally {
  int tests = 0, others = 0;
  int images = 0, imagesPassed = 0;
  int constants = 0, constantsPassed = 0;
  std::set<std::string> reasons;
};

/// "found a condition that depends on the image" of a whole message.
std::string reasonOf(const std::string& message) {
  const std::size_t start = message.find("found ");
  const std::size_t end = message.find("; allowed", start);
  std::string reason = start == std::string::npos ? message : message.substr(start, end - start);
  for (char& c : reason) {
    c = c == '|' ? '/' : c;
  }
  return reason;
}

std::string rowOf(const std::string& type, const Tally& tally) {
  const auto known = standardOperators().find(type);
  const std::string since = known == standardOperators().end() ? "not run"
                            : known->second.until < 100
                                ? fmt::format("until {}", known->second.until)
                                : fmt::format("{}", std::max<std::int64_t>(known->second.since, 7));
  const std::string reason = tally.reasons.empty() ? "" : *tally.reasons.begin();
  return fmt::format("| {} | {} | {} | {} of {} | {} of {} | {} |\n", type, since, tally.tests,
                     tally.imagesPassed, tally.images, tally.constantsPassed, tally.constants, reason);
}

std::string pageOf(const std::map<std::string, Tally>& tallies) {
  int tests = 0, images = 0, imagesPassed = 0, constants = 0, constantsPassed = 0;
  std::string run, refused, untested;
  for (const auto& [type, tally] : tallies) {
    const bool isKnown = standardOperators().count(type) > 0;
    if (isKnown) {
      tests += tally.tests;
      images += tally.images;
      imagesPassed += tally.imagesPassed;
      constants += tally.constants;
      constantsPassed += tally.constantsPassed;
    }
    if (type != "-") {
      (isKnown ? run : refused) += isKnown ? rowOf(type, tally) : (refused.empty() ? "" : ", ") + type;
    }
  }
  for (const auto& [type, import] : standardOperators()) {
    if (tallies.count(std::string(type)) == 0) {
      untested += fmt::format("{}{} ({})", untested.empty() ? "" : ", ", type,
                              std::max<std::int64_t>(import.since, 7));
    }
  }
  const Tally& expanded = tallies.count("-") > 0 ? tallies.at("-") : Tally();
  return fmt::format(
      "# Operators and ONNX's own node tests\n\n"
      "`golden_nodes_test` writes this page and compares it with what it finds. Each of ONNX's backend node "
      "tests "
      "(python3-onnx of Debian 12: 1.12, opset 17) is run twice: with its first operand as the image, the "
      "others as "
      "constants, and with constants only, which the importer evaluates. A test passes if every output is "
      "within 1e-4 "
      "of its largest element; a value that is wrong fails `golden_nodes_test`. Of BatchNormalization, "
      "Dropout, "
      "LayerNormalization and MaxPool the first output counts, of operators older than opset 7 the version "
      "of opset 7.\n\n"
      "{} tests of the operators below: {} of {} pass with an image, {} of {} with constants. What does not "
      "pass is refused with "
      "the reason in the last column.\n\n"
      "| operator | since opset | tests | with an image | constants only | the rest is refused: |\n"
      "|---|---|---|---|---|---|\n{}\n"
      "ONNX defines some operators by others; of {} tests of such definitions {} pass with an image, {} with "
      "constants.\n\n"
      "Also run, without a test in ONNX 1.12 (in brackets: since which opset): {}. Those beyond opset 17, "
      "and what later "
      "opsets changed in others, are tested against NumPy evaluations of the specification "
      "(`tests/golden/opsets/generate.py`).\n\n"
      "Refused, with what to do about it: {}.\n",
      tests, imagesPassed, images, constantsPassed, constants, run, expanded.tests, expanded.imagesPassed,
      expanded.constantsPassed, untested, refused);
}

TEST(Nodes, NoValueOfOnnxsOwnTestsIsWrongAndThePageSaysWhatPasses) {
  if (!hasOnnx()) {
    GTEST_SKIP() << "python3-onnx is not installed: apt-get install -y python3-onnx";
  }
  const tests::Folder scratch;
  const fs::path& folder = scratch.path();
  const std::string command = fmt::format("{} {}/tests/golden/nodes/write_cases.py {} > {}/log 2>&1", kPython,
                                          tests::sourceFolder(), folder.string(), folder.string());
  ASSERT_EQ(std::system(command.c_str()), 0) << "see " << folder / "log";
  const auto cases = readCases(folder / "cases.txt");
  ASSERT_GT(cases.size(), 700U);
  std::map<std::string, Tally> tallies;
  for (const Case& one : cases) {
    if (one.domain != "ai.onnx" || one.kind != "numbers") {
      tallies[one.type].others += 1;
      continue;
    }
    Tally& tally = tallies[one.type];
    ++tally.tests;
    for (const std::string form : {"image", "constant"}) {
      const bool isImage = form == "image";
      if (isImage && one.elements == 0) {
        continue;
      }
      const Outcome outcome = runForm(folder, one, form);
      (isImage ? tally.images : tally.constants) += 1;
      (isImage ? tally.imagesPassed : tally.constantsPassed) += outcome.passes ? 1 : 0;
      const auto exception = exceptions().find(one.name);
      if (!outcome.passes && exception != exceptions().end()) {
        tally.reasons.insert(exception->second);
      } else if (!outcome.passes && outcome.refusal.empty()) {
        ADD_FAILURE() << one.name << " (" << form << "): wrong by " << outcome.error;
      } else if (!outcome.passes) {
        tally.reasons.insert(reasonOf(outcome.refusal));
        RecordProperty(one.name + "_" + form, outcome.refusal);
      }
    }
  }
  const std::string page = pageOf(tallies);
  std::ifstream stream(tests::sourceFolder() + "/docs/operators.md");
  const std::string known{std::istreambuf_iterator<char>(stream), {}};
  if (page != known) {
    const fs::path written = fs::temp_directory_path() / "ohmic-operators.md";
    std::ofstream(written) << page;
    ADD_FAILURE() << "docs/operators.md says something else; cp " << written.string() << " docs/operators.md";
  }
}

}  // namespace
}  // namespace ohmic::models
