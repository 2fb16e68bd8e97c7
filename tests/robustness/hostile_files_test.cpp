// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Files beside the network and the run file that are damaged, edited by hand, without end or far too large:
// exit code 2 and one line that names the file, within 10 s and 2 GiB of address space.

#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <limits>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "configs/files/zip.h"
#include "sim/record/npz.h"
#include "tests/places.h"
#include "tests/sanitizer.h"
#include "tests/system/command.h"
#include "tests/system/study_file.h"
#include "tests/unit/models/model_writer.h"

namespace ohmic::tests {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const std::string kOhmic = ohmicCommand();

Outcome limited(const std::string& arguments, const fs::path& folder) {
  return execute(tests::bounded(2097152) + kOhmic + " " + arguments, folder);
}

/// Refused, in one line that has this in it.
void expectRefusal(const Outcome& outcome, const std::string& words) {
  EXPECT_EQ(outcome.exitCode, 2) << outcome.errors;
  EXPECT_NE(outcome.errors.find(words), std::string::npos) << outcome.errors << "lacks: " << words;
  EXPECT_EQ(std::count(outcome.errors.begin(), outcome.errors.end(), '\n'), 1) << outcome.errors;
}

/// A run with its results in `a`, its chip 0 in chip.npz and its calibration in c.json, made once.
class HostileFiles : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = freshFolder("hostile-files");
    fs::create_symlink(fs::path(sourceFolder()) / "models/zoo/lenet5-fashion-mnist.onnx",
                       folder_ / "lenet5.onnx");
    writeText(folder_ / "run.yaml",
              "network: { model: lenet5.onnx }\n"
              "dataset: { name: fashion-mnist, images: 8, mean: [0.2860], std: [0.3530] }\n"
              "hardware: { preset: rram_128x128, chip: { preset: isaac_2016 } }\n"
              "calibration: { images: 8 }\n"
              "run: { chips: 2, threads: 1, timed_images: 1 }\n");
    ASSERT_EQ(execute(kOhmic + " run run.yaml -o a", folder_).exitCode, 0);
    ASSERT_EQ(execute(kOhmic + " calibrate run.yaml -o c.json", folder_).exitCode, 0);
    summary_ = json::parse(readText(folder_ / "a/summary.json"));
    calibration_ = json::parse(readText(folder_ / "c.json"));
  }

  static void TearDownTestSuite() { fs::remove_all(folder_); }

  static fs::path folder_;
  static json summary_, calibration_;
};

fs::path HostileFiles::folder_;
json HostileFiles::summary_, HostileFiles::calibration_;

struct Change {
  const char* place;  ///< in the document
  json value;
  const char* words;  ///< of the refusal
};

TEST_F(HostileFiles, SummariesOfOtherShapesAreRefused) {
  const std::vector<Change> changes = {
      {"/accuracy/images", 1000000000, "correct[0]: found bits for other chips or images"},
      {"/accuracy/images", -8, "accuracy.images: found -8"},
      {"/chips", 3, "per_chip: found 2 chips; allowed: 3"},
      {"/chips", 3000000000, "chips: found 3000000000"},
      {"/correct/0", {"00"}, "correct[0]: found bits for other chips"},
      {"/correct/0/1", "zz", "correct[0]: found bits for other chips"},
      {"/correct/0/1", "", "correct[0]: found bits for other chips"},
      {"/correct", json::array(), "correct: found 0 read times"},
      {"/accuracy/by_read_time", json::array(), "found no read time"},
      {"/accuracy/by_read_time/0/top1", 1e300, "top1: found 1e+300"},
      {"/confusion", json::array(), "confusion: found 0 labels"},
      {"/confusion/3", {1, 2}, "confusion[]: found 2 predictions"},
      {"/chip/tile_use/0/column", 1000000000, "chip.tile_use[]: found a tile at column 1000000000"},
      {"/chip/tile_use/0/row", -1, "chip.tile_use[].row: found -1"},
      {"/mapping/utilisation", 2147483648, "mapping.utilisation: found 2147483648"},
      {"/layers/0/utilisation", 1.5, "layers[].utilisation: found 1.5"},
      {"/layers/0/saturated_codes_by_array", {1, 2, 3}, "layers[].saturated_codes_by_array: found 3 arrays"},
      {"/layers/0/energy_by_component_J/adc", 9e18, "layers[].energy_J: found "},
      {"/chip/energy_by_component_J/adc", 9e18, "chip.energy_per_image_J: found "},
      {"/layers/0/rows", 1e18, "layers[].rows: found 1e+18"},
      {"/layers/0/energy_J", nullptr, "layers[].energy_J: found null"},
      {"/config_origins/0/kind", 77, "config_origins[0].kind: found 77"},
      {"/schema", 2, "another version's results"},
      {"/host/threads", "many", "host.threads: found \"many\""},
  };
  for (const auto& change : changes) {
    json edited = summary_;
    edited[json::json_pointer(change.place)] = change.value;
    fs::create_directories(folder_ / "b");
    writeText(folder_ / "b/summary.json", edited.dump());
    for (const char* const command : {"report b", "inspect b", "compare a b"}) {
      expectRefusal(limited(command, folder_), change.words);
    }
  }
}

TEST_F(HostileFiles, AMeshWithoutEndIsNotDrawn) {
  json edited = summary_;
  edited["chip"]["tile_use"][0]["column"] = 1000000;
  edited["chip"]["slots"] = json::array();  // of a chip of several tiles
  fs::create_directories(folder_ / "wide");
  writeText(folder_ / "wide/summary.json", edited.dump());
  EXPECT_EQ(limited("report wide", folder_).exitCode, 0);
  EXPECT_NE(readText(folder_ / "wide/report.html").find("A mesh of 1000001 x"), std::string::npos);
}

TEST_F(HostileFiles, CalibrationsOfOtherShapesAreRefused) {
  const std::vector<Change> changes = {
      {"/layers/0/lsb_units", json::array(), "found 0 LSBs for"},
      {"/layers/0/lsb_units/0", 0, "lsb_units[0]: found 0"},
      {"/layers/0/lsb_units/0", -5, "lsb_units[0]: found -5"},
      {"/layers/0/lsb_units/0", 1e300, "lsb_units[0]: found 1e+300"},
      {"/layers/0/lsb_units/0", 9007199254740992, "LSBs outside [1, "},
      {"/layers/0/input_scale", 0.0, "input_scale: found 0"},
      {"/layers/0/input_scale", -1.0, "input_scale: found -1"},
      {"/layers/0/input_scale", 1e300, "input_scale: found 1e+300"},
      {"/layers/0/input_scale", "1", "input_scale: found \"1\""},
      {"/layers/0/name", "other", "its layers are not the network's"},
      {"/layers", json::array(), "its layers are not the network's"},
      {"/hash", "0", "made for another configuration"},
      {"/schema", 3, "written by another version"},
  };
  for (const auto& change : changes) {
    json edited = calibration_;
    edited[json::json_pointer(change.place)] = change.value;
    writeText(folder_ / "edited.json", edited.dump());
    expectRefusal(limited("run run.yaml --set calibration.file=edited.json -o never", folder_), change.words);
  }
  EXPECT_FALSE(fs::exists(folder_ / "never"));
}

TEST_F(HostileFiles, JsonWithoutBoundIsRefused) {
  const fs::path odd = folder_ / "odd";
  fs::create_directories(odd);
  const std::vector<std::pair<std::string, const char*>> texts = {
      {std::string(100000, '['), "found more than 64 levels"},
      {R"({"schema":)" + std::string(70, '[') + std::string(70, ']') + "}", "found more than 64 levels"},
      {R"({"schema": 1e999})", "found a number that no double can hold"},
      {R"({"schema": 1e308})", "schema: found 1e+308"},
      {R"({"schema": -1})", "schema: found -1"},
      {R"({"schema": 1.5})", "schema: found 1.5"},
      {R"({"schema": "1"})", "schema: found \"1\""},
      {"[1]", "found a list"},
      {"", "found no JSON at byte"}};
  for (const auto& [text, words] : texts) {
    for (const char* const file : {"summary.json", "plan.json", "c.json"}) {
      writeText(odd / file, text);
    }
    for (const char* const command :
         {"report odd", "study status odd", "run run.yaml --set calibration.file=odd/c.json -o never"}) {
      expectRefusal(limited(command, folder_), words);
    }
  }
}

/// Writes chip.npz, programmed from the run file, with one number of one array changed.
template <class Number>
void changeChip(const fs::path& folder, const std::string& array, std::size_t index, Number value) {
  sim::NpzArchive chip = sim::readNpz(folder / "chip.npz");
  std::memcpy(chip.at(array).bytes.data() + index * sizeof(Number), &value, sizeof(Number));
  writeText(folder / "edited.npz", sim::npzBytes(chip));
}

TEST_F(HostileFiles, ChipsOfNumbersThatNoCellHasAreRefused) {
  ASSERT_EQ(execute(kOhmic + " program run.yaml -o chip.npz", folder_).exitCode, 0);
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  struct Edit {
    const char* array;
    std::size_t index;
    double value;
    const char* words;
  };
  const std::vector<Edit> edits = {
      {"layer0/array0/row_conductance_S", 3, kNan,
       "'layer0/array0/row_conductance_S' holds nan at 3, outside"},
      {"layer0/array0/row_conductance_S", 0, kInfinity, "holds inf at 0"},
      {"layer0/array0/row_conductance_S", 1, -1e-6, "holds -1e-06 at 1"},
      {"layer1/gain", 2, kNan, "'layer1/gain' holds nan at 2"},
      {"layer1/gain", 0, -kInfinity, "'layer1/gain' holds -inf at 0"},
      {"layer1/gain", 0, -1.0, "'layer1/gain' holds -1 at 0"},
      {"layer0/array0/scalars", 1, 0.5, "'layer0/array0/scalars' holds 0.5 at 1, no whole number"},
      {"layer0/array0/scalars", 1, -1.0, "holds -1 at 1"},
      {"layer0/array0/plane0/scalars", 0, 1.0, "'layer0/array0/plane0/scalars' holds slice 1"},
      {"layer0/array0/plane0/scalars", 1, kNan, "holds nan at 1"},
      {"layer0/array0/plane0/scalars", 2, -1.0, "holds -1 at 2"},
      {"read_time_s", 0, -1.0, "'read_time_s' holds -1 at 0"},
      {"read_time_s", 0, kNan, "'read_time_s' holds nan at 0"}};
  for (const auto& edit : edits) {
    changeChip(folder_, edit.array, edit.index, edit.value);
    const auto outcome = limited("run run.yaml --chip edited.npz -o never", folder_);
    expectRefusal(outcome, edit.words);
    EXPECT_NE(outcome.errors.find("edited.npz"), std::string::npos) << outcome.errors;
  }
  changeChip<std::int64_t>(folder_, "header", 1, -1);
  expectRefusal(limited("run run.yaml --chip edited.npz -o never", folder_), "of seed -1");
  changeChip<std::int64_t>(folder_, "header", 2, std::int64_t{1} << 40);
  expectRefusal(limited("run run.yaml --chip edited.npz -o never", folder_), "chip 1099511627776 of seed");
  changeChip<std::int64_t>(folder_, "header", 0, 99);
  expectRefusal(limited("run run.yaml --chip edited.npz -o never", folder_), "written by another version");
  EXPECT_FALSE(fs::exists(folder_ / "never"));
}

// The header's regular expression needed a level of the stack for each space once.
TEST_F(HostileFiles, HeadersOfArraysWithoutBoundAreRefused) {
  const std::string shape = "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }";
  for (const auto& [text, words] : std::vector<std::pair<std::string, const char*>>{
           {shape + std::string(60000, ' '), "'weights/000.npy' is no .npy array"},
           {shape + std::string(9000, ' ') + "x", "is no .npy array"},
           {"{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,), }\n",
            "is no .npy array"},
           {std::string(60000, ' '), "is no .npy array"},
           {"{'descr': 'O", "is no .npy array"}}) {
    std::string array("\x93NUMPY\x01\x00", 8);
    array += static_cast<char>(text.size() & 0xFFU);
    array += static_cast<char>(text.size() >> 8U);
    writeText(folder_ / "spaces.npz", configs::zipBytes({{"weights/000.npy", array + text}}));
    expectRefusal(limited("inspect spaces.npz", folder_), words);
  }
}

/// A PNG of one grey byte per pixel that says these extents and holds @p lines of them, black.
std::string greyPng(std::uint32_t width, std::uint32_t height, std::size_t lines) {
  const auto word = [](std::uint32_t value) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes += static_cast<char>(value >> shift);
    }
    return bytes;
  };
  const auto chunk = [&](const std::string& content) {  // four letters, then the data
    const auto sum =
        crc32(0, reinterpret_cast<const Bytef*>(content.data()), static_cast<uInt>(content.size()));
    return word(static_cast<std::uint32_t>(content.size() - 4)) + content +
           word(static_cast<std::uint32_t>(sum));
  };
  const std::string raw(lines * (width + std::size_t{1}), '\0');
  uLongf size = compressBound(raw.size());
  std::string packed(size, '\0');
  compress(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(raw.data()),
           raw.size());
  packed.resize(size);
  return "\x89PNG\r\n\x1a\n" +
         chunk("IHDR" + word(width) + word(height) + std::string("\x08\x00\x00\x00\x00", 5)) +
         chunk("IDAT" + packed) + chunk("IEND");
}

// As it is, 1 x 1,000,000 pixels become 256 x 256,000,000.
TEST_F(HostileFiles, PicturesThatNeedMemoryWithoutBoundAreRefused) {
  models::ModelWriter writer({0, 3, 8, 8});
  writer.integers("flat", {2}, {0, 192});
  writer.floats("w", {192, 2}, std::vector<float>(384, 0.01F));
  writer.node("Reshape", {"x", "flat"}, "f");
  writer.node("MatMul", {"f", "w"}, "y");
  writeText(folder_ / "rgb.onnx", writer.bytes());
  writeText(folder_ / "pictures.yaml",
            "network: { model: rgb.onnx }\n"
            "dataset: { name: folder, path: pictures, resize: 256, crop: 8 }\n"
            "hardware: { preset: rram_128x128 }\ncalibration: { images: 2 }\n");
  struct Size {
    std::uint32_t width, height;
    std::size_t lines;
    const char* words;
  };
  const std::vector<Size> sizes = {
      {1, 1000000, 1000000,
       "found 1 x 1000000 pixels; allowed: sides of 1 to 65500 pixels, 67108864 pixels in all"},
      {1000000, 67, 67, "found 1000000 x 67 pixels"},
      {2147483647, 2147483647, 0, "found 2147483647 x 2147483647 pixels"},
      {65500, 65500, 0, "found 65500 x 65500 pixels"},
      {1, 65500, 65500, "found 1 x 65500 pixels, which become 256 x 16768000 with a shorter side of 256"},
      {65500, 1, 1, "found 65500 x 1 pixels, which become 16768000 x 256"}};
  for (const char* const place : {"test/a", "test/b", "train/a", "train/b"}) {
    fs::create_directories(folder_ / "pictures" / place);
  }
  for (const auto& size : sizes) {
    const std::string png = greyPng(size.width, size.height, size.lines);
    for (const char* const place : {"test/a", "test/b", "train/a", "train/b"}) {
      writeText(folder_ / "pictures" / place / "1.png", png);
    }
    const auto outcome = execute(tests::bounded(524288) + kOhmic + " run pictures.yaml -o never", folder_);
    expectRefusal(outcome, size.words);
    EXPECT_NE(outcome.errors.find("/1.png: found"), std::string::npos) << outcome.errors;
  }
  EXPECT_FALSE(fs::exists(folder_ / "never"));
}

// Beyond the limits of docs/limits.md: as a damaged one, it is as if it were absent, and takes no memory.
TEST_F(HostileFiles, APointsFileWithoutEndIsNone) {
  const fs::path folder = freshFolder("hostile-points");
  writeStudy(folder, "  axes: { run.seed: [1, 2] }\n");
  ASSERT_EQ(execute(kOhmic + " study run study.yaml -o s", folder).exitCode, 0);
  const std::string id =
      json::parse(readText(folder / "s/plan.json")).at("points").at(0).at("id").get<std::string>();
  for (const std::string end : {".json", ".failed.json"}) {
    fs::remove(folder / "s/points" / (id + ".json"));
    writeText(folder / "s/points" / (id + end), "");
    fs::resize_file(folder / "s/points" / (id + end), std::uintmax_t{3} << 30);
    const auto status = execute("ulimit -v 1048576; timeout 10 " + kOhmic + " study status s", folder);
    EXPECT_EQ(status.output, "points      1 done, 0 failed, 1 missing\n") << status.errors;
  }
  EXPECT_EQ(execute(kOhmic + " study run s", folder).exitCode, 0);
  fs::remove_all(folder);
}

TEST_F(HostileFiles, ArchivesThatClaimMoreThanTheyHoldAreRefused) {
  fs::create_directories(folder_ / "claims");
  const auto word = [](std::uint32_t value) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes += static_cast<char>(value >> shift);
    }
    return bytes;
  };
  const std::string head = word(2051) + word(10000000) + word(28) + word(28);
  const std::string command = tests::bounded(524288) + kOhmic +
                              " run run.yaml --set dataset.path=claims --set dataset.images=0 -o never";
  const fs::path file = folder_ / "claims/t10k-images-idx3-ubyte";
  writeText(folder_ / "claims/t10k-labels-idx1-ubyte", word(2049) + word(1) + std::string(1, '\0'));
  writeText(file, head + std::string(784, '\0'));
  expectRefusal(execute(command, folder_), "found 784 bytes of data; allowed: 7840000000");
  fs::remove(file);
  gzFile packed = gzopen((file.string() + ".gz").c_str(), "wb");
  gzwrite(packed, head.data(), static_cast<unsigned>(head.size()));
  gzclose(packed);
  expectRefusal(execute(command, folder_), "that gzip cannot have made of 7840000000 bytes of data");
  EXPECT_FALSE(fs::exists(folder_ / "never"));
}

/// What a network of two linear layers computes, and what it divides by, over four images.
fs::path numbersFolder(const std::string& name, float weight, float divisor) {
  const fs::path folder = freshFolder(name);
  models::ModelWriter writer({0, 4});
  writer.floats("w1", {4, 4}, std::vector<float>(16, weight));
  writer.floats("w2", {4, 2}, {1, -1, 2, -2, -3, 3, 4, -4});
  writer.floats("d", {1, 2}, {divisor, 1});
  writer.node("MatMul", {"x", "w1"}, "h");
  writer.node("Mul", {"h", "h"}, "s");
  writer.node("MatMul", {"s", "w2"}, "o");
  writer.node("Div", {"o", "d"}, "y");
  writeText(folder / "model.onnx", writer.bytes());
  const auto x =
      sim::NpyArray::of("<f4", {4, 4}, std::vector<float>{0, 0, 0, 0, 1, 2, 3, 4, 4, 3, 2, 1, 5, 5, 5, 5});
  const auto y = sim::NpyArray::of("<i8", {4}, std::vector<std::int64_t>{0, 1, 0, 1});
  writeText(folder / "d.npz", sim::npzBytes({{"x_train", x}, {"y_train", y}, {"x_test", x}, {"y_test", y}}));
  writeText(folder / "run.yaml",
            "network: { model: model.onnx }\ndataset: { name: npz, path: d.npz }\n"
            "hardware: { preset: rram_128x128, chip: { preset: isaac_2016 } }\n"
            "calibration: { images: 4 }\nrun: { chips: 2, threads: 1, timed_images: 1 }\n");
  return folder;
}

// 1e25 squared is above what a float holds, 0 is not: the first image stays finite. A divisor of 0 makes 0/0
// and x/0 of every first logit.
TEST(NetworksWithoutNumbers, AreSaidInResultsAndSummary) {
  const fs::path overflow = numbersFolder("networks-overflow", 1e25F, 1.0F);
  const auto first = execute(kOhmic + " run run.yaml -o a", overflow);
  ASSERT_EQ(first.exitCode, 0) << first.errors;
  const json overflown = json::parse(readText(overflow / "a/summary.json")).at("accuracy");
  EXPECT_EQ(overflown.at("digital_not_finite_images"), 3);
  EXPECT_NE(first.output.find("no number   3 images in float"), std::string::npos) << first.output;
  EXPECT_EQ(execute(kOhmic + " report a", overflow).exitCode, 0);
  fs::remove_all(overflow);

  const fs::path divided = numbersFolder("networks-divide", 1.0F, 0.0F);
  const auto second = execute(kOhmic + " run run.yaml -o a", divided);
  ASSERT_EQ(second.exitCode, 0) << second.errors;
  const json summary = json::parse(readText(divided / "a/summary.json")).at("accuracy");
  EXPECT_EQ(summary.at("digital_not_finite_images"), 4);
  EXPECT_EQ(summary.at("by_read_time").at(0).at("not_finite_images"), 8);
  const std::string words = "no number   4 images in float and 8 of all simulated ones";
  EXPECT_NE(second.output.find(words), std::string::npos) << second.output;
  const auto inspected = execute(kOhmic + " inspect a", divided);
  EXPECT_NE(inspected.output.find(words), std::string::npos) << inspected.output;
  fs::remove_all(divided);

  const fs::path plain = numbersFolder("networks-plain", 1.0F, 1.0F);
  ASSERT_EQ(execute(kOhmic + " run run.yaml -o a", plain).exitCode, 0);
  EXPECT_EQ(readText(plain / "a/summary.json").find("not_finite"), std::string::npos);
  fs::remove_all(plain);
}

/// Links to the file `pipe`, in every place that takes a file.
const char* const kLinks =
    "mkdir -p c d n i k l m f/test/a f/test/b && ln -s ../pipe c/summary.json && ln -s ../pipe d/plan.json "
    "&& "
    "ln -s pipe x.onnx && ln -s pipe x.npz && ln -s pipe x.csv && ln -s ../pipe n/x_test.npy && "
    "ln -s ../pipe n/y_test.npy && ln -s ../pipe i/t10k-images-idx3-ubyte && "
    "ln -s ../pipe i/t10k-labels-idx1-ubyte && ln -s ../pipe k/test_batch.bin && ln -s ../pipe m/test.bin && "
    "ln -s ../pipe l/train-images-idx3-ubyte.gz && ln -s ../pipe l/train-labels-idx1-ubyte.gz && "
    "ln -s ../../../pipe f/test/a/1.png && ln -s ../../../pipe f/test/b/1.jpg";

TEST_F(HostileFiles, WhatIsNoFileIsRefusedAtOnce) {
  ASSERT_EQ(execute(kLinks, folder_).exitCode, 0);
  writeText(folder_ / "of-pipe.yaml", "study: { run: pipe, axes: { run.seed: [1, 2] } }\n");
  const std::vector<std::string> commands = {"run pipe",
                                             "check pipe",
                                             "calibrate pipe -o never",
                                             "program pipe -o never",
                                             "map pipe",
                                             "explain pipe",
                                             "study run pipe",
                                             "study plan of-pipe.yaml",
                                             "study status d",
                                             "study report d",
                                             "study merge d",
                                             "report c",
                                             "inspect pipe",
                                             "inspect c",
                                             "inspect x.npz",
                                             "inspect x.onnx",
                                             "compare a c",
                                             "compare c a",
                                             "compare a d:1"};
  std::vector<std::string> arguments = {"--chip x.npz"};
  for (const char* const values :
       {"calibration.file=pipe", "network.model=x.onnx", "dataset.name=npz dataset.path=x.npz",
        "dataset.name=npz dataset.path=n", "dataset.name=csv dataset.path=x.csv", "dataset.path=i",
        "dataset.name=cifar-10 dataset.path=k", "dataset.name=cifar-100 dataset.path=m",
        "dataset.name=folder dataset.path=f dataset.crop=28",
        "dataset.name=csv dataset.path=x.csv dataset.labels=pipe", "calibration.path=l",
        "hardware.cell.faults.map=pipe", "hardware.cell.model=table hardware.cell.file=pipe"}) {
    arguments.emplace_back();
    std::istringstream words(values);
    for (std::string word; words >> word;) {
      arguments.back() += "--set " + word + " ";
    }
  }
  for (const bool isPipe : {true, false}) {
    fs::remove(folder_ / "pipe");
    ASSERT_EQ(execute(isPipe ? "mkfifo pipe" : "ln -s /dev/zero pipe", folder_).exitCode, 0);
    const std::string words = isPipe ? "found a pipe" : "found a device";
    for (const auto& command : commands) {
      const auto outcome = limited(command, folder_);
      EXPECT_EQ(outcome.exitCode, 2) << command << ": " << outcome.errors;
      EXPECT_NE(outcome.errors.find(words), std::string::npos) << command << ": " << outcome.errors;
    }
    for (const auto& argument : arguments) {
      const auto outcome = limited("run run.yaml -o never " + argument, folder_);
      EXPECT_EQ(outcome.exitCode, 2) << argument << ": " << outcome.errors;
      EXPECT_NE(outcome.errors.find(words), std::string::npos) << argument << ": " << outcome.errors;
    }
  }
  EXPECT_FALSE(fs::exists(folder_ / "never"));
}

TEST_F(HostileFiles, NumbersAndPathsWithoutBoundAreRefused) {
  std::string path = "a";
  for (int part = 1; part < 14000; ++part) {
    path += ".a";
  }
  expectRefusal(limited("check run.yaml --set " + path + "=1", folder_),
                "a path of 14000 parts; at most 64 levels");
  for (const std::string cost :
       {"area=1.7e308 m2", "power=1.7e308 W", "actions=1e-300 Hz", "leakage=1.7e308 W"}) {
    const std::string key = "hardware.chip.costs.tile.router." + cost.substr(0, cost.find('='));
    expectRefusal(limited("check run.yaml --set 'hardware.chip.costs.tile.router." + cost + "'", folder_),
                  key + ": found ");
  }
  std::string axes;
  for (const char* const key : {"run.seed", "run.chips", "run.batch"}) {
    axes += std::string("    ") + key + ": { linear: [1, 10000], points: 10000 }\n";
  }
  writeText(folder_ / "study.yaml", "study:\n  run: run.yaml\n  axes:\n" + axes);
  expectRefusal(limited("study plan study.yaml", folder_), "at most 100000 points in all");
  std::string keys, settings;
  for (int key = 0; key < 200; ++key) {
    keys += "        a.k" + std::to_string(key) + ": { linear: [1, 100000], points: 100000 }\n";
    settings += "          a.k" + std::to_string(key) + ": 1\n";
  }
  const auto plan = [&](const std::string& body) {
    writeText(folder_ / "study.yaml", "study:\n  run: run.yaml\n" + body);
    return limited("study plan study.yaml", folder_);
  };
  expectRefusal(plan("  axes:\n    many:\n      zip:\n" + keys), "at most 2000000 values of all keys");
  expectRefusal(plan("  axes:\n    run.seed: { linear: [1, 100000], points: 100000 }\n"
                     "    many:\n      cases:\n        one:\n" +
                     settings),
                "at most 2000000 settings of all points");
  std::string sizes;
  for (int size = 0; size < 101; ++size) {
    sizes += "    s" + std::to_string(size) + ": {}\n";
  }
  expectRefusal(plan("  axes: { run.seed: [1, 2] }\n  sizes:\n" + sizes), "at most 100 sizes");
  writeText(folder_ / "small.yaml", "study:\n  run: run.yaml\n  axes: { run.seed: [1, 2] }\n");
  for (const char* const options :
       {"--hours 1e300", "--hours nan", "--hours -1", "--shards 2000000000", "--shards 2 --cores 100000"}) {
    expectRefusal(limited(std::string("study slurm small.yaml -o never ") + options, folder_),
                  "out of range");
  }
  expectRefusal(
      limited("run run.yaml --set hardware.adc.range=given --set hardware.adc.full_scale=1e300 -o never",
              folder_),
      "hardware.adc.full_scale: found 1e+300 cells");
  EXPECT_FALSE(fs::exists(folder_ / "never"));
}

}  // namespace
}  // namespace ohmic::tests
