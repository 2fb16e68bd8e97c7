// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>
#include <limits>
#include <utility>

#include "models/graph/decision.h"
#include "sim/record/statistics.h"
#include "sim/run/classify.h"

namespace ohmic::sim {
namespace {

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : 0.5 * (values[half - 1] + values[half]);
}

std::int64_t countNotFinite(const std::vector<float>& outputs, std::int64_t ofAnImage) {
  std::int64_t images = 0;
  for (auto row = outputs.begin(); row != outputs.end(); row += ofAnImage) {
    images += std::all_of(row, row + ofAnImage, [](float output) { return std::isfinite(output); }) ? 0 : 1;
  }
  return images;
}

bool areAllEqual(const std::vector<int>& values) {
  return std::adjacent_find(values.begin(), values.end(), std::not_equal_to<>()) == values.end();
}

}  // namespace

Judge::Judge(const models::NetworkChoice& choice, const models::Graph& graph, const models::Samples& samples,
             const std::vector<float>& digital)
    : samples_(samples),
      metric_(choice.metric),
      outputs_(models::elementCount(graph.values[graph.output].shape)) {
  for (std::int64_t i = 0; i < samples.count(); ++i) {
    labels_.push_back(samples.label(i));
  }
  if (choice.threshold) {
    threshold_ = *choice.threshold;
  } else {
    threshold_ = metric_ == models::Metric::top1 ? models::usualThreshold(graph) : median(errorsOf(digital));
  }
}

std::vector<double> Judge::errorsOf(const std::vector<float>& outputs) const {
  std::vector<double> errors;
  std::vector<float> input(static_cast<std::size_t>(outputs_));
  const float* output = outputs.data();
  for (std::size_t image = 0; image < labels_.size(); ++image) {
    samples_.image(static_cast<std::int64_t>(image), input.data());
    double sum = 0.0;
    for (const float value : input) {
      const double difference = static_cast<double>(*output++) - value;
      sum += difference * difference;
    }
    const double error = sum / static_cast<double>(outputs_);
    errors.push_back(std::isnan(error) ? std::numeric_limits<double>::infinity() : error);
  }
  return errors;
}

std::string Judge::noteOf(const std::vector<float>& logits, const std::vector<int>& predictions) const {
  if (outputs_ != 1 || areAllEqual(labels_) || !areAllEqual(predictions)) {
    return {};
  }
  const auto [least, greatest] = std::minmax_element(logits.begin(), logits.end());
  return fmt::format(
      "no logit crosses network.threshold {}: all {} images are of class '{}' (logits from "
      "{:.4g} to {:.4g}); set network.threshold",
      threshold_, predictions.size(), samples_.classes()[static_cast<std::size_t>(predictions.front())],
      *least, *greatest);
}

Verdict Judge::judge(const std::vector<float>& outputs, std::int64_t first) const {
  Verdict verdict;
  verdict.notFinite = countNotFinite(outputs, outputs_);
  if (metric_ == models::Metric::aucReconstruction) {
    assert(first == 0);
    const std::vector<double> errors = errorsOf(outputs);
    verdict.value = areaUnderCurve(errors, labels_);
    for (const double error : errors) {
      verdict.predictions.push_back(error > threshold_ ? 1 : 0);
    }
    return verdict;
  }
  const auto count = static_cast<std::int64_t>(outputs.size()) / outputs_;
  const std::vector<int> labels(labels_.begin() + first, labels_.begin() + first + count);
  for (std::int64_t image = 0; image < count; ++image) {
    const float* const logits = outputs.data() + image * outputs_;
    verdict.predictions.push_back(predict(logits, outputs_, threshold_));
    verdict.inTop5 += isInTop5(logits, outputs_, labels[static_cast<std::size_t>(image)]) ? 1 : 0;
  }
  verdict.value = top1(verdict.predictions, labels);
  verdict.note = noteOf(outputs, verdict.predictions);
  return verdict;
}

std::string metricName(models::Metric metric) {
  return metric == models::Metric::top1 ? "top1" : "auc_reconstruction";
}

}  // namespace ohmic::sim
