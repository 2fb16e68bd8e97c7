// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/files/limits.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "tests/places.h"

namespace ohmic::configs {
namespace {

std::string sizeText(std::uint64_t bytes) {
  return bytes % kGiB == 0 ? std::to_string(bytes / kGiB) + " GiB" : std::to_string(bytes / kMiB) + " MiB";
}

TEST(Limits, ArePrintedInTheDocs) {
  std::ifstream in(tests::sourceFolder() + "/docs/limits.md");
  std::ostringstream text;
  text << in.rdbuf();
  const std::map<std::string, FileKind> rows = {{"run file, study file, preset", kYamlFile},
                                                {"device table, fault map (CSV)", kTableFile},
                                                {"array (`.npy`)", kNumpyFile},
                                                {"archive (`.npz`)", kNumpyArchive},
                                                {"programmed chip (`.npz`)", kChipFile}};
  for (const auto& [name, kind] : rows) {
    const std::string row = "| " + name + " | " + sizeText(kind.mostBytes) + " |";
    EXPECT_NE(text.str().find(row), std::string::npos) << "docs/limits.md lacks: " << row;
  }
}

}  // namespace
}  // namespace ohmic::configs
