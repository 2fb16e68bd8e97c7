// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>

namespace ohmic::models {

/// a * b + c rounded once, IEEE 754's fusedMultiplyAdd, for instruction sets without it: some twenty
/// operations.
///
/// The product is exact in double. The sum is rounded there to odd (the last bit stands for all that was cut
/// off), so that rounding it again to float gives what one rounding would.
///
/// Source  S. Boldo and G. Melquiond, "Emulation of a FMA and correctly rounded sums: proved algorithms using
///         rounding to odd", IEEE Trans. Computers 57(4), 2008.
[[nodiscard]] inline float multiplyAdd(float a, float b, float c) noexcept {
  const double product = static_cast<double>(a) * static_cast<double>(b);
  const double addend = static_cast<double>(c);
  const double sum = product + addend;
  const double back = sum - product;
  const double lost =
      (product - (sum - back)) + (addend - back);  // exact; not a number where the sum is none
  std::uint64_t bits;
  std::memcpy(&bits, &sum, sizeof bits);
  if ((lost > 0.0 || lost < 0.0) && bits % 2 == 0) {
    bits = (lost > 0.0) == (sum > 0.0) ? bits + 1 : bits - 1;
  }
  double odd;
  std::memcpy(&odd, &bits, sizeof odd);
  return static_cast<float>(odd);
}

}  // namespace ohmic::models
