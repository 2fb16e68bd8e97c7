// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/yaml_tree.h"

#include <gtest/gtest.h>

#include <string>

#include "configs/reader/tree.h"
#include "tests/unit/configs/refusal.h"

namespace ohmic::configs {
namespace {

Node parse(const std::string& text) { return parseYaml(text, "run.yaml", Origin::Kind::file); }

std::string refused(const std::string& text) {
  return refusal([&] { return parse(text); });
}

TEST(ParseYaml, KnowsLineAndColumnOfEveryValue) {
  const Node root =
      parse("hardware:\n  adc: { bits: 8, range: calibrated }\n  read_time:\n    - 1 s\n    - 1 h\n");
  const Node& hardware = *root.find("hardware");
  EXPECT_EQ(root.origin.place, "run.yaml:1:1");
  EXPECT_EQ(hardware.origin.place, "run.yaml:2:3");
  EXPECT_EQ(hardware.find("adc")->find("bits")->origin.place, "run.yaml:2:16");
  EXPECT_EQ(hardware.find("adc")->placeOfKey("range"), "run.yaml:2:19");
  EXPECT_EQ(hardware.find("read_time")->items[1].origin.place, "run.yaml:5:7");
}

TEST(ParseYaml, MarksAnEmptyValueAtItsKey) {
  const Node root = parse("adc:\n  bits:\nrun: 1\n");
  EXPECT_EQ(root.find("adc")->find("bits")->origin.place, "run.yaml:2:3");
  EXPECT_EQ(root.find("adc")->find("bits")->kind, Node::Kind::empty);
}

TEST(ParseYaml, KeepsQuotedAndPlainApart) {
  const Node root = parse("a: '8'\nb: 8\n");
  EXPECT_TRUE(root.find("a")->quoted);
  EXPECT_FALSE(root.find("b")->quoted);
  EXPECT_EQ(describe(*root.find("a")), "the text '8'");
  EXPECT_EQ(describe(*root.find("b")), "8");
}

TEST(ParseYaml, RefusesWhatHidesAMistake) {
  EXPECT_EQ(refused("a: 1\nb: 2\na: 3\n"), "run.yaml:3:1: the key 'a' is here twice; every key once");
  EXPECT_EQ(refused("a: &x 1\n"), "run.yaml:1:4: anchors are not allowed; write the value out");
  EXPECT_EQ(refused("&x {a: *x}\n"), "run.yaml:1:1: anchors are not allowed; write the value out");
  EXPECT_EQ(refused("a: *x\n"), "run.yaml:1:4: aliases are not allowed; write the value out");
  EXPECT_EQ(refused("a: {<<: {b: 1}}\n"), "run.yaml:1:5: merge keys are not allowed; write the values out");
  EXPECT_EQ(refused("a: !!int 1\n"), "run.yaml:1:4: tags are not allowed; write the plain value");
  EXPECT_EQ(refused("!x {a: 1}\n"), "run.yaml:1:1: tags are not allowed; write the plain value");
  EXPECT_EQ(refused("a: 1\n---\nb: 2\n"), "run.yaml:2:1: a second document; one document in a file");
  EXPECT_EQ(refused("? [1, 2]\n: 3\n"),
            "run.yaml:1:3: a list or mapping as a key, or a bracket left open; a key is one word");
  EXPECT_EQ(refused(": 3\n"), "run.yaml:1:1: an empty key; a key is one word");
}

TEST(ParseYaml, RefusesBrokenText) {
  EXPECT_EQ(refused("a: {b: 1\n"),
            "run.yaml:2:1: not valid YAML: end of map flow not found; "
            "check indentation (spaces, no tabs), brackets and quotes");
  EXPECT_EQ(refused("a: b: c\n"),
            "run.yaml:1:5: not valid YAML: illegal map value; "
            "check indentation (spaces, no tabs), brackets and quotes");
  EXPECT_EQ(refused(std::string("a: 1\x04 b")),
            "run.yaml: found the control character 4; a YAML text in UTF-8");
  EXPECT_EQ(refused(std::string(1, '\0')), "run.yaml: found the control character 0; a YAML text in UTF-8");
}

TEST(ParseYaml, RefusesDepthAndSizeBeyondAnyUse) {
  std::string deep;
  for (int i = 0; i < 100; ++i) {
    deep += "- ";
  }
  EXPECT_EQ(refused(deep + "1"), "run.yaml:1:129: nested too deeply; at most 64 levels");
  EXPECT_EQ(refused("a: " + std::string(1U << 20U, 'x')),
            "run.yaml: larger than 1 MiB; a configuration is a short text");
}

TEST(ParseYaml, LoadsOrRefusesAFileCutAnywhere) {
  const std::string text =
      "network: { model: 'a b.onnx' }\nhardware:\n  adc: {bits: 8, range: [1, 2]}\n  note: |\n    two\n    "
      "lines\n";
  for (std::size_t size = 0; size < text.size(); ++size) {
    EXPECT_NO_THROW(static_cast<void>(refused(text.substr(0, size)))) << size;
  }
}

TEST(Quote, CutsLongTextsBetweenLetters) {
  EXPECT_EQ(quote(std::string(60, 'x')), "'" + std::string(60, 'x') + "'");
  EXPECT_EQ(quote(std::string(61, 'x')), "'" + std::string(57, 'x') + "...'");
  for (const char* const letter : {"\u00e9", "\u20ac", "\U0001F600"}) {
    const std::string before(56, 'x');
    EXPECT_EQ(quote(before + letter + "yyyyyyyyyy"), "'" + before + "...'");
  }
}

TEST(Quote, CutsBytesThatAreNoLetters) {
  const std::string quoted = quote(std::string(100, '\xa2'));
  EXPECT_GE(quoted.size(), 50U);
  EXPECT_LE(quoted.size(), 62U);
}

}  // namespace
}  // namespace ohmic::configs
