// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Files are read once for several runs, and never believed to be what they were.

#include "sim/run/known_inputs.h"

#include <gtest/gtest.h>

#include <chrono>

#include "configs/reader/config.h"
#include "models/datasets/file_digest.h"
#include "sim/run/run_identity.h"
#include "tests/folder.h"
#include "tests/places.h"

namespace ohmic::sim {
namespace {

namespace fs = std::filesystem;

const std::string kZoo = tests::sourceFolder() + "/models/zoo/";

class KnownInputsTest : public tests::TestInFolder {
 protected:
  void SetUp() override {
    fs::copy_file(kZoo + "lenet5-fashion-mnist.onnx", folder_ / "model.onnx");
    write("samples.csv", "a,b,label\n1,2,0\n3,4,1\n");
  }

  [[nodiscard]] RunRequest request(const std::string& dataset = "") const {
    write("run.yaml", "network: { model: model.onnx }\ndataset: { name: csv, path: samples.csv" + dataset +
                          " }\nhardware: { weight_noise: { eta: 1 % } }\n");
    return readRun(configs::Config::load(folder_ / "run.yaml", {}), 1);
  }

  /// Makes a file look written at another time, as another size would.
  void age(const std::string& name) const {
    fs::last_write_time(folder_ / name, fs::last_write_time(folder_ / name) - std::chrono::hours(1));
  }

  static constexpr std::uintmax_t kEnough = std::uintmax_t{1} << 30;
};

TEST_F(KnownInputsTest, SamplesAreReadOnceUntilTheirFileChanges) {
  const KnownInputs known(kEnough);
  const auto run = request();
  const auto first = known.samples(run, run.dataset, {});
  EXPECT_EQ(known.samples(run, run.dataset, {}), first) << "the same samples, not read again";
  EXPECT_EQ(known.digest(run.dataset, *first), models::fileDigest({folder_ / "samples.csv"}));
  const std::string before = known.digest(run.dataset, *first);

  write("samples.csv", "a,b,label\n1,2,0\n3,4,1\n5,6,0\n");
  const auto second = known.samples(run, run.dataset, {});
  EXPECT_EQ(second->count(), 3);
  EXPECT_NE(known.digest(run.dataset, *second), before);

  write("samples.csv", "a,b,label\n9,2,0\n3,4,1\n5,6,0\n");  // as large
  age("samples.csv");
  std::vector<float> sample(2);
  const auto third = known.samples(run, run.dataset, {});
  third->image(0, sample.data());
  EXPECT_EQ(sample[0], 9.0F);
  EXPECT_EQ(known.digest(run.dataset, *third), models::fileDigest({folder_ / "samples.csv"}));
}

// The digest goes with what was read, whatever lies on the disk by now.
TEST_F(KnownInputsTest, ADigestIsThatOfTheBytesThatWereRead) {
  const KnownInputs known(kEnough);
  const auto run = request();
  const auto samples = known.samples(run, run.dataset, {});
  const auto graph = known.graph(run);
  const auto data = models::fileDigest({folder_ / "samples.csv"});
  const auto model = models::fileDigest({folder_ / "model.onnx"});
  write("samples.csv", "a,b,label\n0,0,0\n");
  fs::copy_file(kZoo + "vgg8-fashion-mnist.onnx", folder_ / "model.onnx",
                fs::copy_options::overwrite_existing);
  EXPECT_EQ(known.digest(run.dataset, *samples), data);
  EXPECT_EQ(known.digest(run, graph), model);
  EXPECT_GT(known.graph(run).nodes.size(), graph.nodes.size()) << "asked for again, it is the new one";
  EXPECT_NE(known.digest(run, known.graph(run)), model);
}

TEST_F(KnownInputsTest, OtherValuesOfARunAreOtherSamples) {
  const KnownInputs known(kEnough);
  const auto all = request(), one = request(", images: 1"), other = request(", mean: [1]");
  EXPECT_EQ(known.samples(all, all.dataset, {})->count(), 2);
  EXPECT_EQ(known.samples(one, one.dataset, {})->count(), 1);
  std::vector<float> sample(2);
  known.samples(other, other.dataset, {})->image(0, sample.data());
  EXPECT_EQ(sample, (std::vector<float>{0.0F, 1.0F}));
  const auto form = models::SampleForm{{2, 1}, models::InputType::real};
  EXPECT_EQ(known.samples(all, all.dataset, form)->shape(), (models::Shape{2, 1}));
  EXPECT_EQ(known.samples(all, all.dataset, {})->shape(), (models::Shape{2}));
}

TEST_F(KnownInputsTest, WhatDoesNotFitIsReadEachTime) {
  const auto run = request();
  for (const auto& known : {KnownInputs(), KnownInputs(0), KnownInputs(15)}) {  // 16 bytes as floats
    const auto first = known.samples(run, run.dataset, {});
    EXPECT_NE(known.samples(run, run.dataset, {}), first);
    EXPECT_EQ(known.digest(run.dataset, *first), models::fileDigest({folder_ / "samples.csv"}));
  }
  const KnownInputs exactly(16);
  EXPECT_EQ(exactly.samples(run, run.dataset, {}), exactly.samples(run, run.dataset, {}));
}

}  // namespace
}  // namespace ohmic::sim
