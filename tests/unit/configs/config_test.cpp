// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/config.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/folder.h"
#include "tests/unit/configs/refusal.h"

namespace ohmic::configs {
namespace {

std::string finished(const Config& config) {
  return refusal([&] {
    config.finish();
    return 0;
  });
}

TEST(ConfigFinish, AcceptsWhatWasAskedFor) {
  const Config config = Config::fromText("adc: {bits: 8}\n", "run.yaml");
  static_cast<void>(config.root().section("adc").integer("bits", Range::any()));
  EXPECT_EQ(finished(config), "accepted");
}

TEST(ConfigFinish, SuggestsTheKeyThatWasMeant) {
  const Config config = Config::fromText("adc:\n  bits: 8\n  rnage: calibrated\n", "run.yaml");
  const Section adc = config.root().section("adc");
  static_cast<void>(adc.integer("bits", Range::any()));
  static_cast<void>(adc.text("range", "calibrated"));
  EXPECT_EQ(finished(config), "run.yaml:3:3: adc.rnage: unknown key; did you mean 'range'?");
}

TEST(ConfigFinish, OtherwiseListsTheAllowedKeys) {
  const Config config = Config::fromText("adc:\n  colour: red\n", "run.yaml");
  const Section adc = config.root().section("adc");
  static_cast<void>(adc.integer("bits", Range::any(), 8));
  static_cast<void>(adc.text("range", "calibrated"));
  EXPECT_EQ(finished(config), "run.yaml:2:3: adc.colour: unknown key; allowed here: bits, range");
}

TEST(ConfigFinish, RefusesAMappingThatNobodyReads) {
  const Config config = Config::fromText("weight_noise: {sigma: 1}\n", "run.yaml");
  EXPECT_TRUE(config.root().has("weight_noise"));
  EXPECT_EQ(finished(config),
            "run.yaml:1:16: weight_noise.sigma: unknown key; nothing is read from this mapping");
}

TEST(ConfigFinish, SaysThatANameWithDotsIsQuoted) {
  const tests::Folder folder;
  folder.write("run.yaml", "run: 1\n");
  const auto refused = [&folder](const std::string& override) {
    LoadOptions options;
    options.overrides = {override};
    const Config config = Config::load(folder.path() / "run.yaml", options);
    EXPECT_TRUE(config.root().has("run"));
    static_cast<void>(config.root().section("study").section("until").has("chips"));
    const Section layers = config.root().section("layers");
    for (const auto& pattern : layers.keys()) {
      if (layers.isMap(pattern)) {
        static_cast<void>(layers.section(pattern).section("adc").has("bits"));
      }
    }
    return finished(config);
  };
  EXPECT_EQ(refused("layers.\"features.0\".adc.bits=4"), "accepted");
  EXPECT_EQ(refused("layers.features.0.adc.bits=4"),
            "--set layers.features.0.adc.bits=4: layers.features.0: unknown key; quote a name that has dots: "
            "layers.\"features.0\".adc.bits");
  EXPECT_EQ(
      refused("layers.features.0.conv.adc.bits=4"),
      "--set layers.features.0.conv.adc.bits=4: layers.features.0: unknown key; quote a name that has dots: "
      "layers.\"features.0.conv\".adc.bits");
  EXPECT_EQ(
      refused("layers.features.0=digital"),
      "--set layers.features.0=digital: layers.features.0: unknown key; allowed here: adc; if the name has "
      "dots, quote it: layers.\"features.0\"");
  EXPECT_EQ(refused("study.until.chip=9"),
            "--set study.until.chip=9: study.until.chip: unknown key; did you mean 'chips'?");
  EXPECT_EQ(refused("study.until.width=9"),
            "--set study.until.width=9: study.until.width: unknown key; allowed here: chips");
}

TEST(ConfigFinish, RefusesAPresetOfTheWholeFile) {
  const Config config = Config::fromText("preset: x\nrun: 1\n", "run.yaml");
  EXPECT_TRUE(config.root().has("run"));
  EXPECT_EQ(finished(config), "run.yaml:1:1: preset: unknown key; allowed here: run");
}

TEST(ConfigResolved, HoldsEveryValueWithItsOrigin) {
  const tests::Folder folder;
  folder.write("chip/isaac.yaml", "tiles: 12\n");
  LoadOptions options;
  options.presetFolders = {folder.path()};
  options.overrides = {"hardware.adc.bits=6"};
  const Config config =
      Config::fromText("hardware:\n  adc: {bits: 8}\n  chip: {preset: isaac}\n  read_time: [1 h, 1 day]\n",
                       "run.yaml", options);
  const Section hardware = config.root().section("hardware");
  static_cast<void>(hardware.section("chip").integer("tiles", Range::any()));
  static_cast<void>(hardware.quantities("read_time", Dimension::time, Range::any()));
  static_cast<void>(hardware.section("adc").integer("bits", Range::any()));
  static_cast<void>(hardware.section("adc").choice("range", {"calibrated"}, "calibrated"));
  const auto values = config.resolved();
  ASSERT_EQ(values.size(), 4U);
  EXPECT_EQ(values[0].path, "hardware.adc.bits");
  EXPECT_EQ(values[0].value, "6");
  EXPECT_EQ(values[0].origin.kind, Origin::Kind::override_);
  EXPECT_EQ(values[0].origin.place, "--set hardware.adc.bits=6");
  EXPECT_EQ(values[1].value, "calibrated");
  EXPECT_EQ(values[1].origin.kind, Origin::Kind::default_);
  EXPECT_EQ(values[1].origin.place, "default");
  EXPECT_EQ(values[2].origin.kind, Origin::Kind::preset);
  EXPECT_EQ(values[2].origin.place, (folder.path() / "chip" / "isaac.yaml").string() + ":1:8");
  EXPECT_EQ(values[3].value, "[3600 s, 86400 s]");
  EXPECT_EQ(values[3].origin.kind, Origin::Kind::file);
  EXPECT_EQ(values[3].origin.place, "run.yaml:4:14");
}

TEST(ConfigResolved, WritesOneValueInOneWay) {
  const Config config = Config::fromText("g: 0.025 mS\nsigma: 2 %\nbits: +8\nmean: [0.50]\n", "run.yaml");
  static_cast<void>(config.root().quantity("g", Dimension::conductance, Range::any()));
  static_cast<void>(config.root().fraction("sigma", Range::any()));
  static_cast<void>(config.root().integer("bits", Range::any()));
  static_cast<void>(config.root().numbers("mean", Range::any()));
  std::vector<std::string> values;
  for (const ResolvedValue& value : config.resolved()) {
    values.push_back(value.value);
  }
  EXPECT_EQ(values, (std::vector<std::string>{"8", "25 uS", "0.5", "0.02"}));
}

TEST(ConfigResolved, MarksFiles) {
  const tests::Folder folder;
  folder.write("net.onnx", "x");
  const Config config = Config::load(folder.write("run.yaml", "model: net.onnx\n"), {});
  static_cast<void>(config.root().file("model"));
  EXPECT_TRUE(config.resolved().at(0).isFile);
  EXPECT_EQ(config.resolved().at(0).value, "net.onnx");
}

TEST(ConfigLoad, NamesTheFileInEveryPlace) {
  const tests::Folder folder;
  const auto file = folder.write("run.yaml", "bits: x\n");
  EXPECT_EQ(refusal([&] { return Config::load(file, {}).root().integer("bits", Range::any()); }),
            file.string() + ":1:7: bits: a whole number expected, found the text 'x'");
}

}  // namespace
}  // namespace ohmic::configs
