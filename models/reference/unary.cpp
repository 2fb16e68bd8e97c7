// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <limits>

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

/// sqrt(x^2 + sign), without overflow where x^2 has none.
double rootOfSquare(double x, double sign) noexcept { return std::sqrt(x * x + sign); }

double tangent(double x) noexcept { return configs::sine(x) / configs::cosine(x); }

double arcSine(double x) noexcept {
  constexpr double kHalfPi = 1.5707963267948966;
  const double size = x < 0.0 ? -x : x;
  if (size == 1.0) {
    return x * kHalfPi;
  }
  return configs::arcTangent(x / std::sqrt((1.0 - x) * (1.0 + x)));
}

double hyperbolicSine(double x) noexcept {
  const double size = x < 0.0 ? -x : x;
  const double less = exponentialLessOne(-size);  // e^-size - 1
  const double result = -0.5 * less * (1.0 + 1.0 / (1.0 + less));
  return x < 0.0 ? -result : result;
}

double hyperbolicCosine(double x) noexcept {
  return 0.5 * (configs::exponential(x) + configs::exponential(-x));
}

/// ln(1 + x) for x >= 0; the series where the sum would swallow x.
double logarithmOfOnePlus(double x) noexcept {
  constexpr double kSmall = 1e-4;
  return x < kSmall ? x * (1.0 - x * (0.5 - x * (1.0 / 3.0 - x * 0.25))) : configs::logarithm(1.0 + x);
}

double areaSine(double x) noexcept {
  const double size = x < 0.0 ? -x : x;
  const double root = rootOfSquare(size, 1.0);
  const double result = logarithmOfOnePlus(size + size * size / (1.0 + root));
  return x < 0.0 ? -result : result;
}

double areaTangent(double x) noexcept {
  const double size = x < 0.0 ? -x : x;
  const double result = 0.5 * logarithmOfOnePlus(2.0 * size / (1.0 - size));
  return x < 0.0 ? -result : result;
}

double geluTanh(double x) noexcept {
  constexpr double kRootTwoPerPi = 0.7978845608028654;
  return 0.5 * x * (1.0 + configs::hyperbolicTangent(kRootTwoPerPi * (x + 0.044715 * x * x * x)));
}

double gelu(double x) noexcept {
  constexpr double kPerRootTwo = 0.7071067811865476;
  return 0.5 * x * (1.0 + configs::errorFunction(x * kPerRootTwo));
}

bool isInfinite(float x, bool negative, bool positive) noexcept {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  return (positive && x == kInfinity) || (negative && x == -kInfinity);
}

/// The functions that few networks use.
void applyRare(const Unary& op, std::int64_t count, const float* input, float* output) {
  using Kind = Unary::Kind;
  const auto alpha = static_cast<double>(op.alpha);
  const auto beta = static_cast<double>(op.beta);
  switch (op.kind) {
    case Kind::truncate:
      return apply(count, input, output, [](float x) { return std::trunc(x); });
    case Kind::sign:
      return apply(count, input, output, [](float x) { return x > 0.0F ? 1.0F : x < 0.0F ? -1.0F : x; });
    case Kind::selu:
      return applyWide(count, input, output, [alpha, beta](double x) {
        return beta * (x > 0.0 ? x : alpha * exponentialLessOne(x));
      });
    case Kind::celu:
      return applyWide(count, input, output,
                       [alpha](double x) { return x < 0.0 ? alpha * exponentialLessOne(x / alpha) : x; });
    case Kind::thresholded:
      return apply(count, input, output, [&op](float x) { return x > op.alpha ? x : 0.0F; });
    case Kind::shrink:
      return apply(count, input, output, [&op](float x) {
        return x < -op.beta ? x + op.alpha : x > op.beta ? x - op.alpha : 0.0F;
      });
    case Kind::softsign:
      return apply(count, input, output, [](float x) { return x / (1.0F + std::fabs(x)); });
    case Kind::mish:
      return applyWide(count, input, output,
                       [](double x) { return x * configs::hyperbolicTangent(softplus(x)); });
    case Kind::gelu:
      return applyWide(count, input, output, gelu);
    case Kind::geluTanh:
      return applyWide(count, input, output, geluTanh);
    case Kind::swish:
      return applyWide(count, input, output,
                       [alpha](double x) { return x / (1.0 + configs::exponential(-alpha * x)); });
    case Kind::isNan:
      return apply(count, input, output, [](float x) { return x != x ? 1.0F : 0.0F; });
    case Kind::isInfinite:
      return apply(count, input, output,
                   [&op](float x) { return isInfinite(x, op.alpha != 0.0F, op.beta != 0.0F) ? 1.0F : 0.0F; });
    case Kind::sin:
      return applyWide(count, input, output, configs::sine);
    case Kind::cos:
      return applyWide(count, input, output, configs::cosine);
    case Kind::tan:
      return applyWide(count, input, output, tangent);
    case Kind::asin:
      return applyWide(count, input, output, arcSine);
    case Kind::acos:
      return applyWide(count, input, output, [](double x) { return 1.5707963267948966 - arcSine(x); });
    case Kind::atan:
      return applyWide(count, input, output, configs::arcTangent);
    case Kind::sinh:
      return applyWide(count, input, output, hyperbolicSine);
    case Kind::cosh:
      return applyWide(count, input, output, hyperbolicCosine);
    case Kind::asinh:
      return applyWide(count, input, output, areaSine);
    case Kind::acosh:
      return applyWide(count, input, output,
                       [](double x) { return configs::logarithm(x + rootOfSquare(x, -1.0)); });
    case Kind::atanh:
      return applyWide(count, input, output, areaTangent);
    default:
      return;  // applyUnary() knows the others
  }
}

}  // namespace

void applyUnary(const Unary& op, std::int64_t count, const float* input, float* output) {
  using Kind = Unary::Kind;
  const float alpha = op.alpha;
  const float beta = op.beta;
  switch (op.kind) {
    case Kind::relu:
      return apply(count, input, output, [](float x) { return x < 0.0F ? 0.0F : x; });
    case Kind::sigmoid:
      return apply(count, input, output, sigmoid);
    case Kind::tanh:
      return applyWide(count, input, output, configs::hyperbolicTangent);
    case Kind::erf:
      return applyWide(count, input, output, configs::errorFunction);
    case Kind::exp:
      return applyWide(count, input, output, configs::exponential);
    case Kind::log:
      return applyWide(count, input, output, configs::logarithm);
    case Kind::sqrt:
      return apply(count, input, output, [](float x) { return std::sqrt(x); });
    case Kind::neg:
      return apply(count, input, output, [](float x) { return -x; });
    case Kind::abs:
      return apply(count, input, output, [](float x) { return std::fabs(x); });
    case Kind::reciprocal:
      return apply(count, input, output, [](float x) { return 1.0F / x; });
    case Kind::floor:
      return apply(count, input, output, [](float x) { return std::floor(x); });
    case Kind::ceil:
      return apply(count, input, output, [](float x) { return std::ceil(x); });
    case Kind::round:
      return apply(count, input, output, roundHalfToEven);
    case Kind::linear:
      return apply(count, input, output, [alpha, beta](float x) { return alpha * x + beta; });
    case Kind::logicalNot:
      return apply(count, input, output, [](float x) { return x == 0.0F ? 1.0F : 0.0F; });
    case Kind::softplus:
      return applyWide(count, input, output, softplus);
    case Kind::hardSigmoid:
      return apply(count, input, output,
                   [alpha, beta](float x) { return between(alpha * x + beta, 0.0F, 1.0F); });
    case Kind::hardSwish:
      return apply(count, input, output,
                   [](float x) { return x * between(x * (1.0F / 6.0F) + 0.5F, 0.0F, 1.0F); });
    case Kind::leakyRelu:
      return apply(count, input, output, [alpha](float x) { return x < 0.0F ? alpha * x : x; });
    case Kind::elu:
      return applyWide(count, input, output, [alpha](double x) {
        return x < 0.0 ? static_cast<double>(alpha) * exponentialLessOne(x) : x;
      });
    default:
      return applyRare(op, count, input, output);
  }
}

void quantise(const Quantise& op, std::int64_t count, const float* input, float* output) {
  apply(count, input, output,
        [&op](float x) { return between(roundHalfToEven(x / op.scale) + op.zero, op.low, op.high); });
}

}  // namespace ohmic::models
