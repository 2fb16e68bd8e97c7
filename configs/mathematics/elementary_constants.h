// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>

namespace ohmic::configs {

// What the elementary functions of one number and of vectors share.

inline constexpr double kLog2High =
    6.93147180369123816490e-01;  // ln 2 in two parts, the first with 33 bits (fdlibm)
inline constexpr double kLog2Low = 1.90821492927058770002e-10;
inline constexpr double kPerLog2 = 1.4426950408889634;         // 1 / ln 2
inline constexpr double kGreatestExponent = 709.782712893384;  ///< e to more is infinite
inline constexpr double kLeastExponent = -745.2;               ///< e to less is 0

/// 1, 1 / 1!, 1 / 2!, ..., 1 / 13!
inline constexpr std::array<double, 14> kInverseFactorials = [] {
  std::array<double, 14> terms{1.0};
  double factorial = 1.0;
  for (std::size_t k = 1; k < terms.size(); ++k) {
    factorial *= static_cast<double>(k);
    terms[k] = 1.0 / factorial;
  }
  return terms;
}();

}  // namespace ohmic::configs
