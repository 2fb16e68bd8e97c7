// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// What a run refuses and says before it starts: `ohmic run` and `ohmic check` both ask checkRun().
#include "sim/run/check_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "configs/reader/config.h"
#include "configs/reader/error.h"
#include "tests/folder.h"
#include "tests/unit/models/model_writer.h"

namespace ohmic::sim {
namespace {

const std::string kLossless = "adc: { bits: ideal }, cell: { model: ideal }";
const std::string kCalibrated = "adc: { bits: 8 }, cell: { model: ideal }";

class CheckRun : public tests::TestInFolder {
 protected:
  void SetUp() override {
    writeModel(3, 2);
    write("test.csv", "a,b,c,label\n1,2,3,0\n4,5,6,1\n7,8,9,0\n");
  }

  /// A network of one layer.
  void writeModel(std::int64_t inputs, std::int64_t logits) const {
    models::ModelWriter writer({0, inputs});
    writer.floats("w", {inputs, logits}, std::vector<float>(static_cast<std::size_t>(inputs * logits), 0.5F));
    writer.node("MatMul", {"x", "w"}, "y");
    write("model.onnx", writer.bytes());
  }

  RunRequest request(const std::string& hardware, const std::string& dataset = "",
                     const std::string& more = "") const {
    const std::string text = fmt::format(
        "network: {{ model: {0}/model.onnx }}\ndataset: {{ name: csv, path: {0}{1} }}\nhardware: {{ {2} "
        "}}\n{3}",
        folder_.string(), dataset, hardware, more);
    return readRun(configs::Config::fromText(text, "run.yaml"), 1);
  }

  std::string refusal(const RunRequest& request) const {
    try {
      static_cast<void>(checkRun(request));
      return "ready";
    } catch (const configs::InputError& error) {
      return error.what();
    }
  }

  static bool says(const CheckedRun& run, const std::string& words) {
    const auto& notes = run.inputs.notes;
    return std::any_of(notes.begin(), notes.end(),
                       [&](const std::string& note) { return note.find(words) != std::string::npos; });
  }
};

// `run` would refuse these after its output is claimed; the words are the same.
TEST_F(CheckRun, ReadsTheFilesThatSpareWork) {
  write("train.csv", "a,b,c,label\n1,2,3,0\n4,5,6,1\n");
  write("bad.json", "{}");
  write("bad.npz", "no archive");
  const std::string file = folder_.string() + "/bad.json";
  EXPECT_EQ(refusal(request(kCalibrated, "", "calibration: { file: " + file + " }\n")).rfind(file + ": ", 0),
            0U);
  RunRequest run = request(kCalibrated);
  run.chipFile = folder_ / "bad.npz";
  EXPECT_EQ(refusal(run).rfind(run.chipFile.string() + ": ", 0), 0U) << refusal(run);
}

TEST_F(CheckRun, RefusesStatisticsToRecalibrateThatTheNetworkDoesNotHave) {
  write("train.csv", "a,b,c,label\n1,2,3,0\n4,5,6,1\n");
  EXPECT_EQ(
      refusal(request(kCalibrated + ", drift_compensation: adabs"))
          .rfind("hardware.drift_compensation: adabs, and no layer on arrays has a BatchNormalization", 0),
      0U)
      << refusal(request(kCalibrated + ", drift_compensation: adabs"));
}

TEST_F(CheckRun, TakesAllCalibrationImagesThatThereAreByDefault) {
  write("train.csv", "a,b,c,label\n1,2,3,0\n4,5,6,1\n");
  const CheckedRun run = checkRun(request(kCalibrated));
  EXPECT_EQ(run.calibration.samples->count(), 2);
  EXPECT_TRUE(says(run, "calibration takes all 2 images that there are (256 by default)"));
  EXPECT_EQ(checkRun(request(kCalibrated, "", "calibration: { images: 1 }\n")).calibration.samples->count(),
            1);
  EXPECT_EQ(checkRun(request(kCalibrated, "", "calibration: { images: 0 }\n")).calibration.samples->count(),
            2);
  EXPECT_EQ(refusal(request(kCalibrated, "", "calibration: { images: 3 }\n")),
            "calibration.images: found 3; allowed: at most 2, which the train split has");
}

TEST_F(CheckRun, NeedsNoCalibrationSplitWhereNoConverterIsCalibrated) {
  EXPECT_NE(refusal(request(kCalibrated)).find("found no train.csv"), std::string::npos);
  EXPECT_NE(refusal(request(kCalibrated)).find("set calibration.split or calibration.path"),
            std::string::npos);
  const CheckedRun run = checkRun(request(kLossless));
  EXPECT_EQ(run.calibration.samples->count(), 3);
  EXPECT_TRUE(says(run, "the data set has no train split"));
}

TEST_F(CheckRun, CalibratesOnAnotherSplitOrPath) {
  write("val.csv", "a,b,c,label\n1,2,3,0\n");
  EXPECT_EQ(checkRun(request(kCalibrated, "", "calibration: { split: val }\n")).calibration.samples->count(),
            1);
  const auto other = write("other.csv", "a,b,c,label\n1,2,3,0\n4,5,6,1\n1,1,1,1\n2,2,2,0\n");
  const std::string path = "calibration: { split: test, path: " + other.string() + " }\n";
  EXPECT_EQ(checkRun(request(kCalibrated, "/test.csv", path)).calibration.samples->count(), 4);
  EXPECT_THROW(static_cast<void>(request(kCalibrated, "", "calibration: { split: test }\n")),
               configs::InputError);
}

TEST_F(CheckRun, RefusesOtherShapesAndTooFewLogits) {
  write("train.csv", "a,b,c,label\n1,2,3,0\n");
  writeModel(4, 2);
  EXPECT_EQ(refusal(request(kCalibrated)),
            "network.model: the network takes samples of 4, the data set csv has 3; samples of the network's "
            "shape, or of as "
            "many elements in an order that is certain; choose another dataset.name or another model");
  writeModel(3, 1);
  write("test.csv", "a,b,c,label\n1,2,3,0\n4,5,6,2\n");
  EXPECT_EQ(refusal(request(kCalibrated)),
            "network.model: the network gives 1 logits, the data set csv has 3 classes; at least one logit "
            "for each class; "
            "choose another dataset.name or another model");
}

TEST_F(CheckRun, InputsThatAreNeverNegativeUseAllCodes) {
  write("train.csv", "a,b,c,label\n1,2,3,0\n");
  EXPECT_LT(checkRun(request(kCalibrated)).plan.layers[0].input.least, 0);
  const CheckedRun run = checkRun(request(kCalibrated, ", range: [0, 9]"));
  EXPECT_EQ(run.plan.layers[0].input.least, 0);
  EXPECT_EQ(run.plan.layers[0].input.greatest, 255);
  EXPECT_NE(
      refusal(request(kCalibrated, ", range: [0, 8]")).find("dataset.range: found 9 after normalisation"),
      std::string::npos);
}

TEST_F(CheckRun, SaysThatReadTimesAreEqualWithoutALawThatChangesInTime) {
  const std::string times = ", read_time: [1 s, 1 day]";
  EXPECT_TRUE(
      says(checkRun(request(kLossless + times)), "2 read times, but no law of the cells changes in time"));
  EXPECT_FALSE(says(checkRun(request("adc: { bits: ideal }, cell: { model: pcm_nandakumar_2019 }" + times)),
                    "read times"));
  EXPECT_FALSE(says(checkRun(request(kLossless)), "read times"));
}

TEST_F(CheckRun, ExplainsFewerFoldersThanLogits) {
  write("train.csv", "a,b,c,label\n1,2,3,0\n");
  writeModel(3, 1000);
  EXPECT_EQ(refusal(request(kCalibrated)), "ready");  // labels are numbers: they say which logit is meant
}

TEST(AdcBits, ThatAreOutOfRangeNameIdeal) {
  try {
    static_cast<void>(
        readRun(configs::Config::fromText(
                    "network: { model: / }\ndataset: { name: fashion-mnist }\nhardware: { adc: { bits: 0 }, "
                    "cell: { model: ideal } }\n",
                    "run.yaml"),
                1));
    FAIL();
  } catch (const configs::InputError& error) {
    EXPECT_NE(std::string(error.what()).find("hardware.adc.bits: found 0; allowed: in [2, 16], ideal"),
              std::string::npos)
        << error.what();
  }
}

}  // namespace
}  // namespace ohmic::sim
