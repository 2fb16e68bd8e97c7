// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/places.h"
#include "tests/system/command.h"
#include "tests/system/run_file.h"

namespace ohmic::tests {
namespace {

const std::string kOhmic = tests::ohmicCommand();
const std::string kZoo = tests::sourceFolder() + "/models/zoo/";

TEST(ReportVerb, RebuildsTheReportByteForByte) {
  const auto folder = freshFolder("report");
  writeText(folder / "run.yaml", lenetRun(20, 2, "  read_time: [1 s, 1 day]\n"));
  ASSERT_EQ(execute(kOhmic + " run run.yaml -o out", folder).exitCode, 0);
  const std::string original = readText(folder / "out/report.html");
  writeText(folder / "out/report.html", "");
  const auto rebuilt = execute(kOhmic + " report out", folder);
  EXPECT_EQ(rebuilt.exitCode, 0) << rebuilt.errors;
  EXPECT_EQ(rebuilt.output, "out/report.html\n");
  EXPECT_EQ(readText(folder / "out/report.html"), original);
  const auto drawn = execute(kOhmic + " report out --figures", folder);
  EXPECT_NE(drawn.output.find("out/figures/plot-accuracy.svg\n"), std::string::npos) << drawn.output;
  EXPECT_EQ(readText(folder / "out/figures/plot-accuracy.svg").rfind("<svg ", 0), 0U);
  std::filesystem::remove_all(folder);
}

TEST(ReportVerb, NamesWhatIsWrongWithTheResults) {
  const auto folder = freshFolder("report-wrong");
  const auto missing = execute(kOhmic + " report none", folder);
  EXPECT_EQ(missing.exitCode, 2);
  EXPECT_EQ(missing.errors,
            "ohmic: none/summary.json: found no such file; a run's summary.json; name a folder that `ohmic "
            "run` wrote\n");
  std::filesystem::create_directories(folder / "broken");
  writeText(folder / "broken/summary.json", "{\"schema\": 1}");
  const auto broken = execute(kOhmic + " report broken", folder);
  EXPECT_EQ(broken.exitCode, 2);
  EXPECT_NE(broken.errors.find("accuracy: found nothing"), std::string::npos) << broken.errors;
  EXPECT_FALSE(std::filesystem::exists(folder / "broken/report.html"));
  std::filesystem::remove_all(folder);
}

TEST(InspectVerb, ShowsANetworkNodeByNode) {
  const auto folder = freshFolder("inspect");
  const auto shown = execute(kOhmic + " inspect " + kZoo + "lenet5-fashion-mnist.onnx", folder);
  ASSERT_EQ(shown.exitCode, 0) << shown.errors;
  EXPECT_NE(shown.output.find("1x28x28 to 10 logits"), std::string::npos);
  EXPECT_NE(shown.output.find("arrays 25 x 6"), std::string::npos) << shown.output;
  EXPECT_NE(shown.output.find("61706 parameters, 416520 multiply-adds"), std::string::npos) << shown.output;
  std::filesystem::remove_all(folder);
}

TEST(InspectVerb, SaysWhatAFileIsThatIsNoNetwork) {
  const auto folder = freshFolder("inspect-foreign");
  // the beginning of what torch.save() writes: a zip archive with net/data.pkl, and a pickle of older
  // versions
  writeText(folder / "net.pt", std::string("PK\x03\x04\0\0\0\0", 8) + "net/data.pkl" + std::string(64, 'x'));
  writeText(folder / "old.pth", "\x80\x02\x8a\x0al\xfc\x9c\x46\xf9");
  for (const auto& [file, kind] : {std::pair("net.pt", "a PyTorch checkpoint: weights without a graph"),
                                   std::pair("old.pth", "a Python pickle")}) {
    const auto shown = execute(kOhmic + " inspect " + file, folder);
    EXPECT_EQ(shown.exitCode, 2) << file;
    EXPECT_EQ(shown.errors.rfind(std::string("ohmic: ") + file + ": ", 0), 0U) << shown.errors;
    EXPECT_NE(shown.errors.find(kind), std::string::npos) << shown.errors;
    EXPECT_NE(shown.errors.find("torch.onnx.export(model.eval(), image, 'model.onnx')"), std::string::npos)
        << shown.errors;
  }
  std::filesystem::remove_all(folder);
}

TEST(InspectVerb, ShowsTheFiguresOfResultsAgain) {
  const auto folder = freshFolder("inspect-results");
  writeText(folder / "run.yaml", lenetRun(8, 1));
  const auto run = execute(kOhmic + " run run.yaml -o out", folder);
  ASSERT_EQ(run.exitCode, 0);
  const auto shown = execute(kOhmic + " inspect out", folder);
  EXPECT_EQ(shown.output, run.output.substr(0, run.output.find("report ")));
  std::filesystem::remove_all(folder);
}

TEST(InspectVerb, WritesAChipsEffectiveWeights) {
  const auto folder = freshFolder("inspect-chip");
  writeText(folder / "run.yaml", lenetRun(8, 1));
  ASSERT_EQ(execute(kOhmic + " program run.yaml -o chip.npz", folder).exitCode, 0);
  const auto shown = execute(kOhmic + " inspect chip.npz --weights w", folder);
  ASSERT_EQ(shown.exitCode, 0) << shown.errors;
  int files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "w")) {
    EXPECT_EQ(readText(entry.path()).substr(0, 6), "\x93NUMPY");
    ++files;
  }
  EXPECT_EQ(files, 5);
  std::filesystem::remove_all(folder);
}

TEST(MapVerb, ShowsArraysAndTheirUse) {
  const auto folder = freshFolder("map");
  writeText(folder / "run.yaml", lenetRun(8, 1));
  const auto shown = execute(kOhmic + " map run.yaml", folder);
  EXPECT_EQ(shown.exitCode, 0);
  EXPECT_NE(shown.output.find("14 arrays of 128x128"), std::string::npos) << shown.output;
  std::filesystem::remove_all(folder);
}

TEST(CalibrateVerb, AFileGivesTheSameRunAndNoOther) {
  const auto folder = freshFolder("calibrate");
  writeText(folder / "run.yaml", lenetRun(20, 1, "  adc: { noise: 0.5 }\n"));
  ASSERT_EQ(execute(kOhmic + " calibrate run.yaml -o c.json", folder).exitCode, 0);
  ASSERT_EQ(execute(kOhmic + " run run.yaml -o fresh", folder).exitCode, 0);
  ASSERT_EQ(execute(kOhmic + " run run.yaml -o reused --set calibration.file=c.json", folder).exitCode, 0);
  const auto hashOf = [&folder](const char* run) {
    return nlohmann::json::parse(readText(folder / run / "summary.json")).at("hash").get<std::string>();
  };
  EXPECT_EQ(hashOf("fresh"), hashOf("reused"));
  // What comes behind the range may be another; what the range was chosen for may not.
  const std::string reuse = kOhmic + " check run.yaml --set calibration.file=c.json";
  const std::string run = kOhmic + " run run.yaml -o other --force --set calibration.file=c.json";
  EXPECT_EQ(
      execute(run + " --set hardware.adc.noise=1 --seed 9 --set \"hardware.read_time=1 h\"", folder).exitCode,
      0);
  for (const char* const key :
       {"hardware.weights.bits=7", "hardware.array.rows=64", "hardware.input.margin=1.5",
        "calibration.images=31", "hardware.adc.criterion=percentile", "layers.fc1=digital"}) {
    const auto refused = execute(run + " --set " + key, folder);
    EXPECT_EQ(refused.exitCode, 2) << key;
    EXPECT_NE(refused.errors.find("made for another configuration"), std::string::npos) << refused.errors;
  }
  EXPECT_EQ(execute(reuse, folder).exitCode, 0);
  writeText(folder / "c.json", "{ \"schema\": 1");
  EXPECT_NE(execute(run, folder).errors.find("found no JSON at byte"), std::string::npos);
  std::filesystem::remove_all(folder);
}

TEST(ExplainVerb, ShowsUnitsRangesNoiseAndLaws) {
  const auto folder = freshFolder("explain");
  writeText(folder / "run.yaml",
            lenetRun(8, 1, "  read_time: [1 s, 1 h]\n") +
                "layers: { conv1: { cell: { model: ideal, g_min: 1 uS, g_max: 30 uS } } }\n");
  const auto shown = execute(kOhmic + " explain run.yaml --images 2", folder);
  ASSERT_EQ(shown.exitCode, 0) << shown.errors;
  for (const char* const text : {"LSB, uA", "conv1 ", "logits ", "cells ideal of conv1\n",
                                 "programming: none, the target is reached exactly",
                                 "cells rram_wan_2022_crosssim of conv2, fc1, fc2, logits\n",
                                 "drift: none, a cell keeps its state", "3600 s"}) {
    EXPECT_NE(shown.output.find(text), std::string::npos) << text << "\n" << shown.output;
  }
  std::filesystem::remove_all(folder);
}

TEST(Command, HasAShortOptionForItsVersion) {
  const auto folder = freshFolder("version");
  const auto shown = execute(kOhmic + " -V", folder);
  EXPECT_EQ(shown.exitCode, 0);
  EXPECT_EQ(shown.output, execute(kOhmic + " --version", folder).output);
  EXPECT_EQ(shown.output.rfind("ohmic ", 0), 0U) << shown.output;
  std::filesystem::remove_all(folder);
}

TEST(PresetsVerb, ListsCellModelsAndConvertersWithTheirRanges) {
  const auto folder = freshFolder("presets-models");
  const auto list = execute(kOhmic + " presets", folder).output;
  // fitted ranges as the papers give them, bits as docs/run_files.md does, coverage as ISAAC's table
  for (const char* const line :
       {"\ncell       pcm_nandakumar_2019      programming, drift, read noise; 0 S to 25 uS\n",
        "\ncell       ideal                    no error; any conductance\n",
        "\nadc        ramp                     bits in [2, 16], 256 steps per conversion of 8 "
        "bits; gain_mismatch in [0, 0.25], offset_mismatch in [0, 10000], inl in [0, 10000]\n",
        "\nadc_cost   isaac_2016               8 bits at 32 nm, up to 1.28 GHz\n"}) {
    EXPECT_NE(list.find(line), std::string::npos) << line << list;
  }
  const auto one = execute(kOhmic + " presets pcm_nandakumar_2019", folder);
  EXPECT_EQ(one.output,
            "hardware.cell.model: pcm_nandakumar_2019\nprogramming, drift, read noise; 0 S to 25 uS\n");
  std::filesystem::remove_all(folder);
}

TEST(PresetsVerb, ListsWhatShipsAndShowsOne) {
  const auto folder = freshFolder("presets");
  const auto list = execute(kOhmic + " presets", folder);
  EXPECT_NE(list.output.find("hardware   rram_128x128"), std::string::npos) << list.output;
  EXPECT_NE(execute(kOhmic + " presets isaac_2016", folder).output.find("clock: 1.28 GHz"),
            std::string::npos);
  EXPECT_EQ(execute(kOhmic + " presets nothing", folder).exitCode, 2);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace ohmic::tests
