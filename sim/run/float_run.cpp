// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/float_run.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <utility>

#include "sim/record/statistics.h"
#include "sim/run/check_run.h"
#include "sim/run/choose_estimator.h"
#include "sim/run/classify.h"
#include "sim/run/describe_run.h"
#include "sim/run/logits_digest.h"
#include "sim/run/noisy_network.h"
#include "sim/run/run_identity.h"
#include "sim/run/shared_results.h"
#include "sim/run/stored_network.h"

namespace ohmic::sim {
namespace {

using devices::WeightNoise;

WeightNoiseRecord describe(const WeightNoise& noise, const NoisyNetwork& network) {
  WeightNoiseRecord record;
  record.eta = noise.eta;
  record.relative = WeightNoise::kRelativeWords[static_cast<std::size_t>(noise.relative)];
  record.scope = WeightNoise::kScopeWords[static_cast<std::size_t>(noise.scope)];
  record.on = WeightNoise::kTargetWords[static_cast<std::size_t>(noise.target)];
  record.tensors = network.tensors();
  if (noise.mmse) {
    record.estimator.emplace();
  }
  return record;
}

std::int64_t countNan(const std::vector<float>& logits, std::int64_t classes) {
  std::int64_t images = 0;
  for (auto row = logits.begin(); row != logits.end(); row += classes) {
    images += std::any_of(row, row + classes, [](float logit) { return std::isnan(logit); }) ? 1 : 0;
  }
  return images;
}

/// The weights of each draw, or what is read back of each chip.
class DisturbedNetwork {
 public:
  DisturbedNetwork(const RunRequest& request, const CheckedFloatRun& run, RunRecord& record)
      : request_(request), run_(run), record_(record) {
    if (run.noisy) {
      record.weightNoise = describe(*request.weightNoise, *run.noisy);
    } else {
      record.storage = run.stored->record();
    }
  }

  /// At a read time by its number.
  [[nodiscard]] models::Graph graph(std::uint32_t chip, std::size_t time) const {
    return run_.noisy ? draw(chip) : run_.stored->read(request_.seed, chip, request_.readTimes[time]);
  }

 private:
  [[nodiscard]] models::Graph draw(std::uint32_t chip) const {
    const NoisyNetwork& network = *run_.noisy;
    auto values = network.draw(request_.seed, chip);
    if (auto& estimator = record_.weightNoise->estimator) {
      const auto& chosen = run_.calibration ? chooseEstimator(network, values, request_.network,
                                                              *run_.calibration, request_.threads)
                                            : network.estimators().front();
      estimator->lambda.push_back(chosen.lambda);
      estimator->beta.push_back(chosen.beta);
      values = network.estimate(std::move(values), chosen);
    }
    return network.graph(values);
  }

  const RunRequest& request_;
  const CheckedFloatRun& run_;
  RunRecord& record_;
};

}  // namespace

RunRecord executeFloatRun(const RunRequest& request, const RunEnvironment& environment) {
  assert(request.isFloat());
  const double start = environment.now();
  const CheckedFloatRun prepared = checkFloatRun(request, environment.inputs);
  const models::Graph& clean = prepared.inputs.graph;
  const auto& samples = prepared.inputs.samples;
  RunRecord record = describeRun(request, prepared.inputs);
  RunIdentifier identifier(environment.inputs);
  identifier.knowNetwork(request, clean);
  identifier.knowDataset(request, *samples);
  if (prepared.calibration) {
    identifier.knowCalibration(request, *prepared.calibration);
  }
  const RunIdentity identity = identifier.identify(request);
  addIdentity(identity, record);
  const DisturbedNetwork network(request, prepared, record);
  environment.progress("digital reference", 0, 0);
  const auto digital = SharedResults(environment.cache, request, identity).outputs(clean, *samples);
  const Judge judge(request.network, clean, *samples, digital);
  addDigital(judge.judge(digital), record);

  const double simulationStart = environment.now();
  const double cpuStart = environment.cpuSeconds();
  const std::int64_t classes = models::elementCount(clean.values[clean.output].shape);
  const std::size_t times = request.readTimes.size();
  LogitsDigest digest;
  int chips = request.chips;  // the first read time may take more
  const auto wantsAnother = [&](const AccuracyRecord& first) {
    return request.until && static_cast<int>(first.perChip.size()) < request.until->mostChips &&
           !isKnownWithin(first.perChip, request.until->halfWidth);
  };
  for (std::size_t t = 0; t < times; ++t) {
    AccuracyRecord accuracy;
    accuracy.readTime = request.readTimes[t];
    std::int64_t inTop5 = 0;
    auto& predictions = record.predictions.emplace_back();
    for (int c = 0; c < chips || (t == 0 && wantsAnother(accuracy)); ++c) {
      const models::Graph graph = network.graph(static_cast<std::uint32_t>(c), t);
      const std::int64_t first = record.firstImage(static_cast<std::size_t>(c));
      const auto outputs = outputsOf(graph, *samples, first, record.images, request.threads);
      Verdict verdict = judge.judge(outputs, first);
      digest.add(outputs);
      inTop5 += verdict.inTop5;
      accuracy.notFinite += verdict.notFinite;
      accuracy.perChip.push_back(verdict.value);
      if (record.weightNoise) {
        record.weightNoise->nanImages.push_back(countNan(outputs, classes));
      }
      if (t == 0) {
        countConfusion(verdict.predictions, static_cast<std::size_t>(c), classes, record);
      }
      if (request.keepsLogits) {
        record.logits.insert(record.logits.end(), outputs.begin(), outputs.end());
      }
      predictions.push_back(std::move(verdict.predictions));
      const auto all = static_cast<std::int64_t>(times) * std::max(chips, c + 1);
      environment.progress("simulating images",
                           record.images * (static_cast<std::int64_t>(t) * chips + c + 1),
                           record.images * all);
    }
    chips = static_cast<int>(accuracy.perChip.size());
    record.chips = chips;
    finishAccuracy(inTop5, record, accuracy);
    record.byReadTime.push_back(std::move(accuracy));
  }
  record.logitsDigest = digest.text();
  record.simulationSeconds = environment.now() - simulationStart;
  record.simulationCpuSeconds = environment.cpuSeconds() - cpuStart;
  record.imagesPerSecond =
      record.simulationSeconds > 0.0
          ? static_cast<double>(record.images * record.chips * static_cast<std::int64_t>(times)) /
                record.simulationSeconds
          : 0.0;
  record.seconds = environment.now() - start;
  return record;
}

}  // namespace ohmic::sim
