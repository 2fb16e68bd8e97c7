// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/position/store_kernel.h"

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/array/position/store_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "sim/array/position/matrix_tiles.h"

HWY_BEFORE_NAMESPACE();
namespace ohmic::sim {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Double = hn::CappedTag<double, kBlockPositions / 4>;
using Code = hn::Rebind<std::int32_t, Double>;
using Float = hn::Rebind<float, Double>;

/// Zeros for values below zero.
HWY_INLINE hn::Vec<Float> Rectified(hn::Vec<Float> value) {
#if HWY_ARCH_X86 && HWY_TARGET != HWY_SCALAR
  return hn::Max(hn::Zero(Float()), value);  // the second of two zeros, whatever their signs
#else
  return hn::IfThenZeroElse(hn::Lt(value, hn::Zero(Float())), value);
#endif
}

/// A column's values. @tparam kIsPlain  one slice of weight 1, whose codes are corrected by nothing.
template <bool kIsPlain, bool kRectifies>
HWY_INLINE void StoreColumn(const PositionOutput& sums, int c, int positions, float* out) {
  const Double d;
  const Float df;
  const int lanes = static_cast<int>(hn::Lanes(d));
  const auto known = hn::Set(d, sums.known[c]), gain = hn::Set(d, sums.gain[c]);
  const auto factor = hn::Set(d, sums.factor[c]), bias = hn::Set(d, sums.bias[c]);
  for (int p = 0; p < positions; p += lanes) {
    const std::int32_t* codes = sums.codeSums + c * kBlockPositions + p;
    auto corrected = hn::PromoteTo(d, hn::LoadU(Code(), codes));
    if (!kIsPlain) {
      auto sum = hn::Mul(corrected, hn::Set(d, sums.weight[0]));
      for (int slice = 1; slice < sums.slices; ++slice) {
        const auto code = hn::PromoteTo(d, hn::LoadU(Code(), codes + slice * sums.sliceStride));
        sum = hn::Add(sum, hn::Mul(code, hn::Set(d, sums.weight[slice])));
      }
      corrected = hn::Sub(hn::Mul(sum, gain), known);
    }
    auto value = hn::DemoteTo(df, hn::Add(hn::Mul(corrected, factor), bias));
    if (kRectifies) {
      value = Rectified(value);
    }
    if (p + lanes <= positions) {
      hn::StoreU(value, df, out + p);
    } else {
      HWY_ALIGN float rest[kBlockPositions / 4];
      hn::Store(value, df, rest);
      std::copy_n(rest, positions - p, out + p);
    }
  }
}

template <bool kRectifies>
HWY_INLINE void StoreColumns(const PositionOutput& sums, int positions, int columns, float* output,
                             std::ptrdiff_t stride) {
  const bool isOne = sums.slices == 1 && sums.weight[0] == 1.0;
  for (int c = 0; c < columns; ++c) {
    if (c % kGroupColumns == 0) {
      keepTilesAwake();
    }
    if (isOne && sums.gain[c] == 1.0 && sums.known[c] == 0.0) {
      StoreColumn<true, kRectifies>(sums, c, positions, output + c * stride);
    } else {
      StoreColumn<false, kRectifies>(sums, c, positions, output + c * stride);
    }
  }
}

void StorePositions(const PositionOutput& sums, int positions, int columns, float* output,
                    std::ptrdiff_t stride) {
  if (sums.storing == Storing::rectified) {
    StoreColumns<true>(sums, positions, columns, output, stride);
  } else {
    StoreColumns<false>(sums, positions, columns, output, stride);
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace ohmic::sim
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace ohmic::sim {

HWY_EXPORT(StorePositions);

void storePositions(const PositionOutput& sums, int positions, int columns, float* output,
                    std::ptrdiff_t stride) {
  HWY_DYNAMIC_DISPATCH(StorePositions)(sums, positions, columns, output, stride);
}

}  // namespace ohmic::sim

#endif
