// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/column/gated_kernel.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

#include "sim/array/plain_read.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/array/column/gated_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "devices/wires/gated_column-inl.h"

HWY_BEFORE_NAMESPACE();
namespace ohmic::sim {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Siemens = hn::ScalableTag<double>;
using Sum = hn::Rebind<std::int32_t, Siemens>;
using Lines = hn::Vec<Siemens>;

/// What is subtracted of each line: nothing, a line of its own, or one line for all.
enum class Minus { none, own, shared };

/// The rows that are on in a position.
struct RowsOn {
  const std::int32_t* rows;
  const double* resistances;
  int count;
};

/// Ladders of kVectors vectors of lines, and of what is subtracted of them, in kPositions positions: see
/// gatedAdmittances(), here with fused products and unscaled. A denominator may overflow; its sums are then
/// no numbers.
template <int kPositions, int kVectors, Minus kMinus>
class Ladders {
 public:
  static constexpr int kLines = kVectors * (kMinus == Minus::own ? 2 : 1) + (kMinus == Minus::shared ? 1 : 0);

  HWY_INLINE Ladders(const GatedLines& plus, const GatedLines& minus, int column)
      : plus_(plus.data() + column),
        minus_(minus.data() + (kMinus == Minus::own ? column : 0)),
        plusStride_(plus.paddedColumns()),
        minusStride_(minus.paddedColumns()) {
    for (int p = 0; p < kPositions; ++p) {
      for (int line = 0; line < kLines; ++line) {
        currents_[p][line] = hn::Zero(Siemens());
        volts_[p][line] = hn::Set(Siemens(), 1.0);
      }
    }
  }

  /// Rows of all positions as far as each has some, then those that are left.
  HWY_INLINE void climb(const RowsOn* on) {
    int least = on[0].count;
    for (int p = 1; p < kPositions; ++p) {
      least = std::min(least, on[p].count);
    }
    for (int i = 0; i < least; ++i) {
      for (int p = 0; p < kPositions; ++p) {
        step(p, on[p].rows[i], on[p].resistances[i]);
      }
    }
    for (int p = 0; p < kPositions && kPositions > 1; ++p) {
      for (int i = least; i < on[p].count; ++i) {
        step(p, on[p].rows[i], on[p].resistances[i]);
      }
    }
  }

  /// Siemens of a vector of lines less what is subtracted, and of both added up.
  /// @param magnitude  infinite where the reciprocal does not serve
  HWY_INLINE void admittance(int position, int vector, Lines& difference, Lines& magnitude) const {
    const auto p = currents_[position][vector], q = volts_[position][vector];
    if constexpr (kMinus == Minus::none) {
      difference = magnitude = hn::Mul(p, Reciprocal(q));
      magnitude = serves(q, magnitude);
    } else {
      const int other = kMinus == Minus::own ? kVectors + vector : kVectors;
      const auto pMinus = currents_[position][other], qMinus = volts_[position][other];
      const auto product = hn::Mul(q, qMinus), both = Reciprocal(product);
      const auto less = hn::Mul(pMinus, q);
      difference = hn::Mul(hn::MulSub(p, qMinus, less), both);
      magnitude = serves(product, hn::Mul(hn::MulAdd(p, qMinus, less), both));
    }
  }

 private:
  HWY_INLINE void step(int p, std::int32_t row, double resistance) {
    const Siemens d;
    const auto lanes = static_cast<std::ptrdiff_t>(hn::Lanes(d));
    const double* plus = plus_ + row * plusStride_;
    const double* minus = minus_ + row * minusStride_;
    const auto r = hn::Set(d, resistance);
    for (int line = 0; line < kLines; ++line) {
      const auto g = line < kVectors           ? hn::LoadU(d, plus + line * lanes)
                     : kMinus == Minus::shared ? hn::Set(d, *minus)
                                               : hn::LoadU(d, minus + (line - kVectors) * lanes);
      currents_[p][line] = hn::MulAdd(g, volts_[p][line], currents_[p][line]);
      volts_[p][line] = hn::MulAdd(r, currents_[p][line], volts_[p][line]);
    }
  }

  /// 1 / x to 45 bits where x is less than 2^120, by a quotient in float and a step of Newton's.
  static HWY_INLINE Lines Reciprocal(Lines x) {
    const Siemens d;
    const hn::Rebind<float, Siemens> narrow;
    const auto one = hn::Set(d, 1.0);
    const auto estimate = hn::PromoteTo(d, hn::Div(hn::Set(narrow, 1.0F), hn::DemoteTo(narrow, x)));
    return hn::MulAdd(hn::NegMulAdd(x, estimate, one), estimate, estimate);
  }

  /// The magnitude where a number of this size has a reciprocal in float.
  static HWY_INLINE Lines serves(Lines x, Lines magnitude) {
    const Siemens d;
    return hn::IfThenElse(hn::Lt(x, hn::Set(d, 0x1p120)), magnitude,
                          hn::Set(d, std::numeric_limits<double>::infinity()));
  }

  const double* plus_;
  const double* minus_;
  std::ptrdiff_t plusStride_, minusStride_;
  Lines currents_[kPositions][kLines];  ///< numerators
  Lines volts_[kPositions][kLines];     ///< denominators
};

/// A vector of lines as the plain form sums them.
HWY_NOINLINE hn::Vec<Siemens> ExactLevels(const Plane& plane, const GatedScale& scale,
                                          const std::vector<devices::GatedRow>& on, int column) {
  namespace law = devices::HWY_NAMESPACE;
  const Siemens d;
  const auto admittance = [&](const double* line, std::ptrdiff_t stride) HWY_ATTR {
    Lines sum[1];
    law::gatedAdmittances<Siemens, 1>(d, &line, stride, on.data(), on.size(), sum);
    return sum[0];
  };
  const auto& minus = plane.gatedMinus;
  auto siemens = admittance(plane.gatedPlus.data() + column, plane.gatedPlus.paddedColumns());
  if (minus.columns() == 1) {
    siemens = hn::Sub(siemens, hn::Set(d, devices::lineConductance(minus.data(), minus.paddedColumns(),
                                                                   on.data(), on.size())));
  } else if (!minus.empty()) {
    siemens = hn::Sub(siemens, admittance(minus.data() + column, minus.paddedColumns()));
  }
  return hn::Sub(hn::Mul(siemens, hn::Set(d, scale.perSiemens)),
                 hn::Set(d, scale.common(static_cast<std::int64_t>(on.size()))));
}

/// kVectors vectors of columns from @p column on, of kPositions positions.
template <int kPositions, int kVectors, Minus kMinus>
HWY_INLINE void SumLines(const Plane& plane, const GatedScale& scale, SwitchedRows& switched,
                         const std::int32_t* positions, int column, std::int32_t* sums) {
  // Either form's numerators and denominators are off by at most four roundings a row, their quotients by
  // eight and the last steps' few; the reciprocal by 2^-45.
  constexpr double kRounding = 0x1p-53, kLast = 0x1p-44;
  const Siemens d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  RowsOn on[kPositions];
  for (int p = 0; p < kPositions; ++p) {
    on[p] = {switched.rows(positions[p]), switched.resistances(positions[p]), switched.count(positions[p])};
  }
  Ladders<kPositions, kVectors, kMinus> ladders(plane.gatedPlus, plane.gatedMinus, column);
  ladders.climb(on);
  for (int p = 0; p < kPositions; ++p) {
    const auto perSiemens = hn::Set(d, scale.perSiemens);
    const auto common = hn::Set(d, scale.common(on[p].count));
    const auto bound = hn::Set(d, 16.0 * kRounding * (on[p].count + 16) + kLast);
    for (int v = 0; v < kVectors; ++v) {
      Lines difference, magnitude;
      ladders.admittance(p, v, difference, magnitude);
      auto levels = hn::MulSub(difference, perSiemens, common);
      auto whole = hn::Round(levels);
      const auto error = hn::Mul(hn::MulAdd(magnitude, perSiemens, hn::Abs(common)), bound);
      const auto isCertain =
          hn::Lt(hn::Add(hn::Abs(hn::Sub(levels, whole)), error), hn::Set(d, 0.5));  // false: not a number
      const int first = column + v * lanes;
      if (HWY_UNLIKELY(!hn::AllTrue(d, isCertain))) {
        whole = hn::Round(ExactLevels(plane, scale, switched.listed(positions[p]), first));
      }
      hn::StoreU(hn::DemoteTo(Sum(), whole), Sum(),
                 sums + static_cast<std::ptrdiff_t>(positions[p]) * plane.levels.paddedColumns() + first);
    }
  }
}

/// As many chains of dependent operations together as hide each other's latency and fit the registers.
template <Minus kMinus>
void SumPlane(const Plane& plane, const GatedScale& scale, SwitchedRows& switched, std::int32_t* sums) {
  constexpr bool kHasManyRegisters = HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_AVX3_DL;
  constexpr int kVectors = kHasManyRegisters ? 4 : 2;
  constexpr int kPositions = kHasManyRegisters ? 2 : 1;
  const int lanes = static_cast<int>(hn::Lanes(Siemens()));
  const int columns = plane.levels.columns(), positions = switched.positions();
  const std::int32_t* const order = switched.order();
  int c = 0;
  for (; c + kVectors * lanes <= plane.gatedPlus.paddedColumns() && c < columns; c += kVectors * lanes) {
    for (int p = 0; p < positions; ++p) {
      SumLines<1, kVectors, kMinus>(plane, scale, switched, order + p, c, sums);
    }
  }
  for (; c < columns; c += 2 * lanes) {
    int p = 0;
    for (; p + kPositions <= positions; p += kPositions) {
      SumLines<kPositions, 2, kMinus>(plane, scale, switched, order + p, c, sums);
    }
    for (; p < positions; ++p) {
      SumLines<1, 2, kMinus>(plane, scale, switched, order + p, c, sums);
    }
  }
}

void SumGated(const Plane& plane, const GatedScale& scale, SwitchedRows& switched, std::int32_t* sums) {
  if (plane.gatedMinus.empty()) {
    SumPlane<Minus::none>(plane, scale, switched, sums);
  } else if (plane.gatedMinus.columns() == 1) {
    SumPlane<Minus::shared>(plane, scale, switched, sums);
  } else {
    SumPlane<Minus::own>(plane, scale, switched, sums);
  }
}

#if HWY_CAP_GE512

/// Rows that are not 0. @param list  as many as rows, and a vector more. @returns how many they are
HWY_INLINE int ListRows(const std::int16_t* on, int rows, std::int32_t* list) {
  const hn::ScalableTag<std::int32_t> d;
  const hn::Rebind<std::int16_t, decltype(d)> half;
  const int lanes = static_cast<int>(hn::Lanes(d));
  std::size_t count = 0;
  int k = 0;
  auto row = hn::Iota(d, 0);
  for (; k + lanes <= rows; k += lanes) {
    const auto isOn = hn::Ne(hn::PromoteTo(d, hn::LoadU(half, on + k)), hn::Zero(d));
    hn::StoreU(hn::Compress(row, isOn), d, list + count);
    count += hn::CountTrue(d, isOn);
    row = hn::Add(row, hn::Set(d, lanes));
  }
  for (; k < rows; ++k) {
    list[count] = k;
    count += on[k] != 0 ? 1 : 0;
  }
  return static_cast<int>(count);
}

#else  // Highway 1.0.3 copies a table for each Compress()

/// Of eight bits the numbers of those that are set, in front.
struct SetBits {
  std::uint8_t numbers[256][8] = {};

  constexpr SetBits() {
    for (int bits = 0; bits < 256; ++bits) {
      int count = 0;
      for (int bit = 0; bit < 8; ++bit) {
        if ((bits >> bit & 1) != 0) {
          numbers[bits][count++] = static_cast<std::uint8_t>(bit);
        }
      }
    }
  }
};
constexpr SetBits kSetBits;

HWY_INLINE int ListRows(const std::int16_t* on, int rows, std::int32_t* list) {
  const hn::CappedTag<std::int16_t, 8> d;
  const hn::CappedTag<std::int32_t, 8> di;
  const hn::Rebind<std::uint8_t, decltype(di)> du;
  const int lanes = static_cast<int>(hn::Lanes(d)), stored = static_cast<int>(hn::Lanes(di));
  std::size_t count = 0;
  int k = 0;
  for (; k + lanes <= rows && lanes == 8; k += lanes) {
    std::uint8_t bits[8];  // as many as StoreMaskBits() may write
    hn::StoreMaskBits(d, hn::Ne(hn::LoadU(d, on + k), hn::Zero(d)), bits);
    for (int i = 0; i < lanes; i += stored) {
      const auto numbers = hn::PromoteTo(di, hn::LoadU(du, kSetBits.numbers[bits[0]] + i));
      hn::StoreU(hn::Add(numbers, hn::Set(di, k)), di, list + count + i);
    }
    count += hwy::PopCount(bits[0]);
  }
  for (; k < rows; ++k) {
    list[count] = k;
    count += on[k] != 0 ? 1 : 0;
  }
  return static_cast<int>(count);
}

#endif

/// The wire behind each row of a list but the last. @param resistances  as many, and a vector more
HWY_INLINE void PlaceWires(const std::int32_t* list, int count, double wire, double* resistances) {
  const Siemens wide;
  const Sum narrow;
  for (int i = 0; i + 1 < count; i += static_cast<int>(hn::Lanes(wide))) {
    const auto gap = hn::Sub(hn::LoadU(narrow, list + i + 1), hn::LoadU(narrow, list + i));
    hn::StoreU(hn::Mul(hn::PromoteTo(wide, gap), hn::Set(wide, wire)), wide, resistances + i);
  }
}

/// Of some positions. @param stride, kept  numbers from one position to the next, of what is on and of lists
void FindSwitched(const devices::WireResistance& wires, const std::int16_t* on, std::ptrdiff_t stride,
                  int rows, int positions, std::ptrdiff_t kept, std::int32_t* counts, std::int32_t* lists,
                  double* resistances) {
  for (int p = 0; p < positions; ++p) {
    counts[p] = ListRows(on + p * stride, rows, lists + p * kept);
  }
  for (int p = 0; p < positions; ++p) {  // apart: what was just stored in pieces is slow to load
    const std::int32_t* const list = lists + p * kept;
    double* const own = resistances + p * kept;
    PlaceWires(list, counts[p], wires.column, own);
    if (counts[p] > 0) {
      own[counts[p] - 1] = (rows - list[counts[p] - 1]) * wires.column + wires.sense;
    }
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace ohmic::sim
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace ohmic::sim {

HWY_EXPORT(FindSwitched);
HWY_EXPORT(SumGated);

void SwitchedRows::find(const devices::WireResistance& wires, const std::int16_t* on, std::ptrdiff_t stride,
                        int rows, int positions) {
  constexpr int kVector = 64;  // numbers, at least
  stride_ = rows + kVector;
  counts_.resize(static_cast<std::size_t>(positions));
  rows_.resize(static_cast<std::size_t>(positions * stride_));
  resistances_.resize(rows_.size());
  HWY_DYNAMIC_DISPATCH(FindSwitched)
  (wires, on, stride, rows, positions, stride_, counts_.data(), rows_.data(), resistances_.data());
  sort(rows);
}

/// Into classes of about equal counts.
void SwitchedRows::sort(int rows) {
  constexpr int kClasses = 64;
  int shift = 0;
  while (rows >> shift >= kClasses) {
    ++shift;
  }
  std::array<std::int32_t, kClasses + 1> begin{};
  for (const std::int32_t count : counts_) {
    ++begin[static_cast<std::size_t>(count >> shift) + 1];
  }
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  order_.resize(counts_.size());
  for (int p = 0; p < positions(); ++p) {
    auto& place = begin[static_cast<std::size_t>(count(p) >> shift)];
    order_[static_cast<std::size_t>(place++)] = p;
  }
}

const std::vector<devices::GatedRow>& SwitchedRows::listed(int position) {
  listed_.clear();
  for (int i = 0; i < count(position); ++i) {
    listed_.push_back({rows(position)[i], resistances(position)[i]});
  }
  return listed_;
}

void sumGatedBlock(const LayerArithmetic& arithmetic, const ProgrammedArray& array, const Plane& plane,
                   SwitchedRows& switched, std::int32_t* sums) {
  HWY_DYNAMIC_DISPATCH(SumGated)(plane, gatedScale(arithmetic, array), switched, sums);
}

}  // namespace ohmic::sim

#endif
