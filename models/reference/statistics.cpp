// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "configs/mathematics/elementary.h"
#include "models/reference/rows.h"

namespace ohmic::models {
namespace {

std::int64_t part(const Shape& shape, std::int64_t from, std::int64_t to) {
  return elementCount(Shape(shape.begin() + from, shape.begin() + to));
}

double startOf(Reduce::Kind kind) {
  switch (kind) {
    case Reduce::Kind::max:
      return -std::numeric_limits<double>::infinity();
    case Reduce::Kind::min:
      return std::numeric_limits<double>::infinity();
    case Reduce::Kind::product:
      return 1.0;
    default:
      return 0.0;
  }
}

void fold(Reduce::Kind kind, double value, double& sum) {
  switch (kind) {
    case Reduce::Kind::max:
      sum = value > sum || value != value ? value : sum;
      break;
    case Reduce::Kind::min:
      sum = value < sum || value != value ? value : sum;
      break;
    case Reduce::Kind::product:
      sum *= value;
      break;
    case Reduce::Kind::sumSquare:
    case Reduce::Kind::l2:
      sum += value * value;
      break;
    case Reduce::Kind::l1:
      sum += std::fabs(value);
      break;
    default:
      sum += value;
  }
}

double finish(Reduce::Kind kind, double sum, double terms) {
  switch (kind) {
    case Reduce::Kind::mean:
      return sum / terms;
    case Reduce::Kind::l2:
      return std::sqrt(sum);
    case Reduce::Kind::logSum:
      return configs::logarithm(sum);
    default:
      return sum;
  }
}

/// Calls visit(element, group) for every element, groups in row-major order of what is kept.
template <class Visit>
void forEachElement(const Reduce& op, const Shape& shape, Visit visit) {
  Shape kept = shape;
  for (const std::int64_t axis : op.axes) {
    kept[static_cast<std::size_t>(axis)] = 1;
  }
  Shape counts = shape;
  std::vector<std::int64_t> from = rowMajorStrides(shape);
  std::vector<std::int64_t> to = rowMajorStrides(kept);
  for (const std::int64_t axis : op.axes) {
    to[static_cast<std::size_t>(axis)] = 0;
  }
  if (counts.empty()) {
    counts = {1};
    from = to = {1};
  }
  forEachRow(counts, from, to, [&](std::int64_t source, std::int64_t target) {
    for (std::int64_t i = 0; i < counts.back(); ++i) {
      visit(source + i, static_cast<std::size_t>(target + i * to.back()));
    }
  });
}

/// ln(sum of e^x) without overflow: the greatest is taken out first.
void logSumExp(const Reduce& op, const Shape& shape, std::size_t results, const float* input, float* output) {
  std::vector<double> greatest(results, startOf(Reduce::Kind::max));
  forEachElement(op, shape, [&](std::int64_t i, std::size_t group) {
    fold(Reduce::Kind::max, static_cast<double>(input[i]), greatest[group]);
  });
  std::vector<double> sums(results, 0.0);
  forEachElement(op, shape, [&](std::int64_t i, std::size_t group) {
    sums[group] += configs::exponential(static_cast<double>(input[i]) - greatest[group]);
  });
  for (std::size_t i = 0; i < results; ++i) {
    output[i] = static_cast<float>(greatest[i] + configs::logarithm(sums[i]));
  }
}

/// Places of the extremes along op.axes[0].
void places(const Reduce& op, const Shape& shape, std::size_t results, const float* input, float* output) {
  const auto axis = op.axes.front();
  const std::int64_t inner = part(shape, axis + 1, static_cast<std::int64_t>(shape.size()));
  const std::int64_t size = shape[static_cast<std::size_t>(axis)];
  std::vector<float> best(results);
  std::vector<bool> isKnown(results, false);
  forEachElement(op, shape, [&](std::int64_t i, std::size_t group) {
    const float value = input[i];
    const bool isBetter = op.kind == Reduce::Kind::argMax ? value > best[group] : value < best[group];
    if (!isKnown[group] || isBetter || (op.takesLast && value == best[group])) {
      isKnown[group] = true;
      best[group] = value;
      output[group] = static_cast<float>(i / inner % size);
    }
  });
}

/// @param count  elements of the group, @p stride apart.
void normaliseGroup(const Normalise& op, std::size_t group, std::int64_t count, std::int64_t stride,
                    const float* input, float* output) {
  double mean = 0.0;
  for (std::int64_t i = 0; i < count; ++i) {
    mean += static_cast<double>(input[i * stride]);
  }
  mean = op.isCentred ? mean / static_cast<double>(count) : 0.0;
  double variance = 0.0;
  for (std::int64_t i = 0; i < count; ++i) {
    const double distance = static_cast<double>(input[i * stride]) - mean;
    variance += distance * distance;
  }
  const double perUnit = 1.0 / std::sqrt(variance / static_cast<double>(count) + op.epsilon);
  for (std::int64_t i = 0; i < count; ++i) {
    const std::size_t at = op.perGroup ? group : static_cast<std::size_t>(i);
    const double unit = (static_cast<double>(input[i * stride]) - mean) * perUnit;
    output[i * stride] =
        static_cast<float>(unit * static_cast<double>(op.scale[at]) + static_cast<double>(op.shift[at]));
  }
}

}  // namespace

void reduce(const Reduce& op, const Shape& inputShape, const Shape& outputShape, const float* input,
            float* output) {
  const auto results = static_cast<std::size_t>(elementCount(outputShape));
  if (op.kind == Reduce::Kind::argMax || op.kind == Reduce::Kind::argMin) {
    return places(op, inputShape, results, input, output);
  }
  if (op.kind == Reduce::Kind::logSumExp) {
    return logSumExp(op, inputShape, results, input, output);
  }
  std::vector<double> sums(results, startOf(op.kind));
  forEachElement(op, inputShape, [&](std::int64_t i, std::size_t group) {
    fold(op.kind, static_cast<double>(input[i]), sums[group]);
  });
  const double terms = static_cast<double>(elementCount(inputShape)) / static_cast<double>(results);
  for (std::size_t i = 0; i < results; ++i) {
    output[i] = static_cast<float>(finish(op.kind, sums[i], terms));
  }
}

void normaliseGroups(const Normalise& op, const Shape& shape, const float* input, float* output) {
  const std::int64_t outer = part(shape, 0, op.firstAxis);
  const std::int64_t count = part(shape, op.firstAxis, op.endAxis);
  const std::int64_t inner = part(shape, op.endAxis, static_cast<std::int64_t>(shape.size()));
  for (std::int64_t o = 0; o < outer; ++o) {
    for (std::int64_t i = 0; i < inner; ++i) {
      const std::int64_t start = o * count * inner + i;
      normaliseGroup(op, static_cast<std::size_t>(o * inner + i), count, inner, input + start,
                     output + start);
    }
  }
}

void localResponse(const Lrn& op, const Shape& shape, const float* input, float* output) {
  const std::int64_t channels = shape.front();
  const std::int64_t size = part(shape, 1, static_cast<std::int64_t>(shape.size()));
  for (std::int64_t c = 0; c < channels; ++c) {
    const std::int64_t first = std::max<std::int64_t>(c - (op.size - 1) / 2, 0);
    const std::int64_t end = std::min<std::int64_t>(c + op.size - (op.size - 1) / 2, channels);
    for (std::int64_t i = 0; i < size; ++i) {
      double sum = 0.0;
      for (std::int64_t n = first; n < end; ++n) {
        const auto x = static_cast<double>(input[n * size + i]);
        sum += x * x;
      }
      const double base = op.bias + op.alpha / static_cast<double>(op.size) * sum;
      output[c * size + i] =
          static_cast<float>(static_cast<double>(input[c * size + i]) / configs::power(base, op.beta));
    }
  }
}

}  // namespace ohmic::models
