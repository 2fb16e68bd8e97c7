// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// A mapping that names another model than the one beneath it: which keys a reader still finds there.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "configs/reader/config.h"
#include "tests/folder.h"
#include "tests/unit/configs/refusal.h"

namespace ohmic::configs {
namespace {

class AnotherModel : public ::testing::Test {
 protected:
  AnotherModel() {
    folder_.write("hardware/sar.yaml",
                  "adc: {model: sar, rate: 5, resistance: 7}\n"
                  "cell: {model: pcm, g_max: 25, drift: {scale: 2}, noise: {model: flicker, scale: 3}}\n");
  }

  [[nodiscard]] Config load(const std::string& hardware,
                            const std::vector<std::string>& overrides = {}) const {
    LoadOptions options;
    options.presetFolders = {folder_.path()};
    options.overrides = overrides;
    return Config::fromText("hardware: " + hardware + "\n", "run.yaml", options);
  }

  tests::Folder folder_;
};

/// A reader whose model `flash` knows no resistance, and needs a rate.
std::string readAdc(const Config& config) {
  return refusal([&config] {
    const Section hardware = config.root().section("hardware");
    const Section adc = hardware.section("adc");
    const std::string model = adc.choice("model", {"sar", "flash"});
    static_cast<void>(adc.integer("rate", Range::any()));
    if (model == "sar") {
      static_cast<void>(adc.integer("resistance", Range::any()));
    }
    static_cast<void>(hardware.section("cell").keys());
    static_cast<void>(hardware.section("cell").section("drift").keys());
    static_cast<void>(hardware.section("cell").section("noise").keys());
    config.finish();
    return 0;
  });
}

std::string adcValues(const Config& config) {
  std::string text;
  for (const ResolvedValue& value : config.resolved()) {
    if (value.path.rfind("hardware.adc.", 0) == 0) {
      text += value.path.substr(13) + "=" + value.value + " ";
    }
  }
  return text;
}

TEST_F(AnotherModel, KeepsThePresetsKeysThatItsReaderAsksForAndForgetsTheOthers) {
  for (const auto& config :
       {load("{preset: sar, adc: {model: flash}}"), load("{preset: sar}", {"hardware.adc.model=flash"})}) {
    EXPECT_EQ(readAdc(config), "accepted");
    EXPECT_EQ(adcValues(config), "model=flash rate=5 ");
  }
}

TEST_F(AnotherModel, FindsTheKeysThatTheUserWroteAboveThePresets) {
  const Config config = load("{preset: sar, adc: {model: flash, rate: 9}}");
  EXPECT_EQ(readAdc(config), "accepted");
  EXPECT_EQ(adcValues(config), "model=flash rate=9 ");
}

TEST_F(AnotherModel, KeepsWhatTheFileSaysUnderAnOverrideAndAboveThePreset) {
  const Config config = load("{preset: sar, adc: {model: sar, rate: 9}}", {"hardware.adc.model=flash"});
  EXPECT_EQ(readAdc(config), "accepted");
  EXPECT_EQ(adcValues(config), "model=flash rate=9 ");
}

TEST_F(AnotherModel, RefusesTheUsersKeyThatItsReaderDoesNotHave) {
  EXPECT_EQ(readAdc(load("{preset: sar, adc: {model: flash, resistance: 1}}")),
            "run.yaml:1:45: hardware.adc.resistance: unknown key; allowed here: model, rate");
  EXPECT_EQ(readAdc(load("{preset: sar, adc: {model: sar, resistance: 1}}", {"hardware.adc.model=flash"})),
            "run.yaml:1:43: hardware.adc.resistance: unknown key; allowed here: model, rate");
}

TEST_F(AnotherModel, AnswersForItselfAloneWhereItsKeysAreItsOwn) {
  const Config config = load("{preset: sar, cell: {model: ideal}}");
  const Section cell = config.root().section("hardware").section("cell");
  EXPECT_TRUE(cell.has("g_max"));
  EXPECT_FALSE(cell.ofItsModel().has("g_max"));
  EXPECT_FALSE(cell.ofItsModel().section("drift").present());
}

TEST_F(AnotherModel, OfItsOwnKeepsWhatThePresetSaysOfTheSameModel) {
  const auto scale = [this](const std::string& cell, const std::string& law) {
    const Config config = load("{preset: sar, cell: " + cell + "}");
    const Section section = config.root().section("hardware").section("cell").section(law);
    return section.ofItsModel("pcm").integer("scale", Range::any(), 1);
  };
  EXPECT_EQ(scale("{drift: {model: pcm}}", "drift"), 2);  // the preset names none: the cell's
  EXPECT_EQ(scale("{drift: {model: none}}", "drift"), 1);
  EXPECT_EQ(scale("{noise: {model: flicker}}", "noise"), 3);
  EXPECT_EQ(scale("{noise: {model: pcm}}", "noise"), 1);
  EXPECT_EQ(scale("{noise: {band: 1}}", "noise"), 3);  // names none: lies over flicker
}

TEST_F(AnotherModel, OfItsOwnForgetsTheOldModelsKeysOfTheFile) {
  const Config config =
      load("{cell: {model: pcm, g_max: 9, drift: {scale: 2}}}", {"hardware.cell.model=ideal"});
  const Section cell = config.root().section("hardware").section("cell").ofItsModel();
  EXPECT_EQ(cell.text("model"), "ideal");
  EXPECT_EQ(cell.integer("g_max", Range::any(), 1), 1);
  EXPECT_EQ(refusal([&config] {
              config.finish();
              return 0;
            }),
            "accepted");
}

TEST_F(AnotherModel, KeepsTheUsersKeysBesideNoModel) {
  const Config config = load("{preset: sar, cell: {drift: {scale: 4}}}", {"hardware.cell.drift.model=none"});
  const Section drift = config.root().section("hardware").section("cell").section("drift").ofItsModel("pcm");
  EXPECT_EQ(drift.text("model"), "none");
  EXPECT_EQ(drift.integer("scale", Range::any(), 1), 4);
}

}  // namespace
}  // namespace ohmic::configs
