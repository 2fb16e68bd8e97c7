// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Files that Ohmic 0.1.0 wrote (tests/golden/v0.1.0): read, or refused by their version with what to do.

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/places.h"
#include "tests/system/command.h"

namespace ohmic::tests {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const std::string kOhmic = tests::ohmicCommand();

/// A copy of what 0.1.0 left behind.
fs::path olderFolder(const std::string& name) {
  const fs::path folder = freshFolder(name);
  fs::copy(tests::sourceFolder() + "/tests/golden/v0.1.0", folder, fs::copy_options::recursive);
  return folder;
}

json readJson(const fs::path& file) { return json::parse(readText(file)); }

TEST(OlderVersion, ResultsAreReadAndComparedWithPresentOnes) {
  const fs::path folder = olderFolder("older-results");
  const auto shown = execute(kOhmic + " inspect summary.json", folder);
  EXPECT_EQ(shown.exitCode, 0) << shown.errors;
  EXPECT_NE(shown.output.find("768a3ead46b883ed3ff0ab74f6725afb"), std::string::npos) << shown.output;
  ASSERT_EQ(execute(kOhmic + " run run.yaml -o now", folder).exitCode, 0);
  const auto compared = execute(kOhmic + " compare summary.json now", folder);
  EXPECT_EQ(compared.exitCode, 0)
      << compared.errors;  // not the logits' digest: calibrated ranges end elsewhere now
  fs::remove_all(folder);
}

TEST(OlderVersion, CalibrationsAndChipsGiveTheirLogits) {
  const fs::path folder = olderFolder("older-inputs");
  const auto calibrated =
      execute(kOhmic + " run run.yaml -o c --set calibration.file=calibration.json", folder);
  ASSERT_EQ(calibrated.exitCode, 0) << calibrated.errors;
  EXPECT_EQ(readJson(folder / "c/summary.json").at("logits_digest"),
            readJson(folder / "summary.json").at("logits_digest"));
  const auto loaded = execute(kOhmic + " run run.yaml -o p --chip chip.npz", folder);
  ASSERT_EQ(loaded.exitCode, 0) << loaded.errors;
  EXPECT_EQ(readJson(folder / "p/summary.json").at("accuracy").at("per_chip").at(0),
            readJson(folder / "summary.json").at("accuracy").at("per_chip").at(0));
  fs::remove_all(folder);
}

// Its points' ids do not say which files they read, so that none can be believed.
TEST(OlderVersion, AStudysFolderIsRefusedWithWhatToDo) {
  const fs::path folder = olderFolder("older-study");
  for (const std::string command : {"study run study.yaml -o study", "study run study", "study status study",
                                    "study merge study", "study report study", "compare study:1 study:2"}) {
    const auto refused = execute(kOhmic + " " + command, folder);
    EXPECT_EQ(refused.exitCode, 2) << command;
    EXPECT_NE(
        refused.errors.find("study/plan.json: schema: found 1: the study was begun by another version of "
                            "Ohmic"),
        std::string::npos)
        << command << refused.errors;
    EXPECT_NE(refused.errors.find("run the study again in another folder"), std::string::npos)
        << refused.errors;
  }
  fs::remove_all(folder);
}

}  // namespace
}  // namespace ohmic::tests
