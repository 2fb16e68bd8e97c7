// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// What a run reads belongs to its identity: every file, by whatever key, by its content alone.

#include "sim/run/run_identity.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <regex>
#include <set>
#include <sstream>
#include <vector>

#include "configs/reader/config.h"
#include "sim/record/write_results.h"
#include "sim/run/build_id.h"
#include "sim/run/what_counts.h"
#include "tests/folder.h"
#include "tests/places.h"

namespace ohmic::sim {
namespace {

namespace fs = std::filesystem;

const std::string kSource = tests::sourceFolder();

std::string bytesOf(const fs::path& file) {
  std::ostringstream bytes;
  bytes << std::ifstream(file, std::ios::binary).rdbuf();
  return bytes.str();
}

class Identity : public tests::TestInFolder {
 protected:
  void SetUp() override {
    fs::copy_file(kSource + "/models/zoo/lenet5-fashion-mnist.onnx", folder_ / "model.onnx");
    write("none.csv", kNoFaults);
    write("cells.csv", bytesOf(kSource + "/tests/unit/devices/measured_cells.csv"));
    write("calibration.json", "{}");
  }

  [[nodiscard]] std::string runFile(const std::string& hardware, const std::string& rest = "") const {
    return "network: { model: model.onnx }\n"
           "dataset: { name: fashion-mnist, split: test, images: 4 }\n"
           "hardware:\n  preset: rram_128x128\n" +
           hardware + rest;
  }

  [[nodiscard]] configs::Config config(const std::string& text) const {
    write("run.yaml", text);
    configs::LoadOptions options;
    options.presetFolders = {kSource + "/configs/presets"};
    options.currentFolder = folder_;
    return configs::Config::load(folder_ / "run.yaml", options);
  }

  [[nodiscard]] RunRequest request(const std::string& text) const { return readRun(config(text), 1); }

  /// Of a run as it is now, on the disk.
  [[nodiscard]] static RunIdentity identityOf(const RunRequest& request) {
    return RunIdentifier().identify(request);
  }

  /// The result hash of a run with these inputs.
  [[nodiscard]] static std::string hashOf(const RunRequest& request) {
    RunRecord record;
    record.byReadTime.resize(1);
    record.config = request.config;
    record.inputs = identityOf(request).inputs;
    return resultHash(record);
  }

  static constexpr const char* kNoFaults = "layer,array,row,column,stuck\n";
};

TEST_F(Identity, AKeyThatIsNewCountsByTheContentOfItsFile) {
  write("table.csv", "one");
  const auto read = [&] {
    const auto run = config(runFile("  new: { table: table.csv }\n"));
    static_cast<void>(
        run.root().section("hardware").section("new").file("table"));  // all that its reader does
    return readRun(run, 1);
  };
  const RunRequest first = read();
  const auto identity = identityOf(first);
  ASSERT_EQ(identity.inputs.count("hardware.new.table"), 1U);
  const auto hash = hashOf(first);
  write("table.csv", "two");
  EXPECT_NE(identityOf(read()).id(), identity.id());
  EXPECT_NE(hashOf(read()), hash);
  write("table.csv", "one");
  EXPECT_EQ(identityOf(read()).id(), identity.id()) << "neither name nor time counts";
}

TEST_F(Identity, ANewKeyWithAFolderCountsByNamesAndContents) {
  fs::create_directories(folder_ / "tables");
  const auto id = [&](const std::string& name, const std::string& bytes) {
    fs::remove_all(folder_ / "tables");
    fs::create_directories(folder_ / "tables");
    write("tables/" + name, bytes);
    const auto run = config(runFile("  new: { tables: tables }\n"));
    static_cast<void>(run.root().section("hardware").section("new").file("tables"));
    return identityOf(readRun(run, 1)).id();
  };
  const auto first = id("a", "one");
  EXPECT_NE(id("a", "two"), first);
  EXPECT_NE(id("b", "one"), first);
  EXPECT_EQ(id("a", "one"), first);
}

TEST_F(Identity, EveryFileOfARunCounts) {
  const std::string text = runFile("  cell: { model: table, file: cells.csv, faults: { map: none.csv } }\n",
                                   "layers: { conv2: { cell: { faults: { map: other.csv } } } }\n"
                                   "calibration: { split: train, images: 4, file: calibration.json }\n");
  write("other.csv", kNoFaults);
  const RunRequest run = request(text);
  std::set<std::string> keys;
  for (const auto& value : run.config) {
    if (value.isFile) {
      keys.insert(value.path.substr(value.path.rfind('.') + 1));
    }
  }
  EXPECT_EQ(keys, (std::set<std::string>{"model", "file", "map"}));
  const std::string id = identityOf(run).id(), hash = hashOf(run);
  for (const std::string name : {"cells.csv", "none.csv", "other.csv", "calibration.json"}) {
    const std::string before = bytesOf(folder_ / name);
    write(name, before + "\n");
    EXPECT_NE(identityOf(run).id(), id) << name;
    // what a calibration file says enters the hash as the calibration itself, which a run may also choose
    EXPECT_EQ(hashOf(run) == hash, name == "calibration.json") << name;
    write(name, before);
    EXPECT_EQ(identityOf(run).id(), id) << name;
  }
  fs::copy_file(kSource + "/models/zoo/vgg8-fashion-mnist.onnx", folder_ / "model.onnx",
                fs::copy_options::overwrite_existing);
  EXPECT_NE(identityOf(run).id(), id);
}

// Entries apply in order, so that each order is another run; of mappings in which it does not count, none is.
TEST_F(Identity, TheOrderOfEntriesOfLayersCountsAndNoOther) {
  std::vector<std::string> entries = {"'*': { adc: { criterion: percentile } }",
                                      "conv1: { adc: { criterion: minimum_error } }",
                                      "'fc*': { weights: { bits: 6 } }"};
  std::sort(entries.begin(), entries.end());
  std::set<std::string> ids, hashes, calibrations;
  do {
    const RunRequest run =
        request(runFile("", "layers: { " + entries[0] + ", " + entries[1] + ", " + entries[2] + " }\n"));
    const RunIdentity identity = identityOf(run);
    ids.insert(identity.id());
    hashes.insert(hashOf(run));
    calibrations.insert(identity.of(decidesCalibration).values());
    // of these entries one alone has to do with cells
    EXPECT_EQ(identity.of(decidesCells).values(),
              identityOf(request(runFile(
                             "", "layers: { " + entries[0] + ", " + entries[2] + ", " + entries[1] + " }\n")))
                  .of(decidesCells)
                  .values());
  } while (std::next_permutation(entries.begin(), entries.end()));
  EXPECT_EQ(ids.size(), 6U);
  EXPECT_EQ(hashes.size(), 6U);
  EXPECT_EQ(calibrations.size(), 6U);
  const std::string one = "  array: { rows: 64, columns: 64 }\n",
                    other = "  adc: { criterion: percentile }\n";
  EXPECT_EQ(identityOf(request(runFile(one + other))).id(), identityOf(request(runFile(other + one))).id());
}

TEST_F(Identity, ListsOfTextsAreToldApart) {
  const auto id = [&](const std::string& names) {
    const auto run = config(runFile("  new: { names: " + names + " }\n"));
    static_cast<void>(run.root().section("hardware").section("new").texts("names"));
    return identityOf(readRun(run, 1)).id();
  };
  const std::set<std::string> ids = {id("[x, 'y, z', 'x, y', z]"), id("['x, y', z, x, 'y, z']"),
                                     id("['x, y, z, x, y, z']"),   id("[x, y, z, x, y, z]"),
                                     id("'[x, y, z, x, y, z]'"),   id("[\"x\\ny\", z]"),
                                     id("[x, \"y\\nz\"]")};
  EXPECT_EQ(ids.size(), 7U);
}

// A value may look like other lines of the text that a digest is made of.
TEST_F(Identity, NoValueCanStandForTwo) {
  const auto identity = [](const std::string& first, const std::string& second) {
    RunIdentity made;
    made.config = {{"a", first}, {"b", second}};
    return made.id();
  };
  EXPECT_NE(identity("1\nb=2", "3"), identity("1", "2\nb=3"));
  EXPECT_NE(identity("1", "2"), identity("12", ""));
}

TEST_F(Identity, BothSplitsCountWhereTheRunCalibrates) {
  const fs::path data = "/usr/share/datasets/fashion-mnist";
  for (const auto& entry : fs::directory_iterator(data)) {
    fs::copy_file(entry.path(), folder_ / entry.path().filename());
  }
  std::string text = runFile("");
  text.insert(text.find("images: 4"), "path: '" + folder_.string() + "', ");
  const RunRequest run = request(text);
  const auto identity = identityOf(run);
  for (const std::string name : {"train-labels-idx1-ubyte.gz", "t10k-labels-idx1-ubyte.gz"}) {
    const std::string before = bytesOf(folder_ / name);
    write(name, before + std::string(8, '\0'));  // zeros behind a compressed file are no part of what it says
    EXPECT_NE(identityOf(run).id(), identity.id()) << name;
    write(name, before);
  }
  EXPECT_EQ(identityOf(run).id(), identity.id());
}

TEST_F(Identity, APathIsNoPartOfIt) {
  const RunRequest first = request(runFile("  cell: { faults: { map: none.csv } }\n"));
  write("same.csv", kNoFaults);
  const RunRequest second = request(runFile("  cell: { faults: { map: same.csv } }\n"));
  EXPECT_EQ(identityOf(first).id(), identityOf(second).id());
  EXPECT_EQ(hashOf(first), hashOf(second));
}

TEST_F(Identity, AFileIsDigestedOnceInAPlan) {
  const RunRequest run = request(runFile("  cell: { faults: { map: none.csv } }\n"));
  RunIdentifier plan;
  const std::string id = plan.identify(run).id();
  write("none.csv", std::string(kNoFaults) + "\n");
  EXPECT_EQ(plan.identify(run).id(), id);
  EXPECT_NE(RunIdentifier().identify(run).id(), id) << "another plan looks again";
}

TEST_F(Identity, TheProgramEntersTheIdAndNotTheHash) {
  RunRecord record;
  record.byReadTime.resize(1);
  const std::string hash = resultHash(record);
  record.build = "another";
  EXPECT_EQ(resultHash(record), hash);
  record.inputs["hardware.cell.faults.map"] = "00";
  EXPECT_NE(resultHash(record), hash);
}

// A path that a reader took as a text would be read and would count by its name.
TEST(IdentityOfPaths, ReadersTakePathsAsFilesOnly) {
  const std::regex forbidden(R"((path|stream)\s*\w*[({=].*\.text\()");
  int readers = 0;
  for (const char* room : {"configs", "devices", "mapping", "models", "sim"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(kSource) / room)) {
      if (entry.path().filename().string().rfind("read_", 0) != 0 || entry.path().extension() != ".cpp") {
        continue;
      }
      ++readers;
      std::ifstream in(entry.path());
      for (std::string line; std::getline(in, line);) {
        EXPECT_FALSE(std::regex_search(line, forbidden)) << entry.path() << ": " << line;
      }
    }
  }
  EXPECT_GT(readers, 10);
}

TEST(BuildId, IsVersionAndDigestOfTheSourcesWhateverLiesAroundThem) {
  const std::string id = buildId();
  const std::unique_ptr<FILE, int (*)(FILE*)> told(
      ::popen((tests::ohmicCommand() + " --version").c_str(), "r"), ::pclose);
  char words[2000] = {};
  ASSERT_GT(std::fread(words, 1, sizeof words - 1, told.get()), 0U);
  EXPECT_NE(std::string(words).find("\nbuild   " + id + ","), std::string::npos)
      << "the command's: " << words;
  EXPECT_TRUE(std::regex_match(id, std::regex(R"(\d+\.\d+\.\d+-[0-9a-f]{32})"))) << id;
  const tests::Folder copied;
  const fs::path& folder = copied.path();
  const auto idOf = [&folder] {
    const std::string version = std::string(buildId()).substr(0, std::string(buildId()).find('-'));
    const std::string command = std::string(OHMIC_CMAKE) + " -DROOT='" + folder.string() +
                                "' -DVERSION=" + version + " -DOUTPUT='" + (folder / "id.cpp").string() +
                                "' -P '" + kSource + "/sim/run/build_id.cmake'";
    EXPECT_EQ(std::system(command.c_str()), 0);
    const std::string text = bytesOf(folder / "id.cpp");
    const auto begin = text.find('"', text.find("return")) + 1;
    return text.substr(begin, text.find('"', begin) - begin);
  };
  for (const char* room : {"configs", "devices", "mapping", "models", "sim"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(kSource) / room)) {
      const auto ending = entry.path().extension();
      if (ending == ".h" || ending == ".cpp" || ending == ".in" || ending == ".cmake" ||
          entry.path().filename() == "CMakeLists.txt") {
        const fs::path copy = folder / fs::relative(entry.path(), kSource);
        fs::create_directories(copy.parent_path());
        fs::copy_file(entry.path(), copy);
      }
    }
  }
  EXPECT_EQ(idOf(), id) << "a source tree without its repository";
  std::ofstream(folder / "devices/random/stream.h", std::ios::app) << "\n";
  EXPECT_NE(idOf(), id) << "a source that changed";
}

}  // namespace
}  // namespace ohmic::sim
