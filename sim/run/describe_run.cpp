// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/describe_run.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/array/kernel_target.h"
#include "sim/record/statistics.h"
#include "sim/run/build_id.h"

namespace ohmic::sim {
namespace {

bool hasTop5(const RunRecord& record) { return record.classes.size() > 5; }

}  // namespace

std::string compilerName() {
#ifdef __clang__
  return __VERSION__;  // "Debian Clang 14.0.6"
#else
  return fmt::format("gcc {}", __VERSION__);
#endif
}

std::int64_t imagesOfAChip(const RunRequest& request, const models::Samples& samples, int chips) {
  const int groups = request.chipsOfAnImage > 0 ? std::max(chips / request.chipsOfAnImage, 1) : 1;
  return samples.count() / groups;
}

RunRecord describeRun(const RunRequest& request, const RunInputs& inputs) {
  const models::Samples& samples = *inputs.samples;
  RunRecord record;
  record.version = OHMIC_VERSION;
  record.build = buildId();
  record.configName = request.configName;
  record.config = request.config;
  record.model = request.network.model.filename().string();
  record.dataset = fmt::format("{} {}", request.dataset.name, models::splitName(request.dataset.split));
  record.classes = samples.classes();
  record.images = imagesOfAChip(request, samples, request.chips);
  record.seed = request.seed;
  record.chips = request.chips;
  record.threads = request.threads;
  record.engine = request.isFloat() ? "float" : request.usesSystemC ? "systemc" : "functional";
  record.kernel = kernelTarget();
  record.compiler = compilerName();
  record.chipsOfAnImage = request.chipsOfAnImage;
  record.metric = metricName(request.network.metric);
  record.notes = inputs.notes;
  for (std::int64_t i = 0; i < samples.count(); ++i) {
    record.labels.push_back(samples.label(i));
  }
  return record;
}

void addIdentity(const RunIdentity& identity, RunRecord& record) {
  record.inputs = identity.inputs;
  record.modelDigest = identity.inputs.at("network.model");
  record.dataDigest = identity.inputs.at("dataset");
  record.id = identity.id();
}

void addDigital(const Verdict& digital, RunRecord& record) {
  record.digitalTop1 = digital.value;
  record.digitalPredictions = digital.predictions;
  record.digitalNotFinite = digital.notFinite;
  if (!digital.note.empty()) {
    record.notes.push_back("the digital network: " + digital.note);
  }
  if (hasTop5(record)) {
    record.digitalTop5 = static_cast<double>(digital.inTop5) / static_cast<double>(record.distinctImages());
  }
}

void finishAccuracy(std::int64_t inTop5, const RunRecord& record, AccuracyRecord& accuracy) {
  accuracy.top1 = mean(accuracy.perChip);
  accuracy.interval95 = metricInterval(record, accuracy.top1);
  accuracy.chipStd = standardDeviation(accuracy.perChip);
  accuracy.chipInterval95 = studentInterval(accuracy.perChip);
  if (hasTop5(record)) {
    accuracy.top5 = static_cast<double>(inTop5) / static_cast<double>(record.images * record.chips);
    accuracy.top5Interval95 = wilsonInterval(*accuracy.top5, record.distinctImages());
  }
}

void countConfusion(const std::vector<int>& predictions, std::size_t chip, std::int64_t logits,
                    RunRecord& record) {
  const bool isByLogit = record.metric == metricName(models::Metric::top1);
  const auto classes = static_cast<std::size_t>(
      std::max<std::int64_t>(isByLogit ? logits : 0, static_cast<std::int64_t>(record.classes.size())));
  record.confusion.resize(record.classes.size(), std::vector<std::int64_t>(classes, 0));
  for (std::size_t i = 0; i < predictions.size(); ++i) {
    const int label = record.labels[static_cast<std::size_t>(record.firstImage(chip)) + i];
    ++record.confusion[static_cast<std::size_t>(label)][static_cast<std::size_t>(predictions[i])];
  }
}

}  // namespace ohmic::sim
