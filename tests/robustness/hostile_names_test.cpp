// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Names are data: bytes that are no UTF-8, control characters, formulas and markup in the names of layers and
// files end in no place as anything but a name. Files of other people's chips lead out of no folder.

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "configs/files/csv.h"
#include "sim/record/npz.h"
#include "tests/places.h"
#include "tests/system/command.h"
#include "tests/unit/models/model_writer.h"

namespace ohmic::tests {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const std::string kOhmic = ohmicCommand();
const std::string kName = "=caf\xE9,\"a\"\n\x1B[31m<b>";

/// Two linear layers, the first under the name, and 32 images of four numbers.
fs::path prepare(const std::string& test) {
  const fs::path folder = freshFolder(test);
  models::ModelWriter writer({0, 1, 2, 2});
  writer.integers("flat", {2}, {0, 4});
  writer.floats("w1", {4, 4}, {1, 2, 3, 4, -1, -2, -3, -4, 1, 2, -3, -4, -1, -2, 3, 4});
  writer.floats("w2", {4, 2}, {1, -1, 2, -2, -3, 3, 4, -4});
  writer.node("Reshape", {"x", "flat"}, "f");
  writer.node("MatMul", {"f", "w1"}, kName);
  writer.node("MatMul", {kName, "w2"}, "y");
  writeText(folder / "model.onnx", writer.bytes());
  std::vector<float> pixels;
  std::vector<std::int64_t> labels;
  for (int i = 0; i < 32; ++i) {
    for (int p = 0; p < 4; ++p) {
      pixels.push_back(static_cast<float>((i * 7 + p * 3) % 11));
    }
    labels.push_back(i % 2);
  }
  const auto x = sim::NpyArray::of("<f4", {32, 1, 2, 2}, pixels);
  const auto y = sim::NpyArray::of("<i8", {32}, labels);
  writeText(folder / "d.npz", sim::npzBytes({{"x_train", x}, {"y_train", y}, {"x_test", x}, {"y_test", y}}));
  writeText(folder / "run.yaml",
            "network: { model: model.onnx }\n"
            "dataset: { name: npz, path: d.npz }\n"
            "hardware: { preset: rram_128x128, chip: { preset: isaac_2016 } }\n"
            "calibration: { images: 16 }\n"
            "run: { timed_images: 1, threads: 1, timeline: operations }\n");
  return folder;
}

TEST(HostileNames, AreEscapedInEveryPlace) {
  const fs::path folder = prepare("hostile-names");
  const auto run = execute(kOhmic + " run run.yaml -o out", folder);
  ASSERT_EQ(run.exitCode, 0) << run.errors;
  const json summary = json::parse(readText(folder / "out/summary.json"));
  EXPECT_EQ(summary["layers"][0]["name"], "=caf\\xE9,\"a\"\n\x1B[31m<b>");
  const auto rows = configs::parseCsv(readText(folder / "out/layers.csv"), "layers.csv");
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[1].fields.size(), rows[0].fields.size());
  EXPECT_EQ(rows[1].fields[1], "'=caf\\xE9,\"a\"\n\x1B[31m<b>");
  const std::string report = readText(folder / "out/report.html");
  EXPECT_NE(report.find("=caf\\xE9,&quot;a&quot;"), std::string::npos);
  EXPECT_EQ(report.find("<b>"), std::string::npos);
  EXPECT_EQ(report.find('\x1B'), std::string::npos);
  EXPECT_EQ(report.find('\xE9'), std::string::npos);
  const json timeline = json::parse(readText(folder / "out/timeline.json"));
  EXPECT_FALSE(timeline["traceEvents"].empty());
  for (const char* const verb : {"map run.yaml", "explain run.yaml", "inspect model.onnx", "inspect out"}) {
    const auto shown = execute(kOhmic + " " + verb, folder);
    EXPECT_EQ(shown.exitCode, 0) << verb << shown.errors;
    EXPECT_EQ((shown.output + shown.errors).find('\x1B'), std::string::npos) << verb;
    EXPECT_EQ((shown.output + shown.errors).find('\xE9'), std::string::npos) << verb;
  }
  fs::remove_all(folder);
}

// Folders, outputs, presets, values and notes, in what every verb prints.
TEST(HostileNames, ReachNoTerminalUnescaped) {
  const fs::path folder = prepare("hostile-terminal");
  const std::string name = "d\x1B[31m\nohmic: fine";
  fs::create_directories(folder / name / "presets/hardware");
  for (const char* const file : {"run.yaml", "model.onnx", "d.npz"}) {
    fs::rename(folder / file, folder / name / file);
  }
  writeText(folder / name / "presets/hardware/mine.yaml", "# \x1B[31m\nhardware: {}\n");
  writeText(folder / "name", name);
  writeText(folder / name / "study.yaml", "study:\n  run: run.yaml\n  axes: { run.seed: [1, 2] }\n");
  const std::string in = "n=\"$(cat name)\"; ";
  const std::vector<std::string> commands = {"check \"$n/run.yaml\"",
                                             "run \"$n/run.yaml\" -o \"$n/out\"",
                                             "run \"$n/run.yaml\" --print-config",
                                             "run \"$n/run.yaml\" -o never --chip \"$n/none.npz\"",
                                             "calibrate \"$n/run.yaml\" -o \"$n/c.json\"",
                                             "program \"$n/run.yaml\" -o \"$n/chip.npz\"",
                                             "report \"$n/out\" --figures",
                                             "compare \"$n/out\" \"$n/out\" --report \"$n/page.html\"",
                                             "inspect \"$n/chip.npz\"",
                                             "study run \"$n/study.yaml\" -o \"$n/s\"",
                                             "study slurm \"$n/study.yaml\" -o \"$n/s\"",
                                             "study merge \"$n/s\""};
  for (const auto& command : commands) {
    const auto shown = execute(in + kOhmic + " " + command, folder);
    EXPECT_EQ(shown.exitCode, command.find("none") == std::string::npos ? 0 : 2) << command << shown.errors;
    EXPECT_EQ((shown.output + shown.errors).find('\x1B'), std::string::npos) << command;
    EXPECT_EQ(("\n" + shown.output + shown.errors).find("\nohmic: fine"), std::string::npos) << command;
  }
  for (const std::string preset : {"", "mine"}) {
    const auto shown = execute(in + "cd \"$n\"; " + kOhmic + " presets " + preset, folder);
    EXPECT_EQ(shown.exitCode, 0);
    EXPECT_NE(shown.output.find("\\x1B[31m"), std::string::npos) << shown.output.substr(0, 400);
    EXPECT_EQ(shown.output.find('\x1B'), std::string::npos) << preset;
  }
  fs::remove_all(folder);
}

TEST(HostileNames, OfFilesAreEscapedInMessages) {
  const fs::path folder = freshFolder("hostile-messages");
  const auto outcome = execute(kOhmic + " run \"$(printf 'a\\nohmic: fine\\033[2J\\351')\"", folder);
  EXPECT_EQ(outcome.exitCode, 2);
  EXPECT_EQ(
      outcome.errors,
      "ohmic: a\\nohmic: fine\\x1B[2J\\xE9: found no such file; a YAML file expected; check the path\n");
  fs::remove_all(folder);
}

// The file cannot grow: the machine's failure, not the user's mistake.
TEST(HostileNames, OfFilesAreEscapedWhereTheMachineFails) {
  const fs::path folder = prepare("hostile-machine");
  const auto outcome = execute(
      "ulimit -f 1; " + kOhmic + " program run.yaml -o \"$(printf 'a\\nohmic: fine\\033[2J\\351.npz')\"",
      folder);
  EXPECT_EQ(outcome.exitCode, 3) << outcome.errors;
  EXPECT_EQ(outcome.errors.rfind("ohmic: a\\nohmic: fine\\x1B[2J\\xE9.npz: ", 0), 0U) << outcome.errors;
  EXPECT_EQ(outcome.errors.find('\x1B'), std::string::npos);
  fs::remove_all(folder);
}

// Names that lead out of a folder when somebody unpacks the archive, or that are no text.
TEST(HostileNames, OfTensorsLeadOutOfNoArchive) {
  const fs::path folder = prepare("hostile-tensors");
  const std::vector<std::string> names = {"../w", "/w",      "a/../../w",   "C:w",
                                          "a\\w", "w\xE9\n", "tensors/003", "a//w"};
  models::ModelWriter writer({0, 1, 2, 2});
  writer.integers("flat", {2}, {0, 4});
  writer.floats("fc.weight", {4, 4}, std::vector<float>(16, 1.0F));
  writer.node("Reshape", {"x", "flat"}, "h");
  writer.node("MatMul", {"h", "fc.weight"}, "h0");
  for (std::size_t n = 0; n < names.size(); ++n) {
    writer.floats(names[n], {4, 4}, std::vector<float>(16, static_cast<float>(n)));
    writer.node("MatMul", {"h" + std::to_string(n), names[n]}, "h" + std::to_string(n + 1));
  }
  writer.floats("layers/1/fc::weight", {4, 2}, std::vector<float>(8, 1.0F));
  writer.node("MatMul", {"h" + std::to_string(names.size()), "layers/1/fc::weight"}, "y");
  writeText(folder / "model.onnx", writer.bytes());
  writeText(folder / "noise.yaml",
            "network: { model: model.onnx }\ndataset: { name: npz, path: d.npz }\n"
            "hardware: { weight_noise: { eta: 10 % } }\n");
  const auto outcome = execute(kOhmic + " program noise.yaml -o noisy.npz", folder);
  ASSERT_EQ(outcome.exitCode, 0) << outcome.errors;
  const sim::NpzArchive archive = sim::readNpz(folder / "noisy.npz");
  EXPECT_EQ(archive.count("fc.weight"), 1U);
  EXPECT_EQ(archive.count("layers/1/fc::weight"), 1U);
  std::multiset<std::string> found;
  for (const auto& [key, array] : archive) {
    const bool isName = key.rfind("names/", 0) == 0;
    if (isName) {
      found.insert(array.bytes);
      EXPECT_EQ(archive.count("tensors/" + key.substr(6)), 1U) << key;
    }
    EXPECT_TRUE(isName || key.rfind("tensors/", 0) == 0 || key == "fc.weight" || key == "layers/1/fc::weight")
        << key;
  }
  EXPECT_EQ(found, std::multiset<std::string>(names.begin(), names.end()));
  fs::remove_all(folder);
}

int filesIn(const fs::path& folder) {
  int files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    files += entry.is_regular_file() ? 1 : 0;
  }
  return files;
}

TEST(HostileNames, OfAChipsArraysLeadOutOfNoFolder) {
  const fs::path folder = freshFolder("hostile-chip");
  const auto weights = sim::NpyArray::of<float>("<f4", {1}, {1.0F});
  const std::string outside = (folder / "absolute").string();
  const sim::NpyArray text{"|u1", {9}, "../../abc"};
  fs::create_directories(folder / "a/b");
  for (const std::string& key :
       {std::string("weights/../../escaped"), "weights/" + outside, std::string("weights/")}) {
    writeText(folder / "chip.npz", sim::npzBytes({{"weights/000", weights}, {key, weights}}));
    const auto refused = execute(kOhmic + " inspect chip.npz --weights a/b/c", folder);
    EXPECT_EQ(refused.exitCode, 2);
    EXPECT_NE(refused.errors.find("has no number of a layer"), std::string::npos) << refused.errors;
    EXPECT_EQ(filesIn(folder), 1);
  }
  writeText(folder / "chip.npz", sim::npzBytes({{"weights/000", weights}, {"names/000", text}}));
  EXPECT_EQ(execute(kOhmic + " inspect chip.npz --weights a/b/c", folder).exitCode, 0);
  EXPECT_EQ(filesIn(folder), 2);
  EXPECT_TRUE(fs::exists(folder / "a/b/c/000_______abc.npy"));
  fs::remove_all(folder);
}

TEST(HostileNames, AreNoWordsOfAScript) {
  const fs::path folder = freshFolder("hostile-scripts");
  writeText(folder / "run.yaml",
            "network: { model: " + sourceFolder() +
                "/models/zoo/lenet5-fashion-mnist.onnx }\n"
                "dataset: { name: fashion-mnist, images: 4, mean: [0.2860], std: [0.3530] }\n"
                "hardware: { weight_noise: { eta: 10 % } }\n");
  const std::string name = "st\ntouch $(touch PWNED1) `touch PWNED2` 'q' \n#";
  writeText(folder / (name + ".yaml"), "study:\n  run: run.yaml\n  axes: { run.seed: [1, 2] }\n");
  writeText(folder / "name", name);
  const std::string n = "n=\"$(cat name)\"; ";
  const auto planned = execute(n + kOhmic + " study slurm \"$n.yaml\" --shards 2", folder);
  ASSERT_EQ(planned.exitCode, 0) << planned.errors;
  const auto task = execute(n + "SLURM_ARRAY_TASK_ID=1 bash \"results/$n/slurm.sh\"", folder);
  EXPECT_EQ(task.exitCode, 0) << task.errors;
  EXPECT_NE(readText(folder / "results" / name / "slurm-1.log").find("points      1 done"),
            std::string::npos);
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    EXPECT_EQ(entry.path().filename().string().rfind("PWNED", 0), std::string::npos) << entry.path();
  }
  fs::remove_all(folder);
}

// GNU parallel reads {}, {1} and {= perl =} in its command's words, whatever quotes stand around them.
TEST(HostileNames, StayWordsUnderGnuParallel) {
  const fs::path folder = freshFolder("hostile-parallel");
  const std::string name = "x{= `touch PWNED`; $_=1 =} {}{1}{#} y";
  fs::create_directory(folder / name);
  writeText(folder / name / "run.yaml", "network: { model: " + tests::sourceFolder() +
                                            "/models/zoo/lenet5-fashion-mnist.onnx }\n"
                                            "dataset: { name: fashion-mnist, split: test, images: 8 }\n"
                                            "hardware: { weight_noise: { eta: 10 % } }\n");
  writeText(folder / name / "st.yaml", "study:\n  run: run.yaml\n  axes: { run.seed: [1, 2] }\n");
  writeText(folder / "name", name);
  const std::string in = "n=\"$(cat name)\"; cd \"$n\"; ";
  ASSERT_EQ(execute(in + kOhmic + " study slurm st.yaml -o out --shards 2", folder).exitCode, 0);
  const std::string script = readText(folder / name / "out/parallel.sh");
  const std::size_t line = script.find("\nexec parallel ");
  EXPECT_EQ(script.find('{', line), script.find("{} ::: $(seq 2)\n", line)) << script;
  const std::string shard = execute(in + "for i in 1 2; do out/shard.sh $i; done", folder).output;
  EXPECT_EQ(shard.find("points      1 done, 0 failed, 0 missing"), 0U) << shard;
  if (execute("command -v parallel", folder).exitCode == 0) {
    ASSERT_EQ(execute(in + "rm out/points/*; bash out/parallel.sh --will-cite", folder).exitCode, 0);
    EXPECT_EQ(execute(in + kOhmic + " study status out", folder).output.rfind("points      2 done", 0), 0U);
  }
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    EXPECT_NE(entry.path().filename(), "PWNED") << entry.path();
  }
  fs::remove_all(folder);
}

}  // namespace
}  // namespace ohmic::tests
