// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/classify.h"

#include <cmath>

#include "models/reference/float_network.h"
#include "sim/array/parallel.h"

namespace ohmic::sim {

int predict(const float* logits, std::int64_t classes) {
  std::int64_t best = 0;
  for (std::int64_t c = 0; c < classes && !std::isnan(logits[best]); ++c) {
    if (std::isnan(logits[c]) || logits[c] > logits[best]) {
      best = c;
    }
  }
  return static_cast<int>(best);
}

std::vector<int> classifyDigitally(const models::Graph& graph, const models::Samples& samples,
                                   std::int64_t count, int threads) {
  const models::FloatNetwork network(graph);
  std::vector<int> predictions(static_cast<std::size_t>(count));
  forEachIndex(predictions.size(), threads, [&](std::size_t image, int) {
    std::vector<float> pixels(network.inputSize()), logits(network.outputSize());
    samples.image(static_cast<std::int64_t>(image), pixels.data());
    network.run(pixels.data(), 1, logits.data());
    predictions[image] = predict(logits.data(), network.outputSize());
  });
  return predictions;
}

double top1(const std::vector<int>& predictions, const std::vector<int>& labels) {
  std::int64_t right = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    right += predictions[i] == labels[i] ? 1 : 0;
  }
  return labels.empty() ? 0.0 : static_cast<double>(right) / static_cast<double>(labels.size());
}

}  // namespace ohmic::sim
