// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Files that Ohmic 0.1.0 wrote (tests/golden/v0.1.0): read, or refused by their version with what to do.

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/places.h"
#include "tests/system/command.h"

namespace ohmic::tests {
namespace {

namespace fs = std::filesystem;

const std::string kOhmic = tests::ohmicCommand();

/// A copy of what 0.1.0 left behind.
fs::path olderFolder(const std::string& name) {
  const fs::path folder = freshFolder(name);
  fs::copy(tests::sourceFolder() + "/tests/golden/v0.1.0", folder, fs::copy_options::recursive);
  return folder;
}

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

// They do not say all that decided them, so that another run could not be told from theirs.
TEST(OlderVersion, CalibrationsAndChipsAreRefusedWithWhatToDo) {
  const fs::path folder = olderFolder("older-inputs");
  const auto refusal = [&](const std::string& options) {
    const auto refused = execute(kOhmic + " run run.yaml -o out " + options, folder);
    EXPECT_EQ(refused.exitCode, 2) << options;
    EXPECT_FALSE(fs::exists(folder / "out")) << options;
    return refused.errors;
  };
  const std::string calibration = refusal("--set calibration.file=calibration.json");
  EXPECT_NE(calibration.find("calibration.json: calibration.file: written by another version; "),
            std::string::npos)
      << calibration;
  EXPECT_NE(calibration.find("write it again with `ohmic calibrate"), std::string::npos) << calibration;
  const std::string chip = refusal("--chip chip.npz");
  EXPECT_NE(chip.find("chip.npz: written by another version; "), std::string::npos) << chip;
  EXPECT_NE(chip.find("write it again with `ohmic program"), std::string::npos) << chip;
  ASSERT_EQ(execute(kOhmic + " calibrate run.yaml -o calibration.json --force", folder).exitCode, 0);
  ASSERT_EQ(execute(kOhmic + " run run.yaml -o out --set calibration.file=calibration.json", folder).exitCode,
            0);
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
