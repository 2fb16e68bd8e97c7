// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/read_cell.h"

#include <gtest/gtest.h>

#include "configs/reader/config.h"
#include "tests/folder.h"
#include "tests/unit/configs/refusal.h"

namespace ohmic::devices {
namespace {

Cell read(const std::string& cell) {
  const auto config = configs::Config::fromText("cell: " + cell + "\n", "run.yaml");
  Cell read = readCell(config.root().section("cell"));
  config.finish();
  return read;
}

std::string refused(const std::string& cell) {
  return configs::refusal([&] { return read(cell); });
}

std::vector<double> readTimes(const std::string& hardware) {
  const auto config = configs::Config::fromText("hardware: " + hardware + "\n", "run.yaml");
  return readReadTimes(config.root().section("hardware"));
}

TEST(ReadCell, KnowsTheLawsOfEveryModel) {
  struct Laws {
    const char* model;
    bool programming, drift, readNoise;
  };
  for (const Laws& laws :
       {Laws{"ideal", false, false, false}, Laws{"gaussian", true, false, true},
        Laws{"uniform", true, false, true}, Laws{"pcm_nandakumar_2019", true, true, true},
        Laws{"pcm_hermes_2022_one", true, true, true}, Laws{"pcm_hermes_2022_two", true, true, true},
        Laws{"pcm_joshi_2020", true, false, false}, Laws{"rram_milo_2021", true, false, false},
        Laws{"rram_wan_2022_crosssim", true, false, false}, Laws{"rram_wan_2022_aihwkit", true, true, false},
        Laws{"rram_falcone_2023_fine", true, true, true}, Laws{"rram_falcone_2023_coarse", true, true, true},
        Laws{"sonos_agrawal_2022", true, true, true}}) {
    const Cell cell = read(std::string("{ model: ") + laws.model + " }");
    EXPECT_EQ(cell.model, laws.model);
    EXPECT_EQ(cell.programming != nullptr, laws.programming) << laws.model;
    EXPECT_EQ(cell.drift != nullptr, laws.drift) << laws.model;
    EXPECT_EQ(cell.readNoise != nullptr, laws.readNoise) << laws.model;
    EXPECT_LT(cell.range.least, cell.range.greatest) << laws.model;
  }
}

TEST(ReadCell, TakesTheRangeInAnyUnit) {
  const Cell cell = read("{ model: rram_milo_2021, g_min: 62.5 uS, g_max: 0.11 mS }");
  EXPECT_DOUBLE_EQ(cell.range.least, 62.5e-6);
  EXPECT_DOUBLE_EQ(cell.range.greatest, 110e-6);
}

// CrossSim's fits: currents to 3200 nA for programming, to 1800 nA for the drift polynomials, at 0.1 V.
TEST(ReadCell, ARangeThatOnlyDriftDoesNotCoverNeedsItLeftOut) {
  const std::string range = "{ model: sonos_agrawal_2022, g_max: 26.67 uS";
  EXPECT_DOUBLE_EQ(read(range + ", drift: { model: none } }").range.greatest, 26.67e-6);
  EXPECT_EQ(refused(range + " }"),
            "run.yaml:1:43: cell.g_max: found 26.67 uS, outside the range that sonos_agrawal_2022's drift "
            "was fitted "
            "to; allowed: 0 S to 18 uS; use a smaller range or another model");
  EXPECT_DOUBLE_EQ(read("{ model: sonos_agrawal_2022, g_max: 18 uS }").range.greatest, 18e-6);
  EXPECT_NE(
      refused("{ model: sonos_agrawal_2022, g_max: 33 uS, drift: { model: none } }").find("0 S to 32 uS"),
      std::string::npos);
}

TEST(ReadCell, ASubSectionReplacesOneLaw) {
  const Cell cell = read(
      "{ model: pcm_nandakumar_2019, programming: { model: pcm_joshi_2020, scale: 0.5 }, read_noise: { "
      "model: ideal } }");
  EXPECT_NE(cell.programming->describe().find("sigma = 0.5 * (-0.00178767 G^2"), std::string::npos);
  EXPECT_NE(cell.drift, nullptr);
  EXPECT_EQ(cell.readNoise, nullptr);
}

TEST(ReadCell, NoneLeavesALawOut) {
  const Cell cell = read("{ model: pcm_nandakumar_2019, drift: { model: none } }");
  EXPECT_EQ(cell.drift, nullptr);
  EXPECT_NE(cell.programming, nullptr);
  EXPECT_NE(cell.readNoise, nullptr);
}

TEST(ReadCell, AddsALawThatTheModelLacks) {
  const Cell cell = read(
      "{ model: rram_wan_2022_crosssim, read_noise: { model: gaussian, sigma: 1 %, kind: proportional } }");
  EXPECT_DOUBLE_EQ(cell.readNoise->freshSigma(10e-6), 0.1e-6);
  EXPECT_NE(cell.programming, nullptr);
}

TEST(ReadCell, ReadsTheNumbersOfGenericLaws) {
  const Cell cell = read(
      "{ model: gaussian, programming: { sigma: 0.02 }, read_noise: { sigma: 0.01, kind: proportional } }");
  EXPECT_EQ(cell.programming->describe(),
            "programming error, normal, sigma = 0.02 of the conductance range, clamped at 0 S");
  EXPECT_EQ(cell.readNoise->describe(),
            "fresh Gaussian noise at every read, sigma = 0.01 of the conductance");
}

TEST(ReadCell, RefusesAnUnknownModelWithASuggestion) {
  const std::string message = refused("{ model: pcm_nandakumar_2020 }");
  EXPECT_EQ(
      message.rfind("run.yaml:1:16: cell.model: found 'pcm_nandakumar_2020'; allowed: gaussian, ideal, ", 0),
      0U)
      << message;
  EXPECT_NE(message.find("; did you mean 'pcm_nandakumar_2019'?"), std::string::npos) << message;
}

TEST(ReadCell, RefusesARangeOutsideTheFit) {
  EXPECT_EQ(
      refused("{ model: pcm_nandakumar_2019, g_max: 30 uS }"),
      "run.yaml:1:44: cell.g_max: found 30 uS, outside the range that pcm_nandakumar_2019 was fitted to; "
      "allowed: 0 S to 25 uS; use a smaller range or another model");
  EXPECT_EQ(refused("{ model: rram_milo_2021, g_min: 10 uS }"),
            "run.yaml:1:39: cell.g_min: found 10 uS, outside the range that rram_milo_2021 was fitted to; "
            "allowed: 50 uS to 225 uS; use a smaller range or another model");
}

TEST(ReadCell, RefusesALawThatIsNotFittedToTheCellsRange) {
  EXPECT_EQ(
      refused("{ model: rram_milo_2021, drift: { model: pcm_nandakumar_2019 } }"),
      "run.yaml:1:7: cell.g_max: found 225 uS, outside the range that pcm_nandakumar_2019 was fitted to; "
      "allowed: 0 S to 25 uS; use a smaller range or another model");
}

TEST(ReadCell, RefusesAnEmptyRange) {
  EXPECT_EQ(refused("{ model: ideal, g_min: 5 uS, g_max: 5 uS }"),
            "run.yaml:1:43: cell.g_max: found 5 uS, which is not above g_min; allowed: above 5 uS");
}

TEST(ReadCell, RefusesAKeyThatTheModelDoesNotKnow) {
  EXPECT_NE(refused("{ model: pcm_joshi_2020, programming: { sigma: 0.1 } }").find("cell.programming.sigma"),
            std::string::npos);
}

TEST(ReadCell, WritesAgainWhereItIsAskedTo) {
  const Cell cell =
      read("{ model: gaussian, programming: { sigma: 2 %, verify: { band: 1 %, max_pulses: 9 } } }");
  EXPECT_TRUE(cell.programming->isVerified());
  EXPECT_EQ(cell.programming->mostPulses(), 9U);
  EXPECT_EQ(cell.programming->describe(),
            "programming error, normal, sigma = 0.02 of the conductance range, clamped at 0 S, written until "
            "within 1 % of the range, at most 9 pulses");
  EXPECT_FALSE(read("{ model: gaussian, programming: { sigma: 2 % } }").programming->isVerified());
}

TEST(ReadCell, RefusesToVerifyWhatIsExact) {
  EXPECT_EQ(refused("{ model: ideal, programming: { verify: { band: 1 % } } }"),
            "run.yaml:1:46: cell.programming.verify: found verification of cells that reach their target "
            "exactly; verify goes with a law of programming; leave it out, or name a model");
}

TEST(ReadCell, RefusesABandAroundNothing) {
  EXPECT_EQ(
      refused("{ model: gaussian, g_min: 0 S, programming: { sigma: 2 %, verify: { band: 1 %, "
              "relative_to: target } } }"),
      "run.yaml:1:99: cell.programming.verify.relative_to: found target with g_min: 0 S, around which such "
      "a band has no width; range, or a g_min above 0 S; use relative_to: range");
}

TEST(ReadCell, ReplacesEachQuestionByItself) {
  const std::vector<std::pair<const char*, const char*>> questions = {
      {"programming", "{ model: gaussian, sigma: 1 % }"},
      {"drift", "{ model: neurosim_retention, v: 0.01 }"},
      {"read_noise", "{ model: random_telegraph, amplitude: 1 %, occupancy: 0.5 }"},
      {"iv", "{ model: cubic, read_voltage: 0.2 V }"},
      {"faults", "{ stuck_low: 1 % }"},
      {"variation", "{ die: 1 % }"}};
  const auto answers = [](const Cell& cell) {
    return std::vector<std::string>{cell.programming ? cell.programming->describe() : "",
                                    cell.drift ? cell.drift->describe() : "",
                                    cell.readNoise ? cell.readNoise->describe() : "",
                                    cell.iv.law ? cell.iv.law->describe() : "",
                                    cell.faults ? cell.faults->describe() : "",
                                    cell.variation ? cell.variation->describe() : ""};
  };
  const auto before = answers(read("{ model: pcm_nandakumar_2019, g_min: 1 uS }"));
  for (std::size_t q = 0; q < questions.size(); ++q) {
    const auto after = answers(read(std::string("{ model: pcm_nandakumar_2019, g_min: 1 uS, ") +
                                    questions[q].first + ": " + questions[q].second + " }"));
    for (std::size_t other = 0; other < questions.size(); ++other) {
      EXPECT_EQ(after[other] != before[other], other == q) << questions[q].first << " " << other;
    }
  }
}

/// A cell over a preset whose laws have keys of their own.
Cell readOverPreset(const std::string& cell, const std::vector<std::string>& overrides = {}) {
  const tests::Folder folder;
  folder.write("cell/worn.yaml",
               "model: pcm_nandakumar_2019\ng_max: 20 uS\ndrift: { scale: 2 }\n"
               "read_noise: { model: random_telegraph, amplitude: 5 %, occupancy: 30 % }\n"
               "programming: { verify: { band: 1 % } }\nfaults: { stuck_high: 1 % }\n");
  configs::LoadOptions options;
  options.presetFolders = {folder.path()};
  options.overrides = overrides;
  const auto config = configs::Config::fromText("cell: " + cell + "\n", "run.yaml", options);
  Cell read = readCell(config.root().section("cell"));
  config.finish();
  return read;
}

TEST(ReadCell, AnotherModelForgetsThePresetsCellAndItsLaws) {
  const Cell cell = readOverPreset("{ preset: worn, model: rram_milo_2021 }");
  EXPECT_EQ(cell.range.greatest, read("{ model: rram_milo_2021 }").range.greatest);
  EXPECT_FALSE(cell.programming->isVerified());
  EXPECT_EQ(cell.drift, nullptr);
  EXPECT_EQ(cell.readNoise, nullptr);
  EXPECT_EQ(cell.faults, nullptr);
}

TEST(ReadCell, AnotherModelOfALawForgetsThePresetsKeysOfThatLaw) {
  for (const char* const law : {"drift", "read_noise", "faults"}) {
    const Cell written = readOverPreset(std::string("{ preset: worn, ") + law + ": { model: none } }");
    const Cell overridden = readOverPreset("{ preset: worn }", {std::string("cell.") + law + ".model=none"});
    for (const Cell* const cell : {&written, &overridden}) {
      EXPECT_EQ(cell->drift == nullptr, law == std::string("drift"));
      EXPECT_EQ(cell->readNoise == nullptr, law == std::string("read_noise"));
      EXPECT_EQ(cell->faults == nullptr, law == std::string("faults"));
      EXPECT_EQ(cell->range.greatest, 20e-6);
    }
  }
  EXPECT_EQ(readOverPreset("{ preset: worn }", {"cell.programming.model=none"}).programming, nullptr);
}

TEST(ReadCell, TheSameModelOfALawKeepsThePresetsKeys) {
  EXPECT_TRUE(readOverPreset("{ preset: worn, programming: { model: pcm_nandakumar_2019 } }")
                  .programming->isVerified());
  EXPECT_EQ(readOverPreset("{ preset: worn, faults: { model: stuck } }").faults->cells.high, 0.01);
}

TEST(ReadCell, RefusesTheUsersKeyBesideAnotherModelOfALaw) {
  EXPECT_EQ(configs::refusal([] {
              return readOverPreset("{ preset: worn, drift: { scale: 3 } }", {"cell.drift.model=none"});
            }),
            "run.yaml:1:32: cell.drift.scale: unknown key; allowed here: file, model");
}

TEST(ReadReadTimes, TakesATimeOrAListOfTimes) {
  EXPECT_EQ(readTimes("{ read_time: 1 s }"), std::vector<double>{1.0});
  EXPECT_EQ(readTimes("{ read_time: [1 s, 1 h, 1 day] }"), (std::vector<double>{1.0, 3600.0, 86400.0}));
  EXPECT_EQ(readTimes("{ x: 1 }"), std::vector<double>{0.0});
}

TEST(ReadReadTimes, RefusesATimeAtWhichTheDriftWasNotMeasured) {
  EXPECT_EQ(readTimes("{ cell: { model: rram_wan_2022_aihwkit }, read_time: [1 s, 1 day] }"),
            (std::vector<double>{1.0, 86400.0}));
  EXPECT_EQ(configs::refusal([] {
              return readTimes("{ cell: { model: rram_wan_2022_aihwkit }, read_time: [1 s, 3 h] }");
            }),
            "run.yaml:1:64: hardware.read_time: found 10800 s, at which the cell's drift was not measured; "
            "allowed: 0 s "
            "to 1 s, 1 day, 2 days; change the time, or use cell: { drift: { model: none } }");
  EXPECT_EQ(readTimes("{ cell: { model: rram_wan_2022_aihwkit, drift: { model: none } }, read_time: 3 h }"),
            std::vector<double>{10800.0});
}

}  // namespace
}  // namespace ohmic::devices
