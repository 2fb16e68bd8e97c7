// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// The converter's transfer, one template over the Highway tag: the plain form uses it at one lane, the array
// kernels at full width. Only + - * min max and comparisons, so every target gives the same bits.

#if defined(OHMIC_DEVICES_CONVERTERS_ADC_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef OHMIC_DEVICES_CONVERTERS_ADC_INL_H
#undef OHMIC_DEVICES_CONVERTERS_ADC_INL_H
#else
#define OHMIC_DEVICES_CONVERTERS_ADC_INL_H
#endif

#include <hwy/highway.h>

#include <cstddef>
#include <cstdint>

#include "devices/converters/flash/flash-inl.h"
#include "devices/converters/nearest-inl.h"
#include "devices/converters/sar/sar-inl.h"

HWY_BEFORE_NAMESPACE();
namespace ohmic::devices {
namespace HWY_NAMESPACE {

/// Clamp to the codes there are and round half to even. Clamping first is the same as clamping last, because
/// the limits are integers.
template <class D, class V>
HWY_INLINE V adcRound(D d, V real, V least, V greatest) {
  namespace hn = hwy::HWY_NAMESPACE;
  return roundHalfEven(d, hn::Min(hn::Max(real, least), greatest));
}

/// What a converter with errors sees of a signal, in LSB: gain, offset, and a bow that is zero at the ends,
///
///     real + sign(real) 4 height x (1 - x)            x = min(|real| / greatest, 1)
///
/// @param height           of the bow, LSB.
/// @param inverseGreatest  1 / the greatest code.
template <class D, class V>
HWY_INLINE V adcReal(D d, V signal, V inverseLsb, V gain, V offset, V height, V inverseGreatest) {
  namespace hn = hwy::HWY_NAMESPACE;
  const auto real = hn::Add(hn::Mul(hn::Mul(signal, inverseLsb), gain), offset);
  const auto one = hn::Set(d, static_cast<hn::TFromD<D>>(1.0));
  const auto four = hn::Set(d, static_cast<hn::TFromD<D>>(4.0));
  const auto x = hn::Min(hn::Mul(hn::Abs(real), inverseGreatest), one);
  const auto bow = hn::Mul(hn::Mul(hn::Mul(four, x), hn::Sub(one, x)), height);
  return hn::Add(real, hn::IfThenElse(hn::Lt(real, hn::Zero(d)), hn::Sub(hn::Zero(d), bow), bow));
}

/// One converter's own numbers for each lane (AdcDeviation).
template <class D>
struct LaneErrors {
  hwy::HWY_NAMESPACE::Vec<D> gain, offset, bow;
  const hwy::HWY_NAMESPACE::TFromD<D>* levels;  ///< of bit b at levels[b * stride]; null: the nearest code
  const hwy::HWY_NAMESPACE::TFromD<D>* thresholds;  ///< of flashCode(); null: the same
  std::size_t stride;
  int bits;  ///< of a code's magnitude
};

/// The code of a converter with errors, a whole number.
///
/// @param signal      in the array's fixed-point units.
/// @param inverseLsb  1 / LSB.
template <class D, class V>
HWY_INLINE V adcCode(D d, V signal, V inverseLsb, const LaneErrors<D>& own, V least, V greatest,
                     V inverseGreatest, bool isSigned) {
  const auto real = adcReal(d, signal, inverseLsb, own.gain, own.offset, own.bow, inverseGreatest);
  if (own.thresholds != nullptr) {
    return flashCode(d, real, own.thresholds, own.stride, own.bits, isSigned);
  }
  return own.levels == nullptr ? adcRound(d, real, least, greatest)
                               : sarCode(d, real, own.levels, own.stride, own.bits, isSigned);
}

/// A converter without errors, in float: adcRound(signal / LSB) as 32-bit integers.
template <class DF>
class IdealAdc {
  using DI = hwy::HWY_NAMESPACE::Rebind<std::int32_t, DF>;
  using Real = hwy::HWY_NAMESPACE::Vec<DF>;
  using Code = hwy::HWY_NAMESPACE::Vec<DI>;

 public:
  HWY_INLINE IdealAdc(float inverseLsb, float least, float greatest)
      : inverseLsb_(hwy::HWY_NAMESPACE::Set(DF(), inverseLsb)),
        least_(hwy::HWY_NAMESPACE::Set(DF(), least)),
        greatest_(hwy::HWY_NAMESPACE::Set(DF(), greatest)),
        within_(hwy::HWY_NAMESPACE::Set(DI(), static_cast<std::int32_t>(greatest) - 1)) {}

  HWY_INLINE Code code(Real signal) const { return codeOf(hwy::HWY_NAMESPACE::Mul(signal, inverseLsb_)); }

  /// Of a signal in LSB.
  HWY_INLINE Code codeOf(Real real) const {
    namespace hn = hwy::HWY_NAMESPACE;
    return nearest_.of(hn::Min(hn::Max(real, least_), greatest_));
  }

  /// Whether codes are at an end of the range: either one of signed codes, the upper one of codes from
  /// zero.
  HWY_INLINE hwy::HWY_NAMESPACE::Mask<DI> isAtEnd(Code code) const { return isAbove(code, within_); }

  /// Greatest magnitude of a code that is not at an end.
  HWY_INLINE Code within() const { return within_; }

  static HWY_INLINE hwy::HWY_NAMESPACE::Mask<DI> isAbove(Code code, Code magnitude) {
    namespace hn = hwy::HWY_NAMESPACE;
    return hn::Gt(hn::Abs(code), magnitude);
  }

 private:
  Real inverseLsb_, least_, greatest_;
  Code within_;
  NearestInteger<DF> nearest_;
};

}  // namespace HWY_NAMESPACE
}  // namespace ohmic::devices
HWY_AFTER_NAMESPACE();

#endif
