// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/overrides.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "configs/reader/yaml_tree.h"
#include "tests/unit/configs/printed.h"
#include "tests/unit/configs/refusal.h"

namespace ohmic::configs {
namespace {

Node overridden(const std::string& text, const std::vector<std::string>& overrides) {
  Node root = parseYaml(text, "run.yaml", Origin::Kind::file);
  applyOverrides(root, overrides);
  return root;
}

std::string refused(const std::string& text, const std::vector<std::string>& overrides) {
  return refusal([&] { return overridden(text, overrides); });
}

TEST(Overrides, WinOverTheFileAndTheLaterOverTheEarlier) {
  EXPECT_EQ(print(overridden("adc: {bits: 8, range: x}", {"adc.bits=6", "adc.bits=5"})),
            "{adc: {bits: 5, range: x}}");
}

TEST(Overrides, MayAddMappingsAndLists) {
  const Node root = overridden("run: {seed: 1}", {"hardware.adc.bits=6", "hardware.read_time=[1 s, 1 h]"});
  EXPECT_EQ(print(*root.find("hardware")->find("adc")), "{bits: 6}");
  EXPECT_EQ(root.find("hardware")->find("read_time")->items.at(1).text, "1 h");
  EXPECT_EQ(root.find("hardware")->find("read_time")->origin.place, "--set hardware.read_time=[1 s, 1 h]");
}

TEST(Overrides, ReachKeysWithDots) {
  EXPECT_EQ(print(overridden("layers: {conv1.0: {bits: 8}}", {"layers.\"conv1.0\".bits=4"})),
            "{layers: {conv1.0: {bits: 4}}}");
}

TEST(Overrides, OfAModelReplaceItsMapping) {
  const std::string file = "cell: {model: gaussian, sigma: 1}";
  EXPECT_EQ(print(overridden(file, {"cell.model=ideal"})),
            "{cell: {model: ideal} over {model: gaussian, sigma: 1}}");
  EXPECT_EQ(print(overridden(file, {"cell.model=gaussian"})), "{cell: {model: gaussian, sigma: 1}}");
}

TEST(Overrides, OfOneMappingDoNotDependOnTheirOrder) {
  const std::string file = "cell: {model: ideal}";
  EXPECT_EQ(print(overridden(file, {"cell.model=gaussian", "cell.sigma=2"})),
            "{cell: {model: gaussian, sigma: 2} over {model: ideal}}");
  EXPECT_EQ(print(overridden(file, {"cell.sigma=2", "cell.model=gaussian"})),
            "{cell: {sigma: 2, model: gaussian} over {model: ideal}}");
}

TEST(Overrides, LeaveAMappingWhereItStands) {
  EXPECT_EQ(overridden("adc: {bits: 8}", {"adc.bits=6"}).find("adc")->origin.place, "run.yaml:1:6");
}

TEST(Overrides, AreRefusedWithTheirOwnText) {
  const std::string remedy = "; write it as --set hardware.array.rows=64";
  EXPECT_EQ(refused("a: 1", {"adc.bits"}), "--set adc.bits: no '=' between key and value" + remedy);
  EXPECT_EQ(refused("a: 1", {"adc.bits="}), "--set adc.bits=: no value after '='" + remedy);
  EXPECT_EQ(refused("a: 1", {"adc..bits=1"}),
            "--set adc..bits=1: 'adc..bits' is not the path of a key" + remedy);
  EXPECT_EQ(refused("a: 1", {"=1"}), "--set =1: '' is not the path of a key" + remedy);
  EXPECT_EQ(refused("a: 1", {"a.\"b=1"}), "--set a.\"b=1: 'a.\"b' is not the path of a key" + remedy);
  EXPECT_EQ(refused("a: 1", {"b=[1"}),
            "--set b=[1: a list or mapping as a key, or a bracket left open; a key is one word");
  EXPECT_EQ(refused("a: 1", {"b={c: 1, c: 2}"}),
            "--set b={c: 1, c: 2}: the key 'c' is here twice; every key once");
}

TEST(Overrides, CannotGoBelowAValue) {
  EXPECT_EQ(refused("adc: 8", {"adc.bits=6"}),
            "--set adc.bits=6: adc: a mapping expected, found 8 at run.yaml:1:6");
  EXPECT_EQ(refused("a: 1", {"b=1", "b.c=2"}), "--set b.c=2: b: a mapping expected, found 1 at --set b=1");
}

}  // namespace
}  // namespace ohmic::configs
