// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/describe_run.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "configs/reader/error.h"
#include "models/graph/decision.h"
#include "models/graph/refusal.h"
#include "sim/array/kernel_target.h"
#include "sim/run/build_id.h"
#include "sim/run/statistics.h"

namespace ohmic::sim {
namespace {

std::string shapeText(const models::Shape& shape) { return fmt::format("{}", fmt::join(shape, "x")); }

bool hasTop5(const RunRecord& record) { return record.classes.size() > 5; }

}  // namespace

void checkFit(const models::Graph& graph, const models::Samples& samples, const RunRequest& request) {
  const auto& wanted = graph.values[graph.input].shape;
  if (wanted != samples.shape()) {
    throw configs::InputError(
        {"", "network.model",
         fmt::format("the network takes images of {}, the data set {} has {}", shapeText(wanted),
                     request.dataset.name, shapeText(samples.shape())),
         "a network and a data set of the same shape (channels x height x width)",
         "choose another dataset.name or another model"});
  }
  const auto logits = models::elementCount(graph.values[graph.output].shape);
  const auto& output = graph.values[graph.output];
  if (!models::isVector(output.shape)) {
    throw configs::InputError({"", "network.model",
                               fmt::format("the output {} of {} for each image, which is no vector of classes",
                                           models::inQuotes(output.name), shapeText(output.shape)),
                               "one logit for each class",
                               "set network.output to the tensor or node that gives the logits (`ohmic inspect`)"});
  }
  const bool isBinary = logits == 1 && samples.classes().size() == 2;  // one logit and its threshold
  if (!isBinary && logits < static_cast<std::int64_t>(samples.classes().size())) {
    throw configs::InputError({"", "network.model",
                               fmt::format("the network gives {} logits, the data set {} has {} classes",
                                           logits, request.dataset.name, samples.classes().size()),
                               "at least one logit for each class",
                               "choose another dataset.name or another model"});
  }
}

std::string compilerName() {
#ifdef __clang__
  return __VERSION__;  // "Debian Clang 14.0.6"
#else
  return fmt::format("gcc {}", __VERSION__);
#endif
}

RunRecord describeRun(const RunRequest& request, const models::Graph& graph, const models::Samples& samples) {
  RunRecord record;
  record.version = OHMIC_VERSION;
  record.build = buildId();
  record.configName = request.configName;
  record.config = request.config;
  record.model = request.network.model.filename().string();
  record.dataset = fmt::format("{} {}", request.dataset.name,
                               request.dataset.split == models::Split::kTest ? "test" : "train");
  record.classes = samples.classes();
  record.images = samples.count();
  record.seed = request.seed;
  record.chips = request.chips;
  record.threads = request.threads;
  record.engine = request.weightNoise ? "float" : request.usesSystemC ? "systemc" : "functional";
  record.kernel = kernelTarget();
  record.compiler = compilerName();
  record.notes = graph.notes;
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

void addDigital(const Classification& digital, RunRecord& record) {
  record.digitalTop1 = top1(digital.predictions, record.labels);
  if (hasTop5(record)) {
    record.digitalTop5 = static_cast<double>(digital.inTop5) / static_cast<double>(record.images);
  }
}

void finishAccuracy(std::int64_t inTop5, const RunRecord& record, AccuracyRecord& accuracy) {
  accuracy.top1 = mean(accuracy.perChip);
  accuracy.interval95 = wilsonInterval(accuracy.top1, record.images);
  accuracy.chipStd = standardDeviation(accuracy.perChip);
  accuracy.chipInterval95 = studentInterval(accuracy.perChip);
  if (hasTop5(record)) {
    accuracy.top5 = static_cast<double>(inTop5) / static_cast<double>(record.images * record.chips);
    accuracy.top5Interval95 = wilsonInterval(*accuracy.top5, record.images);
  }
}

void countConfusion(const std::vector<int>& predictions, std::int64_t logits, RunRecord& record) {
  const auto classes = static_cast<std::size_t>(
      std::max<std::int64_t>(logits, static_cast<std::int64_t>(record.classes.size())));
  record.confusion.resize(record.classes.size(), std::vector<std::int64_t>(classes, 0));
  for (std::size_t i = 0; i < predictions.size(); ++i) {
    ++record.confusion[static_cast<std::size_t>(record.labels[i])][static_cast<std::size_t>(predictions[i])];
  }
}

}  // namespace ohmic::sim
