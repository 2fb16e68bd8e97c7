// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/drive_kernel.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <numeric>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/array/drive_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "sim/array/dot-inl.h"
#include "sim/array/work-inl.h"

HWY_BEFORE_NAMESPACE();
namespace ohmic::sim {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

/// A phase's rule, told apart once for all rows.
struct DriveRule {
  bool isTwoPhase, isNegative, isBipolar;
  bool takesBits;  ///< of the magnitude: not the whole code
  std::int16_t offset;
  int bit;             ///< the lowest
  std::uint16_t ones;  ///< as many as bits are driven
};

template <class D, class V>
HWY_INLINE V Drive(D d, V code, const DriveRule& rule) {
  const hn::RebindToUnsigned<D> du;
  auto value = code;
  if (rule.isTwoPhase) {
    value = hn::Max(rule.isNegative ? hn::Neg(code) : code, hn::Zero(d));
  }
  value = hn::Add(value, hn::Set(d, rule.offset));
  if (!rule.takesBits) {
    return value;
  }
  const auto magnitude = hn::BitCast(du, rule.isBipolar ? hn::Abs(value) : value);
  const auto bit = hn::BitCast(d, hn::And(hn::ShiftRightSame(magnitude, rule.bit), hn::Set(du, rule.ones)));
  return rule.isBipolar ? hn::IfThenElse(hn::Lt(value, hn::Zero(d)), hn::Neg(bit), bit) : bit;
}

/// Of at least a vector of rows; the last ones with some of those before them.
template <class D>
HWY_INLINE void DriveVectors(D d, const std::int16_t* codes, std::ptrdiff_t stride, int positions, int rows,
                             const DriveRule& rule, std::int16_t* drive) {
  const int lanes = static_cast<int>(hn::Lanes(d)), last = rows - lanes;
  for (int p = 0; p < positions; ++p) {
    for (int k = 0; k < last; k += lanes) {
      hn::StoreU(Drive(d, hn::LoadU(d, codes + k), rule), d, drive + k);
    }
    hn::StoreU(Drive(d, hn::LoadU(d, codes + last), rule), d, drive + last);
    codes += stride;
    drive += stride;
  }
}

void DriveBlock(const std::int16_t* codes, std::ptrdiff_t stride, int positions, int rows,
                const mapping::InputCodes& input, int phase, std::int16_t* drive) {
  const mapping::BitRange bits = input.bitsOf(phase);
  const DriveRule rule{input.isTwoPhase(),
                       input.isNegative(phase),
                       input.drivesNegative(),
                       input.isPerBit() || input.parts > 1,
                       static_cast<std::int16_t>(input.offset()),
                       bits.begin,
                       static_cast<std::uint16_t>((1U << bits.count) - 1U)};
  const hn::ScalableTag<std::int16_t> d;
  const hn::CappedTag<std::int16_t, 8> few;
  if (rows >= static_cast<int>(hn::Lanes(d))) {
    DriveVectors(d, codes, stride, positions, rows, rule, drive);
  } else if (rows >= static_cast<int>(hn::Lanes(few))) {
    DriveVectors(few, codes, stride, positions, rows, rule, drive);
  } else {
    for (int p = 0; p < positions; ++p) {
      for (int k = 0; k < rows; ++k) {
        drive[p * stride + k] = input.drive(codes[p * stride + k], phase);
      }
    }
  }
}

void WorkOf(const std::int16_t* codes, int count, const mapping::InputCodes& input, std::int32_t* work) {
  const hn::ScalableTag<std::int32_t> d;
  const hn::Rebind<std::int16_t, decltype(d)> dh;
  const int lanes = static_cast<int>(hn::Lanes(d));
  const auto container = hn::Set(d, input.isSigned() ? -1 : 0xFFFF);
  int k = 0;
  for (; k + lanes <= count; k += lanes) {
    const auto whole = hn::And(hn::PromoteTo(d, hn::LoadU(dh, codes + k)), container);
    hn::StoreU(workOfCodes(d, whole, input), d, work + k);
  }
  for (; k < count; ++k) {
    work[k] = static_cast<std::int32_t>(input.work(codes[k]));
  }
}

void ShiftedSquares(const std::int16_t* drive, int count, std::int16_t* weights) {
  const hn::ScalableTag<std::int16_t> d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  int k = 0;
  for (; k + lanes <= count; k += lanes) {
    const auto q = hn::LoadU(d, drive + k);
    hn::StoreU(hn::Sub(hn::Mul(q, q), hn::Set(d, std::int16_t{-32768})), d, weights + k);
  }
  for (; k < count; ++k) {
    weights[k] = static_cast<std::int16_t>(static_cast<int>(drive[k]) * drive[k] - 32768);
  }
}

/// A sum that fits 32 bits.
std::int32_t SumDrive(const std::int16_t* drive, int rows) {
#if HWY_TARGET == HWY_SCALAR
  return std::accumulate(drive, drive + rows, std::int32_t{0});
#else
  const hn::ScalableTag<std::int32_t> ds;
  const hn::Repartition<std::int16_t, decltype(ds)> d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  const auto one = hn::Set(d, std::int16_t{1});
  auto sum = hn::Zero(ds), rest = hn::Zero(ds);
  int k = 0;
  for (; k + lanes <= rows; k += lanes) {
    sum = dot(ds, hn::LoadU(d, drive + k), one, sum, rest);
  }
  if (k < rows && rows >= lanes) {  // the last ones, behind those that have been counted
    const auto isNew = hn::Not(hn::FirstN(d, static_cast<std::size_t>(lanes - (rows - k))));
    sum = dot(ds, hn::LoadU(d, drive + rows - lanes), hn::IfThenElseZero(isNew, one), sum, rest);
    k = rows;
  }
  const std::int32_t few = std::accumulate(drive + k, drive + rows, std::int32_t{0});
  return few + hn::GetLane(hn::SumOfLanes(ds, hn::RearrangeToOddPlusEven(sum, rest)));
#endif
}

void SumRowDrives(const std::int16_t* drive, std::ptrdiff_t stride, int positions, int rows,
                  std::int64_t* sums) {
  constexpr int kTogether = 65536;  // drives whose sum cannot leave int32
  for (int p = 0; p < positions; ++p) {
    sums[p] = 0;
    for (int first = 0; first < rows; first += kTogether) {
      sums[p] += SumDrive(drive + p * stride + first, std::min(kTogether, rows - first));
    }
  }
}

void SumStrided(const std::int32_t* values, std::ptrdiff_t stride, int count, int columns,
                std::int32_t* sums) {
  const hn::ScalableTag<std::int32_t> d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  int c = 0;
  for (; c + lanes <= columns; c += lanes) {
    auto sum = hn::Zero(d);
    for (int n = 0; n < count; ++n) {
      sum = hn::Add(sum, hn::LoadU(d, values + n * stride + c));
    }
    hn::StoreU(sum, d, sums + c);
  }
  for (; c < columns; ++c) {
    sums[c] = 0;
    for (int n = 0; n < count; ++n) {
      sums[c] += values[n * stride + c];
    }
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace ohmic::sim
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace ohmic::sim {

HWY_EXPORT(DriveBlock);
HWY_EXPORT(WorkOf);
HWY_EXPORT(ShiftedSquares);
HWY_EXPORT(SumRowDrives);
HWY_EXPORT(SumStrided);

void driveRows(const std::int16_t* codes, int count, const mapping::InputCodes& input, int phase,
               std::int16_t* drive) {
  driveBlock(codes, 0, 1, count, input, phase, drive);
}

void driveBlock(const std::int16_t* codes, std::ptrdiff_t stride, int positions, int rows,
                const mapping::InputCodes& input, int phase, std::int16_t* drive) {
  HWY_DYNAMIC_DISPATCH(DriveBlock)(codes, stride, positions, rows, input, phase, drive);
}

void workOf(const std::int16_t* codes, int count, const mapping::InputCodes& input, std::int32_t* work) {
  HWY_DYNAMIC_DISPATCH(WorkOf)(codes, count, input, work);
}

void shiftedNoiseWeights(const std::int16_t* drive, int count, const mapping::InputCodes& input,
                         std::int16_t* weights) {
  assert(input.noiseWeight(input.greatestDrive()) < 65536);
  if (input.weighsSquares()) {
    HWY_DYNAMIC_DISPATCH(ShiftedSquares)(drive, count, weights);
    return;
  }
  for (int k = 0; k < count; ++k) {
    weights[k] = static_cast<std::int16_t>(input.noiseWeight(drive[k]) - 32768);
  }
}

void sumRowDrives(const std::int16_t* drive, std::ptrdiff_t stride, int positions, int rows,
                  std::int64_t* sums) {
  HWY_DYNAMIC_DISPATCH(SumRowDrives)(drive, stride, positions, rows, sums);
}

void sumStrided(const std::int32_t* values, std::ptrdiff_t stride, int count, int columns,
                std::int32_t* sums) {
  HWY_DYNAMIC_DISPATCH(SumStrided)(values, stride, count, columns, sums);
}

}  // namespace ohmic::sim

#endif
