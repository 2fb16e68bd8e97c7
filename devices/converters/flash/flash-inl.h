// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// The transfer of a flash converter.

#if defined(OHMIC_DEVICES_CONVERTERS_FLASH_FLASH_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef OHMIC_DEVICES_CONVERTERS_FLASH_FLASH_INL_H
#undef OHMIC_DEVICES_CONVERTERS_FLASH_FLASH_INL_H
#else
#define OHMIC_DEVICES_CONVERTERS_FLASH_FLASH_INL_H
#endif

#include <hwy/highway.h>

#include <cstddef>

HWY_BEFORE_NAMESPACE();
namespace ohmic::devices {
namespace HWY_NAMESPACE {

/// The code of comparators that all decide at once: how many thresholds the signal is above, less how many it
/// is below.
///
///     code = #{k: real > t_k} - #{k: real < -u_k}          k = 1 .. 2^bits - 1; unsigned codes have no u
///
/// A comparator out of order is counted all the same, as by an adder behind them.
///
/// @param thresholds  t_k, then u_k, for this lane at thresholds[i * stride], LSB.
/// @param bits        of the magnitude.
template <class D, class V>
HWY_INLINE V flashCode(D d, V real, const hwy::HWY_NAMESPACE::TFromD<D>* thresholds, std::size_t stride,
                       int bits, bool isSigned) {
  namespace hn = hwy::HWY_NAMESPACE;
  using T = hn::TFromD<D>;
  const auto one = hn::Set(d, static_cast<T>(1.0));
  const std::size_t comparators = (std::size_t{1} << bits) - 1;
  auto code = hn::Zero(d);
  for (std::size_t k = 0; k < comparators; ++k) {
    code = hn::Add(code, hn::IfThenElseZero(hn::Gt(real, hn::LoadU(d, thresholds + k * stride)), one));
  }
  const auto below = hn::Sub(hn::Zero(d), real);
  for (std::size_t k = comparators; isSigned && k < 2 * comparators; ++k) {
    code = hn::Sub(code, hn::IfThenElseZero(hn::Gt(below, hn::LoadU(d, thresholds + k * stride)), one));
  }
  return code;
}

}  // namespace HWY_NAMESPACE
}  // namespace ohmic::devices
HWY_AFTER_NAMESPACE();

#endif
