// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/position/driven_kernel.h"

#include <algorithm>
#include <cstdlib>
#include <type_traits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/array/position/driven_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "devices/converters/adc-inl.h"
#include "sim/array/dot-inl.h"
#include "sim/array/transpose-inl.h"

HWY_BEFORE_NAMESPACE();
namespace ohmic::sim {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Sum = hn::CappedTag<std::int32_t, kGroupColumns>;
using Real = hn::RebindToFloat<Sum>;
using Word = hn::RebindToUnsigned<Sum>;
constexpr int kVectors = kGroupColumns / static_cast<int>(hn::MaxLanes(Sum()));  // of a group
/// Groups whose sums stay in registers, and share a list's numbers.
constexpr int kMostGroups = HWY_TARGET == HWY_SCALAR ? 1 : std::min(4, 8 / kVectors);

/// Sums that products are added to in turns, where one takes several cycles: lists are filled up to a
/// multiple with a pair that nothing drives.
constexpr int kChains = HWY_TARGET == HWY_AVX3_DL ? 2 : 1;

#if HWY_TARGET == HWY_AVX2

/// Of each mask of 8 lanes, those that are set. Highway 1.0.3 copies its own table for each Compress().
struct SetLanes {
  constexpr SetLanes() {
    for (int mask = 0; mask < 256; ++mask) {
      int count = 0;
      for (int lane = 0; lane < 8; ++lane) {
        if ((mask >> lane & 1) != 0) {
          lanes[mask][count++] = static_cast<std::uint8_t>(lane);
        }
      }
    }
  }

  std::uint8_t lanes[256][8] = {};
};
constexpr SetLanes kSetLanes;

#endif

/// Appends those of some pairs whose drives are not zero; what is written behind them counts nothing.
HWY_INLINE std::size_t Append(hn::Vec<Word> drives, hn::Vec<Sum> pair, std::int32_t* pairs,
                              std::int32_t* listed) {
  const Sum d;
  const auto isDriven = hn::RebindMask(d, hn::Ne(drives, hn::Zero(Word())));
  const auto drive = hn::BitCast(d, drives);
#if HWY_CAP_GE512
  hn::StoreU(hn::Compress(pair, isDriven), d, pairs);
  hn::StoreU(hn::Compress(drive, isDriven), d, listed);
  return hn::CountTrue(d, isDriven);
#elif HWY_TARGET == HWY_AVX2
  std::uint8_t mask[8];
  hn::StoreMaskBits(d, isDriven, mask);
  const hn::Rebind<std::uint8_t, Sum> bytes;
  const auto order = hn::IndicesFromVec(
      d, hn::BitCast(d, hn::PromoteTo(Word(), hn::LoadU(bytes, kSetLanes.lanes[mask[0]]))));
  hn::StoreU(hn::TableLookupLanes(pair, order), d, pairs);
  hn::StoreU(hn::TableLookupLanes(drive, order), d, listed);
  return hn::CountTrue(d, isDriven);
#else
  HWY_ALIGN std::int32_t lanes[kGroupColumns];
  hn::Store(drive, d, lanes);
  (void)isDriven;
  const std::int32_t first = hn::GetLane(pair);
  std::size_t count = 0;
  for (int lane = 0; lane < static_cast<int>(hn::Lanes(d)); ++lane) {
    pairs[count] = first + lane;
    listed[count] = lanes[lane];
    count += lanes[lane] != 0 ? 1 : 0;
  }
  return count;
#endif
}

void FindDriven(const PhaseNumbers* phases, int phaseCount, std::ptrdiff_t stride, int rowPairs,
                int positions, std::size_t* begins, std::int32_t* pairs, std::int32_t* drives) {
  const Word d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  const auto firstPairs = hn::Iota(Sum(), 0), step = hn::Set(Sum(), lanes);
  std::size_t count = 0;
  for (int p = 0; p < positions; ++p) {
    for (int phase = 0; phase < phaseCount; ++phase) {
      *begins++ = count;
      const std::int32_t* numbers = phases[phase].numbers + p * stride;
      const auto ones = hn::Set(d, phases[phase].ones);
      auto pair = firstPairs;
      for (int k = 0; k < rowPairs; k += lanes) {
        const auto number = hn::BitCast(d, hn::LoadU(Sum(), numbers + k));
        count += Append(hn::And(hn::ShiftRightSame(number, phases[phase].shift), ones), pair, pairs + count,
                        drives + count);
        pair = hn::Add(pair, step);
      }
      if constexpr (kChains == 2) {
        pairs[count] = drives[count] = 0;
        count += (count - begins[-1]) % 2;
      }
    }
  }
  *begins = count;
}

void LayLines(const PairDrives& numbers, int pairs, int positions, std::ptrdiff_t stride,
              std::int32_t* lines) {
  constexpr int kHalf = kBlockPositions / 2, kTile = 4;
  for (int p = 0; p < positions; p += kHalf) {
    const std::ptrdiff_t offset = numbers.laneOffset(p);
    const int some = (std::min(positions - p, kHalf) + kTile - 1) / kTile * kTile;
    transpose([&](int k) HWY_ATTR { return numbers.pairs[k] + offset; }, pairs, some, lines + p * stride,
              stride);
  }
  for (int p = 0; p < positions; ++p) {
    std::fill(lines + p * stride + pairs, lines + (p + 1) * stride, 0);
  }
}

/// 16 columns of a plane.
struct Group {
  const std::int16_t* levels = nullptr;
  int columns = 0;                     ///< that are not padding
  const DrivenPlane* plane = nullptr;  ///< null: sums alone are wanted
  std::int32_t* out = nullptr;         ///< column x position
};

/// sum[v] + rest[v]: sums of some groups at a position in a phase, where the product may leave a part in
/// rest.
/// @param levelStride  from a row pair to the next.
template <int kGroups>
HWY_INLINE void SumList(const DrivenPairs::List& list, const Group* groups, std::ptrdiff_t levelStride,
                        hn::Vec<Sum> (&sum)[kGroups * kVectors], hn::Vec<Sum> (&rest)[kGroups * kVectors]) {
  for (int v = 0; v < kGroups * kVectors; ++v) {
    sum[v] = rest[v] = hn::Zero(Sum());
  }
  const std::int16_t* levels[kGroups];
  for (int g = 0; g < kGroups; ++g) {
    levels[g] = groups[g].levels;
  }
  for (int i = 0; i < list.count; i += kChains) {
    for (int chain = 0; chain < kChains; ++chain) {
      const std::ptrdiff_t offset = list.pairs[i + chain] * levelStride;
#if HWY_TARGET == HWY_SCALAR
      std::int16_t two[2];
      hwy::CopyBytes<4>(list.drives + i, two);
      for (int v = 0; v < kGroups * kVectors; ++v) {
        const std::int16_t* level = levels[v / kVectors] + offset + 2 * (v % kVectors);
        sum[v] = hn::Set(Sum(), hn::GetLane(sum[v]) + two[0] * level[0] + two[1] * level[1]);
      }
#else
      const Sum d;
      const hn::Repartition<std::int16_t, Sum> dp;
      const auto drive = hn::BitCast(dp, hn::Set(d, list.drives[i + chain]));
      for (int v = 0; v < kGroups * kVectors; ++v) {
        const auto level =
            hn::LoadU(dp, levels[v / kVectors] + offset + v % kVectors * static_cast<int>(hn::Lanes(dp)));
        if (chain == 0) {
          sum[v] = dot(d, drive, level, sum[v], rest[v]);
        } else {
          rest[v] = dot(d, drive, level, rest[v], sum[v]);
        }
      }
#endif
    }
  }
}

HWY_INLINE hn::Vec<Sum> Total(hn::Vec<Sum> sum, hn::Vec<Sum> rest) {
#if HWY_TARGET == HWY_SCALAR
  (void)rest;
  return sum;
#else
  return kChains == 1 ? hn::RearrangeToOddPlusEven(sum, rest) : hn::Add(sum, rest);
#endif
}

/// Numbers of some groups at the positions of a block on their way to [column][position].
template <int kGroups>
struct Lines {
  static constexpr int kStride = kGroups * kGroupColumns;

  HWY_ALIGN std::int32_t numbers[kBlockPositions * kStride];

  HWY_INLINE void store(int position, int v, hn::Vec<Sum> lanes) {
    hn::Store(lanes, Sum(), numbers + position * kStride + v * static_cast<int>(hn::Lanes(Sum())));
  }
  /// out[c * kBlockPositions + p]; what lies behind the positions is changed.
  HWY_INLINE void turn(int group, int positions, std::int32_t* out) const {
    constexpr int kTile = 4;
    transpose([&](int p) HWY_ATTR { return numbers + p * kStride + group * kGroupColumns; },
              (positions + kTile - 1) / kTile * kTile, kGroupColumns, out, kBlockPositions);
  }
};

template <int kGroups>
HWY_NOINLINE void SumGroups(const DrivenPairs& driven, int phase, const Group* groups,
                            std::ptrdiff_t levelStride) {
  Lines<kGroups> lines;
  for (int p = 0; p < driven.positions(); ++p) {
    hn::Vec<Sum> sum[kGroups * kVectors], rest[kGroups * kVectors];
    SumList<kGroups>(driven.list(p, phase), groups, levelStride, sum, rest);
    for (int v = 0; v < kGroups * kVectors; ++v) {
      lines.store(p, v, Total(sum[v], rest[v]));
    }
  }
  for (int g = 0; g < kGroups; ++g) {
    lines.turn(g, driven.positions(), groups[g].out);
  }
}

/// Codes at all phases, shifted and added, of a group in a block.
template <int kGroups>
HWY_NOINLINE std::int64_t ReadGroups(const DrivenPairs& driven, const Group* groups,
                                     std::ptrdiff_t levelStride) {
  const Sum d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  constexpr int kAll = kGroups * kVectors;
  const BlockConversion* any = groups[0].plane->conversions;
  hn::Vec<Real> inverseLsb[kGroups];
  for (int g = 0; g < kGroups; ++g) {
    inverseLsb[g] = hn::Set(Real(), groups[g].plane->conversions[0].inverseLsb);
  }
  const devices::HWY_NAMESPACE::IdealAdc<Real> adc(1.0F, any[0].least, any[0].greatest);
#if HWY_CAP_GE512
  const auto one = devices::HWY_NAMESPACE::held(hn::Set(d, 1));
#endif
  auto saturated = hn::Zero(d);  // codes of padding are 0, no end of the range
  Lines<kGroups> lines;
  for (int p = 0; p < driven.positions(); ++p) {
    hn::Vec<Sum> codes[kAll];
    for (int v = 0; v < kAll; ++v) {
      codes[v] = hn::Zero(d);
    }
    for (int phase = 0; phase < driven.phases(); ++phase) {
      hn::Vec<Sum> sum[kAll], rest[kAll];
      SumList<kGroups>(driven.list(p, phase), groups, levelStride, sum, rest);
      const std::int32_t weight = any[phase].weight;
      const auto shift = hn::Set(d, static_cast<std::int32_t>(hwy::Num0BitsBelowLS1Bit_Nonzero32(
                                        static_cast<std::uint32_t>(std::abs(weight)))));
      const bool subtracts = (weight < 0) != (any[0].weight < 0);
      for (int v = 0; v < kAll; ++v) {
        const auto code =
            adc.codeOf(hn::Mul(hn::ConvertTo(Real(), Total(sum[v], rest[v])), inverseLsb[v / kVectors]));
#if HWY_CAP_GE512
        saturated = hn::IfThenElse(adc.isAtEnd(code), hn::Add(saturated, one), saturated);
#else
        saturated = hn::Sub(saturated, hn::VecFromMask(d, adc.isAtEnd(code)));  // all bits: -1
#endif
        const auto shifted = hn::Shl(code, shift);
        codes[v] = subtracts ? hn::Sub(codes[v], shifted) : hn::Add(codes[v], shifted);
      }
    }
    for (int v = 0; v < kAll; ++v) {
      lines.store(p, v, codes[v]);
    }
  }
  for (int g = 0; g < kGroups; ++g) {
    HWY_ALIGN std::int32_t turned[kGroupColumns * kBlockPositions];
    lines.turn(g, driven.positions(), turned);
    const auto& first = groups[g].plane->conversions[0];
    for (int i = 0; i < groups[g].columns * kBlockPositions; i += lanes) {
      const auto before = first.adds ? hn::LoadU(d, groups[g].out + i) : hn::Zero(d);
      const auto codes = hn::Load(d, turned + i);
      hn::StoreU(first.weight < 0 ? hn::Sub(before, codes) : hn::Add(before, codes), d, groups[g].out + i);
    }
  }
  return hn::GetLane(hn::SumOfLanes(d, saturated));
}

/// Calls visit(count, groups) with as many groups together as there are registers for.
/// @param count  a constant: std::integral_constant<int, ...>.
template <int kMost, class Visit>
HWY_INLINE void VisitTogether(const Group* groups, int count, const Visit& visit) {
  for (; count >= kMost; count -= kMost, groups += kMost) {
    visit(std::integral_constant<int, kMost>(), groups);
  }
  if constexpr (kMost > 1) {
    VisitTogether<kMost - 1>(groups, count, visit);
  }
}

/// The groups of columns of some planes.
template <class Planes, class Make>
HWY_INLINE void VisitGroups(const Planes* planes, int count, const Make& make) {
  for (int i = 0; i < count; ++i) {
    for (int column = 0; column < planes[i].levels->columns(); column += kGroupColumns) {
      make(planes[i],
           Group{planes[i].levels->data() + 2 * column,
                 std::min(kGroupColumns, planes[i].levels->columns() - column), nullptr, nullptr},
           column);
    }
  }
}

std::int64_t ReadDriven(const DrivenPairs& driven, const DrivenPlane* planes, int count) {
  std::vector<Group> groups;
  VisitGroups(planes, count, [&](const DrivenPlane& plane, Group group, int column) {
    group.plane = &plane;
    group.out = plane.codeSums + column * kBlockPositions;
    groups.push_back(group);
  });
  const std::ptrdiff_t levelStride = static_cast<std::ptrdiff_t>(planes[0].levels->paddedColumns()) * 2;
  std::int64_t saturated = 0;
  VisitTogether<kMostGroups>(groups.data(), static_cast<int>(groups.size()),
                             [&](auto some, const Group* first) HWY_ATTR {
                               saturated += ReadGroups<decltype(some)::value>(driven, first, levelStride);
                             });
  return saturated;
}

void SumDriven(const DrivenPairs& driven, int phase, const DrivenSums* planes, int count) {
  std::vector<Group> groups;
  VisitGroups(planes, count, [&](const DrivenSums& plane, Group group, int column) {
    group.out = plane.sums + column * kBlockPositions;
    groups.push_back(group);
  });
  const std::ptrdiff_t levelStride = static_cast<std::ptrdiff_t>(planes[0].levels->paddedColumns()) * 2;
  VisitTogether<kMostGroups>(groups.data(), static_cast<int>(groups.size()),
                             [&](auto some, const Group* first) HWY_ATTR {
                               SumGroups<decltype(some)::value>(driven, phase, first, levelStride);
                             });
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace ohmic::sim
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace ohmic::sim {

HWY_EXPORT(FindDriven);
HWY_EXPORT(LayLines);
HWY_EXPORT(ReadDriven);
HWY_EXPORT(SumDriven);

void DrivenPairs::find(const std::vector<PhaseNumbers>& phases, std::ptrdiff_t stride, int rowPairs,
                       int positions) {
  positions_ = positions;
  phases_ = static_cast<int>(phases.size());
  const std::size_t lists = static_cast<std::size_t>(positions) * phases.size();
  const std::size_t most = lists * static_cast<std::size_t>(rowPairs + 1) + kPairStep;
  begins_.resize(std::max(begins_.size(), lists + 1));
  pairs_.resize(std::max(pairs_.size(), most));
  drives_.resize(std::max(drives_.size(), most));
  HWY_DYNAMIC_DISPATCH(FindDriven)
  (phases.data(), phases_, stride, rowPairs, positions, begins_.data(), pairs_.data(), drives_.data());
}

void layLines(const PairDrives& numbers, int pairs, int positions, std::ptrdiff_t stride,
              std::int32_t* lines) {
  HWY_DYNAMIC_DISPATCH(LayLines)(numbers, pairs, positions, stride, lines);
}

std::int64_t readDriven(const DrivenPairs& driven, const DrivenPlane* planes, int count) {
  return HWY_DYNAMIC_DISPATCH(ReadDriven)(driven, planes, count);
}

void sumDriven(const DrivenPairs& driven, int phase, const DrivenSums* planes, int count) {
  HWY_DYNAMIC_DISPATCH(SumDriven)(driven, phase, planes, count);
}

}  // namespace ohmic::sim

#endif
