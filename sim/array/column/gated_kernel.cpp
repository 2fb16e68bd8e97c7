// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/column/gated_kernel.h"

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

/// kVectors vectors of columns from @p c on; both lines of a pair together, so that many chains of dependent
/// operations are on their way.
template <int kVectors>
HWY_INLINE void SumLines(const Plane& plane, const GatedScale& scale, double shared,
                         const devices::GatedRow* on, std::size_t count, int c, std::int32_t* sums) {
  namespace law = devices::HWY_NAMESPACE;
  const Siemens d;
  const auto lanes = static_cast<std::ptrdiff_t>(hn::Lanes(d));
  const std::ptrdiff_t stride = plane.gatedPlus.paddedColumns();
  const bool isPair = plane.gatedMinus.columns() > 1;
  const double* lines[2 * kVectors];
  hn::Vec<Siemens> plusMinus[2 * kVectors];
  for (int v = 0; v < kVectors; ++v) {
    lines[v] = plane.gatedPlus.data() + c + v * lanes;
    lines[kVectors + v] = isPair ? plane.gatedMinus.data() + c + v * lanes : nullptr;
    plusMinus[kVectors + v] = hn::Set(d, shared);
  }
  if (isPair) {
    law::gatedAdmittances<Siemens, 2 * kVectors>(d, lines, stride, on, count, plusMinus);
  } else {
    law::gatedAdmittances<Siemens, kVectors>(d, lines, stride, on, count, plusMinus);
  }
  for (int v = 0; v < kVectors; ++v) {
    const auto siemens = hn::Sub(plusMinus[v], plusMinus[kVectors + v]);
    const auto levels = hn::Sub(hn::Mul(siemens, hn::Set(d, scale.perSiemens)), hn::Set(d, scale.common));
    hn::StoreU(hn::DemoteTo(Sum(), hn::Round(levels)), Sum(), sums + c + v * lanes);
  }
}

/// switchedRows() of whole vectors of rows. @param list  as many as rows. @returns how many are on
std::size_t FindSwitched(const std::int16_t* on, int rows, devices::GatedRow* list) {
  const hn::CappedTag<std::int16_t, 32> d;
  const int lanes = static_cast<int>(hn::Lanes(d));
  std::size_t count = 0;
  int k = 0;
  for (; k + lanes <= rows; k += lanes) {
    std::uint64_t bits = 0;
    hn::StoreMaskBits(d, hn::Ne(hn::LoadU(d, on + k), hn::Zero(d)), reinterpret_cast<std::uint8_t*>(&bits));
    for (; bits != 0; bits &= bits - 1) {
      list[count++].row = k + static_cast<int>(hwy::Num0BitsBelowLS1Bit_Nonzero64(bits));
    }
  }
  for (; k < rows; ++k) {
    list[count].row = k;
    count += on[k] != 0 ? 1 : 0;
  }
  return count;
}

void SumGated(const Plane& plane, const GatedScale& scale, double shared, const devices::GatedRow* on,
              std::size_t count, std::int32_t* sums) {
  constexpr int kVectors = HWY_TARGET == HWY_AVX3 || HWY_TARGET == HWY_AVX3_DL ? 4 : 2;  // as registers allow
  const int lanes = static_cast<int>(hn::Lanes(Siemens()));
  const int columns = plane.levels.columns();
  int c = 0;
  for (; c + kVectors * lanes <= plane.gatedPlus.paddedColumns() && c < columns; c += kVectors * lanes) {
    SumLines<kVectors>(plane, scale, shared, on, count, c, sums);
  }
  for (; c < columns; c += 2 * lanes) {
    SumLines<2>(plane, scale, shared, on, count, c, sums);
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

void sumGatedBlock(const LayerArithmetic& arithmetic, const ProgrammedArray& array, const Plane& plane,
                   const std::int16_t* on, std::ptrdiff_t stride, int positions,
                   std::vector<devices::GatedRow>& switched, std::int32_t* sums) {
  const int rows = plane.levels.rows();
  switched.resize(static_cast<std::size_t>(rows));
  for (int p = 0; p < positions; ++p) {
    const std::int16_t* own = on + p * stride;
    const std::size_t count = HWY_DYNAMIC_DISPATCH(FindSwitched)(own, rows, switched.data());
    devices::placeWires(array.gatedWires, rows, switched.data(), count);
    const auto& minus = plane.gatedMinus;
    const double shared = minus.columns() == 1 ? devices::lineConductance(minus.data(), minus.paddedColumns(),
                                                                          switched.data(), count)
                                               : 0.0;
    HWY_DYNAMIC_DISPATCH(SumGated)
    (plane, gatedScale(arithmetic, array, own, rows), shared, switched.data(), count,
     sums + p * static_cast<std::ptrdiff_t>(plane.levels.paddedColumns()));
  }
}

}  // namespace ohmic::sim

#endif
