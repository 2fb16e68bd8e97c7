// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// The house rules of the design, read off the sources: who may include whom, and what libraries must not
// call.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/places.h"

namespace {

namespace fs = std::filesystem;

const fs::path kRoot = ohmic::tests::sourceFolder();
const std::vector<std::string> kRooms = {"configs", "models", "devices", "mapping", "sim"};

std::vector<fs::path> sources() {
  std::vector<fs::path> files;
  for (const auto& room : kRooms) {
    for (const auto& entry : fs::recursive_directory_iterator(kRoot / room)) {
      if (entry.path().extension() == ".h" || entry.path().extension() == ".cpp") {
        files.push_back(fs::relative(entry.path(), kRoot));
      }
    }
  }
  return files;
}

std::vector<std::string> linesOf(const fs::path& file) {
  std::ifstream in(kRoot / file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    lines.push_back(line);
  }
  return lines;
}

bool startsWith(const std::string& text, const std::string& start) { return text.rfind(start, 0) == 0; }

/// How files are opened and what each place escapes, and mathematics: for everybody.
const std::vector<std::string> kForAll = {"configs/files/", "configs/mathematics/"};

/// Folders that a file of a folder may include, itself and kForAll aside.
const std::map<std::string, std::vector<std::string>> kMayKnow = {
    {"configs/files", {"configs/reader/error.h", "configs/reader/number.h"}},
    {"configs/mathematics", {}},
    {"configs/reader", {}},
    {"models", {"configs/reader"}},
    {"devices", {"configs/reader"}},
    {"mapping", {"configs/reader", "models"}},
    {"sim/array", {"configs/reader", "models", "devices", "mapping"}},
    {"sim/engine", {"configs/reader", "models", "devices", "mapping", "sim/array"}},
    {"sim/chip", {"configs/reader", "models", "devices", "mapping", "sim/array", "sim/engine"}},
    {"sim/record", {"configs/reader"}},
    {"sim/run",
     {"configs/reader", "models", "devices", "mapping", "sim/array", "sim/engine", "sim/chip", "sim/record"}},
    {"sim/report", {"configs/reader", "sim/record"}},
    {"sim/study", {"configs/reader", "sim/record", "sim/run", "sim/report"}},
    {"sim/cli", {""}},
    {"sim/python", {""}},
};

std::string folderOf(const std::string& file) {
  for (const auto& [folder, others] : kMayKnow) {
    if (startsWith(file, folder + "/")) {
      return folder;
    }
  }
  return {};
}

TEST(House, RoomsIncludeOnlyWhomTheyMayKnow) {
  const std::regex include("^#include \"([^\"]+)\"");
  for (const auto& file : sources()) {
    const std::string folder = folderOf(file.string());
    ASSERT_FALSE(folder.empty()) << file << " lies in no known folder";
    for (const auto& line : linesOf(file)) {
      std::smatch match;
      if (!std::regex_search(line, match, include) || startsWith(match[1], folder + "/")) {
        continue;
      }
      const auto isAmong = [&](const std::vector<std::string>& folders) {
        return std::any_of(folders.begin(), folders.end(),
                           [&](const std::string& other) { return startsWith(match[1], other); });
      };
      const bool isAllowed =
          isAmong(kMayKnow.at(folder)) || (folder != "configs/mathematics" && isAmong(kForAll));
      EXPECT_TRUE(isAllowed) << file.string() << " includes " << match[1];
    }
  }
}

// The array's folders: what they share knows none of them, none knows another, and the layer's reader knows
// the block forms.
TEST(House, FoldersOfTheArrayDoNotKnowEachOther) {
  const std::string array = "sim/array/";
  const std::vector<std::string> folders = {array + "programming/", array + "position/", array + "column/"};
  const auto folderOf = [&](const std::string& file) {
    const auto found = std::find_if(folders.begin(), folders.end(),
                                    [&](const std::string& folder) { return startsWith(file, folder); });
    return found == folders.end() ? std::string() : *found;
  };
  const std::regex include("^#include \"(sim/array/[^\"]+)\"");
  for (const auto& file : sources()) {
    const std::string name = file.string();
    if (!startsWith(name, array)) {
      continue;
    }
    const bool choosesForms = startsWith(name, array + "layer_read.");
    for (const auto& line : linesOf(file)) {
      std::smatch match;
      if (!std::regex_search(line, match, include)) {
        continue;
      }
      const std::string other = folderOf(match[1]);
      EXPECT_TRUE(other.empty() || other == folderOf(name) || (choosesForms && other != folders[0]))
          << name << " includes " << match[1];
    }
  }
}

TEST(House, OnlyTheChipKnowsSystemC) {
  for (const auto& file : sources()) {
    for (const auto& line : linesOf(file)) {
      if (line.find("<systemc") != std::string::npos || line.find("<tlm") != std::string::npos) {
        EXPECT_TRUE(startsWith(file.string(), "sim/chip/")) << file.string();
      }
    }
  }
}

TEST(House, OnlyReadersSeeSections) {
  for (const auto& file : sources()) {
    if (startsWith(file.string(), "configs/reader") || startsWith(file.string(), "sim/cli")) {
      continue;
    }
    for (const auto& line : linesOf(file)) {
      if (line.find("#include \"configs/reader/section.h\"") != std::string::npos) {
        EXPECT_TRUE(startsWith(file.filename().string(), "read_")) << file.string();
      }
    }
  }
}

void expectNowhere(const std::regex& pattern, const std::vector<std::string>& except,
                   const std::string& why) {
  for (const auto& file : sources()) {
    const bool isExcept = std::any_of(except.begin(), except.end(), [&](const std::string& place) {
      return startsWith(file.string(), place);
    });
    if (isExcept) {
      continue;
    }
    int number = 0;
    for (const auto& line : linesOf(file)) {
      ++number;
      const std::string code = line.substr(0, line.find("//"));
      EXPECT_FALSE(std::regex_search(code, pattern))
          << file.string() << ":" << number << ": " << why << ": " << line;
    }
  }
}

TEST(House, LibrariesNeverPrintOrExit) {
  expectNowhere(std::regex(R"(std::c(out|err)\b|\bprintf\(|fmt::print|\bstd::exit\(|\babort\(|\bputs\()"),
                {"sim/cli"}, "libraries never print or exit");
}

TEST(House, LibrariesReadNoClockNoEnvironmentNoLocale) {
  expectNowhere(std::regex(R"(getenv\(|_clock::now|std::time\(|setlocale|std::locale)"), {"sim/cli"},
                "the command passes these in");
}

// libm's last bits differ between processors; configs/mathematics/elementary.h has what is needed.
TEST(House, ArithmeticCallsNoLibmTranscendentals) {
  expectNowhere(
      std::regex(
          R"(std::(exp|exp2|expm1|log|log2|log10|log1p|pow|sin|cos|tan|sinh|cosh|tanh|erf|erfc|cbrt|hypot|tgamma|lgamma)\()"),
      {"configs/mathematics", "sim/cli", "sim/report"}, "use configs/mathematics/elementary.h");
}

TEST(House, EveryFileNamesItsLicence) {
  for (const auto& file : sources()) {
    const auto lines = linesOf(file);
    ASSERT_GE(lines.size(), 2U) << file.string();
    EXPECT_EQ(lines[1], "// SPDX-License-Identifier: Apache-2.0") << file.string();
  }
}

TEST(House, NoPromisesAreLeftInTheSources) {
  expectNowhere(std::regex("TODO|FIXME|XXX"), {}, "finish it, or write an issue");
  for (const auto& file : sources()) {
    for (const auto& line : linesOf(file)) {
      EXPECT_EQ(line.find("TODO"), std::string::npos) << file.string();
    }
  }
}

}  // namespace
