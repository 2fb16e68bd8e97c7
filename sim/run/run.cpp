// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/run.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "sim/array/stage_clock.h"
#include "sim/chip/energy.h"
#include "sim/engine/engine.h"
#include "sim/record/statistics.h"
#include "sim/record/write_results.h"
#include "sim/run/chip_source.h"
#include "sim/run/describe_chip.h"
#include "sim/run/describe_costs.h"
#include "sim/run/describe_profile.h"
#include "sim/run/describe_run.h"
#include "sim/run/float_run.h"
#include "sim/run/layer_records.h"
#include "sim/run/limits.h"
#include "sim/run/logits_digest.h"
#include "sim/run/prepare_run.h"
#include "sim/run/shared_results.h"
#include "sim/run/timed_images.h"

namespace ohmic::sim {
namespace {

constexpr std::int64_t kTracedImages = 8;  // whose layer outputs are compared with the digital network's

/// What the steps of a run see of it.
struct RunView {
  const RunRequest& request;
  const RunEnvironment& environment;
  const PreparedRun& run;
  Engine& engine;
  const Judge& judge;

  [[nodiscard]] std::int64_t images() const { return run.record.images; }
};

/// The first chip at the first read time: its layers' errors, its time, and the proof that both engines
/// agree.
struct FirstChip {
  std::vector<LayerRecord> layers;
  std::optional<ChipResult> timed;
  std::optional<ProgrammingCost> programming;
  double seconds = 0.0, cpuSeconds = 0.0;  ///< that this took
  double systemCSeconds = 0.0;             ///< of these, spent in the chip's modules
};

/// Images through the SystemC chip, timed.
ChipResult timeFirstChip(const RunView& view, const ProgrammedChip& chip, const ChipMoment& moment) {
  const auto& request = view.request;
  const auto& samples = *view.run.samples;
  view.environment.progress("timing images on the SystemC chip", 0, 0);
  auto stream = checkedStream(view.run.deployment, *request.chip, samples, request.timedImages);
  stream.timeline = request.timeline;
  if (request.usesSystemC) {
    stream.images = samples.count();
    stream.completed = [&](std::int64_t image) {
      view.environment.progress("images through the SystemC chip", image + 1, samples.count());
    };
  }
  return timeImages(view.run.deployment, view.engine, chip, moment, *request.chip, samples, stream);
}

FirstChip examine(const RunView& view, const ProgrammedChip& chip, const ChipMoment& moment) {
  const StageScope scope(Stage::chip, StageScope::Within::closed);
  const auto& environment = view.environment;
  const double start = environment.now(), cpuStart = environment.cpuSeconds();
  FirstChip first;
  first.layers = describeLayers(view.run.deployment, chip);
  const auto& deployment = view.run.deployment;
  const SharedResults shared(environment.cache, view.request, view.run.identity);
  const auto errors = layerErrors(deployment, view.engine, chip, moment, *view.run.samples, kTracedImages,
                                  shared.layerOutputs(deployment, *view.run.samples, kTracedImages));
  for (std::size_t l = 0; l < errors.size(); ++l) {
    first.layers[l].relativeError = errors[l];
  }
  if (view.request.chip) {
    const double timingStart = environment.now();
    first.timed = timeFirstChip(view, chip, moment);
    first.systemCSeconds = environment.now() - timingStart;
    first.programming = programmingCost(view.run.deployment, chip, *view.request.chip);
  }
  first.seconds = environment.now() - start;
  first.cpuSeconds = environment.cpuSeconds() - cpuStart;
  return first;
}

/// What one chip made of the data set at one read time.
struct ChipAnswers {
  std::vector<float> logits;  ///< by image and class
  Verdict verdict;
  std::vector<LayerCounts> counts;
};

/// Through the functional engine, from an image on. @param done, total  images of the run, for its progress.
ChipAnswers simulate(const RunView& view, const ProgrammedChip& chip, const ChipMoment& moment,
                     std::int64_t first, std::int64_t done, std::int64_t total) {
  const std::int64_t classes = view.engine.classes(), images = view.images();
  ChipAnswers answers;
  answers.logits.resize(static_cast<std::size_t>(images * classes));
  answers.counts = view.engine.emptyCounts();
  for (std::int64_t begin = 0; begin < images; begin += view.request.batch) {
    const std::int64_t count = std::min<std::int64_t>(view.request.batch, images - begin);
    view.engine.run(chip, moment, *view.run.samples, first + begin, count,
                    answers.logits.data() + begin * classes, answers.counts);
    done += count;
    view.environment.progress("simulating images", done, total);
  }
  return answers;
}

/// What the chip's modules made of the whole data set.
ChipAnswers answersOf(const ChipResult& timed) {
  ChipAnswers answers;
  for (const auto& image : timed.logits) {
    answers.logits.insert(answers.logits.end(), image.begin(), image.end());
  }
  answers.counts = timed.counts;
  return answers;
}

/// Whether `run.until` asks for more chips than these.
bool wantsAnother(const RunRequest& request, const std::vector<double>& perChip) {
  return request.until && static_cast<int>(perChip.size()) < request.until->mostChips &&
         !isKnownWithin(perChip, request.until->halfWidth);
}

/// What all chips at all read times add up to.
struct Simulated {
  FirstChip first;
  ChipSeries series;                   ///< with the chips that there were
  std::vector<EnergyReport> energies;  ///< by chip, at the first read time
  std::vector<LayerCounts> counts;
};

/// All chips at a read time, into the record.
void simulateReadTime(const RunView& view, std::size_t t, ChipSource& source, LogitsDigest& digest,
                      Simulated& all, RunRecord& record) {
  const auto& request = view.request;
  AccuracyRecord accuracy;
  accuracy.readTime = all.series.readTimes[t];
  std::int64_t inTop5 = 0;
  record.predictions.emplace_back();
  for (int c = 0; c < all.series.chips || (t == 0 && wantsAnother(request, accuracy.perChip)); ++c) {
    const ChipMoment moment = source.momentOf(c, accuracy.readTime);
    const ProgrammedChip chip = source.program(moment);
    if (t == 0 && c == 0) {
      all.first = examine(view, chip, moment);
    }
    const std::int64_t done = (static_cast<std::int64_t>(t) * all.series.chips + c) * view.images();
    const std::int64_t first = record.firstImage(static_cast<std::size_t>(c));
    ChipAnswers answers = request.usesSystemC ? answersOf(*all.first.timed)
                                              : simulate(view, chip, moment, first, done,
                                                         all.series.imagesInAll(view.images()));
    answers.verdict = view.judge.judge(answers.logits, first);
    digest.add(answers.logits);
    if (request.keepsLogits) {
      record.logits.insert(record.logits.end(), answers.logits.begin(), answers.logits.end());
    }
    inTop5 += answers.verdict.inTop5;
    accuracy.notFinite += answers.verdict.notFinite;
    accuracy.perChip.push_back(answers.verdict.value);
    for (std::size_t l = 0; l < all.counts.size(); ++l) {
      all.counts[l].add(answers.counts[l]);
    }
    if (t == 0) {
      countConfusion(answers.verdict.predictions, static_cast<std::size_t>(c), view.engine.classes(), record);
    }
    if (t == 0 && request.chip) {
      all.energies.push_back(energy(view.run.deployment, chip, *request.chip,
                                    countEvents(view.run.deployment, *request.chip),
                                    {answers.counts, view.images()}, all.first.timed->interval_s));
    }
    record.predictions[t].push_back(std::move(answers.verdict.predictions));
  }
  if (t == 0) {
    all.series.chips = record.chips = static_cast<int>(accuracy.perChip.size());
  }
  finishAccuracy(inTop5, record, accuracy);
  record.byReadTime.push_back(std::move(accuracy));
}

/// Layers of the first chip, with what all chips add to them. Energy is the mean over chips at the first read
/// time: the chips differ in what their cells conduct.
std::vector<LayerRecord> finishLayers(const RunView& view, const Simulated& all) {
  auto layers = all.first.layers;
  for (std::size_t l = 0; l < layers.size(); ++l) {
    auto& row = layers[l];
    for (const auto& report : all.energies) {
      for (const auto& [component, joules] : report.byLayer[l]) {
        row.energyByComponent_J[component] += joules / all.series.chips;
      }
    }
    for (const auto saturated : all.counts[l].saturated) {
      row.saturatedCodes += saturated;
      row.saturatedByArray.push_back(saturated);
    }
    row.conversions =
        view.run.deployment.plan.layers[l].conversionsPerImage() * all.series.imagesInAll(view.images());
    for (const auto& [component, joules] : row.energyByComponent_J) {
      row.energy_J += joules;
    }
  }
  return layers;
}

/// The chip, and of each layer what it takes of it. @param layers  of finishLayers().
ChipRecord finishChip(const RunView& view, const Simulated& all, std::vector<LayerRecord>& layers) {
  const auto& deployment = view.run.deployment;
  const auto& timed = *all.first.timed;
  ChipRecord chip = describeChip(deployment, *view.request.chip, timed, view.run.area, all.first.programming);
  for (std::size_t l = 0; l < layers.size(); ++l) {
    auto& row = layers[l];
    row.area_m2 = view.run.area.byLayer[l];
    row.cycles = timed.layers[l].busyCycles;
    row.start_s = timed.layers[l].start_s;
    row.end_s = timed.layers[l].end_s;
    row.cyclesByCause = cyclesByCause(deployment.plan.layers[l], timed, l);
    for (const auto& [component, joules] : row.energyByComponent_J) {
      chip.energyByComponent_J[component] += joules;
    }
  }
  for (const auto& [component, joules] : chip.energyByComponent_J) {
    chip.energyPerImage_J += joules;
  }
  addEfficiency(layers, chip);
  chip.demand = describeDemand(deployment, *view.request.chip, timed.interval_s);
  chip.changes = promisingChanges(deployment, *view.request.chip, chip.energyPerImage_J);
  chip.notModelled = all.energies.back().notModelled;
  if (chip.energyByComponent_J["leakage"] == 0.0) {
    chip.energyByComponent_J.erase("leakage");
    chip.notModelled.emplace_back("leakage");
  }
  chip.costs = describeCosts(*view.request.chip);
  addErrors(chip);
  return chip;
}

/// The chip's time as files.
void addWaves(const RunRequest& request, const ChipResult& timed, RunRecord& record) {
  if (request.timeline != TimelineDetail::none) {
    record.timeline = perfettoJson(timed.timeline, request.chip->clockPeriod);
  }
  if (!request.vcd.empty()) {
    record.waves = vcdText(timed.timeline, request.chip->clockPeriod, request.vcd);
  }
}

/// A network on arrays: prepared, compared with its floats, simulated chip by chip, and summed up.
RunRecord executeArrayRun(const RunRequest& request, const RunEnvironment& environment) {
  const double start = environment.now();
  std::optional<StageClock> clock;
  if (request.isProfiled) {
    clock.emplace();
  }
  PreparedRun run = prepareRun(request, environment);
  Engine engine(run.deployment, request.threads);
  ChipSource source(request, run, environment.cache);
  RunRecord record = run.record;
  const SharedResults shared(environment.cache, request, run.identity);
  std::vector<float> digital;  // outputs of the float network
  {
    const StageScope scope(Stage::reference);
    environment.progress("digital reference", 0, 0);
    digital = shared.outputs(run.deployment.graph, *run.samples);
  }
  const Judge judge(request.network, run.deployment.graph, *run.samples, digital);
  addDigital(judge.judge(digital), record);
  const RunView view{request, environment, run, engine, judge};
  const double simulationStart = environment.now(), cpuStart = environment.cpuSeconds();
  LogitsDigest digest;
  Simulated all{{}, run.series, {}, engine.emptyCounts()};
  for (std::size_t t = 0; t < run.series.readTimes.size(); ++t) {
    simulateReadTime(view, t, source, digest, all, record);
  }
  record.simulationSeconds = request.usesSystemC ? all.first.systemCSeconds
                                                 : environment.now() - simulationStart - all.first.seconds;
  record.simulationCpuSeconds = environment.cpuSeconds() - cpuStart - all.first.cpuSeconds;
  record.logitsDigest = digest.text();
  record.layers = finishLayers(view, all);
  if (request.chip) {
    record.chip = finishChip(view, all, record.layers);
    addWaves(request, *all.first.timed, record);
  }
  const std::int64_t images = all.series.imagesInAll(record.images);
  record.imagesPerSecond =
      record.simulationSeconds > 0.0 ? static_cast<double>(images) / record.simulationSeconds : 0.0;
  record.seconds = environment.now() - start;
  if (clock) {
    record.profile = describeProfile(*clock, record.seconds, run.deployment.plan, images);
  }
  return record;
}

}  // namespace

RunRecord executeRun(const RunRequest& request, const RunEnvironment& environment) {
  RunRecord record =
      request.isFloat() ? executeFloatRun(request, environment) : executeArrayRun(request, environment);
  record.hash = resultHash(record);
  return record;
}

}  // namespace ohmic::sim
