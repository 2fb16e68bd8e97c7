// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/yaml_file.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/folder.h"
#include "tests/unit/configs/refusal.h"

namespace ohmic::configs {
namespace {

TEST(ReadYamlFile, SaysWhatStandsInTheWay) {
  const tests::Folder folder;
  const auto read = [](const std::filesystem::path& file) {
    return refusal([&] { return readYamlFile(file, Origin::Kind::file); });
  };
  const std::string missing = (folder.path() / "none.yaml").string();
  EXPECT_EQ(read(missing), missing + ": found no such file; a YAML file expected; check the path");
  EXPECT_EQ(read(folder.path()),
            folder.path().string() + ": found a folder; a YAML file expected; check the path");
  const auto empty = folder.write("empty.yaml", "# nothing\n");
  EXPECT_EQ(read(empty), empty.string() + ": the file is empty; a mapping of keys expected");
  const auto list = folder.write("list.yaml", "- 1\n");
  EXPECT_EQ(read(list), list.string() + ":1:1: a mapping of keys expected, found a list");
}

}  // namespace
}  // namespace ohmic::configs
