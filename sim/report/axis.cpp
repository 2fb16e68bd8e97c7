// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/axis.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <string_view>

namespace ohmic::sim::report {
namespace {

struct Step {
  double mantissa = 1.0;
  int exponent = 0;

  [[nodiscard]] double size() const { return mantissa * std::pow(10.0, exponent); }
};

/// The smallest of 1, 2, 5 times a power of ten that is at least @p least.
Step roundStep(double least) {
  const int exponent = static_cast<int>(std::floor(std::log10(least)));
  for (const double mantissa : {1.0, 2.0, 5.0}) {
    const Step step{mantissa, exponent};
    if (step.size() >= least * (1.0 - 1e-9)) {
      return step;
    }
  }
  return {1.0, exponent + 1};
}

/// The step's size as a label: digits where they are few, else a power with raised digits.
std::string labelOf(const Step& step) {
  const int exponent = step.exponent;
  if (exponent >= -3 && exponent <= 4) {
    return fixed(step.size(), std::max(0, -exponent));
  }
  constexpr std::array<std::string_view, 10> kRaised = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string label =
      (step.mantissa == 1.0 ? "" : fixed(step.mantissa, 0) + "·") + (exponent < 0 ? "10⁻" : "10");
  for (const char digit : fmt::format("{}", std::abs(exponent))) {
    label += kRaised[static_cast<std::size_t>(digit - '0')];
  }
  return label;
}

}  // namespace

std::vector<Tick> linearTicks(double low, double high, int wanted) {
  assert(low < high && std::isfinite(low) && std::isfinite(high));
  const Step step = roundStep((high - low) / wanted);
  const double size = step.size();
  const double slack = 1e-9 * size;
  std::vector<Tick> ticks;
  const double first = std::ceil((low - slack) / size);
  for (int i = 0; i <= 3 * wanted && (first + i) * size <= high + slack; ++i) {
    const double k = first + i;
    const double value = step.exponent < 0 ? k * step.mantissa / std::pow(10.0, -step.exponent) : k * size;
    ticks.push_back({value, fixed(value, std::max(0, -step.exponent))});
  }
  return ticks;
}

std::vector<Tick> logTicks(double low, double high) {
  assert(0.0 < low && low < high);
  const int first = static_cast<int>(std::floor(std::log10(low) + 1e-9));
  const int last = static_cast<int>(std::ceil(std::log10(high) - 1e-9));
  const int stride = (last - first) / 8 + 1;
  const bool isShort = std::log10(high / low) < 2.0;
  std::vector<Tick> ticks;
  for (int exponent = first; exponent <= last; exponent += stride) {
    for (const double mantissa : {1.0, 2.0, 5.0}) {
      const Step step{mantissa, exponent};
      const double value = step.size();
      const bool isWanted = mantissa == 1.0 || isShort;
      if (isWanted && value >= low * (1.0 - 1e-9) && value <= high * (1.0 + 1e-9)) {
        ticks.push_back({value, labelOf(step)});
      }
    }
  }
  return ticks.size() < 2 ? linearTicks(low, high) : ticks;
}

double Axis::share(double value) const {
  if (!std::isfinite(value) || (logarithmic && value <= 0.0)) {
    return 0.0;
  }
  const double place =
      logarithmic ? std::log(value / low) / std::log(high / low) : (value - low) / (high - low);
  return std::clamp(place, 0.0, 1.0);
}

Axis linearAxis(const std::string& title, double low, double high, const Scale& scale) {
  Axis axis;
  axis.title = scale.unit.empty() ? title : fmt::format("{} ({})", title, scale.unit);
  axis.low = std::isfinite(low) ? low : 0.0;
  axis.high =
      std::isfinite(high) && high > axis.low ? high : axis.low + std::max(scale.factor, std::abs(axis.low));
  axis.ticks = linearTicks(axis.low / scale.factor, axis.high / scale.factor);
  for (auto& tick : axis.ticks) {
    tick.value *= scale.factor;
  }
  return axis;
}

Axis zeroAxis(const std::string& title, double largest, const Scale& scale, double headroom) {
  return linearAxis(title, 0.0, largest * headroom, scale);
}

Axis logAxis(const std::string& title, double low, double high) {
  Axis axis{title, low, high, true, {}};
  if (!(axis.low > 0.0) || !std::isfinite(axis.low)) {
    axis.low = 1.0;
  }
  if (!(axis.high > axis.low) || !std::isfinite(axis.high)) {
    axis.high = 10.0 * axis.low;
  }
  axis.ticks = logTicks(axis.low, axis.high);
  return axis;
}

}  // namespace ohmic::sim::report
