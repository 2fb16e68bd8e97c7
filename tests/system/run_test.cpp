// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "tests/places.h"
#include "tests/system/command.h"
#include "tests/system/run_file.h"
#include "tests/system/study_file.h"

namespace ohmic::tests {
namespace {

const std::string kOhmic = tests::ohmicCommand();

TEST(RunCommand, TheSystemCEngineGivesTheFunctionalEnginesPredictions) {
  const auto folder = freshFolder("engine");
  writeText(folder / "run.yaml", lenetRun(40, 1));
  ASSERT_EQ(execute(kOhmic + " run run.yaml -o functional", folder).exitCode, 0);
  const auto run = execute(kOhmic + " run run.yaml --engine systemc -o systemc", folder);
  ASSERT_EQ(run.exitCode, 0) << run.errors;
  EXPECT_EQ(readText(folder / "functional/predictions.csv"), readText(folder / "systemc/predictions.csv"));
  const auto functional = nlohmann::json::parse(readText(folder / "functional/summary.json"));
  const auto systemc = nlohmann::json::parse(readText(folder / "systemc/summary.json"));
  EXPECT_EQ(functional.at("logits_digest"), systemc.at("logits_digest"));
  EXPECT_EQ(functional.at("chip").at("energy_by_component_J").at("array"),
            systemc.at("chip").at("energy_by_component_J").at("array"));
  EXPECT_EQ(systemc.at("host").at("engine"), "systemc");
  EXPECT_EQ(systemc.at("chip").at("timed_images"), 40);
  std::filesystem::remove_all(folder);
}

// A prediction of a dealt run is that of the same image on the same chip in a run without dealing, as draws
// are counted by them.
TEST(RunCommand, DealtImagesAreThePredictionsOfTheirChips) {
  const auto folder = freshFolder("deal");
  const std::string line = ", timed_images: 2 }", dealt = ", timed_images: 2, deal_images: true }";
  for (const std::string hardware : {"", "noise"}) {
    std::string text = lenetRun(60, 3);
    if (!hardware.empty()) {
      text = quickRun(60);
      text.replace(text.find("chips: 2 }"), 10, "chips: 3" + line);
    }
    writeText(folder / "all.yaml", text);
    writeText(folder / "dealt.yaml", text.replace(text.find(line), line.size(), dealt));
    for (const std::string run : {"all", "dealt"}) {
      const auto done = execute(kOhmic + " run " + run + ".yaml -o " + run + hardware, folder);
      ASSERT_EQ(done.exitCode, 0) << done.errors;
    }
    std::string chosen;
    std::istringstream all(readText(folder / ("all" + hardware) / "predictions.csv"));
    int place = -1;
    for (std::string row; std::getline(all, row); ++place) {
      chosen += place < 0 || place % 60 / 20 == place / 60 ? row + "\n" : std::string();
    }
    EXPECT_EQ(readText(folder / ("dealt" + hardware) / "predictions.csv"), chosen);
    const auto accuracy =
        nlohmann::json::parse(readText(folder / ("dealt" + hardware) / "summary.json")).at("accuracy");
    EXPECT_EQ(accuracy.at("images"), 20);
    EXPECT_EQ(accuracy.at("images_dealt"), true);
    const double p = accuracy.at("top1"), z2 = 1.959963984540054 * 1.959963984540054, n = 60.0;
    const double half = std::sqrt(z2 * (p * (1.0 - p) / n + z2 / (4.0 * n * n)));
    EXPECT_NEAR(accuracy.at("interval95").at(0), (p + z2 / (2.0 * n) - half) / (1.0 + z2 / n), 1e-12)
        << "Wilson's, over the images of all chips";
    const auto one = nlohmann::json::parse(readText(folder / ("all" + hardware) / "summary.json"));
    EXPECT_EQ(accuracy.at("digital_top1"), one.at("accuracy").at("digital_top1"));
    EXPECT_NE(execute(kOhmic + " compare all" + hardware + " dealt" + hardware, folder).exitCode, 0);
  }
  std::filesystem::remove_all(folder);
}

// Four chips, two for each image: chips 0 and 1 classify images 0 to 29, chips 2 and 3 the others.
TEST(RunCommand, ImagesAreDealtToGroupsOfChips) {
  const auto folder = freshFolder("deal_groups");
  const std::string line = ", timed_images: 2 }";
  std::string text = lenetRun(60, 4);
  writeText(folder / "all.yaml", text);
  writeText(folder / "dealt.yaml",
            text.replace(text.find(line), line.size(), ", timed_images: 2, deal_images: 2 }"));
  for (const std::string run : {"all", "dealt"}) {
    const auto done = execute(kOhmic + " run " + run + ".yaml -o " + run, folder);
    ASSERT_EQ(done.exitCode, 0) << done.errors;
  }
  std::string chosen;
  std::istringstream all(readText(folder / "all/predictions.csv"));
  int place = -1;
  for (std::string row; std::getline(all, row); ++place) {
    chosen += place < 0 || place % 60 / 30 == place / 60 / 2 ? row + "\n" : std::string();
  }
  EXPECT_EQ(readText(folder / "dealt/predictions.csv"), chosen);
  const auto accuracy = nlohmann::json::parse(readText(folder / "dealt/summary.json")).at("accuracy");
  EXPECT_EQ(accuracy.at("images"), 30);
  EXPECT_EQ(accuracy.at("images_dealt"), 2);
  EXPECT_EQ(execute(kOhmic + " compare dealt dealt", folder).exitCode, 0) << "results are read again";
  const auto odd = execute(kOhmic + " check dealt.yaml --set run.chips=3", folder);
  EXPECT_EQ(odd.exitCode, 2);
  EXPECT_NE(odd.errors.find("run.deal_images: found 2 with 3 chips; a number that divides run.chips"),
            std::string::npos)
      << odd.errors;
  const auto rest = execute(kOhmic + " run dealt.yaml --set dataset.images=61", folder);
  EXPECT_EQ(rest.exitCode, 2);
  EXPECT_NE(rest.errors.find("found 61 images for 2 groups of 2 chips"), std::string::npos) << rest.errors;
  std::filesystem::remove_all(folder);
}

TEST(RunCommand, AnArrayBudgetMakesTheChipFasterAndChangesNoIdealValue) {
  const auto folder = freshFolder("budget");
  const std::string ideal = "  cell: { model: ideal, g_min: 1 uS, g_max: 40 uS }\n";
  writeText(folder / "run.yaml", lenetRun(20, 1, ideal));
  writeText(folder / "more.yaml", lenetRun(20, 1, ideal + "  array_budget: 60\n"));
  ASSERT_EQ(execute(kOhmic + " run run.yaml -o one", folder).exitCode, 0);
  const auto run = execute(kOhmic + " run more.yaml -o more", folder);
  ASSERT_EQ(run.exitCode, 0) << run.errors;
  const auto one = nlohmann::json::parse(readText(folder / "one/summary.json"));
  const auto more = nlohmann::json::parse(readText(folder / "more/summary.json"));
  EXPECT_GT(more.at("mapping").at("arrays"), one.at("mapping").at("arrays"));
  EXPECT_LE(more.at("mapping").at("arrays"), 60);
  EXPECT_GT(more.at("chip").at("throughput_images_per_s"),
            2.0 * one.at("chip").at("throughput_images_per_s").get<double>());
  EXPECT_EQ(more.at("logits_digest"), one.at("logits_digest"));
  std::filesystem::remove_all(folder);
}

TEST(RunCommand, ASmallChipIsReprogrammedAtItsCost) {
  const auto folder = freshFolder("overflow");
  writeText(folder / "run.yaml", lenetRun(20, 1));
  writeText(
      folder / "small.yaml",
      lenetRun(20, 1,
               "  chip: { organisation: { arrays_per_element: 1, elements_per_tile: 1 }, adc: { per_element: "
               "1 }, tiles: 8, overflow: reprogram }\n"));
  ASSERT_EQ(execute(kOhmic + " run run.yaml -o fits", folder).exitCode, 0);
  const auto run = execute(kOhmic + " run small.yaml -o small", folder);
  ASSERT_EQ(run.exitCode, 0) << run.errors;
  const auto fits = nlohmann::json::parse(readText(folder / "fits/summary.json"));
  const auto small = nlohmann::json::parse(readText(folder / "small/summary.json"));
  EXPECT_EQ(fits.at("chip").at("loads"), 1);
  EXPECT_GT(small.at("chip").at("loads"), 1);
  EXPECT_EQ(small.at("logits_digest"), fits.at("logits_digest"));
  EXPECT_EQ(fits.at("chip").at("energy_by_component_J").count("programming"), 0U);
  EXPECT_NEAR(small.at("chip").at("energy_by_component_J").at("programming").get<double>(),
              0.5 * small.at("chip").at("programming_energy_J").get<double>(), 1e-15);
  EXPECT_LT(small.at("chip").at("throughput_images_per_s"), fits.at("chip").at("throughput_images_per_s"));
  std::filesystem::remove_all(folder);
}

TEST(RunCommand, WritesEveryFigureTheResultsPromise) {
  const auto folder = freshFolder("run");
  writeText(folder / "run.yaml", lenetRun(200, 2, "  read_time: [1 s, 1 h]\n"));
  const auto run = execute(kOhmic + " run run.yaml -o out", folder);
  ASSERT_EQ(run.exitCode, 0) << run.errors;
  EXPECT_NE(run.output.find("report      out/report.html\n"), std::string::npos) << run.output;
  EXPECT_NE(run.errors.find("simulating images: 800 of 800\n"), std::string::npos)
      << "200 images on 2 chips at 2 times: " << run.errors;

  const auto summary = nlohmann::json::parse(readText(folder / "out/summary.json"));
  const auto& accuracy = summary.at("accuracy");
  EXPECT_EQ(accuracy.at("images"), 200);
  EXPECT_EQ(accuracy.at("per_chip").size(), 2U);
  EXPECT_EQ(accuracy.at("by_read_time").size(), 2U);
  EXPECT_GT(accuracy.at("digital_top1"), 0.8);
  EXPECT_GT(accuracy.at("top1"), 0.7);
  EXPECT_GT(accuracy.at("top5"), accuracy.at("top1"));
  EXPECT_LT(accuracy.at("top5"), 1.0 + 1e-12);
  EXPECT_LT(accuracy.at("top5_interval95")[0], accuracy.at("top5"));
  EXPECT_GE(accuracy.at("top5_interval95")[1], accuracy.at("top5"));
  EXPECT_GT(accuracy.at("digital_top5"), accuracy.at("digital_top1"));
  EXPECT_LT(accuracy.at("interval95")[0], accuracy.at("top1"));
  EXPECT_GT(accuracy.at("interval95")[1], accuracy.at("top1"));
  const double perChip =
      (accuracy.at("per_chip")[0].get<double>() + accuracy.at("per_chip")[1].get<double>()) / 2;
  EXPECT_DOUBLE_EQ(accuracy.at("top1"), perChip);

  const auto& chip = summary.at("chip");
  EXPECT_GT(chip.at("latency_s"), 0.0);
  EXPECT_GT(chip.at("throughput_images_per_s"), 0.0);
  EXPECT_GT(chip.at("area_m2"), 0.0);
  double energy = 0.0;
  for (const auto& [component, joules] : chip.at("energy_by_component_J").items()) {
    EXPECT_GE(joules, 0.0) << component;
    energy += joules.get<double>();
  }
  EXPECT_NEAR(energy, chip.at("energy_per_image_J"), 1e-12 * energy);
  EXPECT_GT(summary.at("mapping").at("arrays"), 0);
  EXPECT_GT(summary.at("host").at("images_per_s"), 0.0);
  EXPECT_EQ(summary.at("seed"), 3);
  EXPECT_EQ(summary.at("hash").get<std::string>().size(), 32U);
  EXPECT_EQ(summary.at("config").at("hardware.adc.bits"), "8");

  const std::string predictions = readText(folder / "out/predictions.csv");
  EXPECT_EQ(std::count(predictions.begin(), predictions.end(), '\n'), 1 + 2 * 2 * 200);
  EXPECT_NE(readText(folder / "out/report.html").find("<svg"), std::string::npos);
  const std::string layers = readText(folder / "out/layers.csv");
  EXPECT_EQ(std::count(layers.begin(), layers.end(), '\n'), 1 + 5);
  std::filesystem::remove_all(folder);
}

// The run itself compares the engines: both apply the factors and the norms of every column.
TEST(RunCommand, CompensatesByColumnsAndByNormsInBothEngines) {
  for (const std::string compensation : {"per_column", "adabs"}) {
    const auto folder = freshFolder("compensation");
    std::string run = lenetRun(4, 1, "  drift_compensation: " + compensation + "\n");
    run.replace(run.find("lenet5"), 6, "resnet14");
    writeText(folder / "run.yaml", run);
    const auto done = execute(kOhmic + " run run.yaml -o out", folder);
    EXPECT_EQ(done.exitCode, 0) << done.errors;
    std::filesystem::remove_all(folder);
  }
}

// The run itself compares the engines: one differing bit would end it with 70.
TEST(RunCommand, GivesLayersHardwareOfTheirOwn) {
  const auto folder = freshFolder("layers");
  writeText(folder / "run.yaml",
            lenetRun(20, 1, "  drift_compensation: per_layer\n") +
                "layers:\n"
                "  conv1: digital\n"
                "  conv2: { array: { rows: 64 }, weights: { cell_bits: 4, pair: twin }, "
                "input: { bits: 6 } }\n"
                "  fc1: { cell: { model: ideal, g_min: 1 uS, g_max: 30 uS }, wires: { row: 1 ohm } }\n"
                "  fc2: digital\n");
  const auto run = execute(kOhmic + " run run.yaml -o out", folder);
  ASSERT_EQ(run.exitCode, 0) << run.errors;
  const auto summary = nlohmann::json::parse(readText(folder / "out/summary.json"));
  EXPECT_EQ(summary.at("layers").size(), 3U);
  EXPECT_EQ(summary.at("layers")[0].at("arrays"), 2 * 3);
  EXPECT_EQ(summary.at("config").at("layers.conv1"), "digital");
  EXPECT_EQ(summary.at("mapping").at("array_rows"), 0);
  for (const auto& layer : summary.at("layers")) {
    std::int64_t saturated = 0;
    for (const auto& ofArray : layer.at("saturated_codes_by_array")) {
      saturated += ofArray.get<std::int64_t>();
    }
    EXPECT_EQ(saturated, layer.at("saturated_codes"));
  }
  EXPECT_EQ(summary.at("layers")[0].at("saturated_codes_by_array").size(), 3U);
  const auto& missing = summary.at("chip").at("not_modelled");
  EXPECT_NE(std::find(missing.begin(), missing.end(), "multiply"), missing.end());
  std::filesystem::remove_all(folder);
}

TEST(RunCommand, TakesTheNextFreeFolderAndKeepsExistingOnes) {
  const auto folder = freshFolder("folders");
  writeText(folder / "tiny.yaml", lenetRun(4, 1));
  ASSERT_EQ(execute(kOhmic + " run tiny.yaml", folder).exitCode, 0);
  ASSERT_EQ(execute(kOhmic + " run tiny.yaml", folder).exitCode, 0);
  EXPECT_TRUE(std::filesystem::exists(folder / "results/tiny-1/summary.json"));
  EXPECT_TRUE(std::filesystem::exists(folder / "results/tiny-2/summary.json"));
  const auto taken = execute(kOhmic + " run tiny.yaml -o results/tiny-1", folder);
  EXPECT_EQ(taken.exitCode, 2);
  EXPECT_EQ(taken.errors,
            "ohmic: --output: 'results/tiny-1' exists; a folder that does not exist; choose another name, or "
            "--force "
            "to write into it\n");
  EXPECT_EQ(execute(kOhmic + " run tiny.yaml --force -o results/tiny-1", folder).exitCode, 0);
  std::filesystem::remove_all(folder);
}

TEST(RunCommand, RunsWithoutAChip) {
  const auto folder = freshFolder("nochip");
  std::string text = lenetRun(8, 1);
  text.replace(text.find("  preset: rram_128x128\n"), 23,
               "  cell: { model: gaussian, programming: { sigma: 0.02, kind: independent }, read_noise: { "
               "sigma: 0.01, "
               "kind: proportional } }\n  adc: { bits: ideal }\n");
  writeText(folder / "run.yaml", text);
  const auto run = execute(kOhmic + " run run.yaml -o out", folder);
  ASSERT_EQ(run.exitCode, 0) << run.errors;
  EXPECT_FALSE(nlohmann::json::parse(readText(folder / "out/summary.json")).contains("chip"));
  std::filesystem::remove_all(folder);
}

TEST(RunCommand, GivesOneHashOnAnyKernel) {
  const auto folder = freshFolder("run-kernel");
  writeText(folder / "run.yaml", lenetRun(20, 2));
  const auto refused = execute(kOhmic + " run run.yaml --kernel MMX", folder);
  EXPECT_EQ(refused.exitCode, 2);
  const std::string before = "'MMX'; ", after = " on this machine";
  const auto begin = refused.errors.find(before) + before.size();
  std::istringstream names(refused.errors.substr(begin, refused.errors.find(after) - begin));
  std::set<std::string> hashes;
  int kernels = 0;
  for (std::string name; std::getline(names >> std::ws, name, ',');) {
    const auto run = execute(kOhmic + " run run.yaml -o out --force --kernel " + name, folder);
    ASSERT_EQ(run.exitCode, 0) << run.errors;
    const auto summary = nlohmann::json::parse(readText(folder / "out/summary.json"));
    EXPECT_EQ(summary["host"]["kernel"].get<std::string>(), name);
    hashes.insert(summary["hash"].get<std::string>());
    ++kernels;
  }
  EXPECT_GT(kernels, 1) << refused.errors;
  EXPECT_EQ(hashes.size(), 1U);
  std::filesystem::remove_all(folder);
}

TEST(RunCommand, ProfilesWhereTheTimeOfTheRunWent) {
  const auto folder = freshFolder("run-profile");
  writeText(folder / "run.yaml", lenetRun(60, 2));
  const auto run = execute(kOhmic + " run run.yaml -o out --profile", folder);
  ASSERT_EQ(run.exitCode, 0) << run.errors;
  const auto host = nlohmann::json::parse(readText(folder / "out/summary.json"))["host"];
  double sum = 0.0;
  for (const auto& [stage, seconds] : host["profile"]["stage_s"].items()) {
    EXPECT_GE(seconds.get<double>(), 0.0) << stage;
    sum += seconds.get<double>();
    EXPECT_NE(run.output.find("\n  " + stage), std::string::npos) << stage;
  }
  EXPECT_NEAR(sum, host["seconds"].get<double>(), 0.05 * host["seconds"].get<double>());
  EXPECT_GT(host["profile"]["stage_s"]["product"].get<double>(), 0.0);
  EXPECT_EQ(host["threads"].get<int>(), 1);
  EXPECT_NE(run.output.find(" G multiply-adds/s"), std::string::npos) << run.output;
  std::filesystem::remove_all(folder);
}

TEST(RunCommand, PrintsTheOriginOfEveryValue) {
  const auto folder = freshFolder("origin");
  writeText(folder / "run.yaml", lenetRun(4, 1));
  const auto printed = execute(kOhmic + " run run.yaml --set hardware.adc.bits=8 --print-config", folder);
  ASSERT_EQ(printed.exitCode, 0) << printed.errors;
  EXPECT_NE(printed.output.find("hardware.adc.bits: 8  # --set hardware.adc.bits=8\n"), std::string::npos);
  EXPECT_NE(printed.output.find("run.seed: 3  # run.yaml:6:14\n"), std::string::npos) << printed.output;
  EXPECT_NE(printed.output.find("run.batch: 64  # default\n"), std::string::npos);
  EXPECT_NE(printed.output.find("presets/hardware/rram_128x128.yaml:5:"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(folder / "results"));
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace ohmic::tests
