// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/position/code_kernel.h"

#include <algorithm>
#include <limits>

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

/// Sums over the codes in the low halves of some numbers, and in the high ones.
struct HalfSums {
  hn::Vec<Sum> low, high;

  HWY_INLINE HalfSums plus(const HalfSums& other) const {
    return {hn::Add(low, other.low), hn::Add(high, other.high)};
  }
  HWY_INLINE HalfSums minus(const HalfSums& other) const {
    return {hn::Sub(low, other.low), hn::Sub(high, other.high)};
  }
};

/// Work of any law.
class AnyWork {
 public:
  explicit AnyWork(const mapping::InputCodes& input) : input_(input) {}

  struct Sums {
    HWY_INLINE Sums() {}  // of this target, as an implicit one is not

    hn::Vec<Sum> low = hn::Zero(Sum()), high = hn::Zero(Sum());
  };

  HWY_INLINE void add(hn::Vec<Sum> both, Sums& sums) const {
    sums.low = hn::Add(sums.low, workOfCodes(Sum(), whole(hn::ShiftLeft<16>(both)), input_));
    sums.high = hn::Add(sums.high, workOfCodes(Sum(), whole(both), input_));
  }
  HWY_INLINE static HalfSums halves(const Sums& sums) { return {sums.low, sums.high}; }

 private:
  HWY_INLINE hn::Vec<Sum> whole(hn::Vec<Sum> above) const {
    return input_.isSigned() ? hn::ShiftRight<16>(above)
                             : hn::BitCast(Sum(), hn::ShiftRight<16>(hn::BitCast(Word(), above)));
  }

  const mapping::InputCodes& input_;
};

#if HWY_TARGET != HWY_SCALAR
/// Squares of codes below 2^15: products of both with one of them, and of both with both, modulo 2^32.
class Squares {
 public:
  struct Sums {
    HWY_INLINE Sums() {}  // of this target, as an implicit one is not

    hn::Vec<Sum> low = hn::Zero(Sum()), lowRest = hn::Zero(Sum());
    hn::Vec<Sum> both = hn::Zero(Sum()), bothRest = hn::Zero(Sum());  // a product leaves a part there
  };

  HWY_INLINE void add(hn::Vec<Sum> both, Sums& sums) const {
    const Sum d;
    const hn::Repartition<std::int16_t, Sum> dp;
    const auto codes = hn::BitCast(dp, both), low = hn::BitCast(dp, hn::And(both, hn::Set(d, 0xFFFF)));
    sums.low = dot(d, low, codes, sums.low, sums.lowRest);
    sums.both = dot(d, codes, codes, sums.both, sums.bothRest);
  }
  HWY_INLINE static HalfSums halves(const Sums& sums) {
    const auto low = hn::RearrangeToOddPlusEven(sums.low, sums.lowRest);
    return {low, hn::Sub(hn::RearrangeToOddPlusEven(sums.both, sums.bothRest), low)};
  }
};
#endif

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

/// A plane, its windows and a line of sums for each half.
struct WorkPlane {
  const std::int32_t* codes;
  int width;
  PlaneWindows y, x;
  std::int32_t *low, *high;
};

/// Work of some positions' lines, summed for the numbers from @p at on. Two sums in turns: each waits for its
/// last product.
template <class Work>
HWY_INLINE HalfSums SumOfLines(const Work& work, const WorkPlane& plane, int at, int first, int count) {
  const int stride = plane.y.stride;
  if (stride == 1) {
    const int begin = std::max(first, plane.y.begin);
    count = std::min(first + count, plane.y.end) - begin;
    first = begin;
  }
  const std::ptrdiff_t step = static_cast<std::ptrdiff_t>(stride) * plane.width;
  const std::int32_t* codes = plane.codes + static_cast<std::ptrdiff_t>(first) * plane.width + at;
  typename Work::Sums even, odd;
  int n = 0;
  for (; n + 2 <= count; n += 2, codes += 2 * step) {
    work.add(hn::LoadU(Sum(), codes), even);
    work.add(hn::LoadU(Sum(), codes + step), odd);
  }
  if (n < count) {
    work.add(hn::LoadU(Sum(), codes), even);
  }
  return Work::halves(even).plus(Work::halves(odd));
}

/// The numbers from @p at on that the kernel's first place sees.
HWY_INLINE HalfSums Seen(const WorkPlane& plane, int at, const HalfSums& sums) {
  const auto seen = hn::FirstN(Sum(), static_cast<std::size_t>(std::max(plane.x.positions - at, 0)));
  return {hn::IfThenElseZero(seen, sums.low), hn::IfThenElseZero(seen, sums.high)};
}

/// A line enters the window of those summed, or leaves it.
template <bool kEnters, class Work>
HWY_INLINE void MoveLine(const Work& work, const WorkPlane& plane, int line, HalfSums& all) {
  const Sum d;
  if (line < plane.y.begin || line >= plane.y.end) {
    return;
  }
  const std::int32_t* codes = plane.codes + static_cast<std::ptrdiff_t>(line) * plane.width;
  for (int at = plane.x.begin; at < plane.x.end; at += static_cast<int>(hn::Lanes(d))) {
    typename Work::Sums one;
    work.add(hn::LoadU(d, codes + at), one);
    const HalfSums own = Work::halves(one), seen = Seen(plane, at, own);
    const HalfSums before{hn::LoadU(d, plane.low + at), hn::LoadU(d, plane.high + at)};
    const HalfSums sums = kEnters ? before.plus(own) : before.minus(own);
    all = kEnters ? all.plus(seen) : all.minus(seen);
    hn::StoreU(sums.low, d, plane.low + at);
    hn::StoreU(sums.high, d, plane.high + at);
  }
}

/// Sums over @p count lines from @p begin on that the kernel's line i sees, number by number: where
/// neighbouring windows overlap, from those of line i - 1, without the lines that leave the window, with
/// those that enter it.
/// @param all  sums over the first place's numbers; of line i - 1 before.
template <class Work>
HWY_INLINE void SumLines(const Work& work, const WorkPlane& plane, int i, int begin, int count,
                         HalfSums& all) {
  const Sum d;
  const PlaneWindows& y = plane.y;
  const int first = begin * y.stride + i * y.dilation;
  if (i > 0 && y.stride == 1 && 2 * y.dilation < count) {
    for (int line = first - y.dilation; line < first; ++line) {
      MoveLine<false>(work, plane, line, all);
      MoveLine<true>(work, plane, line + count, all);
    }
    return;
  }
  all = {hn::Zero(d), hn::Zero(d)};
  for (int at = plane.x.begin; at < plane.x.end; at += static_cast<int>(hn::Lanes(d))) {
    const HalfSums sums = SumOfLines(work, plane, at, first, count);
    hn::StoreU(sums.low, d, plane.low + at);
    hn::StoreU(sums.high, d, plane.high + at);
    all = all.plus(Seen(plane, at, sums));
  }
}

#if HWY_TARGET != HWY_SCALAR
/// Lane by lane of its blocks of 128 bits.
template <class D, class V>
HWY_INLINE auto SumOfBlocks(D d, V v) {
  if constexpr (hn::MaxLanes(D()) <= 4) {
    return v;
  } else {
    const hn::Half<D> half;
    return SumOfBlocks(half, hn::Add(hn::LowerHalf(half, v), hn::UpperHalf(half, v)));
  }
}
#endif

/// Sums of two vectors' lanes, modulo 2^32.
HWY_INLINE void SumBoth(const HalfSums& sums, std::int32_t (&both)[2]) {
#if HWY_TARGET == HWY_SCALAR
  both[0] = hn::GetLane(sums.low);
  both[1] = hn::GetLane(sums.high);
#else
  const Sum d;
  HWY_ALIGN std::int32_t quads[4];
  const auto pairs =
      hn::Add(hn::InterleaveLower(d, sums.low, sums.high), hn::InterleaveUpper(d, sums.low, sums.high));
  hn::Store(SumOfBlocks(d, pairs), hn::FixedTag<std::int32_t, 4>(), quads);
  const auto sum = [](std::int32_t a, std::int32_t b) {  // modulo 2^32, as the lanes' sums
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(a) + static_cast<std::uint32_t>(b));
  };
  both[0] = sum(quads[0], quads[2]);
  both[1] = sum(quads[1], quads[3]);
#endif
}

/// out[2 * j] += sum over the numbers that place j sees. @param first  for the first place; null: it is to be
/// summed.
HWY_INLINE void SumPlaces(const std::int32_t* numbers, const PlaneWindows& x, const std::int32_t* first,
                          std::int64_t* out) {
  std::int64_t sum = first == nullptr ? 0 : *first;
  for (int j = 0; j < x.places; ++j) {
    const std::int32_t* seen = numbers + j * x.dilation;
    if (x.stride > 1 || (j == 0 && first == nullptr)) {
      sum = 0;
      for (int i = 0; i < x.positions; ++i) {
        sum += seen[i * x.stride];
      }
    } else if (j > 0) {
      for (int i = -x.dilation; i < 0; ++i) {
        sum += std::int64_t{seen[i + x.positions]} - seen[i];
      }
    }
    out[2 * j] += sum;
  }
}

template <class Work>
HWY_INLINE void SumWorkOf(const Work& work, const WorkPlane& plane, const mapping::InputCodes& input,
                          std::int64_t* sums) {
  constexpr int kExact = 64;  // codes of 12 bits in parallel: 64 squares stay within int32
  const PlaneWindows &y = plane.y, &x = plane.x;
  std::fill_n(sums, 2 * y.places * x.places, 0);
  for (int begin = 0; begin < y.positions; begin += kExact) {
    const int count = std::min(kExact, y.positions - begin);
    const bool fits = input.greatestWork() * count * x.positions <= std::numeric_limits<std::int32_t>::max();
    HalfSums all{hn::Zero(Sum()), hn::Zero(Sum())};
    for (int i = 0; i < y.places; ++i) {
      SumLines(work, plane, i, begin, count, all);
      std::int32_t first[2];
      SumBoth(all, first);
      std::int64_t* out = sums + static_cast<std::ptrdiff_t>(i) * x.places * 2;
      SumPlaces(plane.low, x, fits ? first : nullptr, out);
      SumPlaces(plane.high, x, fits ? first + 1 : nullptr, out + 1);
    }
  }
}

void SumWork(const std::int32_t* codes, int width, const PlaneWindows& y, const PlaneWindows& x,
             const mapping::InputCodes& input, std::int32_t* room, std::int64_t* sums) {
  const WorkPlane plane{codes, width, y, x, room, room + width + kHalf};
#if HWY_TARGET != HWY_SCALAR
  if (isAmplitude(input.encoding) && input.offset() == 0 && input.greatest < 32768) {
    SumWorkOf(Squares(), plane, input, sums);
    return;
  }
#endif
  SumWorkOf(AnyWork(input), plane, input, sums);
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

std::size_t workRoom(int width) { return 2 * (static_cast<std::size_t>(width) + kBlockPositions / 2); }

void sumWork(const std::int32_t* codes, int width, const PlaneWindows& y, const PlaneWindows& x,
             const mapping::InputCodes& input, std::int32_t* room, std::int64_t* sums) {
  HWY_DYNAMIC_DISPATCH(SumWork)(codes, width, y, x, input, room, sums);
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
