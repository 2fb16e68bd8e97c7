// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/position/code_kernel.h"

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/array/position/code_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "devices/converters/dac-inl.h"
#include "sim/array/dot-inl.h"
#include "sim/array/work-inl.h"

HWY_BEFORE_NAMESPACE();
namespace ohmic::sim {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Sum = hn::CappedTag<std::int32_t, kBlockPositions / 2>;
using Real = hn::RebindToFloat<Sum>;
using Word = hn::RebindToUnsigned<Sum>;
constexpr int kHalf = kBlockPositions / 2;

HWY_INLINE hn::Vec<Sum> Codes(const float* values, const devices::Dac& dac) {
  return devices::HWY_NAMESPACE::dacCodes(Real(), hn::LoadU(Real(), values), dac);
}

/// Codes of two channels' values in one number each.
HWY_INLINE hn::Vec<Sum> CodePair(const float* low, const float* high, const devices::Dac& dac) {
  const Sum d;
  const auto one = hn::And(Codes(low, dac), hn::Set(d, 0xFFFF));
  return high == nullptr ? one : hn::Or(one, hn::ShiftLeft<16>(Codes(high, dac)));
}

/// Full vectors, then a part of one, and one pixel at a time where a vector would read beyond the plane.
void QuantisePair(const float* first, const float* second, const PlaneLines& plane, const devices::Dac& dac,
                  std::int32_t* codes) {
  const Sum d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  const std::ptrdiff_t size = static_cast<std::ptrdiff_t>(plane.lines) * plane.width;
  for (std::ptrdiff_t from = 0; from < size; from += plane.width) {
    const float* low = first + from;
    const float* high = second == nullptr ? nullptr : second + from;
    int i = 0;
    for (; i + lanes <= plane.width; i += lanes) {
      hn::StoreU(CodePair(low + i, high == nullptr ? nullptr : high + i, dac), d, codes + i);
    }
    if (i < plane.width && from + i + lanes <= size) {
      const auto used = hn::FirstN(d, static_cast<std::size_t>(plane.width - i));
      hn::BlendedStore(CodePair(low + i, high == nullptr ? nullptr : high + i, dac), used, d, codes + i);
      i = plane.width;
    }
    for (; i < plane.width; ++i) {
      const std::int16_t two[2] = {dac.code(low[i]), high == nullptr ? std::int16_t{0} : dac.code(high[i])};
      hwy::CopyBytes<4>(two, codes + i);
    }
    codes += plane.stride;
  }
}

/// Sums of the work of the codes in both halves of some numbers; a product may leave a part of its sum apart.
struct WorkSums {
  HWY_INLINE WorkSums() {}  // of this target, as an implicit one is not

  hn::Vec<Sum> low = hn::Zero(Sum()), lowRest = hn::Zero(Sum());
  hn::Vec<Sum> high = hn::Zero(Sum()), highRest = hn::Zero(Sum());
};

struct AnyWork {
  const mapping::InputCodes& input;

  HWY_INLINE void add(hn::Vec<Sum> both, WorkSums& sums) const {
    sums.low = hn::Add(sums.low, workOfCodes(Sum(), whole(hn::ShiftLeft<16>(both)), input));
    sums.high = hn::Add(sums.high, workOfCodes(Sum(), whole(both), input));
  }
  HWY_INLINE static hn::Vec<Sum> total(hn::Vec<Sum> sum, hn::Vec<Sum> /*rest*/) { return sum; }

 private:
  HWY_INLINE hn::Vec<Sum> whole(hn::Vec<Sum> above) const {
    return input.isSigned() ? hn::ShiftRight<16>(above)
                            : hn::BitCast(Sum(), hn::ShiftRight<16>(hn::BitCast(Word(), above)));
  }
};

#if HWY_TARGET != HWY_SCALAR
/// The same for squares of codes below 2^15: products of both with one of them.
struct Squares {
  HWY_INLINE void add(hn::Vec<Sum> both, WorkSums& sums) const {
    const Sum d;
    const hn::Repartition<std::int16_t, Sum> dp;
    const auto isLow = hn::Set(d, 0xFFFF);
    const auto codes = hn::BitCast(dp, both);
    sums.low = dot(d, hn::BitCast(dp, hn::And(both, isLow)), codes, sums.low, sums.lowRest);
    sums.high = dot(d, hn::BitCast(dp, hn::AndNot(isLow, both)), codes, sums.high, sums.highRest);
  }
  HWY_INLINE static hn::Vec<Sum> total(hn::Vec<Sum> sum, hn::Vec<Sum> rest) {
    return hn::RearrangeToOddPlusEven(sum, rest);
  }
};
#endif

template <class Work>
void SumWorkOf(const Work& work, const std::int32_t* codes, const PlaneLines& plane, std::int64_t* sums) {
  constexpr int kExact = 64;  // codes of 12 bits in parallel: 64 squares stay within int32
  const Sum d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  std::fill_n(sums, 2 * plane.width, 0);
  HWY_ALIGN std::int32_t low[kHalf], high[kHalf];
  for (int x = 0; x < plane.width; x += lanes) {
    for (int begin = 0; begin < plane.lines; begin += kExact) {
      WorkSums some;
      for (int y = begin; y < std::min(begin + kExact, plane.lines); ++y) {
        work.add(hn::LoadU(d, codes + y * plane.stride + x), some);
      }
      hn::Store(Work::total(some.low, some.lowRest), d, low);
      hn::Store(Work::total(some.high, some.highRest), d, high);
      for (int lane = 0; lane < std::min(lanes, plane.width - x); ++lane) {
        sums[2 * (x + lane)] += low[lane];
        sums[2 * (x + lane) + 1] += high[lane];
      }
    }
  }
}

void SumWork(const std::int32_t* codes, const PlaneLines& plane, const mapping::InputCodes& input,
             std::int64_t* sums) {
#if HWY_TARGET != HWY_SCALAR
  if (isAmplitude(input.encoding) && input.offset() == 0 && input.greatest < 32768) {
    SumWorkOf(Squares(), codes, plane, sums);
    return;
  }
#endif
  SumWorkOf(AnyWork{input}, codes, plane, sums);
}

/// Numbers from i * step on.
HWY_INLINE hn::Vec<Sum> Strided(const std::int32_t* numbers, int step) {
  const Sum d;
  if (step == 1) {
    return hn::LoadU(d, numbers);
  }
#if HWY_TARGET != HWY_SCALAR
  if (step == 2) {
    return hn::ConcatEven(d, hn::LoadU(d, numbers + hn::Lanes(d)), hn::LoadU(d, numbers));
  }
#endif
  HWY_ALIGN std::int32_t lanes[kHalf];
  for (int lane = 0; lane < static_cast<int>(hn::Lanes(d)); ++lane) {
    lanes[lane] = numbers[static_cast<std::ptrdiff_t>(lane) * step];
  }
  return hn::Load(d, lanes);
}

void CopyLines(const std::int32_t* from, const PlaneLines& plane, int step, std::int32_t* to) {
  const Sum d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  for (int y = 0; y < plane.lines; ++y) {
    for (int i = 0; i < plane.width; i += lanes) {
      hn::StoreU(Strided(from + static_cast<std::ptrdiff_t>(i) * step, step), d, to + i);
    }
    from += plane.stride;
    to += plane.width;
  }
}

HWY_INLINE void PackRun(const std::int32_t* numbers, const RowPair& pair, int step, int count,
                        std::int32_t* out) {
  const Sum d;
  const Word du;
  const int lanes = static_cast<int>(hn::Lanes(d));
  const auto upper = hn::Set(d, static_cast<std::int32_t>(0xFFFF0000U));
  for (int i = 0; i < count; i += lanes) {
    const std::ptrdiff_t from = static_cast<std::ptrdiff_t>(i) * step;
    const auto first = Strided(numbers + pair.first + from, step);
    if (pair.isWhole()) {
      hn::StoreU(first, d, out + i);
      continue;
    }
    const auto second = Strided(numbers + pair.second + from, step);
    const auto low = pair.isFirstHigh ? hn::BitCast(d, hn::ShiftRight<16>(hn::BitCast(du, first)))
                                      : hn::AndNot(upper, first);
    const auto high = pair.isSecondHigh ? hn::And(upper, second) : hn::ShiftLeft<16>(second);
    hn::StoreU(hn::Or(low, high), d, out + i);
  }
}

void PackPairs(const std::int32_t* numbers, const RowPair* pairs, int count, const PositionRun* runs,
               int runCount, int step, std::ptrdiff_t pairStride, std::int32_t* panel) {
  for (int k = 0; k < count; ++k) {
    for (int r = 0; r < runCount; ++r) {
      PackRun(numbers + runs[r].offset, pairs[k], step, runs[r].count, panel + k * pairStride + runs[r].lane);
    }
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace ohmic::sim
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace ohmic::sim {

HWY_EXPORT(QuantisePair);
HWY_EXPORT(SumWork);
HWY_EXPORT(CopyLines);
HWY_EXPORT(PackPairs);

void quantisePair(const float* first, const float* second, const PlaneLines& plane, const devices::Dac& dac,
                  std::int32_t* codes) {
  HWY_DYNAMIC_DISPATCH(QuantisePair)(first, second, plane, dac, codes);
}

void sumWork(const std::int32_t* codes, const PlaneLines& plane, const mapping::InputCodes& input,
             std::int64_t* sums) {
  HWY_DYNAMIC_DISPATCH(SumWork)(codes, plane, input, sums);
}

void copyLines(const std::int32_t* from, const PlaneLines& plane, int step, std::int32_t* to) {
  HWY_DYNAMIC_DISPATCH(CopyLines)(from, plane, step, to);
}

void packPairs(const std::int32_t* numbers, const RowPair* pairs, int count, const PositionRun* runs,
               int runCount, int step, std::ptrdiff_t pairStride, std::int32_t* panel) {
  HWY_DYNAMIC_DISPATCH(PackPairs)(numbers, pairs, count, runs, runCount, step, pairStride, panel);
}

}  // namespace ohmic::sim

#endif
