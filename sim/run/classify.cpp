// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/classify.h"

#include <algorithm>
#include <cmath>

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

std::vector<float> outputsOf(const models::Graph& graph, const models::Samples& samples, std::int64_t first,
                             std::int64_t count, int threads) {
  constexpr std::int64_t kTogether = 8;  // images that share their buffers
  const models::FloatNetwork network(graph);
  std::vector<float> outputs(static_cast<std::size_t>(count * network.outputSize()));
  const auto parts = static_cast<std::size_t>((count + kTogether - 1) / kTogether);
  forEachIndex(parts, threads, [&](std::size_t part, int) {
    const std::int64_t begin = static_cast<std::int64_t>(part) * kTogether;
    const std::int64_t images = std::min(kTogether, count - begin);
    std::vector<float> pixels(static_cast<std::size_t>(images * network.inputSize()));
    for (std::int64_t i = 0; i < images; ++i) {
      samples.image(first + begin + i, pixels.data() + i * network.inputSize());
    }
    network.run(pixels.data(), images, outputs.data() + begin * network.outputSize());
  });
  return outputs;
}

double top1(const std::vector<int>& predictions, const std::vector<int>& labels) {
  std::int64_t right = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    right += predictions[i] == labels[i] ? 1 : 0;
  }
  return labels.empty() ? 0.0 : static_cast<double>(right) / static_cast<double>(labels.size());
}

}  // namespace ohmic::sim
