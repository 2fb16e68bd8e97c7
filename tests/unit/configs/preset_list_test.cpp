// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/preset_list.h"

#include <gtest/gtest.h>

#include "tests/folder.h"

namespace ohmic::configs {
namespace {

TEST(ListPresets, SortsByKeyAndName) {
  const tests::Folder folder;
  folder.write("hardware/rram.yaml", "a: 1");
  folder.write("hardware/pcm.yaml", "a: 1");
  folder.write("chip/isaac.yaml", "a: 1");
  folder.write("chip/notes.txt", "no preset");
  const auto presets = listPresets({folder.path()});
  ASSERT_EQ(presets.size(), 3U);
  EXPECT_EQ(presets[0].key, "chip");
  EXPECT_EQ(presets[0].name, "isaac");
  EXPECT_EQ(presets[1].name, "pcm");
  EXPECT_EQ(presets[2].file, folder.path() / "hardware" / "rram.yaml");
}

TEST(ListPresets, PrefersTheEarlierFolder) {
  const tests::Folder folder;
  const auto own = folder.write("own/chip/isaac.yaml", "a: 1");
  folder.write("installed/chip/isaac.yaml", "a: 1");
  const auto presets = listPresets({folder.path() / "own", folder.path() / "installed"});
  ASSERT_EQ(presets.size(), 1U);
  EXPECT_EQ(presets[0].file, own);
}

TEST(ListPresets, IsEmptyWhereThereIsNoFolder) { EXPECT_TRUE(listPresets({"/nowhere/at/all"}).empty()); }

}  // namespace
}  // namespace ohmic::configs
