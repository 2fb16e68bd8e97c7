// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/report/sample_record.h"

#include <cmath>
#include <map>
#include <string>

#include "sim/record/statistics.h"

namespace ohmic::sim {
namespace {

constexpr int kImages = 2000;
constexpr int kChips = 3;
constexpr int kClasses = 10;

struct Shape {
  std::string name;
  int channels;
  int filters;
  int kernel;
  int positions;
};

std::vector<Shape> resnet20() {
  std::vector<Shape> shapes = {{"conv1", 1, 16, 3, 784}};
  int channels = 16, positions = 784;
  for (int stage = 0; stage < 3; ++stage) {
    const int filters = 16 << stage;
    positions = stage == 0 ? 784 : positions / 4;
    for (int block = 0; block < 3; ++block) {
      const std::string name = "layer" + std::to_string(stage + 1) + "." + std::to_string(block);
      shapes.push_back({name + ".conv1", channels, filters, 3, positions});
      shapes.push_back({name + ".conv2", filters, filters, 3, positions});
      if (channels != filters) {
        shapes.push_back({name + ".shortcut", channels, filters, 1, positions});
      }
      channels = filters;
    }
  }
  shapes.push_back({"linear", 64, kClasses, 1, 1});
  return shapes;
}

/// A layer's place in [0, 1), scattered but the same each time.
double scatter(std::size_t index) { return std::fmod(0.37 + 0.618 * static_cast<double>(index), 1.0); }

void addEnergy(LayerRecord& layer) {
  const double conversions = 8.0 * layer.columns * static_cast<double>(layer.positions) * layer.arrays;
  layer.energyByComponent_J = {
      {"adc", 2e-12 * conversions},
      {"array", 0.35e-15 * static_cast<double>(layer.multiplyAdds) * 8.0},
      {"buffer", 0.21e-12 * conversions},
      {"dac", 0.4e-12 * static_cast<double>(layer.positions) * layer.rows * 8.0},
      {"input_register", 0.12e-12 * static_cast<double>(layer.positions) * layer.rows},
      {"leakage", 0.3e-9},
      {"output_register", 0.05e-12 * conversions},
      {"router", 0.11e-12 * conversions},
      {"sample_hold", 0.001e-12 * conversions},
      {"shift_add", 0.02e-12 * conversions}};
  for (const auto& [component, joules] : layer.energyByComponent_J) {
    layer.energy_J += joules;
  }
}

LayerRecord layerOf(const Shape& shape, std::size_t index) {
  LayerRecord layer;
  layer.name = shape.name;
  layer.type = shape.name == "linear" ? "Gemm" : "Conv";
  layer.rows = shape.channels * shape.kernel * shape.kernel;
  layer.columns = shape.filters;
  layer.positions = shape.positions;
  layer.multiplyAdds = static_cast<std::int64_t>(layer.rows) * layer.columns * layer.positions;
  layer.arrays = ((layer.rows + 127) / 128) * ((2 * layer.columns + 127) / 128);
  layer.utilisation = layer.rows * 2.0 * layer.columns / (layer.arrays * 128.0 * 128.0);
  layer.relativeError = 0.03 + 0.004 * static_cast<double>(index) + 0.02 * scatter(index);
  layer.conversions = 8LL * layer.columns * layer.positions * kImages * kChips;
  layer.saturatedCodes =
      static_cast<std::int64_t>(2e-4 * scatter(index + 5) * static_cast<double>(layer.conversions));
  layer.cycles = layer.positions * 128 + 900;
  layer.cyclesByCause = {{"computing", 0.7 * static_cast<double>(layer.cycles)},
                         {"adc", 0.3 * static_cast<double>(layer.cycles)},
                         {"input", 4000.0},
                         {"network", 120.0},
                         {"buffer", 800.0},
                         {"output", 60.0},
                         {"programming", 0.0}};
  layer.start_s = 3.1e-6 * static_cast<double>(index);
  layer.end_s = 84e-6 + 3.6e-6 * static_cast<double>(index);
  addEnergy(layer);
  return layer;
}

AccuracyRecord accuracyAt(double readTime) {
  AccuracyRecord at;
  at.readTime = readTime;
  const double lost = 0.0035 * std::log10(std::max(readTime, 1.0));
  at.perChip = {0.9135 - lost, 0.9185 - 1.3 * lost, 0.9160 - 0.8 * lost};
  at.top1 = mean(at.perChip);
  at.interval95 = wilsonInterval(at.top1, kImages);
  at.chipStd = standardDeviation(at.perChip);
  at.chipInterval95 = studentInterval(at.perChip);
  return at;
}

/// Every class has 200 images on each of three chips; 8.4 % of all go astray, most of them among the tops.
std::vector<std::vector<std::int64_t>> confusion() {
  std::vector<std::vector<std::int64_t>> matrix(kClasses, std::vector<std::int64_t>(kClasses, 0));
  const auto confuse = [&](int label, int prediction, std::int64_t count) {
    matrix[static_cast<std::size_t>(label)][static_cast<std::size_t>(prediction)] += count;
  };
  for (int label = 0; label < kClasses; ++label) {
    confuse(label, label, 600);
  }
  const std::vector<std::vector<int>> astray = {{0, 6, 72}, {0, 2, 12}, {0, 3, 11}, {1, 3, 7},  {2, 4, 38},
                                                {2, 6, 36}, {3, 4, 18}, {3, 0, 13}, {4, 2, 39}, {4, 6, 30},
                                                {5, 7, 9},  {5, 9, 3},  {6, 0, 81}, {6, 2, 45}, {6, 4, 42},
                                                {6, 3, 17}, {7, 9, 15}, {8, 0, 2},  {8, 6, 3},  {9, 7, 11}};
  for (const auto& way : astray) {
    confuse(way[0], way[0], -way[2]);
    confuse(way[0], way[1], way[2]);
  }
  return matrix;
}

std::vector<configs::ResolvedValue> config() {
  using configs::Origin;
  const std::string run = "configs/runs/quickstart.yaml", rram = "configs/presets/hardware/rram_128x128.yaml";
  return {
      {"calibration.images", "256", {Origin::Kind::file, run + ":9:36"}},
      {"calibration.split", "train", {Origin::Kind::file, run + ":9:23"}},
      {"dataset.images", "2000", {Origin::Kind::file, run + ":6:57"}},
      {"dataset.name", "fashion-mnist", {Origin::Kind::file, run + ":6:18"}},
      {"hardware.adc.bits", "6", {Origin::Kind::override_, "--set hardware.adc.bits=6"}},
      {"hardware.adc.range", "calibrated", {Origin::Kind::preset, rram + ":14:30"}},
      {"hardware.array.columns", "128", {Origin::Kind::preset, rram + ":9:33"}},
      {"hardware.array.rows", "128", {Origin::Kind::preset, rram + ":9:18"}},
      {"hardware.cell.model", "rram_wan_2022_crosssim", {Origin::Kind::preset, rram + ":16:18"}},
      {"hardware.chip.preset", "isaac_2016", {Origin::Kind::preset, rram + ":20:20"}},
      {"hardware.read_time", "1 s", {Origin::Kind::preset, rram + ":18:14"}},
      {"hardware.weights.bits", "8", {}},
      {"network.model", "models/zoo/resnet20-fashion-mnist.onnx", {Origin::Kind::file, run + ":5:19"}, true},
      {"run.chips", "3", {Origin::Kind::file, run + ":10:23"}},
      {"run.seed", "1", {Origin::Kind::file, run + ":10:14"}}};
}

ChipRecord chipOf(const std::vector<LayerRecord>& layers) {
  ChipRecord chip;
  chip.preset = "isaac_2016";
  chip.latency_s = 171.4e-6;
  chip.throughput = 12340.0;
  for (const auto& layer : layers) {
    for (const auto& [component, joules] : layer.energyByComponent_J) {
      chip.energyByComponent_J[component] += joules;
      chip.energyPerImage_J += joules;
    }
  }
  chip.areaByComponent_m2 = {{"adc", 0.1152e-6},      {"array", 0.0024e-6},     {"buffer", 0.083e-6},
                             {"bus", 0.09e-6},        {"dac", 0.002e-6},        {"router", 0.151e-6},
                             {"host_link", 22.88e-6}, {"shift_add", 0.0029e-6}, {"sample_hold", 0.0005e-6}};
  for (const auto& [component, area] : chip.areaByComponent_m2) {
    chip.areaInstalled_m2 += area;
  }
  chip.areaUsed_m2 = chip.areaInstalled_m2;
  chip.tiles = 1;
  chip.notModelled = {"clock tree", "off-chip memory", "softmax"};
  chip.timedImages = 2;
  for (const auto& layer : layers) {
    chip.operations += 2.0 * static_cast<double>(layer.multiplyAdds);
  }
  chip.tops = chip.operations * chip.throughput * 1e-12;
  chip.topsPerWatt = chip.operations / chip.energyPerImage_J * 1e-12;
  chip.topsPerMm2 = chip.tops / (chip.areaInstalled_m2 * 1e6);
  chip.bits = "8-bit weights, 8-bit inputs";
  chip.programmingEnergy_J = 8.1e-6;
  chip.programmingTime_s = 5.12e-6;
  chip.tileUse = {{0, 0, 61, 0.31, 0.27, 0.12, {"stem", "linear"}}};
  chip.slots = {{0, 0, {"conv1"}, 0.875}, {0, 1, {"linear"}, 0.0011}, {1, 0, {}, 0.0}};
  chip.digitalOperations = 0.0;
  chip.costs = {
      {"adc", "element", "conversion", "equations", "converter of kind sar", 1.3e-12, 7.5e-9, 1e-6, 3.0},
      {"array", "element", "read", "equations", "cell pitch", {}, 6.4e-9, 0.0, 1.0},
      {"dac", "element", "row", "given", "our <driver>", 3e-15, 8e-11, 0.0, {}}};
  chip.areaErrorFactor = 2.4;
  chip.demand = {{"chip.layer_0", "conv1", 101252, 0.976},
                 {"chip.layer_1", "layer1.0.conv1", 101252, 0.976},
                 {"chip.tile_0.buffer", "", 28500, 0.275},
                 {"chip.mesh.link_0_1", "", 28000, 0.270}};
  chip.changes = {{"hardware.array_budget", 300, 111.0, 1.001, 1.25, "chip.tile_3.buffer", ""},
                  {"hardware.array_budget", 96, 3.1, 1.0, 1.0, "chip.layer_1", "layer1.0.conv1"}};
  return chip;
}

void addIdentity(RunRecord& record) {
  record.version = "0.1.0";
  record.configName = "quickstart";
  record.config = config();
  record.model = "resnet20-fashion-mnist.onnx";
  record.dataset = "fashion-mnist test";
  record.classes = {"T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
                    "Sandal",      "Shirt",   "Sneaker",  "Bag",   "Ankle boot"};
  record.images = kImages;
  record.seed = 1;
  record.chips = kChips;
  record.digitalTop1 = 0.9265;
  record.arrayRows = 128;
  record.arrayColumns = 128;
  record.seconds = 21.4;
  record.simulationSeconds = 9.7;
  record.imagesPerSecond = 618.6;
  record.threads = 4;
  record.kernel = "AVX3";
  record.compiler = "gcc 12.2.0";
  record.modelDigest = "3f6b0f6a7b0d4a2f9b1ec8a1d4a8c2e7";
  record.dataDigest = "91aa02bd5cc7e35f0aa4e4f8e7bb1d06";
  record.logitsDigest = "c8d7b6a5948372615041302f1e0d9c8b";
  record.hash = "8c1fd2a94e6b7035d9e2a1c4f6b83720";
}

}  // namespace

RunRecord sampleRecord(const std::vector<double>& readTimes) {
  RunRecord record;
  addIdentity(record);
  for (const double readTime : readTimes) {
    record.byReadTime.push_back(accuracyAt(readTime));
  }
  double used = 0.0;
  for (const auto& shape : resnet20()) {
    record.layers.push_back(layerOf(shape, record.layers.size()));
    record.arrays += record.layers.back().arrays;
    used += record.layers.back().utilisation * record.layers.back().arrays;
  }
  record.utilisation = used / record.arrays;
  record.confusion = confusion();
  record.chip = chipOf(record.layers);
  return record;
}

RunRecord sampleRecordWithoutChip() {
  auto record = sampleRecord();
  record.chip.reset();
  for (auto& layer : record.layers) {
    layer.energyByComponent_J.clear();
    layer.energy_J = 0.0;
    layer.cycles = 0;
    layer.start_s = layer.end_s = 0.0;
  }
  return record;
}

}  // namespace ohmic::sim
