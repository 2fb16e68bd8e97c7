// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/choose_estimator.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "configs/mathematics/elementary.h"
#include "sim/run/classify.h"
#include "sim/run/judge.h"

namespace ohmic::sim {
namespace {

/// Sum over the images of -log softmax(logits)[label]; infinite where one is no number.
double crossEntropy(const std::vector<float>& outputs, std::int64_t classes, const models::Samples& samples) {
  double sum = 0.0;
  for (std::int64_t image = 0; image < samples.count(); ++image) {
    const float* logits = outputs.data() + image * classes;
    const auto greatest = static_cast<double>(*std::max_element(logits, logits + classes));
    double weights = 0.0;
    for (std::int64_t k = 0; k < classes; ++k) {
      weights += configs::exponential(static_cast<double>(logits[k]) - greatest);
    }
    sum += configs::logarithm(weights) + greatest - static_cast<double>(logits[samples.label(image)]);
  }
  return sum == sum ? sum : std::numeric_limits<double>::infinity();
}

}  // namespace

const NoisyNetwork::Estimator& chooseEstimator(const NoisyNetwork& network, const NoisyNetwork::Values& drawn,
                                               const models::NetworkChoice& choice,
                                               const models::Samples& calibration, int threads) {
  const auto& estimators = network.estimators();
  const NoisyNetwork::Estimator* best = &estimators.front();
  std::pair<double, double> least(std::numeric_limits<double>::infinity(), 0.0);
  for (const auto& estimator : estimators) {
    const models::Graph graph = network.graph(network.estimate(drawn, estimator));
    const auto outputs = outputsOf(graph, calibration, 0, calibration.count(), threads);
    const std::int64_t classes = models::elementCount(graph.values[graph.output].shape);
    const double value = Judge(choice, graph, calibration, outputs).judge(outputs).value;
    const bool hasClasses = choice.metric == models::Metric::top1 && classes > 1;
    const std::pair<double, double> loss(-value,
                                         hasClasses ? crossEntropy(outputs, classes, calibration) : 0.0);
    if (loss < least) {
      least = loss;
      best = &estimator;
    }
  }
  return *best;
}

}  // namespace ohmic::sim
