// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "configs/mathematics/elementary.h"
#include "models/reference/elementary.h"
#include "models/reference/pointwise.h"

namespace ohmic::models {
namespace {

template <class Function>
void apply(std::int64_t count, const float* input, float* output, Function function) {
  for (std::int64_t i = 0; i < count; ++i) {
    output[i] = function(input[i]);
  }
}

/// The same for a function of doubles, rounded once.
template <class Function>
void applyWide(std::int64_t count, const float* input, float* output, Function function) {
  for (std::int64_t i = 0; i < count; ++i) {
    output[i] = static_cast<float>(function(static_cast<double>(input[i])));
  }
}

float between(float x, float low, float high) noexcept {
  const float raised = x < low ? low : x;
  return raised > high ? high : raised;
}

/// ln(1 + e^x) without overflow.
double softplus(double x) noexcept {
  const double size = x < 0.0 ? -x : x;
  return (x > 0.0 ? x : 0.0) + configs::logarithm(1.0 + configs::exponential(-size));
}

/// e^x - 1 for x < 0; the series where the difference would cancel.
double exponentialLessOne(double x) noexcept {
  constexpr double kSmall = 1e-3;
  return -x < kSmall ? x * (1.0 + x * (0.5 + x * (1.0 / 6.0 + x * (1.0 / 24.0))))
                     : configs::exponential(x) - 1.0;
}

}  // namespace

void applyUnary(const Unary& op, std::int64_t count, const float* input, float* output) {
  using Kind = Unary::Kind;
  const float alpha = op.alpha;
  const float beta = op.beta;
  switch (op.kind) {
    case Kind::kRelu:
      return apply(count, input, output, [](float x) { return x < 0.0F ? 0.0F : x; });
    case Kind::kSigmoid:
      return apply(count, input, output, sigmoid);
    case Kind::kTanh:
      return applyWide(count, input, output, configs::hyperbolicTangent);
    case Kind::kErf:
      return applyWide(count, input, output, configs::errorFunction);
    case Kind::kExp:
      return applyWide(count, input, output, configs::exponential);
    case Kind::kLog:
      return applyWide(count, input, output, configs::logarithm);
    case Kind::kSqrt:
      return apply(count, input, output, [](float x) { return std::sqrt(x); });
    case Kind::kNeg:
      return apply(count, input, output, [](float x) { return -x; });
    case Kind::kAbs:
      return apply(count, input, output, [](float x) { return std::fabs(x); });
    case Kind::kReciprocal:
      return apply(count, input, output, [](float x) { return 1.0F / x; });
    case Kind::kFloor:
      return apply(count, input, output, [](float x) { return std::floor(x); });
    case Kind::kCeil:
      return apply(count, input, output, [](float x) { return std::ceil(x); });
    case Kind::kRound:
      return apply(count, input, output, roundHalfToEven);
    case Kind::kLinear:
      return apply(count, input, output, [alpha, beta](float x) { return alpha * x + beta; });
    case Kind::kNot:
      return apply(count, input, output, [](float x) { return x == 0.0F ? 1.0F : 0.0F; });
    case Kind::kSoftplus:
      return applyWide(count, input, output, softplus);
    case Kind::kHardSigmoid:
      return apply(count, input, output,
                   [alpha, beta](float x) { return between(alpha * x + beta, 0.0F, 1.0F); });
    case Kind::kHardSwish:
      return apply(count, input, output,
                   [](float x) { return x * between(x * (1.0F / 6.0F) + 0.5F, 0.0F, 1.0F); });
    case Kind::kLeakyRelu:
      return apply(count, input, output, [alpha](float x) { return x < 0.0F ? alpha * x : x; });
    case Kind::kElu:
      return applyWide(count, input, output, [alpha](double x) {
        return x < 0.0 ? static_cast<double>(alpha) * exponentialLessOne(x) : x;
      });
  }
}

void quantise(const Quantise& op, std::int64_t count, const float* input, float* output) {
  apply(count, input, output,
        [&op](float x) { return between(roundHalfToEven(x / op.scale) + op.zero, op.low, op.high); });
}

}  // namespace ohmic::models
