// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/classify.h"

#include <algorithm>
#include <cmath>

#include "models/graph/decision.h"
#include "models/reference/float_network.h"
#include "sim/array/parallel.h"

namespace ohmic::sim {

int predict(const float* logits, std::int64_t classes, double threshold) {
  if (classes == 1) {
    return static_cast<double>(logits[0]) > threshold ? 1 : 0;
  }
  std::int64_t best = 0;
  for (std::int64_t c = 0; c < classes && !std::isnan(logits[best]); ++c) {
    if (std::isnan(logits[c]) || logits[c] > logits[best]) {
      best = c;
    }
  }
  return static_cast<int>(best);
}

bool isInTop5(const float* logits, std::int64_t classes, int label) {
  if (classes <= 5) {
    return true;
  }
  const float own = logits[label];
  int before = 0;
  for (std::int64_t c = 0; c < classes; ++c) {
    const bool isGreater = std::isnan(logits[c]) ? !std::isnan(own) : logits[c] > own;
    const bool isEqual = std::isnan(logits[c]) ? std::isnan(own) : logits[c] == own;
    before += isGreater || (isEqual && c < label) ? 1 : 0;
  }
  return before < 5;
}

Classification classifyDigitally(const models::Graph& graph, const models::Samples& samples,
                                 std::int64_t count, int threads, double threshold) {
  constexpr std::int64_t kTogether = 8;  // images that share their buffers
  const models::FloatNetwork network(graph);
  const std::int64_t classes = network.outputSize();
  Classification result{std::vector<int>(static_cast<std::size_t>(count)), 0,
                        std::vector<float>(static_cast<std::size_t>(count * classes))};
  std::vector<char> inTop5(static_cast<std::size_t>(count), 0);
  const auto parts = static_cast<std::size_t>((count + kTogether - 1) / kTogether);
  forEachIndex(parts, threads, [&](std::size_t part, int) {
    const std::int64_t first = static_cast<std::int64_t>(part) * kTogether;
    const std::int64_t images = std::min(kTogether, count - first);
    std::vector<float> pixels(static_cast<std::size_t>(images * network.inputSize()));
    for (std::int64_t i = 0; i < images; ++i) {
      samples.image(first + i, pixels.data() + i * network.inputSize());
    }
    float* const logits = result.logits.data() + first * classes;
    network.run(pixels.data(), images, logits);
    for (std::int64_t i = 0; i < images; ++i) {
      const auto image = static_cast<std::size_t>(first + i);
      result.predictions[image] = predict(logits + i * classes, classes, threshold);
      inTop5[image] = isInTop5(logits + i * classes, classes, samples.label(first + i)) ? 1 : 0;
    }
  });
  result.inTop5 = std::count(inTop5.begin(), inTop5.end(), 1);
  return result;
}

double thresholdOf(const models::NetworkChoice& choice, const models::Graph& graph) {
  return choice.threshold ? *choice.threshold : models::usualThreshold(graph);
}

double top1(const std::vector<int>& predictions, const std::vector<int>& labels) {
  std::int64_t right = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    right += predictions[i] == labels[i] ? 1 : 0;
  }
  return labels.empty() ? 0.0 : static_cast<double>(right) / static_cast<double>(labels.size());
}

}  // namespace ohmic::sim
