// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/run.h"

#include <fmt/format.h>

#include <algorithm>

#include "configs/reader/error.h"
#include "models/datasets/file_digest.h"
#include "sim/array/programming/converters.h"
#include "sim/array/stage_clock.h"
#include "sim/chip/area.h"
#include "sim/chip/energy.h"
#include "sim/engine/calibrate.h"
#include "sim/engine/engine.h"
#include "sim/run/calibration_file.h"
#include "sim/run/chip_file.h"
#include "sim/run/chip_programmer.h"
#include "sim/run/classify.h"
#include "sim/run/deploy_network.h"
#include "sim/run/describe_chip.h"
#include "sim/run/describe_profile.h"
#include "sim/run/describe_run.h"
#include "sim/run/float_run.h"
#include "sim/run/layer_records.h"
#include "sim/run/logits_digest.h"
#include "sim/run/run_identity.h"
#include "sim/run/statistics.h"
#include "sim/run/timed_images.h"
#include "sim/run/write_results.h"

namespace ohmic::sim {
namespace {

constexpr std::int64_t kTracedImages = 8;  // whose layer outputs are compared with the digital network's

/// One run in its steps; each fills its part of the record.
class Run {
 public:
  Run(const RunRequest& request, const RunEnvironment& environment)
      : request_(request), environment_(environment) {}

  RunRecord execute() {
    const double start = environment_.now();
    std::optional<StageClock> clock;
    if (request_.isProfiled) {
      clock.emplace();
    }
    prepare();
    classifyOnFloats();
    const double simulationStart = environment_.now();
    const double cpuStart = environment_.cpuSeconds();
    for (std::size_t t = 0; t < request_.readTimes.size(); ++t) {
      runReadTime(t);
    }
    record_.simulationSeconds =
        request_.usesSystemC ? systemCSeconds_ : environment_.now() - simulationStart - otherSeconds_;
    record_.simulationCpuSeconds = environment_.cpuSeconds() - cpuStart - otherCpuSeconds_;
    record_.logitsDigest = digest_.text();
    finishLayers();
    record_.imagesPerSecond = record_.simulationSeconds > 0.0
                                  ? static_cast<double>(imagesInAll()) / record_.simulationSeconds
                                  : 0.0;
    record_.seconds = environment_.now() - start;
    if (clock) {
      record_.profile = describeProfile(*clock, record_.seconds, deployment_.plan, imagesInAll());
    }
    return std::move(record_);
  }

 private:
  /// Images times chips times read times.
  [[nodiscard]] std::int64_t imagesInAll() const {
    return record_.images * request_.chips * static_cast<std::int64_t>(request_.readTimes.size());
  }

  /// The chip in time stands for one chip at one read time.
  void checkEngine() const {
    if (request_.usesSystemC && !request_.chip) {
      throw configs::InputError({"", "--engine", "systemc without hardware.chip", "a run with a chip in time",
                                 "add chip: { preset: isaac_2016 }, or use --engine functional"});
    }
    if (request_.usesSystemC && (request_.chips > 1 || request_.readTimes.size() > 1)) {
      throw configs::InputError(
          {"", "--engine",
           fmt::format("systemc with {} chips and {} read times", request_.chips, request_.readTimes.size()),
           "one chip and one read time",
           "try --set run.chips=1, and one hardware.read_time"});
    }
  }

  void prepare() {
    checkEngine();
    models::Graph graph = open();
    record_ = describeRun(request_, graph, *samples_);
    auto [plan, hardware] = mapOnto(graph, request_.hardware);
    record_.arrays = plan.arrays();
    describeArrays(plan);
    record_.utilisation = plan.utilisation();
    if (request_.chip) {
      area_ = area(plan, hardware, *request_.chip);
    }
    if (!request_.chipFile.empty()) {
      loadChip(models::fileDigest(graph.files), plan, hardware);
    }
    identify(graph);
    environment_.progress("calibrating", 0, 0);
    {
      const StageScope scope(Stage::calibration, StageScope::Within::closed);
      deployment_ = deployNetwork(request_, std::move(graph), std::move(plan), std::move(hardware), *trainingImages_);
    }
    record_.calibrationDigest = calibrationDigest(calibrationOf(deployment_));
    engine_ = std::make_unique<Engine>(deployment_, request_.threads);
    if (NormRecalibrator::isWanted(deployment_.hardware)) {
      recalibrator_.emplace(deployment_, *trainingImages_, request_.threads);
    }
    programmer_.emplace(deployment_.plan, deployment_.hardware, request_.threads,
                        recalibrator_ ? &*recalibrator_ : nullptr);
    if (!recalibrator_) {
      trainingImages_.reset();
    }
    counts_ = engine_->emptyCounts();
  }

  /// The network and the images of both splits.
  models::Graph open() {
    const StageScope scope(Stage::input);
    models::Graph graph = models::importOnnx(request_.network.model, request_.network.options);
    samples_ = models::openSamples(request_.dataset);
    checkFit(graph, *samples_, request_);
    threshold_ = thresholdOf(request_.network, graph);
    trainingImages_ = models::openSamples(request_.calibration);
    return graph;
  }

  void identify(const models::Graph& graph) {
    const StageScope scope(Stage::input);
    RunIdentifier identifier;
    identifier.knowNetwork(request_, graph);
    identifier.knowDataset(request_, *samples_);
    identifier.knowCalibration(request_, *trainingImages_);
    addIdentity(identifier.identify(request_), record_);
  }

  void describeArrays(const mapping::Plan& plan) {
    const auto& first = plan.layers.front().options.array;
    const bool isOneSize = std::all_of(plan.layers.begin(), plan.layers.end(), [&first](const auto& layer) {
      return layer.options.array.rows == first.rows && layer.options.array.columns == first.columns;
    });
    record_.arrayRows = isOneSize ? first.rows : 0;
    record_.arrayColumns = isOneSize ? first.columns : 0;
  }

  /// A chip from a file is the only one, at the time it was programmed for.
  void loadChip(const std::string& modelDigest, const mapping::Plan& plan,
                const std::vector<LayerHardware>& hardware) {
    loaded_ = readChipFile(request_.chipFile, modelDigest, plan);
    checkBends(hardware);
    drawConverters(plan, hardware, loaded_->moment, loaded_->chip);
    request_.chips = 1;
    request_.seed = loaded_->moment.seed;
    request_.readTimes = {loaded_->moment.readTime};
    record_.chips = 1;
    record_.seed = request_.seed;
  }

  void checkBends(const std::vector<LayerHardware>& hardware) const {
    for (std::size_t l = 0; l < hardware.size(); ++l) {
      const auto& iv = hardware[l].cell.iv;
      const std::size_t terms = iv.law && !iv.chord ? static_cast<std::size_t>(iv.law->terms()) : 0;
      if (loaded_->chip.layers[l].arrays[0].planes[0].bends.size() != terms) {
        throw configs::InputError({request_.chipFile.string(), "hardware.cell.iv",
                                   "the chip was programmed with another I-V law",
                                   "the law of the run file that programmed it", "program the chip again"});
      }
    }
  }

  void classifyOnFloats() {
    const StageScope scope(Stage::reference);
    environment_.progress("digital reference", 0, 0);
    addDigital(classifyDigitally(deployment_.graph, *samples_, samples_->count(), request_.threads, threshold_),
               record_);
  }

  void runReadTime(std::size_t t) {
    AccuracyRecord accuracy;
    accuracy.readTime = request_.readTimes[t];
    record_.predictions.emplace_back();
    inTop5_ = 0;
    for (int c = 0; c < request_.chips || (t == 0 && wantsAnother(accuracy.perChip)); ++c) {
      const std::uint32_t number = loaded_ ? loaded_->moment.chip : static_cast<std::uint32_t>(c);
      const ChipMoment moment{request_.seed, number, request_.readTimes[t]};
      const ProgrammedChip chip = program(moment);
      if (t == 0 && c == 0) {
        const double start = environment_.now();
        const double cpuStart = environment_.cpuSeconds();
        examineFirstChip(chip, moment);
        otherSeconds_ = environment_.now() - start;
        otherCpuSeconds_ = environment_.cpuSeconds() - cpuStart;
      }
      accuracy.perChip.push_back(runChip(t, chip, moment));
      addEnergy(t, chip);
    }
    if (t == 0) {
      request_.chips = record_.chips = static_cast<int>(accuracy.perChip.size());
      addEnergies();
    }
    finishAccuracy(inTop5_, record_, accuracy);
    record_.byReadTime.push_back(std::move(accuracy));
  }

  /// Whether `run.until` asks for more chips than these.
  [[nodiscard]] bool wantsAnother(const std::vector<double>& perChip) const {
    return request_.until && static_cast<int>(perChip.size()) < request_.until->mostChips &&
           !isKnownWithin(perChip, request_.until->halfWidth);
  }

  /// The chip that a file holds, or the one that the run file describes.
  ProgrammedChip program(const ChipMoment& moment) {
    const StageScope scope(Stage::programming);
    if (!loaded_) {
      return programmer_->program(moment);
    }
    if (recalibrator_) {
      recalibrator_->apply(moment, loaded_->chip);
    }
    return std::move(loaded_->chip);
  }

  /// @returns the chip's accuracy.
  double runChip(std::size_t t, const ProgrammedChip& chip, const ChipMoment& moment) {
    const std::int64_t classes = engine_->classes();
    std::vector<float> logits(static_cast<std::size_t>(record_.images * classes));
    chipCounts_ = engine_->emptyCounts();
    for (std::int64_t first = 0; first < record_.images && !request_.usesSystemC; first += request_.batch) {
      const std::int64_t count = std::min<std::int64_t>(request_.batch, record_.images - first);
      engine_->run(chip, moment, *samples_, first, count, logits.data() + first * classes, chipCounts_);
      done_ += count;
      environment_.progress("simulating images", done_, imagesInAll());
    }
    if (request_.usesSystemC) {
      takeTimedLogits(logits);
    }
    digest_.add(logits);
    if (request_.keepsLogits) {
      record_.logits.insert(record_.logits.end(), logits.begin(), logits.end());
    }
    std::vector<int> predictions(static_cast<std::size_t>(record_.images));
    for (std::int64_t i = 0; i < record_.images; ++i) {
      const auto image = static_cast<std::size_t>(i);
      predictions[image] = predict(logits.data() + i * classes, classes, threshold_);
      inTop5_ += isInTop5(logits.data() + i * classes, classes, record_.labels[image]) ? 1 : 0;
    }
    const double accuracy = top1(predictions, record_.labels);
    if (t == 0) {
      countConfusion(predictions, classes, record_);
    }
    record_.predictions[t].push_back(std::move(predictions));
    for (std::size_t l = 0; l < counts_.size(); ++l) {
      counts_[l].add(chipCounts_[l]);
    }
    return accuracy;
  }

  /// What the chip's modules made of the whole data set.
  void takeTimedLogits(std::vector<float>& logits) {
    auto place = logits.begin();
    for (const auto& image : timed_->logits) {
      place = std::copy(image.begin(), image.end(), place);
    }
    chipCounts_ = timed_->counts;
  }

  /// The first chip at the first read time: its layers' errors, its time, and the proof that both engines
  /// agree.
  void examineFirstChip(const ProgrammedChip& chip, const ChipMoment& moment) {
    const StageScope scope(Stage::chip, StageScope::Within::closed);
    record_.layers = describeLayers(deployment_, chip);
    const auto errors = layerErrors(deployment_, *engine_, chip, moment, *samples_, kTracedImages);
    for (std::size_t l = 0; l < errors.size(); ++l) {
      record_.layers[l].relativeError = errors[l];
    }
    if (request_.chip) {
      environment_.progress("timing images on the SystemC chip", 0, 0);
      auto stream = checkedStream(deployment_, *request_.chip, *samples_, request_.timedImages);
      stream.timeline = request_.timeline;
      if (request_.usesSystemC) {
        stream.images = samples_->count();
        stream.completed = [this](std::int64_t image) {
          environment_.progress("images through the SystemC chip", image + 1, samples_->count());
        };
      }
      const double timingStart = environment_.now();
      timed_ = timeImages(deployment_, *engine_, chip, moment, *request_.chip, *samples_, stream);
      systemCSeconds_ = environment_.now() - timingStart;
      programming_ = programmingCost(deployment_, chip, *request_.chip);
    }
  }

  /// Energy is the mean over chips at the first read time: the chips differ in what their cells conduct.
  void addEnergy(std::size_t t, const ProgrammedChip& chip) {
    if (!request_.chip || t != 0) {
      return;
    }
    energies_.push_back(energy(deployment_, chip, *request_.chip, countEvents(deployment_, *request_.chip),
                               {chipCounts_, record_.images}, timed_->interval_s));
  }

  void addEnergies() {
    for (const auto& report : energies_) {
      for (std::size_t l = 0; l < record_.layers.size(); ++l) {
        for (const auto& [component, joules] : report.byLayer[l]) {
          record_.layers[l].energyByComponent_J[component] += joules / request_.chips;
        }
      }
      notModelled_ = report.notModelled;
    }
  }

  void finishLayers() {
    for (std::size_t l = 0; l < record_.layers.size(); ++l) {
      auto& row = record_.layers[l];
      for (const auto saturated : counts_[l].saturated) {
        row.saturatedCodes += saturated;
        row.saturatedByArray.push_back(saturated);
      }
      row.conversions = conversionsPerImage(deployment_.plan.layers[l]) * imagesInAll();
      for (const auto& [component, joules] : row.energyByComponent_J) {
        row.energy_J += joules;
      }
    }
    if (request_.chip) {
      finishChip();
    }
  }

  void finishChip() {
    ChipRecord chip = describeChip(deployment_, *request_.chip, *timed_, area_, programming_);
    for (std::size_t l = 0; l < record_.layers.size(); ++l) {
      auto& row = record_.layers[l];
      row.area_m2 = area_.byLayer[l];
      row.cycles = timed_->layers[l].busyCycles;
      row.start_s = timed_->layers[l].start_s;
      row.end_s = timed_->layers[l].end_s;
      row.cyclesByCause = cyclesByCause(deployment_.plan.layers[l], *timed_, l);
      for (const auto& [component, joules] : row.energyByComponent_J) {
        chip.energyByComponent_J[component] += joules;
      }
    }
    for (const auto& [component, joules] : chip.energyByComponent_J) {
      chip.energyPerImage_J += joules;
    }
    addEfficiency(record_.layers, chip);
    chip.notModelled = notModelled_;
    if (chip.energyByComponent_J["leakage"] == 0.0) {
      chip.energyByComponent_J.erase("leakage");
      chip.notModelled.emplace_back("leakage");
    }
    record_.chip = std::move(chip);
    if (request_.timeline != TimelineDetail::none) {
      record_.timeline = perfettoJson(timed_->timeline, request_.chip->clockPeriod);
    }
    if (!request_.vcd.empty()) {
      record_.waves = vcdText(timed_->timeline, request_.chip->clockPeriod, request_.vcd);
    }
  }

  RunRequest request_;
  const RunEnvironment& environment_;
  RunRecord record_;
  std::unique_ptr<models::Samples> samples_;
  double threshold_ = 0.0;   ///< of one logit
  std::int64_t inTop5_ = 0;  ///< images of all chips at the present read time
  Deployment deployment_;
  std::unique_ptr<Engine> engine_;
  std::vector<LayerCounts> counts_;      ///< all chips and read times
  std::vector<LayerCounts> chipCounts_;  ///< the chip in hand
  std::optional<ChipFile> loaded_;       ///< replaces programming
  std::unique_ptr<models::Samples> trainingImages_;  ///< until the layers are calibrated; with AdaBS, throughout
  std::optional<NormRecalibrator> recalibrator_;
  std::optional<ChipProgrammer> programmer_;
  LogitsDigest digest_;
  AreaReport area_;
  std::vector<EnergyReport> energies_;  ///< by chip, at the first read time
  std::optional<ChipResult> timed_;
  std::optional<ProgrammingCost> programming_;
  std::vector<std::string> notModelled_;
  std::int64_t done_ = 0;
  double otherSeconds_ = 0.0;    ///< spent on the first chip's examination
  double otherCpuSeconds_ = 0.0;
  double systemCSeconds_ = 0.0;  ///< of these, spent in the chip's modules
};

}  // namespace

RunRecord executeRun(const RunRequest& request, const RunEnvironment& environment) {
  RunRecord record =
      request.weightNoise ? executeFloatRun(request, environment) : Run(request, environment).execute();
  record.hash = resultHash(record);
  return record;
}

}  // namespace ohmic::sim
