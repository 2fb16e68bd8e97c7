// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Studies through the command: one answer however they are run, points that fail alone, and no surprises on
// the way back.

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

#include "tests/places.h"
#include "tests/sanitizer.h"
#include "tests/system/command.h"
#include "tests/system/run_file.h"
#include "tests/system/study_file.h"

namespace ohmic::tests {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const std::string kOhmic = tests::ohmicCommand();
const std::string kMisbehaving = tests::misbehavingCommand();

const std::string kTwelvePoints =
    "  axes:\n"
    "    hardware.weight_noise.eta: { log: [1 %, 100 %], points: 4 }\n"
    "    hardware.weight_noise.scope: [tensor, layer, network]\n";

/// Everything that a study's readers take from its folder.
std::string answerOf(const fs::path& folder) {
  return readText(folder / "results.csv") + readText(folder / "results.json");
}

TEST(Study, OneAnswerForAnyNumberOfWorkersAndShards) {
  const fs::path folder = freshFolder("study-workers");
  writeStudy(folder, kTwelvePoints);
  ASSERT_EQ(execute(kOhmic + " study run study.yaml -o one --workers 1", folder).exitCode, 0);
  const std::string answer = answerOf(folder / "one");
  ASSERT_NE(answer.find("\"done\": 12"), std::string::npos) << answer;
  for (const std::string workers : {"2", "7"}) {
    const auto run =
        execute(kOhmic + " study run study.yaml -o w" + workers + " --workers " + workers, folder);
    EXPECT_EQ(run.exitCode, 0) << run.errors;
    EXPECT_EQ(answerOf(folder / ("w" + workers)), answer) << workers;
  }
  for (int shard = 1; shard <= 4; ++shard) {
    const auto run =
        execute(kOhmic + " study run study.yaml -o shards --shard " + std::to_string(shard) + "/4", folder);
    EXPECT_EQ(run.output, "points      3 done, 0 failed, 0 missing\n") << run.errors;
  }
  EXPECT_EQ(execute(kOhmic + " study merge shards", folder).exitCode, 0);
  EXPECT_EQ(answerOf(folder / "shards"), answer);
  fs::remove_all(folder);
}

TEST(Study, ShardsInFoldersOfTheirOwnMergeIntoTheSame) {
  const fs::path folder = freshFolder("study-folders");
  writeStudy(folder, kTwelvePoints);
  ASSERT_EQ(execute(kOhmic + " study run study.yaml -o all", folder).exitCode, 0);
  ASSERT_EQ(execute(kOhmic + " study run study.yaml -o a --shard 1/2", folder).exitCode, 0);
  ASSERT_EQ(execute(kOhmic + " study run study.yaml -o b --shard 2/2", folder).exitCode, 0);
  const auto half = execute(kOhmic + " study merge a", folder);
  EXPECT_EQ(half.exitCode, 2);
  EXPECT_EQ(half.errors,
            "ohmic: study: 6 of 12 points are missing; a study whose points are all done or failed; run the "
            "rest, or merge what there is with --partial\n");
  EXPECT_EQ(execute(kOhmic + " study merge a b", folder).exitCode, 0);
  EXPECT_EQ(answerOf(folder / "a"), answerOf(folder / "all"));
  fs::remove_all(folder);
}

TEST(Study, APointIsWhatARunOfItsOwnFinds) {
  const fs::path folder = freshFolder("study-point");
  writeStudy(folder, "  axes: { hardware.weight_noise.eta: [5 %, 50 %] }\n", 100);
  ASSERT_EQ(execute(kOhmic + " study run study.yaml -o s", folder).exitCode, 0);
  ASSERT_EQ(execute(kOhmic + " run run.yaml -o r --set 'hardware.weight_noise.eta=50 %'", folder).exitCode,
            0);
  const json study = json::parse(readText(folder / "s/results.json"));
  const json run = json::parse(readText(folder / "r/summary.json"));
  EXPECT_EQ(study.at("results").at(1).at("hardware.weight_noise.eta"), 0.5);
  EXPECT_EQ(study.at("results").at(1).at("top1"), run.at("accuracy").at("top1"));
  EXPECT_EQ(study.at("results").at(1).at("chips"), 2);
  fs::remove_all(folder);
}

TEST(Study, PointsThatCrashHangOrTakeAllMemoryFailAlone) {
  if (tests::kSanitized) {
    GTEST_SKIP() << "a sanitizer's addresses cannot be bounded";
  }
  const fs::path folder = freshFolder("study-failures");
  writeStudy(folder,
             "  axes: { run.seed: [12, 13, 14, 15, 16] }\n"
             "  limits: { time: 6 s, memory: 1 GB }\n");
  const auto run = execute(kMisbehaving + " study run study.yaml -o s --workers 5", folder);
  EXPECT_EQ(run.exitCode, 4) << run.errors;
  EXPECT_NE(run.output.find("points      2 done, 3 failed, 0 missing\n"), std::string::npos) << run.output;
  EXPECT_NE(run.output.find("failed      point 2 (13): signal 6 (Aborted): these are my last words\n"),
            std::string::npos)
      << run.output;
  EXPECT_NE(run.output.find("failed      point 3 (14): longer than 6 s\n"), std::string::npos) << run.output;
  EXPECT_NE(run.output.find("failed      point 4 (15): exit code 3: ohmic: out of memory; use fewer threads, "
                            "images or chips\n"),
            std::string::npos)
      << run.output;
  const json results = json::parse(readText(folder / "s/results.json"));
  ASSERT_EQ(results.at("failures").size(), 3U);
  EXPECT_EQ(results.at("failures").at(0).at("last_words"), "these are my last words");
  EXPECT_EQ(results.at("results").at(1).at("status"), "failed");
  EXPECT_TRUE(results.at("results").at(1).at("top1").is_null());
  EXPECT_EQ(results.at("results").at(4).at("status"), "done");
  EXPECT_NE(run.errors.find("points (3 failed): 5 of 5\n"), std::string::npos) << run.errors;
  EXPECT_EQ(execute(kMisbehaving + " study status s", folder).exitCode, 4);
  fs::remove_all(folder);
}

TEST(Study, AFolderThatIsNotThereIsRefusedByItsName) {
  const fs::path folder = freshFolder("study-nowhere");
  const auto run = execute(kOhmic + " study run results/none", folder);
  EXPECT_EQ(run.exitCode, 2);
  EXPECT_EQ(run.errors, "ohmic: results/none: found no such file; a YAML file expected; check the path\n");
  EXPECT_FALSE(fs::exists(folder / "results"));
  fs::remove_all(folder);
}

/// When each file of a folder was written.
std::map<std::string, fs::file_time_type> timesIn(const fs::path& folder) {
  std::map<std::string, fs::file_time_type> times;
  for (const auto& entry : fs::directory_iterator(folder)) {
    times[entry.path().filename().string()] = entry.last_write_time();
  }
  return times;
}

TEST(Study, AFinishedPointIsNeverDoneAgain) {
  const fs::path folder = freshFolder("study-resume");
  writeStudy(folder, kTwelvePoints);
  ASSERT_EQ(execute(kOhmic + " study run study.yaml -o s --shard 1/3", folder).exitCode, 0);
  const auto before = timesIn(folder / "s/points");
  ASSERT_EQ(before.size(), 4U);
  const auto rest = execute(kOhmic + " study run s", folder);
  ASSERT_EQ(rest.exitCode, 0);
  EXPECT_NE(rest.errors.find("points: 12 of 12\n"), std::string::npos)
      << "counts earlier ones: " << rest.errors;
  const auto after = timesIn(folder / "s/points");
  EXPECT_EQ(after.size(), 12U);
  for (const auto& [name, time] : before) {
    EXPECT_EQ(after.at(name), time) << name;
  }
  fs::remove_all(folder);
}

// A kill between a point's result and the removal of what an earlier try left behind.
TEST(Study, APointThatFailedBeforeItWasDoneIsDone) {
  const fs::path folder = freshFolder("study-failed-done");
  writeStudy(folder, "  axes: { run.seed: [13], hardware.weight_noise.eta: [5 %, 10 %, 20 %] }\n");
  ASSERT_EQ(execute(kMisbehaving + " study run study.yaml -o s", folder).exitCode, 4);
  const fs::path points = folder / "s/points";
  fs::copy(points, folder / "failures");
  ASSERT_EQ(execute(kOhmic + " study run s --retry-failed", folder).exitCode, 0);
  const std::string answer = answerOf(folder / "s");
  const json results = json::parse(readText(folder / "s/results.json")).at("results");
  const auto idOf = [&](std::size_t point) { return results.at(point).at("id").get<std::string>(); };
  for (const std::size_t point : {0U, 1U}) {
    const std::string name = idOf(point) + ".failed.json";
    fs::copy_file(folder / "failures" / name, points / name);
  }
  fs::remove(points / (idOf(1) + ".json"));
  fs::remove(points / (idOf(2) + ".json"));
  const auto status = execute(kOhmic + " study status s", folder);
  EXPECT_EQ(status.exitCode, 4);
  EXPECT_EQ(status.output.rfind("points      1 done, 1 failed, 1 missing\n", 0), 0U) << status.output;
  EXPECT_EQ(status.output.find("point 1 "), std::string::npos) << status.output;

  const auto rest = execute(kOhmic + " study run s", folder);
  EXPECT_EQ(rest.output.rfind("points      2 done, 1 failed, 0 missing\n", 0), 0U) << rest.output;
  EXPECT_NE(rest.errors.find("points (1 failed): 3 of 3\n"), std::string::npos) << rest.errors;
  const auto again = execute(kOhmic + " study run s --retry-failed", folder);
  EXPECT_EQ(again.output.rfind("points      3 done, 0 failed, 0 missing\n", 0), 0U) << again.output;
  EXPECT_NE(again.errors.find("points: 3 of 3\n"), std::string::npos) << again.errors;
  EXPECT_EQ(answerOf(folder / "s"), answer);
  fs::remove_all(folder);
}

/// The message of a second run after a change.
std::string complaintAfter(const fs::path& folder, const std::string& change, const std::string& command) {
  EXPECT_EQ(execute("(" + change + ")", folder).exitCode, 0);
  const auto run = execute(command, folder);
  EXPECT_EQ(run.exitCode, 2);
  return run.errors;
}

TEST(Study, NamesWhatHasChangedAndRefuses) {
  const fs::path folder = freshFolder("study-changes");
  writeStudy(folder, "  axes: { hardware.weight_noise.eta: [5 %, 50 %] }\n");
  ASSERT_EQ(execute("cp " + tests::sourceFolder() +
                        "/models/zoo/lenet5-fashion-mnist.onnx model.onnx && sed -i "
                        "'s/model: .*}/model: model.onnx }/' run.yaml",
                    folder)
                .exitCode,
            0);
  const std::string run = kOhmic + " study run study.yaml -o s";
  ASSERT_EQ(execute(run, folder).exitCode, 0);
  const std::string end =
      " now; the study that the folder was begun with; put it back, or choose another folder with -o\n";
  EXPECT_EQ(complaintAfter(folder, "sed -i 's/seed: 1/seed: 2/' run.yaml", run),
            "ohmic: s: the configuration has changed: run.seed was 1, and is 2" + end);
  EXPECT_EQ(
      complaintAfter(folder, "sed -i 's/seed: 2/seed: 1/' run.yaml; sed -i 's/50 %/60 %/' study.yaml", run),
      "ohmic: s: the axes have changed: point 2 was 50 %, and is 60 %" + end);
  const std::string otherProgram =
      "sed -i 's/60 %/50 %/' study.yaml; sed -i 's/\"program\": \"[^\"]*/&-other/; "
      "s/\"id\": \"../&-other/' s/plan.json";
  EXPECT_EQ(
      complaintAfter(folder, otherProgram, run).rfind("ohmic: s: the program is another one: it was ", 0),
      0U);
  ASSERT_EQ(execute("rm -r s", folder).exitCode, 0);
  ASSERT_EQ(execute(run, folder).exitCode, 0);
  EXPECT_EQ(complaintAfter(
                folder, "cp " + tests::sourceFolder() + "/models/zoo/vgg8-fashion-mnist.onnx model.onnx", run)
                .rfind("ohmic: s: the model model.onnx has changed: its digest was ", 0),
            0U);
  fs::remove_all(folder);
}

/// A folder with a study over two fault maps: no cell is stuck, and a whole row of each array.
fs::path mapsFolder(const std::string& name) {
  const fs::path folder = freshFolder(name);
  writeText(folder / "run.yaml", lenetRun(50, 1, "  cell: { faults: { map: none.csv } }\n"));
  writeText(folder / "none.csv", "layer,array,row,column,stuck\n");
  std::string many = readText(folder / "none.csv");
  for (int column = 0; column < 128; ++column) {
    for (int row = 0; row < 16; ++row) {
      many += "*,0," + std::to_string(row) + "," + std::to_string(column) + ",high\n";
    }
  }
  writeText(folder / "many.csv", many);
  writeText(folder / "study.yaml",
            "study:\n  run: run.yaml\n  axes: { hardware.cell.faults.map: [none.csv, many.csv] }\n");
  return folder;
}

/// top1 of each point.
std::vector<double> accuraciesOf(const fs::path& study) {
  std::vector<double> accuracies;
  const json document = json::parse(readText(study / "results.json"));
  for (const auto& line : document.at("results")) {
    accuracies.push_back(line.at("top1").get<double>());
  }
  return accuracies;
}

TEST(StudyIdentity, PointsThatDifferInAFileOnlyAreTwo) {
  const fs::path folder = mapsFolder("study-maps");
  const auto alone = [&](const std::string& map) {
    EXPECT_EQ(
        execute(kOhmic + " run run.yaml -o " + map + ".run --set hardware.cell.faults.map=" + map, folder)
            .exitCode,
        0);
    return json::parse(readText(folder / (map + ".run") / "summary.json"))
        .at("accuracy")
        .at("top1")
        .get<double>();
  };
  const std::vector<double> truth = {alone("none.csv"), alone("many.csv")};
  ASSERT_GT(truth[0], truth[1] + 0.3);
  const std::string command = kOhmic + " study run study.yaml -o s";
  EXPECT_EQ(execute(command, folder).exitCode, 0);
  EXPECT_EQ(accuraciesOf(folder / "s"), truth);

  const auto before = timesIn(folder / "s/points");
  const std::string many = readText(folder / "many.csv");
  writeText(folder / "many.csv", readText(folder / "none.csv") + "*,0,100,100,low\n");
  const auto again = execute(command, folder);
  EXPECT_EQ(again.exitCode, 0);
  EXPECT_NE(again.errors.find("many.csv has changed: points that read it are run anew\n"), std::string::npos)
      << again.errors;
  EXPECT_GT(accuraciesOf(folder / "s")[1], truth[1] + 0.3);
  const auto after = timesIn(folder / "s/points");
  for (const auto& [name, time] : before) {
    EXPECT_EQ(after.at(name), time) << "a point whose files are the same was run anew";
  }
  EXPECT_EQ(after.size(), before.size() + 1);

  writeText(folder / "many.csv", many);
  EXPECT_EQ(execute(command, folder).exitCode, 0);
  EXPECT_EQ(accuraciesOf(folder / "s"), truth);
  EXPECT_EQ(timesIn(folder / "s/points").size(), before.size() + 1) << "points of before are believed again";
  fs::remove_all(folder);
}

TEST(StudyIdentity, ACopiedEditedEmptyOrCutPointIsDoneAnewAndNeverMerged) {
  const fs::path folder = freshFolder("study-points");
  writeStudy(folder, "  axes: { run.seed: [1, 2, 3, 4, 5] }\n");
  ASSERT_EQ(execute(kOhmic + " study run study.yaml -o s", folder).exitCode, 0);
  const std::string answer = answerOf(folder / "s");
  std::vector<std::string> points;
  const json plan = json::parse(readText(folder / "s/plan.json"));
  for (const auto& point : plan.at("points")) {
    points.push_back("points/" + point.at("id").get<std::string>() + ".json");
  }
  const std::string damage = "cd s; cp " + points[0] + " " + points[1] +
                             "; sed -i 's/\"chips\":2/\"chips\":3/' " + points[2] + "; : >" + points[3] +
                             "; truncate -s -1 " + points[4];
  ASSERT_EQ(execute("(" + damage + ")", folder).exitCode, 0);
  const auto before = timesIn(folder / "s/points");
  ASSERT_EQ(execute("cp -r s t", folder).exitCode, 0);
  EXPECT_EQ(
      execute(kOhmic + " study merge t", folder).errors.rfind("ohmic: study: 4 of 5 points are missing", 0),
      0U);
  ASSERT_EQ(execute(kOhmic + " study run study.yaml -o fresh --shard 1/9", folder).exitCode, 0);
  EXPECT_EQ(execute(kOhmic + " study merge fresh t --partial", folder)
                .output.rfind("points      1 done, 0 failed, 4", 0),
            0U);
  EXPECT_EQ(execute(kOhmic + " study run s", folder).exitCode, 0);
  EXPECT_EQ(answerOf(folder / "s"), answer);
  const auto after = timesIn(folder / "s/points");
  for (std::size_t p = 0; p < points.size(); ++p) {
    const std::string name = points[p].substr(7);
    EXPECT_EQ(after.at(name) == before.at(name), p == 0) << p;
  }
  fs::remove_all(folder);
}

// The point's own process digests what it reads: a result of other bytes never stands under the planned id.
TEST(StudyIdentity, AResultOfOtherFilesIsNotThePoints) {
  const fs::path folder = mapsFolder("study-race");
  ASSERT_EQ(execute(kOhmic + " study run study.yaml -o s --shard 1/2", folder).exitCode, 0);
  const std::string id =
      json::parse(readText(folder / "s/plan.json")).at("points").at(1).at("id").get<std::string>();
  ASSERT_EQ(
      execute(kOhmic + " run run.yaml --set hardware.cell.faults.map=none.csv --force --summary s/points/" +
                  id + ".json",
              folder)
          .exitCode,
      0);
  const auto status = execute(kOhmic + " study status s", folder);
  EXPECT_EQ(status.output, "points      1 done, 0 failed, 1 missing\n")
      << "the result of another map was believed";
  fs::remove_all(folder);
}

/// Every file of a folder with its bytes.
std::map<std::string, std::string> bytesIn(const fs::path& folder) {
  std::map<std::string, std::string> bytes;
  for (const auto& entry : fs::directory_iterator(folder)) {
    bytes[entry.path().filename().string()] = readText(entry.path());
  }
  return bytes;
}

/// What each finished point says, but for the machine's times.
std::map<std::string, json> pointsIn(const fs::path& study) {
  std::map<std::string, json> points;
  for (const auto& [name, bytes] : bytesIn(study / "points")) {
    json point = json::parse(bytes);
    point.erase("host");
    point.erase("content_hash");
    points.emplace(name, std::move(point));
  }
  return points;
}

/// How many entries of each kind a study's cache has.
std::map<std::string, int> entriesIn(const fs::path& cache) {
  std::map<std::string, int> kinds;
  for (const auto& entry : fs::directory_iterator(cache)) {
    const std::string name = entry.path().filename().string();
    ++kinds[name.substr(0, name.find('-'))];
  }
  return kinds;
}

/// LeNet-5 on measured cells, without a chip in time.
void writeCellsRun(const fs::path& folder) {
  writeText(folder / "run.yaml",
            "network: { model: " + tests::sourceFolder() +
                "/models/zoo/lenet5-fashion-mnist.onnx }\n"
                "dataset: { name: fashion-mnist, split: test, images: 8, mean: [0.2860], std: [0.3530] }\n"
                "hardware:\n  cell: { model: rram_wan_2022_crosssim }\n  read_time: 1 s\n"
                "calibration: { split: train, images: 32 }\nrun: { seed: 3, chips: 1 }\n");
}

/// A study of LeNet-5 whose points differ in all that calibration depends on, and in much that it does not.
void writeCachedStudy(const fs::path& folder) {
  writeCellsRun(folder);
  writeText(
      folder / "study.yaml",
      "study:\n  run: run.yaml\n  axes:\n    which:\n      cases:\n"
      "        base: { run.seed: 3 }\n"
      "        seed: { run.seed: 4 }\n"
      "        noise: { hardware.adc.noise: 0.5, hardware.adc.offset_mismatch: 1 }\n"
      "        programming: { hardware.cell.programming.scale: 2 }\n"
      "        time: { hardware.read_time: 1 day }\n"
      "        wires: { hardware.wires.row: 1 ohm, hardware.wires.column: 1 ohm }\n"
      "        behind: { hardware.wires.row: 1 ohm, hardware.wires.column: 1 ohm, hardware.adc.noise: 0.5 }\n"
      "        bits: { hardware.adc.bits: 6 }\n"
      "        percentile: { hardware.input.percentile: 99 % }\n"
      "        slices: { hardware.weights.cell_bits: 2 }\n"
      "        rows: { hardware.array.rows: 64 }\n"
      "        range: { hardware.cell.model: ideal, hardware.cell.g_min: 0.1 uS, hardware.cell.g_max: "
      "7 uS }\n"
      "        images: { calibration.images: 31 }\n"
      "        digital: { layers.conv2: digital }\n"
      "        fewer: { dataset.images: 7 }\n"
      "        mean: { dataset.mean: \"[0.3]\" }\n");
}

// What points have in common is computed once, and each point says what it says without.
TEST(StudyCache, PointsShareWhatIsEqualAndNothingElse) {
  const fs::path folder = freshFolder("study-cache");
  writeCachedStudy(folder);
  ASSERT_EQ(execute(kOhmic + " study run study.yaml -o s --workers 2", folder).exitCode, 0);
  ASSERT_EQ(execute(kOhmic + " study run study.yaml -o alone --no-cache", folder).exitCode, 0);
  EXPECT_FALSE(fs::exists(folder / "alone/cache"));
  EXPECT_TRUE(pointsIn(folder / "s") == pointsIn(folder / "alone"));
  EXPECT_EQ(answerOf(folder / "s"), answerOf(folder / "alone"));
  const auto arrays = [&] {
    for (const auto& [id, point] : pointsIn(folder / "s")) {
      if (point.at("config").at("hardware.wires.row") == "1 ohm") {
        return point.at("mapping").at("arrays").get<int>();
      }
    }
    return 0;
  }();
  const std::map<std::string, int> expected = {
      {"outputs", 3},      // base, fewer images, another mean
      {"layers", 4},       // these, and one layer fewer
      {"calibration", 9},  // base with the first six of its cases and fewer images, and eight others
      {"wires", arrays}};  // of the one chip that has wires, whatever reads it
  EXPECT_EQ(entriesIn(folder / "s/cache"), expected);
  fs::remove_all(folder);
}

TEST(StudyCache, ADamagedEntryIsIgnoredAndWrittenAgain) {
  const fs::path folder = freshFolder("study-cache-damage");
  writeCellsRun(folder);
  writeText(folder / "study.yaml",
            "study:\n  run: run.yaml\n  axes: { hardware.adc.bits: [6, 8], run.seed: [1, 2] }\n");
  ASSERT_EQ(execute(kOhmic + " study run study.yaml -o s", folder).exitCode, 0);
  const auto points = pointsIn(folder / "s");
  const auto cache = bytesIn(folder / "s/cache");
  ASSERT_EQ(cache.size(), 4U);
  const auto again = [&](const std::string& change) {
    EXPECT_EQ(execute("(" + change + "; rm points/*)", folder / "s").exitCode, 0);
    EXPECT_EQ(execute(kOhmic + " study run study.yaml -o s", folder).exitCode, 0) << change;
    EXPECT_TRUE(pointsIn(folder / "s") == points) << change;
  };
  again("cd cache; for f in *; do cp ../plan.json $f; done; touch .ohmic-0123456789abcdef.tmp; cd ..");
  EXPECT_TRUE(bytesIn(folder / "s/cache") == cache);
  again("cd cache; f=$(ls | head -1); for g in *; do test $f = $g || cp $f $g; done; cd ..");
  EXPECT_TRUE(bytesIn(folder / "s/cache") == cache) << "entries of other names";
  again("cd cache; for f in *; do printf x | dd of=$f bs=1 seek=99 conv=notrunc status=none; done; cd ..");
  EXPECT_TRUE(bytesIn(folder / "s/cache") == cache) << "a byte in the middle";
  again("rm -r cache; touch cache");
  EXPECT_TRUE(fs::is_regular_file(folder / "s/cache")) << "a place where nothing can be kept";
  fs::remove_all(folder);
}

TEST(Study, MoreChipsUntilTheMeanIsKnown) {
  const fs::path folder = freshFolder("study-until");
  writeStudy(folder,
             "  axes: { hardware.weight_noise.eta: [1 %, 60 %] }\n"
             "  until: { half_width: 2 %, max_chips: 12 }\n",
             200);
  ASSERT_EQ(execute(kOhmic + " study run study.yaml -o s", folder).exitCode, 0);
  const json results = json::parse(readText(folder / "s/results.json")).at("results");
  const auto halfWidth = [](const json& line) {
    return 0.5 * (line.at("top1_chip_high").get<double>() - line.at("top1_chip_low").get<double>());
  };
  EXPECT_LE(halfWidth(results.at(0)), 0.02);
  EXPECT_LT(results.at(0).at("chips"), 12);
  EXPECT_EQ(results.at(1).at("chips"), 12) << "loud noise is not known so soon";
  EXPECT_GT(halfWidth(results.at(1)), 0.02);
  fs::remove_all(folder);
}

// Stopping early changes nothing but the number of chips: energies and accuracies are those of as many chips.
TEST(Study, ChipsUntilTheMeanIsKnownAreTheFirstChips) {
  const fs::path folder = freshFolder("until");
  writeText(folder / "run.yaml", lenetRun(40, 2, "  read_time: [1 s, 1 day]\n"));
  ASSERT_EQ(
      execute(kOhmic + " run run.yaml -o until --set 'run.until={ half_width: 6 %, max_chips: 40 }'", folder)
          .exitCode,
      0);
  json until = json::parse(readText(folder / "until/summary.json"));
  const int chips = until.at("chips").get<int>();
  ASSERT_GT(chips, 2);
  ASSERT_LT(chips, 40);
  ASSERT_EQ(
      execute(kOhmic + " run run.yaml -o fixed --set run.chips=" + std::to_string(chips), folder).exitCode,
      0);
  json fixed = json::parse(readText(folder / "fixed/summary.json"));
  for (const char* part : {"accuracy", "layers", "chip", "confusion", "logits_digest", "correct"}) {
    EXPECT_EQ(until.at(part), fixed.at(part)) << part;
  }
  fs::remove_all(folder);
}

TEST(Study, PlansWithoutRunning) {
  const fs::path folder = freshFolder("study-plan");
  writeStudy(folder,
             "  axes:\n"
             "    hardware.weight_noise.eta: { linear: [0, 20 %], points: 2 }\n");
  const auto mixed = execute(kOhmic + " study plan study.yaml", folder);
  EXPECT_EQ(mixed.exitCode, 2);
  EXPECT_EQ(mixed.errors,
            "ohmic: study.yaml:4:42: study.axes.\"hardware.weight_noise.eta\".linear: found 0 and 20 %; two "
            "numbers, or two quantities of one dimension, the lower first; write it as [0.1 ohm, 10 ohm]\n");
  writeStudy(folder,
             "  axes:\n"
             "    hardware.weight_noise.eta: { linear: [0 %, 20 %], points: 3 }\n"
             "    pair: { zip: { run.seed: [1, 2], run.chips: [3, 4] } }\n"
             "    network: { cases: { all: { hardware.weight_noise.on: kernels }, biases: { "
             "hardware.weight_noise.on: kernels_and_biases } } }\n");
  const auto plan = execute(kOhmic + " study plan study.yaml", folder);
  EXPECT_EQ(plan.exitCode, 0) << plan.errors;
  EXPECT_EQ(plan.output.rfind("12 points: hardware.weight_noise.eta, run.seed, run.chips, network\n", 0), 0U)
      << plan.output;
  EXPECT_NE(plan.output.find("  10 %, 2, 4, biases\n"), std::string::npos) << plan.output;
  EXPECT_FALSE(fs::exists(folder / "results"));
  fs::remove_all(folder);
}

TEST(Study, PlansAPointPerLayerAndRefusesPatternsThatMatchNone) {
  const fs::path folder = freshFolder("study-layers");
  writeText(folder / "run.yaml", lenetRun(8, 1));
  const auto planned = [&folder](const std::string& axes) {
    writeText(folder / "study.yaml", "study:\n  run: run.yaml\n  axes:\n" + axes);
    return execute(kOhmic + " study plan study.yaml", folder);
  };
  const auto each = planned(
      "    layer: { layers: each, none: true, set: { adc: { noise: 1 }, weights.bits: 7 } }\n"
      "    run.seed: [3, 4]\n");
  ASSERT_EQ(each.exitCode, 0) << each.errors;
  EXPECT_EQ(each.output.rfind("12 points: layer, run.seed\n", 0), 0U) << each.output;
  for (const char* const point :
       {"  none, 3\n", "  conv1, 3\n", "  conv2, 4\n", "  fc1, 3\n", "  logits, 4\n"}) {
    EXPECT_NE(each.output.find(point), std::string::npos) << each.output;
  }
  // the same point as that of a study that names the layer, with run.yaml's seed
  const auto named = planned(
      "    layer: { cases: { conv2: { layers.conv2.adc.noise: 1, layers.conv2.weights.bits: 7 } } }\n");
  ASSERT_EQ(named.exitCode, 0) << named.errors;
  const std::string id = named.output.substr(named.output.find("  conv2\n") - 12, 12);
  EXPECT_NE(each.output.find(id + "  conv2, 3\n"), std::string::npos) << id << each.output;
  const auto none = planned("    layers.cnv2.adc.noise: [1, 2]\n");
  EXPECT_EQ(none.exitCode, 2);
  EXPECT_EQ(none.errors,
            "ohmic: study.yaml:4:28: layers.cnv2: matches no layer of the network (in the point "
            "layers.cnv2.adc.noise=1); layers: conv1, conv2, fc1, fc2, logits; did you mean 'conv2'?\n");
  // in one point of many
  const auto later =
      planned("    which: { cases: { a: { layers.fc1: digital }, b: { layers.f2: digital } } }\n");
  EXPECT_EQ(later.exitCode, 2);
  EXPECT_NE(later.errors.find("layers.f2: matches no layer of the network"), std::string::npos)
      << later.errors;
  const auto dots = planned("    layers.features.0.adc.noise: [1, 2]\n");
  EXPECT_NE(dots.errors.find("quote a name that has dots: layers.\"features.0\".adc.noise"),
            std::string::npos)
      << dots.errors;
  fs::remove_all(folder);
}

TEST(Study, RandomAxesDrawTheSameEverywhere) {
  const fs::path folder = freshFolder("study-random");
  writeStudy(
      folder,
      "  axes:\n"
      "    draw: { random: { draws: 3, seed: 7, keys: { hardware.weight_noise.eta: { log_uniform: [1 %, "
      "100 %] }, hardware.weight_noise.scope: [tensor, layer] } } }\n");
  const auto plan = execute(kOhmic + " study plan study.yaml", folder);
  ASSERT_EQ(plan.exitCode, 0) << plan.errors;
  EXPECT_EQ(plan.output.rfind("3 points: hardware.weight_noise.eta, hardware.weight_noise.scope\n", 0), 0U);
  EXPECT_EQ(execute(kOhmic + " study plan study.yaml", folder).output, plan.output);
  writeText(
      folder / "study.yaml",
      readText(folder / "study.yaml").replace(readText(folder / "study.yaml").find("seed: 7"), 7, "seed: 8"));
  EXPECT_NE(execute(kOhmic + " study plan study.yaml", folder).output, plan.output);
  fs::remove_all(folder);
}

// CIFAR-10's files come with no package: its study can be planned where they are.
TEST(Study, EveryShippedStudyCanBePlannedInBothSizes) {
  const fs::path folder = freshFolder("study-shipped");
  int studies = 0;
  for (const auto& entry : fs::directory_iterator(tests::sourceFolder() + "/configs/studies")) {
    ++studies;
    for (const std::string size : {"small", "full"}) {
      const auto plan =
          execute(kOhmic + " study plan " + entry.path().string() + " --set study.size=" + size, folder);
      const bool needsCifar = entry.path().string().find("cifar") != std::string::npos;
      if (needsCifar && plan.exitCode != 0) {
        EXPECT_NE(plan.errors.find("dataset.path: no file or folder 'data/cifar-10'"), std::string::npos)
            << plan.errors;
      } else {
        EXPECT_EQ(plan.exitCode, 0) << entry.path() << size << plan.errors;
      }
    }
  }
  EXPECT_GE(studies, 5);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace ohmic::tests
