// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/float_run.h"

#include <algorithm>
#include <cassert>
#include <cmath>
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

}  // namespace

RunRecord executeFloatRun(const RunRequest& request, const RunEnvironment& environment) {
  assert(request.weightNoise);
  const double start = environment.now();
  const CheckedFloatRun prepared = checkFloatRun(request, environment.inputs);
  const models::Graph& clean = prepared.inputs.graph;
  const auto& samples = prepared.inputs.samples;
  const NoisyNetwork& network = *prepared.network;
  RunRecord record = describeRun(request, prepared.inputs);
  RunIdentifier identifier(environment.inputs);
  identifier.knowNetwork(request, clean);
  identifier.knowDataset(request, *samples);
  if (prepared.calibration) {
    identifier.knowCalibration(request, *prepared.calibration);
  }
  const RunIdentity identity = identifier.identify(request);
  addIdentity(identity, record);
  record.weightNoise = describe(*request.weightNoise, network);
  environment.progress("digital reference", 0, 0);
  const auto digital = SharedResults(environment.cache, request, identity).outputs(clean, *samples);
  const Judge judge(request.network, clean, *samples, digital);
  addDigital(judge.judge(digital), record);

  const double simulationStart = environment.now();
  const double cpuStart = environment.cpuSeconds();
  const std::int64_t classes = models::elementCount(clean.values[clean.output].shape);
  LogitsDigest digest;
  AccuracyRecord accuracy;
  std::int64_t inTop5 = 0;
  record.predictions.emplace_back();
  const auto wantsAnother = [&] {
    return request.until && static_cast<int>(accuracy.perChip.size()) < request.until->mostChips &&
           !isKnownWithin(accuracy.perChip, request.until->halfWidth);
  };
  for (int c = 0; c < request.chips || wantsAnother(); ++c) {
    auto values = network.draw(request.seed, static_cast<std::uint32_t>(c));
    if (record.weightNoise->estimator) {
      const auto& chosen = prepared.calibration ? chooseEstimator(network, values, request.network,
                                                                  *prepared.calibration, request.threads)
                                                : network.estimators().front();
      record.weightNoise->estimator->lambda.push_back(chosen.lambda);
      record.weightNoise->estimator->beta.push_back(chosen.beta);
      values = network.estimate(std::move(values), chosen);
    }
    const std::int64_t first = record.firstImage(static_cast<std::size_t>(c));
    const auto outputs = outputsOf(network.graph(values), *samples, first, record.images, request.threads);
    Verdict verdict = judge.judge(outputs, first);
    digest.add(outputs);
    inTop5 += verdict.inTop5;
    accuracy.notFinite += verdict.notFinite;
    record.weightNoise->nanImages.push_back(countNan(outputs, classes));
    accuracy.perChip.push_back(verdict.value);
    countConfusion(verdict.predictions, static_cast<std::size_t>(c), classes, record);
    if (request.keepsLogits) {
      record.logits.insert(record.logits.end(), outputs.begin(), outputs.end());
    }
    record.predictions[0].push_back(std::move(verdict.predictions));
    environment.progress("simulating images", record.images * (c + 1),
                         record.images * std::max(request.chips, c + 1));
  }
  record.chips = static_cast<int>(accuracy.perChip.size());
  finishAccuracy(inTop5, record, accuracy);
  record.byReadTime.push_back(std::move(accuracy));
  record.logitsDigest = digest.text();
  record.simulationSeconds = environment.now() - simulationStart;
  record.simulationCpuSeconds = environment.cpuSeconds() - cpuStart;
  record.imagesPerSecond = record.simulationSeconds > 0.0
                               ? static_cast<double>(record.images * record.chips) / record.simulationSeconds
                               : 0.0;
  record.seconds = environment.now() - start;
  return record;
}

}  // namespace ohmic::sim
