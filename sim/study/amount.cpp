// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/amount.h"

#include "configs/reader/error.h"
#include "configs/reader/number.h"

namespace ohmic::sim {
namespace {

using configs::Dimension;

constexpr int kDimensions = static_cast<int>(Dimension::level) + 1;

/// 0.02 or 2 %.
std::optional<double> readFraction(const std::string& text) {
  const auto decimal = configs::scanDecimal(text);
  if (!decimal || (!decimal->rest.empty() && decimal->rest != "%")) {
    return std::nullopt;
  }
  return configs::toDouble(*decimal, decimal->rest.empty() ? 0 : -2);
}

std::optional<double> readQuantity(const std::string& text, Dimension dimension) {
  try {
    return configs::parseQuantity(text, dimension);
  } catch (const configs::InputError&) {
    return std::nullopt;
  }
}

template <typename Read>
bool readAll(const std::vector<std::string>& texts, const Read& read, std::vector<double>& values) {
  values.clear();
  for (const auto& text : texts) {
    const auto value = read(text);
    if (!value) {
      return false;
    }
    values.push_back(*value);
  }
  return true;
}

}  // namespace

Amounts readAmounts(const std::vector<std::string>& texts) {
  Amounts amounts;
  if (readAll(texts, readFraction, amounts.values)) {
    amounts.isNumeric = true;
    return amounts;
  }
  for (int d = 0; d < kDimensions; ++d) {
    const auto dimension = static_cast<Dimension>(d);
    const auto read = [dimension](const std::string& text) { return readQuantity(text, dimension); };
    if (readAll(texts, read, amounts.values)) {
      amounts.isNumeric = true;
      amounts.dimension = dimension;
      return amounts;
    }
  }
  amounts.values.clear();
  return amounts;
}

std::string columnSuffix(const std::optional<Dimension>& dimension) {
  if (!dimension) {
    return {};
  }
  if (*dimension == Dimension::dataRate) {
    return "_bit_per_s";
  }
  const std::string one = configs::formatQuantity(1.0, *dimension);
  return "_" + one.substr(one.find(' ') + 1);
}

}  // namespace ohmic::sim
