// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/column/code_kernel.h"

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/array/column/code_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "devices/converters/dac-inl.h"
#include "sim/array/transpose-inl.h"

HWY_BEFORE_NAMESPACE();
namespace ohmic::sim {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

/// Two channels' codes of each pixel in one number, then pixel by pixel.
void QuantiseLine(const float* input, std::ptrdiff_t stride, int channels, int width, const devices::Dac& dac,
                  std::int32_t* pairs, std::int16_t* codes) {
  const hn::ScalableTag<float> df;
  const hn::RebindToSigned<decltype(df)> d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  for (int c = 0; c < channels; c += 2) {
    const float* const low = input + c * stride;
    const float* const high = low + stride;
    std::int32_t* const out = pairs + static_cast<std::ptrdiff_t>(c / 2) * width;
    int x = 0;
    for (; x + lanes <= width; x += lanes) {
      const auto first = devices::HWY_NAMESPACE::dacCodes(df, hn::LoadU(df, low + x), dac);
      const auto second = devices::HWY_NAMESPACE::dacCodes(df, hn::LoadU(df, high + x), dac);
      hn::StoreU(hn::Or(hn::And(first, hn::Set(d, 0xFFFF)), hn::ShiftLeft<16>(second)), d, out + x);
    }
    for (; x < width; ++x) {
      const std::int16_t both[2] = {dac.code(low[x]), dac.code(high[x])};
      hwy::CopyBytes<4>(both, out + x);
    }
  }
  transpose([&](int pair) { return pairs + static_cast<std::ptrdiff_t>(pair) * width; }, channels / 2, width,
            reinterpret_cast<std::int32_t*>(codes), channels / 2);
}

/// Runs of at least a vector; the last numbers are copied with some of those before them.
template <class D>
HWY_INLINE void CopyVectors(D d, const std::int16_t* HWY_RESTRICT from, std::ptrdiff_t fromStep, int runs,
                            int numbers, std::int16_t* HWY_RESTRICT to, std::ptrdiff_t toStep) {
  const int lanes = static_cast<int>(hn::Lanes(d)), last = numbers - lanes;
  for (int r = 0; r < runs; ++r) {
    for (int i = 0; i < last; i += lanes) {
      hn::StoreU(hn::LoadU(d, from + i), d, to + i);
    }
    hn::StoreU(hn::LoadU(d, from + last), d, to + last);
    from += fromStep;
    to += toStep;
  }
}

void CopyRuns(const std::int16_t* from, std::ptrdiff_t fromStep, int runs, int numbers, std::int16_t* to,
              std::ptrdiff_t toStep) {
  const hn::CappedTag<std::int16_t, 16> d;  // channels that are multiples of 16 lie within cache lines
  const hn::CappedTag<std::int16_t, 8> few;
  if (numbers >= static_cast<int>(hn::Lanes(d))) {
    CopyVectors(d, from, fromStep, runs, numbers, to, toStep);
  } else if (numbers >= static_cast<int>(hn::Lanes(few))) {
    CopyVectors(few, from, fromStep, runs, numbers, to, toStep);
  } else {
    for (int r = 0; r < runs; ++r) {
      std::copy_n(from + r * fromStep, numbers, to + r * toStep);
    }
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace ohmic::sim
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace ohmic::sim {

HWY_EXPORT(CopyRuns);
HWY_EXPORT(QuantiseLine);

void quantiseLine(const float* input, std::ptrdiff_t stride, int channels, int width, const devices::Dac& dac,
                  std::int32_t* pairs, std::int16_t* codes) {
  HWY_DYNAMIC_DISPATCH(QuantiseLine)(input, stride, channels, width, dac, pairs, codes);
}

void copyRuns(const std::int16_t* from, std::ptrdiff_t fromStep, int runs, int numbers, std::int16_t* to,
              std::ptrdiff_t toStep) {
  HWY_DYNAMIC_DISPATCH(CopyRuns)(from, fromStep, runs, numbers, to, toStep);
}

}  // namespace ohmic::sim

#endif
