// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/run.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include <fmt/format.h>
#include <xxhash.h>

#include "configs/reader/error.h"
#include "models/datasets/file_digest.h"
#include "models/reference/evaluate.h"
#include "models/reference/float_network.h"
#include "sim/chip/area.h"
#include "sim/chip/chip.h"
#include "sim/chip/energy.h"
#include "sim/engine/engine.h"
#include "sim/run/chip_file.h"
#include "sim/run/chip_programmer.h"
#include "sim/run/classify.h"
#include "sim/run/statistics.h"
#include "sim/run/write_results.h"

namespace ohmic::sim {
namespace {

constexpr std::int64_t kTracedImages = 8;  // whose layer outputs are compared with the digital network's

/// Digest of all logits in the order of read times, chips and images.
class LogitsDigest {
 public:
  LogitsDigest() : state_(XXH3_createState()) { XXH3_128bits_reset(state_); }
  LogitsDigest(const LogitsDigest&) = delete;
  LogitsDigest& operator=(const LogitsDigest&) = delete;
  ~LogitsDigest() { XXH3_freeState(state_); }

  void add(const std::vector<float>& logits) {
    XXH3_128bits_update(state_, logits.data(), logits.size() * sizeof(float));
  }
  [[nodiscard]] std::string text() const {
    const auto hash = XXH3_128bits_digest(state_);
    return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
  }

 private:
  XXH3_state_t* state_;
};

std::string shapeText(const models::Shape& shape) { return fmt::format("{}", fmt::join(shape, "x")); }

void checkFit(const models::Graph& graph, const models::Samples& samples, const RunRequest& request) {
  const auto& wanted = graph.values[graph.input].shape;
  if (wanted != samples.shape()) {
    throw configs::InputError({request.network.model.string(), "network.model",
                               fmt::format("the network takes images of {}, the data set {} has {}", shapeText(wanted),
                                           request.dataset.name, shapeText(samples.shape())),
                               "a network and a data set of the same shape (channels x height x width)",
                               "choose another dataset.name or another model"});
  }
  const auto logits = models::elementCount(graph.values[graph.output].shape);
  if (logits < static_cast<std::int64_t>(samples.classes().size())) {
    throw configs::InputError({request.network.model.string(), "network.model",
                               fmt::format("the network gives {} logits, the data set {} has {} classes", logits,
                                           request.dataset.name, samples.classes().size()),
                               "at least one logit for each class", "choose another dataset.name or another model"});
  }
}

/// One run in its steps; each fills its part of the record.
class Run {
 public:
  Run(const RunRequest& request, const RunEnvironment& environment) : request_(request), environment_(environment) {}

  RunRecord execute() {
    const double start = environment_.now();
    prepare();
    classifyOnFloats();
    const double simulationStart = environment_.now();
    for (std::size_t t = 0; t < request_.readTimes.size(); ++t) {
      runReadTime(t);
    }
    record_.simulationSeconds = environment_.now() - simulationStart - otherSeconds_;
    record_.logitsDigest = digest_.text();
    finishLayers();
    const double work = static_cast<double>(record_.images) * request_.chips * static_cast<double>(request_.readTimes.size());
    record_.imagesPerSecond = record_.simulationSeconds > 0.0 ? work / record_.simulationSeconds : 0.0;
    record_.seconds = environment_.now() - start;
    return std::move(record_);
  }

 private:
  void prepare() {
    models::Graph graph = models::importOnnx(request_.network.model, request_.network.options);
    samples_ = models::openSamples(request_.dataset);
    checkFit(graph, *samples_, request_);
    describe(graph);
    mapping::Plan plan = mapping::mapNetwork(graph, request_.mapping);
    if (request_.chip) {
      area_ = area(plan, *request_.chip);
    }
    if (!request_.chipFile.empty()) {
      loadChip(plan);
    }
    environment_.progress("calibrating", 0, 0);
    const auto calibration = models::openSamples(request_.calibration);
    deployment_ = calibrate(std::move(graph), std::move(plan), request_.adc, request_.inputRange, request_.cell.range,
                            *calibration, request_.threads);
    engine_ = std::make_unique<Engine>(deployment_, request_.threads);
    programmer_.emplace(request_, deployment_.plan);
    counts_ = engine_->emptyCounts();
  }

  /// A chip from a file is the only one, at the time it was programmed for.
  void loadChip(const mapping::Plan& plan) {
    loaded_ = readChipFile(request_.chipFile, record_.modelDigest, plan);
    request_.chips = 1;
    request_.seed = loaded_->moment.seed;
    request_.readTimes = {loaded_->moment.readTime};
    record_.chips = 1;
    record_.seed = request_.seed;
  }

  void describe(const models::Graph& graph) {
    record_.version = OHMIC_VERSION;
    record_.model = request_.network.model.filename().string();
    record_.dataset = fmt::format("{} {}", request_.dataset.name,
                                  request_.dataset.split == models::Split::kTest ? "test" : "train");
    record_.classes = samples_->classes();
    record_.images = samples_->count();
    record_.seed = request_.seed;
    record_.chips = request_.chips;
    record_.threads = request_.threads;
    record_.kernel = kernelTarget();
    record_.compiler = fmt::format("gcc {}", __VERSION__);
    record_.modelDigest = models::fileDigest(graph.files);
    record_.dataDigest = models::fileDigest(samples_->files());
    for (std::int64_t i = 0; i < samples_->count(); ++i) {
      record_.labels.push_back(samples_->label(i));
    }
  }

  void classifyOnFloats() {
    environment_.progress("digital reference", 0, 0);
    record_.digitalTop1 =
        top1(classifyDigitally(deployment_.graph, *samples_, samples_->count(), request_.threads), record_.labels);
  }

  void runReadTime(std::size_t t) {
    AccuracyRecord accuracy;
    accuracy.readTime = request_.readTimes[t];
    record_.predictions.emplace_back();
    for (int c = 0; c < request_.chips; ++c) {
      const std::uint32_t number = loaded_ ? loaded_->moment.chip : static_cast<std::uint32_t>(c);
      const ChipMoment moment{request_.seed, number, request_.readTimes[t]};
      const ProgrammedChip chip = program(moment);
      if (t == 0 && c == 0) {
        const double start = environment_.now();
        examineFirstChip(chip, moment);
        otherSeconds_ = environment_.now() - start;
      }
      accuracy.perChip.push_back(runChip(t, chip, moment));
      addEnergy(t, chip);
    }
    accuracy.top1 = mean(accuracy.perChip);
    accuracy.interval95 = wilsonInterval(accuracy.top1, record_.images);
    accuracy.chipStd = standardDeviation(accuracy.perChip);
    accuracy.chipInterval95 = studentInterval(accuracy.perChip);
    record_.byReadTime.push_back(std::move(accuracy));
  }

  /// The chip that a file holds, or the one that the run file describes.
  ProgrammedChip program(const ChipMoment& moment) {
    return loaded_ ? std::move(loaded_->chip) : programmer_->program(moment);
  }

  /// @returns the chip's accuracy.
  double runChip(std::size_t t, const ProgrammedChip& chip, const ChipMoment& moment) {
    const std::int64_t classes = engine_->classes();
    std::vector<float> logits(static_cast<std::size_t>(record_.images * classes));
    chipCounts_ = engine_->emptyCounts();
    const std::int64_t total =
        record_.images * request_.chips * static_cast<std::int64_t>(request_.readTimes.size());
    for (std::int64_t first = 0; first < record_.images; first += request_.batch) {
      const std::int64_t count = std::min<std::int64_t>(request_.batch, record_.images - first);
      engine_->run(chip, moment, *samples_, first, count, logits.data() + first * classes, chipCounts_);
      done_ += count;
      environment_.progress("simulating images", done_, total);
    }
    digest_.add(logits);
    if (request_.keepsLogits) {
      record_.logits.insert(record_.logits.end(), logits.begin(), logits.end());
    }
    std::vector<int> predictions(static_cast<std::size_t>(record_.images));
    for (std::int64_t i = 0; i < record_.images; ++i) {
      predictions[static_cast<std::size_t>(i)] = predict(logits.data() + i * classes, classes);
    }
    const double accuracy = top1(predictions, record_.labels);
    if (t == 0) {
      countConfusion(predictions);
    }
    record_.predictions[t].push_back(std::move(predictions));
    for (std::size_t l = 0; l < counts_.size(); ++l) {
      counts_[l].add(chipCounts_[l]);
    }
    return accuracy;
  }

  void countConfusion(const std::vector<int>& predictions) {
    const auto classes = static_cast<std::size_t>(std::max<std::int64_t>(
        engine_->classes(), static_cast<std::int64_t>(record_.classes.size())));
    record_.confusion.resize(record_.classes.size(), std::vector<std::int64_t>(classes, 0));
    for (std::size_t i = 0; i < predictions.size(); ++i) {
      ++record_.confusion[static_cast<std::size_t>(record_.labels[i])][static_cast<std::size_t>(predictions[i])];
    }
  }

  /// The first chip at the first read time: its layers' errors, its time, and the proof that both engines agree.
  void examineFirstChip(const ProgrammedChip& chip, const ChipMoment& moment) {
    describeLayers(chip);
    measureErrors(chip, moment);
    if (request_.chip) {
      environment_.progress("timing images on the SystemC chip", 0, 0);
      timeImages(chip, moment);
    }
  }

  void describeLayers(const ProgrammedChip& chip) {
    const auto& plan = deployment_.plan;
    record_.arrays = plan.arrays();
    record_.utilisation = plan.utilisation();
    record_.arrayRows = plan.options.array.rows;
    record_.arrayColumns = plan.options.array.columns;
    for (std::size_t l = 0; l < plan.layers.size(); ++l) {
      const auto& layer = plan.layers[l];
      const auto& node = deployment_.graph.nodes[layer.node];
      LayerRecord row;
      row.name = layer.name;
      row.type = node.type;
      row.rows = layer.rows();
      row.columns = layer.columns;
      row.positions = layer.patch.positions();
      row.multiplyAdds = models::multiplyAdds(deployment_.graph, node);
      row.arrays = static_cast<int>(layer.arrays.size()) * layer.replicas * plan.crossbarsPerArray();
      row.utilisation = static_cast<double>(plan.usedCells(layer)) /
                        (static_cast<double>(row.arrays) * record_.arrayRows * record_.arrayColumns);
      for (const auto& array : chip.layers[l].arrays) {
        row.saturatedCells += array.saturatedCells;
      }
      record_.layers.push_back(std::move(row));
    }
  }

  /// Relative L2 error of every layer's output against the float network, over a few images.
  void measureErrors(const ProgrammedChip& chip, const ChipMoment& moment) {
    const models::FloatNetwork digital(deployment_.graph);
    std::vector<double> errors(record_.layers.size(), 0.0), norms(record_.layers.size(), 0.0);
    std::vector<float> pixels(engine_->pixels()), logits(engine_->classes());
    for (std::int64_t image = 0; image < std::min(kTracedImages, record_.images); ++image) {
      samples_->image(image, pixels.data());
      std::vector<std::vector<float>> expected(record_.layers.size());
      digital.run(pixels.data(), 1, logits.data(), [&](std::size_t node, const float* input, std::int64_t) {
        auto& output = expected[*deployment_.layerOf(node)];
        const auto& graph = deployment_.graph;
        output.resize(models::elementCount(graph.values[graph.nodes[node].output].shape));
        models::evaluate(graph, graph.nodes[node], {input}, output.data());
      });
      engine_->trace(chip, moment, static_cast<std::uint32_t>(image), pixels.data(), logits.data(),
                     [&](std::size_t layer, const float* output, std::int64_t size) {
                       for (std::int64_t i = 0; i < size; ++i) {
                         const double digitalValue = expected[layer][static_cast<std::size_t>(i)];
                         errors[layer] += (output[i] - digitalValue) * (output[i] - digitalValue);
                         norms[layer] += digitalValue * digitalValue;
                       }
                     });
    }
    for (std::size_t l = 0; l < record_.layers.size(); ++l) {
      record_.layers[l].relativeError = norms[l] > 0.0 ? std::sqrt(errors[l] / norms[l]) : 0.0;
    }
  }

  void timeImages(const ProgrammedChip& chip, const ChipMoment& moment) {
    const std::int64_t count = std::min<std::int64_t>(request_.timedImages, record_.images);
    std::vector<std::vector<float>> pixels(count, std::vector<float>(engine_->pixels()));
    ChipJob job{deployment_, chip, moment, *request_.chip, {}, {}};
    for (std::int64_t i = 0; i < count; ++i) {
      samples_->image(i, pixels[i].data());
      job.images.push_back(pixels[i].data());
      job.imageNumbers.push_back(static_cast<std::uint32_t>(i));
    }
    timed_ = simulateChip(job);
    auto counts = engine_->emptyCounts();
    std::vector<float> logits(count * engine_->classes());
    engine_->run(chip, moment, *samples_, 0, count, logits.data(), counts);
    for (std::int64_t i = 0; i < count; ++i) {
      checkEqual(timed_->logits[i], logits.data() + i * engine_->classes(), i);
    }
    checkCounts(counts);
    checkEvents(count);
  }

  void checkEqual(const std::vector<float>& timed, const float* functional, std::int64_t image) const {
    const auto classes = static_cast<std::size_t>(engine_->classes());
    if (timed.size() != classes || std::memcmp(timed.data(), functional, classes * sizeof(float)) != 0) {
      throw EngineMismatch(fmt::format(
          "the SystemC chip and the functional engine differ in the logits of image {} (seed {})", image,
          request_.seed));
    }
  }

  /// Both engines must have driven the same rows and saturated the same converters.
  void checkCounts(const std::vector<LayerCounts>& counts) const {
    for (std::size_t l = 0; l < counts.size(); ++l) {
      if (counts[l].driveSquares != timed_->counts[l].driveSquares || counts[l].saturated != timed_->counts[l].saturated) {
        throw EngineMismatch(fmt::format("the SystemC chip and the functional engine counted layer '{}' differently",
                                         deployment_.plan.layers[l].name));
      }
    }
  }

  /// What the chip observed must be the plan's closed form.
  void checkEvents(std::int64_t images) const {
    const auto planned = countEvents(deployment_, *request_.chip);
    for (std::size_t l = 0; l < planned.size(); ++l) {
      EventCounts expected;
      expected.add(planned[l], images);
      if (!(expected == timed_->events[l])) {
        throw EngineMismatch(fmt::format("the SystemC chip's event counts of layer '{}' are not the plan's",
                                         deployment_.plan.layers[l].name));
      }
    }
  }

  /// Energy is the mean over chips at the first read time: the chips differ in what their cells conduct.
  void addEnergy(std::size_t t, const ProgrammedChip& chip) {
    if (!request_.chip || t != 0) {
      return;
    }
    const auto report = energy(deployment_, chip, *request_.chip, countEvents(deployment_, *request_.chip),
                               {chipCounts_, record_.images}, timed_->interval_s);
    for (std::size_t l = 0; l < record_.layers.size(); ++l) {
      for (const auto& [component, joules] : report.byLayer[l]) {
        record_.layers[l].energyByComponent_J[component] += joules / request_.chips;
      }
    }
    notModelled_ = report.notModelled;
  }

  void finishLayers() {
    for (std::size_t l = 0; l < record_.layers.size(); ++l) {
      auto& row = record_.layers[l];
      const auto& layer = deployment_.plan.layers[l];
      const auto& arithmetic = deployment_.arithmetic[l];
      for (const auto saturated : counts_[l].saturated) {
        row.saturatedCodes += saturated;
      }
      const std::int64_t perRead = static_cast<std::int64_t>(arithmetic.slices) * arithmetic.phases * arithmetic.polarities();
      for (const auto& array : layer.arrays) {
        row.conversions += perRead * array.columns * row.positions * record_.images * request_.chips *
                           static_cast<std::int64_t>(request_.readTimes.size());
      }
      for (const auto& [component, joules] : row.energyByComponent_J) {
        row.energy_J += joules;
      }
    }
    if (request_.chip) {
      finishChip();
    }
  }

  void finishChip() {
    ChipRecord chip;
    chip.preset = request_.chip->preset;
    chip.latency_s = timed_->latency_s;
    chip.throughput = timed_->throughput();
    for (std::size_t l = 0; l < record_.layers.size(); ++l) {
      auto& row = record_.layers[l];
      row.cycles = timed_->layers[l].busyCycles;
      row.start_s = timed_->layers[l].start_s;
      row.end_s = timed_->layers[l].end_s;
      for (const auto& [component, joules] : row.energyByComponent_J) {
        chip.energyByComponent_J[component] += joules;
      }
    }
    for (const auto& [component, joules] : chip.energyByComponent_J) {
      chip.energyPerImage_J += joules;
    }
    chip.areaInstalled_m2 = area_.installed;
    chip.areaUsed_m2 = area_.used;
    chip.areaByComponent_m2 = area_.byComponent;
    chip.tiles = area_.tiles;
    chip.notModelled = notModelled_;
    chip.timedImages = static_cast<int>(timed_->logits.size());
    record_.chip = std::move(chip);
  }

  RunRequest request_;
  const RunEnvironment& environment_;
  RunRecord record_;
  std::unique_ptr<models::Samples> samples_;
  Deployment deployment_;
  std::unique_ptr<Engine> engine_;
  std::vector<LayerCounts> counts_;      ///< all chips and read times
  std::vector<LayerCounts> chipCounts_;  ///< the chip in hand
  std::optional<ChipFile> loaded_;  ///< replaces programming
  std::optional<ChipProgrammer> programmer_;
  LogitsDigest digest_;
  AreaReport area_;
  std::optional<ChipResult> timed_;
  std::vector<std::string> notModelled_;
  std::int64_t done_ = 0;
  double otherSeconds_ = 0.0;  ///< spent on the first chip's examination
};

}  // namespace

RunRecord executeRun(const RunRequest& request, const RunEnvironment& environment) {
  return Run(request, environment).execute();
}

}  // namespace ohmic::sim
