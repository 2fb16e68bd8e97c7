// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/preset_expansion.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "configs/reader/overrides.h"
#include "configs/reader/yaml_tree.h"
#include "tests/folder.h"
#include "tests/unit/configs/printed.h"
#include "tests/unit/configs/refusal.h"

namespace ohmic::configs {
namespace {

/// Presets in a folder of their own.
class Presets : public ::testing::Test {
 protected:
  Presets() {
    folder_.write("hardware/rram.yaml",
                  "adc: {bits: 8, range: calibrated}\n"
                  "cell: {preset: gaussian, read_noise: 3}\n"
                  "chip: {preset: isaac}\n");
    folder_.write("cell/gaussian.yaml", "model: gaussian\nsigma: 1\n");
    folder_.write("cell/pcm.yaml", "model: pcm\ndrift: {model: power}\n");
    folder_.write("chip/isaac.yaml", "tiles: 12\nenergy: published\n");
    folder_.write("chip/tiny.yaml", "tiles: 1\n");
    folder_.write("chip/loop.yaml", "tiles: 1\nchip: {preset: knot}\n");
    folder_.write("chip/knot.yaml", "preset: loop\n");
  }

  [[nodiscard]] Node expand(const std::string& text, const std::vector<std::string>& overrides = {}) const {
    Node root = parseYaml(text, "run.yaml", Origin::Kind::file);
    applyOverrides(root, overrides);
    KnownFiles known;
    expandPresets(root, {folder_.path()}, known);
    return root;
  }

  [[nodiscard]] std::string hardware(const std::string& text,
                                     const std::vector<std::string>& overrides = {}) const {
    return print(*expand("hardware: " + text, overrides).find("hardware"));
  }

  tests::Folder folder_;
};

TEST_F(Presets, LieUnderTheFileLeafByLeaf) {
  EXPECT_EQ(hardware("{preset: rram, adc: {bits: 6}, chip: {energy: cells}}"),
            "{adc: {bits: 6, range: calibrated}, "
            "cell: {model: gaussian, sigma: 1, preset: gaussian, read_noise: 3}, "
            "chip: {tiles: 12, energy: cells, preset: isaac}, preset: rram}");
}

TEST_F(Presets, KeepTheOriginOfEveryValue) {
  const Node root = expand("hardware: {preset: rram, adc: {bits: 6}}");
  const Node& adc = *root.find("hardware")->find("adc");
  EXPECT_EQ(adc.origin.place, "run.yaml:1:31");
  EXPECT_EQ(adc.find("bits")->origin.place, "run.yaml:1:38");
  EXPECT_EQ(adc.find("range")->origin.place, (folder_.path() / "hardware" / "rram.yaml").string() + ":1:23");
  EXPECT_EQ(adc.find("range")->origin.kind, Origin::Kind::preset);
}

TEST_F(Presets, AreReplacedByAnotherModel) {
  EXPECT_EQ(
      hardware("{preset: rram, adc: 1, chip: 1, cell: {model: ideal}}"),
      "{adc: 1, cell: {model: ideal} over {model: gaussian, sigma: 1, preset: gaussian, read_noise: 3}, "
      "chip: 1, preset: rram}");
}

// What the preset wrote beside no model belongs to its default, which may be another.
TEST_F(Presets, AreReplacedByAModelWhereTheyNameNone) {
  folder_.write("cell/worn.yaml", "model: pcm\ndrift: {scale: 2}\n");
  EXPECT_EQ(print(expand("cell: {preset: worn, drift: {model: none}}")),
            "{cell: {model: pcm, drift: {model: none} over {scale: 2}, preset: worn}}");
  EXPECT_EQ(print(expand("cell: {preset: worn}", {"cell.drift.model=none"})),
            "{cell: {model: pcm, drift: {model: none} over {scale: 2}, preset: worn}}");
}

TEST_F(Presets, AreReplacedByAModelBesideTheirName) {
  EXPECT_EQ(print(expand("cell: {preset: pcm, model: gaussian}")),
            "{cell: {preset: pcm, model: gaussian} over {model: pcm, drift: {model: power}}}");
}

TEST_F(Presets, StayBeneathWhatAnOverrideReplaced) {
  EXPECT_EQ(print(expand("cell: {preset: pcm, model: gaussian, sigma: 2}",
                         {"cell.model=pcm", "cell.read_noise=1"})),
            "{cell: {model: pcm, read_noise: 1} over {preset: pcm, model: gaussian, sigma: 2}}");
}

TEST_F(Presets, AreKeptUnderTheSameModel) {
  EXPECT_EQ(
      hardware("{preset: rram, adc: 1, chip: 1, cell: {model: gaussian, sigma: 2}}"),
      "{adc: 1, cell: {model: gaussian, sigma: 2, preset: gaussian, read_noise: 3}, chip: 1, preset: rram}");
}

TEST_F(Presets, AreReplacedByAnotherPreset) {
  EXPECT_EQ(hardware("{preset: rram, adc: 1, cell: {preset: pcm}, chip: {preset: tiny}}"),
            "{adc: 1, cell: {model: pcm, drift: {model: power}, preset: pcm}, "
            "chip: {tiles: 1, preset: tiny}, preset: rram}");
}

TEST_F(Presets, MayReplaceOnlyASubModel) {
  EXPECT_EQ(print(expand("cell: {preset: pcm, drift: {model: none}}")),
            "{cell: {model: pcm, drift: {model: none} over {model: power}, preset: pcm}}");
}

TEST_F(Presets, AreChosenByOverrides) {
  EXPECT_EQ(hardware("{chip: {preset: isaac, energy: cells}}", {"hardware.chip.preset=tiny"}),
            "{chip: {tiles: 1, preset: tiny, energy: cells}}");
  EXPECT_EQ(
      hardware("{preset: rram, adc: 1, chip: 1}", {"hardware.cell.model=ideal"}),
      "{adc: 1, cell: {model: ideal} over {model: gaussian, sigma: 1, preset: gaussian, read_noise: 3}, "
      "chip: 1, preset: rram}");
}

TEST_F(Presets, LieUnderOverrides) {
  EXPECT_EQ(hardware("{chip: {preset: isaac}}", {"hardware.chip.tiles=3"}),
            "{chip: {tiles: 3, energy: published, preset: isaac}}");
}

TEST_F(Presets, ThatAreMissingAreListed) {
  const auto missing = [this](const std::string& text) { return refusal([&] { return expand(text); }); };
  EXPECT_EQ(missing("chip: {preset: issac}"),
            "run.yaml:1:16: chip.preset: no preset 'issac'; allowed: isaac, knot, loop, tiny; "
            "did you mean 'isaac'?");
  EXPECT_EQ(missing("adc: {preset: sar}"),
            "run.yaml:1:15: adc.preset: no preset 'sar'; there are no presets for 'adc'");
  EXPECT_EQ(missing("chip: {preset: ../chip/isaac}"),
            "run.yaml:1:16: chip.preset: no preset '../chip/isaac'; allowed: isaac, knot, loop, tiny");
  EXPECT_EQ(missing("chip: {preset: [isaac]}"),
            "run.yaml:1:16: chip.preset: the name of a preset expected, found a list");
}

TEST_F(Presets, MayNotNameThemselves) {
  const std::string loop = (folder_.path() / "chip" / "loop.yaml").string();
  const std::string knot = (folder_.path() / "chip" / "knot.yaml").string();
  EXPECT_EQ(refusal([&] { return expand("chip: {preset: loop}"); }),
            knot + ":1:9: chip.chip.preset: the preset 'loop' names itself; " + loop + " -> " + knot +
                " -> " + loop);
}

}  // namespace
}  // namespace ohmic::configs
