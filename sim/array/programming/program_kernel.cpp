// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/programming/program_kernel.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/array/programming/program_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "devices/cells/for_cells-inl.h"

HWY_BEFORE_NAMESPACE();
namespace ohmic::sim {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;
using Real = hn::ScalableTag<double>;
using One = hn::CappedTag<double, 1>;

constexpr double kGreatestStored = 32767.0;

/// How a format makes digits.
enum class Parting { offset, differential, twoSided };

/// LevelFormat::cellDigit() of one slice and polarity.
template <Parting kParting, bool kIsSliced>
void SetDigitsOf(const mapping::LevelFormat& levels, int polarity, int slice, const float* numbers,
                 std::ptrdiff_t stride, int rows, int columns, double* digits) {
  const double sign = polarity, offset = levels.offset();
  const int shift = slice * levels.sliceBits, greatest = levels.greatestDigit();
  // digit of the slice of a number that is not negative
  const auto cut = [=](auto d, auto number) HWY_ATTR {
    if constexpr (kIsSliced) {
      const hn::Rebind<std::int32_t, decltype(d)> di;
      const auto whole = hn::ShiftRightSame(hn::DemoteTo(di, number), shift);
      return hn::PromoteTo(d, hn::And(whole, hn::Set(di, greatest)));
    } else {
      return number;
    }
  };
  for (int row = 0; row < rows; ++row) {
    const float* from = numbers + row * stride;
    double* to = digits + static_cast<std::ptrdiff_t>(row) * columns;
    devices::HWY_NAMESPACE::forCells(static_cast<std::size_t>(columns), [=](auto d, std::size_t c) HWY_ATTR {
      const auto number = hn::PromoteTo(d, hn::LoadU(hn::Rebind<float, decltype(d)>(), from + c));
      if constexpr (kParting == Parting::offset) {
        hn::StoreU(cut(d, hn::Add(number, hn::Set(d, offset))), d, to + c);
      } else {
        const auto own = cut(d, hn::Max(hn::Mul(number, hn::Set(d, sign)), hn::Zero(d)));
        if constexpr (kParting == Parting::differential) {
          hn::StoreU(own, d, to + c);
        } else {
          const auto other = cut(d, hn::Max(hn::Mul(number, hn::Set(d, -sign)), hn::Zero(d)));
          const auto twice = hn::Sub(hn::Add(hn::Set(d, static_cast<double>(greatest)), own), other);
          hn::StoreU(hn::Mul(twice, hn::Set(d, 0.5)), d, to + c);
        }
      }
    });
  }
}

void SetDigits(const mapping::LevelFormat& levels, int polarity, int slice, const float* numbers,
               std::ptrdiff_t stride, int rows, int columns, double* digits) {
  const bool isSliced = !levels.analog && levels.slices > 1;
  const auto set =
      levels.isOffset()
          ? (isSliced ? SetDigitsOf<Parting::offset, true> : SetDigitsOf<Parting::offset, false>)
      : levels.encoding == mapping::Encoding::differential
          ? (isSliced ? SetDigitsOf<Parting::differential, true> : SetDigitsOf<Parting::differential, false>)
          : (isSliced ? SetDigitsOf<Parting::twoSided, true> : SetDigitsOf<Parting::twoSided, false>);
  set(levels, polarity, slice, numbers, stride, rows, columns, digits);
}

void SetTargets(const double* held, double least, double step, std::size_t count, double* target, double* g) {
  devices::HWY_NAMESPACE::forCells(count, [&](auto d, std::size_t i) HWY_ATTR {
    const auto siemens = hn::Add(hn::Set(d, least), hn::Mul(hn::LoadU(d, held + i), hn::Set(d, step)));
    hn::StoreU(siemens, d, target + i);
    hn::StoreU(siemens, d, g + i);
  });
}

void LookUp(const double* table, std::size_t states, std::size_t terms, int statesPerDigit,
            const double* held, std::size_t count, double* found) {
  devices::HWY_NAMESPACE::forCells(count, [&](auto d, std::size_t i) HWY_ATTR {
    const hn::Rebind<std::int32_t, decltype(d)> di;
    const hn::Rebind<std::int64_t, decltype(d)> dl;
    const auto state = hn::Mul(hn::LoadU(d, held + i), hn::Set(d, statesPerDigit));
    const auto index = hn::PromoteTo(dl, hn::DemoteTo(di, state));
    for (std::size_t term = 0; term < terms; ++term) {
      hn::StoreU(hn::GatherIndex(d, table + term * states, index), d, found + term * count + i);
    }
  });
}

#if HWY_NATIVE_FMA
/// x / divisor, rounded as a division rounds it but without its 16 cycles: two corrections by exact
/// remainders.
///
/// Source  Markstein, IBM J. Res. Dev. 34 (1990): from a quotient within one unit in the last place and a
/// correctly
///         rounded inverse, the second correction is the rounded quotient.
/// Valid   where neither quotient nor remainder leaves the normal numbers.
template <class D, class V>
HWY_INLINE V Quotient(D, V x, V divisor, V inverse) {
  const V first = hn::Mul(x, inverse);
  const V near = hn::MulAdd(hn::NegMulAdd(first, divisor, x), inverse, first);
  return hn::MulAdd(hn::NegMulAdd(near, divisor, x), inverse, near);
}
#else
template <class D, class V>
HWY_INLINE V Quotient(D, V x, V divisor, V) {
  return hn::Div(x, divisor);
}
#endif

void AddLevels(const LevelShare& share, const double* digit, const double* g, const double* target,
               std::size_t count, double* level) {
  const double sign = share.sign, ofDigit = share.share, step = share.step, inverse = 1.0 / share.step;
  devices::HWY_NAMESPACE::forCells(count, [=](auto d, std::size_t i) HWY_ATTR {
    const auto deviation = hn::Sub(hn::LoadU(d, g + i), hn::LoadU(d, target + i));
    const auto levels = Quotient(d, deviation, hn::Set(d, step), hn::Set(d, inverse));
    const auto own = hn::Add(hn::Mul(hn::Set(d, ofDigit), hn::LoadU(d, digit + i)), levels);
    hn::StoreU(hn::Add(hn::LoadU(d, level + i), hn::Mul(hn::Set(d, sign), own)), d, level + i);
  });
}

/// Levels in units, rounded half to even.
template <class D>
HWY_INLINE hn::Vec<D> Rounded(D d, const double* levels, double middle, double units) {
  const auto shift = hn::Set(d, 6755399441055744.0);  // 1.5 * 2^52: adding it leaves no fraction
  const auto inUnits = hn::Mul(hn::Sub(hn::LoadU(d, levels), hn::Set(d, middle)), hn::Set(d, units));
  return hn::Sub(hn::Add(inUnits, shift), shift);
}

template <class D>
HWY_INLINE hn::VFromD<hn::Rebind<std::int32_t, D>> Stored(D d, hn::Vec<D> level, std::int64_t& saturated) {
  const auto greatest = hn::Set(d, kGreatestStored);
  saturated += static_cast<std::int64_t>(hn::CountTrue(d, hn::Gt(hn::Abs(level), greatest)));
  const auto clamped = hn::Max(hn::Min(level, greatest), hn::Neg(greatest));
  return hn::DemoteTo(hn::Rebind<std::int32_t, D>(), clamped);
}

/// Store one row from a column on. @returns how many were clamped.
std::int64_t StoreRow(const double* levels, double middle, double units, int first, int columns, int row,
                      int firstColumn, PairedRows& stored) {
  std::int64_t saturated = 0;
  for (int c = first; c < columns; ++c) {
    const auto level = Stored(One(), Rounded(One(), levels + c, middle, units), saturated);
    stored.at(row, firstColumn + c) = static_cast<std::int16_t>(hn::GetLane(level));
  }
  return saturated;
}

/// Store two rows in whole vectors, as they lie: the first in the low halves. @returns how many columns.
#if HWY_TARGET == HWY_SCALAR
int StorePairs(const double*, double, double, int, int, int, PairedRows&, std::int64_t&) { return 0; }
#else
int StorePairs(const double* levels, double middle, double units, int columns, int row, int firstColumn,
               PairedRows& stored, std::int64_t& saturated) {
  const Real d;
  const hn::Rebind<std::int32_t, Real> di;
  const hn::Repartition<std::int16_t, decltype(di)> dh;
  const int lanes = static_cast<int>(hn::Lanes(d));
  int c = 0;
  for (; c + lanes <= columns; c += lanes) {
    const auto even = Stored(d, Rounded(d, levels + c, middle, units), saturated);
    const auto odd = Stored(d, Rounded(d, levels + columns + c, middle, units), saturated);
    const auto both = hn::Or(hn::And(even, hn::Set(di, 0xFFFF)), hn::ShiftLeft<16>(odd));
    hn::StoreU(hn::BitCast(dh, both), dh, &stored.at(row, firstColumn + c));
  }
  return c;
}
#endif

std::int64_t StoreLevels(const double* levels, double middle, double units, int rows, int columns,
                         int firstRow, int firstColumn, PairedRows& stored) {
  std::int64_t saturated = 0;
  for (int r = 0; r < rows;) {
    const double* from = levels + static_cast<std::ptrdiff_t>(r) * columns;
    const int row = firstRow + r, together = row % 2 == 0 && r + 1 < rows ? 2 : 1;
    const int done =
        together == 2 ? StorePairs(from, middle, units, columns, row, firstColumn, stored, saturated) : 0;
    for (int k = 0; k < together; ++k) {
      saturated += StoreRow(from + static_cast<std::ptrdiff_t>(k) * columns, middle, units, done, columns,
                            row + k, firstColumn, stored);
    }
    r += together;
  }
  return saturated;
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace ohmic::sim
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace ohmic::sim {
namespace {

/// So many rows at once: the additions of one row wait for each other.
template <int kRows>
void addSumsOf(const double* cells, int columns, double* sums) {
  double sum[kRows];
  std::copy_n(sums, kRows, sum);
  for (int c = 0; c < columns; ++c) {
    for (int r = 0; r < kRows; ++r) {
      sum[r] += cells[static_cast<std::ptrdiff_t>(r) * columns + c];
    }
  }
  std::copy_n(sum, kRows, sums);
}

}  // namespace

HWY_EXPORT(SetDigits);
HWY_EXPORT(SetTargets);
HWY_EXPORT(LookUp);
HWY_EXPORT(AddLevels);
HWY_EXPORT(StoreLevels);

void setDigits(const mapping::LevelFormat& levels, int polarity, int slice, const float* numbers,
               std::ptrdiff_t stride, int rows, int columns, double* digits) {
  HWY_DYNAMIC_DISPATCH(SetDigits)(levels, polarity, slice, numbers, stride, rows, columns, digits);
}

void setTargets(const double* held, double least, double step, std::size_t count, double* target, double* g) {
  HWY_DYNAMIC_DISPATCH(SetTargets)(held, least, step, count, target, g);
}

void lookUp(const double* table, std::size_t states, std::size_t terms, int statesPerDigit,
            const double* held, std::size_t count, double* found) {
  assert(std::all_of(held, held + count, [&](double digit) {
    const double state = digit * statesPerDigit;
    return state >= 0.0 && state < static_cast<double>(states) && state == std::floor(state);
  }));
  HWY_DYNAMIC_DISPATCH(LookUp)(table, states, terms, statesPerDigit, held, count, found);
}

void addLevels(const LevelShare& share, const double* digit, const double* g, const double* target,
               std::size_t count, double* level) {
  HWY_DYNAMIC_DISPATCH(AddLevels)(share, digit, g, target, count, level);
}

void addRowSums(const double* cells, int rows, int columns, double* sums) {
  int r = 0;
  for (; r + 8 <= rows; r += 8) {
    addSumsOf<8>(cells + static_cast<std::ptrdiff_t>(r) * columns, columns, sums + r);
  }
  for (; r + 4 <= rows; r += 4) {
    addSumsOf<4>(cells + static_cast<std::ptrdiff_t>(r) * columns, columns, sums + r);
  }
  for (; r < rows; ++r) {
    addSumsOf<1>(cells + static_cast<std::ptrdiff_t>(r) * columns, columns, sums + r);
  }
}

std::int64_t storeLevels(const double* levels, double middle, double units, int rows, int columns,
                         int firstRow, int firstColumn, PairedRows& stored) {
  return HWY_DYNAMIC_DISPATCH(StoreLevels)(levels, middle, units, rows, columns, firstRow, firstColumn,
                                           stored);
}

}  // namespace ohmic::sim

#endif
