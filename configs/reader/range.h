// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <string>

#include "configs/reader/quantity.h"

namespace ohmic::configs {

/// Which values a key may take. No range holds infinity or NaN.
struct Range {
  double least = -std::numeric_limits<double>::infinity();
  double greatest = std::numeric_limits<double>::infinity();
  bool openLeast = false;  ///< least itself is not allowed
  bool openGreatest = false;

  [[nodiscard]] static Range any() { return {}; }
  [[nodiscard]] static Range atLeast(double least) { return {least, any().greatest}; }
  [[nodiscard]] static Range above(double least) { return {least, any().greatest, true}; }
  [[nodiscard]] static Range positive() { return above(0.0); }
  [[nodiscard]] static Range between(double least, double greatest) { return {least, greatest}; }

  [[nodiscard]] bool contains(double value) const noexcept;

  /// "in [1, 16]", "in (0, 1]", "> 0", ">= 1", "<= 1"; empty where everything is allowed.
  [[nodiscard]] std::string text() const;

  /// The same with units: "in [1 nS, 100 uS]", "> 0 S".
  [[nodiscard]] std::string text(Dimension dimension) const;
};

}  // namespace ohmic::configs
