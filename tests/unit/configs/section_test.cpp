// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/section.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "configs/reader/config.h"
#include "tests/folder.h"
#include "tests/unit/configs/refusal.h"

namespace ohmic::configs {
namespace {

Section read(const std::string& text) { return Config::fromText(text, "run.yaml").root(); }

/// The message when @p call reads the key "v" of "a", which holds @p value.
template <typename Call>
std::string refused(const std::string& value, const Call& call) {
  return refusal([&] { return call(read("a:\n  v: " + value + "\n").section("a")); });
}

const auto readBoolean = [](const Section& s) { return s.boolean("v"); };
const auto readInteger = [](const Section& s) { return s.integer("v", Range::between(1, 16)); };
const auto readNumber = [](const Section& s) { return s.number("v", Range::positive()); };
const auto readFraction = [](const Section& s) { return s.fraction("v", Range::between(0, 1)); };
const auto readTime = [](const Section& s) { return s.quantity("v", Dimension::time, Range::positive()); };
const auto readTimes = [](const Section& s) { return s.quantities("v", Dimension::time, Range::positive()); };
const auto readNumbers = [](const Section& s) { return s.numbers("v", Range::any()); };
const auto readText = [](const Section& s) { return s.text("v"); };
const auto readChoice = [](const Section& s) { return s.choice("v", {"parallel", "bit_serial"}); };
const auto readBits = [](const Section& s) {
  return s.integerOrChoice("v", Range::between(1, 16), {"ideal"});
};

TEST(Section, ReadsEveryKindOfValue) {
  const Section s = read(
      "flag: true\nbits: 8\nsigma: 2e-2\nshare: 2.5 %\ntime: 100 ns\ntimes: [1 s, 1 h]\nmean: [0.5, 1]\n"
      "name: resnet 20\nencoding: parallel\nadc: ideal\ndac: 6\n");
  EXPECT_TRUE(s.boolean("flag"));
  EXPECT_EQ(s.integer("bits", Range::any()), 8);
  EXPECT_EQ(s.number("sigma", Range::any()), 0.02);
  EXPECT_EQ(s.fraction("share", Range::any()), 0.025);
  EXPECT_EQ(s.fraction("sigma", Range::any()), 0.02);
  EXPECT_EQ(s.quantity("time", Dimension::time, Range::any()), 100e-9);
  EXPECT_EQ(s.quantities("times", Dimension::time, Range::any()), (std::vector<double>{1.0, 3600.0}));
  EXPECT_EQ(s.quantities("time", Dimension::time, Range::any()), (std::vector<double>{100e-9}));
  EXPECT_EQ(s.numbers("mean", Range::any()), (std::vector<double>{0.5, 1.0}));
  EXPECT_EQ(s.text("name"), "resnet 20");
  EXPECT_EQ(s.texts("name"), (std::vector<std::string>{"resnet 20"}));
  EXPECT_EQ(s.choice("encoding", {"parallel"}), "parallel");
  EXPECT_EQ(s.integerOrChoice("adc", Range::any(), {"ideal"}), IntegerOrWord("ideal"));
  EXPECT_EQ(s.integerOrChoice("dac", Range::any(), {"ideal"}), IntegerOrWord(std::int64_t{6}));
}

TEST(Section, ReturnsTheFallbackOfAnAbsentKey) {
  const Section s = read("a: 1\n").section("adc");
  EXPECT_FALSE(s.present());
  EXPECT_FALSE(s.boolean("flag", false));
  EXPECT_EQ(s.integer("bits", Range::any(), 8), 8);
  EXPECT_EQ(s.fraction("share", Range::any(), 0.5), 0.5);
  EXPECT_EQ(s.quantity("time", Dimension::time, Range::any(), 1.0), 1.0);
  EXPECT_EQ(s.numbers("mean", Range::any(), {{0.0, 1.0}}), (std::vector<double>{0.0, 1.0}));
  EXPECT_EQ(s.text("name", "lenet"), "lenet");
  EXPECT_EQ(s.choice("range", {"calibrated"}, "calibrated"), "calibrated");
  EXPECT_EQ(s.integerOrChoice("levels", Range::any(), {"ideal"}, "ideal"), IntegerOrWord("ideal"));
}

TEST(Section, TellsTheWrongType) {
  EXPECT_EQ(refused("yes", readBoolean), "run.yaml:2:6: a.v: true or false expected, found the text 'yes'");
  EXPECT_EQ(refused("abc", readInteger),
            "run.yaml:2:6: a.v: a whole number expected, found the text 'abc'; allowed: in [1, 16]");
  EXPECT_EQ(refused("8.5", readInteger),
            "run.yaml:2:6: a.v: a whole number expected, found 8.5; allowed: in [1, 16]");
  EXPECT_EQ(refused("[1, 2]", readInteger),
            "run.yaml:2:6: a.v: a whole number expected, found a list; allowed: in [1, 16]");
  EXPECT_EQ(refused("'8'", readInteger),
            "run.yaml:2:6: a.v: a whole number expected, found the text '8'; allowed: in [1, 16]; "
            "write it without quotes");
  EXPECT_EQ(refused("abc", readNumber),
            "run.yaml:2:6: a.v: a number expected, found the text 'abc'; allowed: > 0");
  EXPECT_EQ(refused("2 V", readFraction),
            "run.yaml:2:6: a.v: a fraction such as 0.02 or 2 % expected, found the text '2 V'; "
            "allowed: in [0, 1]");
  EXPECT_EQ(refused("{ b: 1 }", readTime),
            "run.yaml:2:6: a.v: time expected, found a mapping; allowed: > 0 s");
  EXPECT_EQ(refused("[1]", readText), "run.yaml:2:6: a.v: a text expected, found a list");
  EXPECT_EQ(refused("", readText), "run.yaml:2:3: a.v: a text expected, found nothing");
  EXPECT_EQ(refused("[1]", readChoice),
            "run.yaml:2:6: a.v: a word expected, found a list; allowed: parallel, bit_serial");
}

TEST(Section, RefusesNumbersThatCouldMeanAnother) {
  const std::string decimal = "write it in decimal, without leading zeros";
  EXPECT_EQ(
      refused("010", readInteger),
      "run.yaml:2:6: a.v: a whole number expected, found the text '010'; allowed: in [1, 16]; " + decimal);
  EXPECT_EQ(refused("0x10", readNumber),
            "run.yaml:2:6: a.v: a number expected, found the text '0x10'; allowed: > 0; " + decimal);
  EXPECT_EQ(refused(".inf", readNumber),
            "run.yaml:2:6: a.v: a number expected, found the text '.inf'; allowed: > 0");
  EXPECT_EQ(refused(".nan", readFraction),
            "run.yaml:2:6: a.v: a fraction such as 0.02 or 2 % expected, found the text '.nan'; "
            "allowed: in [0, 1]");
}

TEST(Section, TellsTheAllowedRange) {
  EXPECT_EQ(refused("40", readInteger), "run.yaml:2:6: a.v: found 40; allowed: in [1, 16]");
  EXPECT_EQ(refused("0", readNumber), "run.yaml:2:6: a.v: found 0; allowed: > 0");
  EXPECT_EQ(refused("120 %", readFraction), "run.yaml:2:6: a.v: found 120 %; allowed: in [0, 1]");
  EXPECT_EQ(refused("-1 ns", readTime), "run.yaml:2:6: a.v: found -1 ns; allowed: > 0 s");
}

TEST(Section, TellsTheWrongUnit) {
  EXPECT_EQ(refused("25 uS", readTime),
            "run.yaml:2:6: a.v: time expected, found conductance (25 uS); "
            "write a number with its unit, such as 100 ns");
  EXPECT_EQ(refused("25", readTime),
            "run.yaml:2:6: a.v: time expected, found 25 without a unit; "
            "write a number with its unit, such as 100 ns");
}

TEST(Section, NamesTheItemOfAList) {
  EXPECT_EQ(refused("[1 s, 2 V]", readTimes),
            "run.yaml:2:12: a.v[1]: time expected, found voltage (2 V); "
            "write a number with its unit, such as 100 ns");
  EXPECT_EQ(refused("[1, x]", readNumbers), "run.yaml:2:10: a.v[1]: a number expected, found the text 'x'");
  EXPECT_EQ(refused("[]", readNumbers), "run.yaml:2:6: a.v: found an empty list; at least one value");
}

TEST(Section, TellsTheAllowedWords) {
  EXPECT_EQ(
      refused("bit_seriel", readChoice),
      "run.yaml:2:6: a.v: found 'bit_seriel'; allowed: parallel, bit_serial; did you mean 'bit_serial'?");
  EXPECT_EQ(refused("idea", readBits),
            "run.yaml:2:6: a.v: a whole number or a word expected, found the text 'idea'; "
            "allowed: in [1, 16], ideal; did you mean 'ideal'?");
  EXPECT_EQ(refused("17", readBits), "run.yaml:2:6: a.v: found 17; allowed: in [1, 16], ideal");
  EXPECT_EQ(refused("[1]", readBits),
            "run.yaml:2:6: a.v: a whole number or a word expected, found a list; allowed: in [1, 16], ideal");
}

TEST(Section, SaysWhatToWriteForAMissingKey) {
  const Section a = read("a:\n  other: 1\n").section("a");
  const auto missing = [&](const auto& call) { return refusal([&] { return call(a); }); };
  EXPECT_EQ(missing(readBoolean), "run.yaml:2:3: a.v: missing; write true or false");
  EXPECT_EQ(missing(readInteger), "run.yaml:2:3: a.v: missing; write a whole number in [1, 16]");
  EXPECT_EQ(missing(readNumber), "run.yaml:2:3: a.v: missing; write a number > 0");
  EXPECT_EQ(missing(readFraction),
            "run.yaml:2:3: a.v: missing; write a fraction in [0, 1], such as 0.02 or 2 %");
  EXPECT_EQ(missing(readTime), "run.yaml:2:3: a.v: missing; write a quantity > 0 s, such as 100 ns");
  EXPECT_EQ(missing(readTimes),
            "run.yaml:2:3: a.v: missing; write a quantity > 0 s, such as 100 ns, or a list");
  EXPECT_EQ(missing(readNumbers), "run.yaml:2:3: a.v: missing; write a number or a list of numbers");
  EXPECT_EQ(missing(readText), "run.yaml:2:3: a.v: missing; write a text");
  EXPECT_EQ(missing(readChoice), "run.yaml:2:3: a.v: missing; write one of: parallel, bit_serial");
  EXPECT_EQ(missing(readBits),
            "run.yaml:2:3: a.v: missing; write a whole number in [1, 16], or one of: ideal");
  EXPECT_EQ(missing([](const Section& s) { return s.texts("v"); }),
            "run.yaml:2:3: a.v: missing; write a text or a list of texts");
  EXPECT_EQ(missing([](const Section& s) { return s.file("v"); }),
            "run.yaml:2:3: a.v: missing; write the path of a file or folder");
}

TEST(Section, AsksWhetherAMisspeltKeyWasMeant) {
  const Section root = read("adc:\n  bit: 8\narary:\n  rows: 4\n");
  EXPECT_EQ(
      refusal([&] { return root.section("adc").integer("bits", Range::any()); }),
      "run.yaml:2:3: adc.bits: missing; write a whole number; did you mean it by 'bit' (run.yaml:2:3)?");
  EXPECT_EQ(refusal([&] { return root.section("array").section("edge").integer("rows", Range::any()); }),
            "run.yaml:1:1: array.edge.rows: missing; write a whole number; "
            "did you mean it by 'arary' (run.yaml:3:1)?");
}

TEST(Section, RefusesAValueInPlaceOfAMapping) {
  const Section root = read("adc: 8\ndac:\n");
  EXPECT_EQ(refusal([&] { return root.section("adc"); }),
            "run.yaml:1:6: adc: a mapping of keys expected, found 8");
  EXPECT_EQ(refusal([&] { return root.section("dac"); }),
            "run.yaml:2:1: dac: a mapping of keys expected, found nothing");
}

TEST(Section, TellsWhatAKeyHolds) {
  const Section s = read("map: {a: 1}\nlist: [1]\nword: x\n");
  EXPECT_TRUE(s.has("map") && s.isMap("map") && !s.isList("map") && !s.isText("map"));
  EXPECT_TRUE(s.isList("list") && !s.isMap("list"));
  EXPECT_TRUE(s.isText("word"));
  EXPECT_FALSE(s.has("none") || s.isMap("none") || s.isList("none") || s.isText("none"));
}

TEST(Section, ListsTheKeysOfAFreeFormMapping) {
  const Section layers = read("layers:\n  conv1.0: {bits: 4}\n  fc: {bits: 6}\n").section("layers");
  EXPECT_EQ(layers.keys(), (std::vector<std::string>{"conv1.0", "fc"}));
  EXPECT_EQ(layers.section("conv1.0").path("bits"), "layers.\"conv1.0\".bits");
  EXPECT_TRUE(read("a: 1").section("layers").keys().empty());
}

TEST(Section, KnowsPathAndPlace) {
  const Section adc = read("hardware:\n  adc:\n    bits: 8\n").section("hardware").section("adc");
  EXPECT_EQ(adc.path(), "hardware.adc");
  EXPECT_EQ(adc.path("bits"), "hardware.adc.bits");
  EXPECT_EQ(adc.place("bits"), "run.yaml:3:11");
  EXPECT_EQ(adc.place("range"), "run.yaml:3:5");
  EXPECT_EQ(adc.section("cost").place("model"), "run.yaml:3:5");
}

TEST(Section, RefusesForACallersReason) {
  const Section array = read("array:\n  rows: 300\n").section("array");
  EXPECT_EQ(
      refusal([&]() -> int { array.refuse("rows", "found 300", "at most 256 rows", "lower input.bits"); }),
      "run.yaml:2:9: array.rows: found 300; at most 256 rows; lower input.bits");
}

TEST(Section, OutlivesItsConfig) {
  const Section adc = read("adc: {bits: 8}\n").section("adc");
  EXPECT_EQ(adc.integer("bits", Range::any()), 8);
}

TEST(SectionFile, IsFoundBesideTheRunFileThenHereThenInTheShareFolder) {
  const tests::Folder folder;
  const auto shared = folder.write("share/models/net.onnx", "s");
  LoadOptions options;
  options.currentFolder = folder.path() / "here";
  options.shareFolder = folder.path() / "share";
  const auto run = folder.write("runs/run.yaml", "model: models/net.onnx\n");
  const auto look = [&] { return Config::load(run, options).root().file("model"); };
  EXPECT_EQ(look(), shared);
  const auto here = folder.write("here/models/net.onnx", "h");
  EXPECT_EQ(look(), here);
  const auto beside = folder.write("runs/models/net.onnx", "b");
  EXPECT_EQ(look(), beside);
}

TEST(SectionFile, MayBeAbsoluteOrAFolder) {
  const tests::Folder folder;
  const Section s = read("data: " + folder.path().string() + "\n");
  EXPECT_EQ(s.file("data"), folder.path());
}

TEST(SectionFile, ListsWhereItLooked) {
  LoadOptions options;
  options.currentFolder = "/nowhere/here";
  options.shareFolder = "/nowhere/share";
  const Section s = Config::fromText("model: net.onnx\ndata: /nowhere/x\n", "run.yaml", options).root();
  EXPECT_EQ(refusal([&] { return s.file("model"); }),
            "run.yaml:1:8: model: no file or folder 'net.onnx'; looked in ., /nowhere/here, /nowhere/share");
  EXPECT_EQ(refusal([&] { return s.file("data"); }), "run.yaml:2:7: data: no file or folder '/nowhere/x'");
}

const std::string kLaid =
    "hardware:\n  adc: { bits: 8, range: calibrated }\n  cell: { model: rram, g_max: 30 uS }\n"
    "layers:\n  conv: { adc: { bits: 10 }, cell: { model: gaussian } }\n";

Section laid(const Config& config) {
  return config.root().section("layers").section("conv").laidOver(config.root().section("hardware"));
}

TEST(LaidSection, TakesAValueFromTheUppermostMappingThatHasIt) {
  const auto config = Config::fromText(kLaid, "run.yaml");
  const Section adc = laid(config).section("adc");
  EXPECT_EQ(adc.integer("bits", Range::any()), 10);
  EXPECT_EQ(adc.choice("range", {"calibrated"}), "calibrated");
  EXPECT_EQ(adc.integer("lanes", Range::any(), 3), 3);
}

TEST(LaidSection, ReplacesAMappingOfAnotherModelWhoseKeysAreItsOwn) {
  const auto config = Config::fromText(kLaid, "run.yaml");
  const Section cell = laid(config).section("cell").ofItsModel();
  EXPECT_EQ(cell.text("model"), "gaussian");
  EXPECT_FALSE(cell.has("g_max"));
}

TEST(LaidSection, TellsWhereAValueIsWritten) {
  const auto config = Config::fromText(kLaid, "run.yaml");
  EXPECT_EQ(refusal([&] { return laid(config).section("adc").integer("bits", Range::between(1, 4)); }),
            "run.yaml:5:24: layers.conv.adc.bits: found 10; allowed: in [1, 4]");
  EXPECT_EQ(refusal([&] { return laid(config).section("adc").choice("range", {"given"}); }),
            "run.yaml:2:26: hardware.adc.range: found 'calibrated'; allowed: given");
}

// The lower mapping's values are the whole chip's: reading a layer must not change what is recorded of them.
TEST(LaidSection, RecordsOnlyWhatItsOwnMappingSays) {
  const auto config = Config::fromText(kLaid, "run.yaml");
  const Section adc = laid(config).section("adc");
  static_cast<void>(adc.integer("bits", Range::any()));
  static_cast<void>(adc.choice("range", {"calibrated"}));
  static_cast<void>(adc.integer("lanes", Range::any(), 3));
  static_cast<void>(laid(config).section("cell").ofItsModel().number("sigma", Range::any(), 0.5));
  std::vector<std::string> paths;
  for (const auto& value : config.resolved()) {
    paths.push_back(value.path);
  }
  EXPECT_EQ(paths, (std::vector<std::string>{"layers.conv.adc.bits", "layers.conv.cell.sigma"}));
}

}  // namespace
}  // namespace ohmic::configs
