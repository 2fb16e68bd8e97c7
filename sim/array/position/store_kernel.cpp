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

void StorePositions(const PositionOutput& sums, int positions, int columns, float* output,
                    std::ptrdiff_t stride) {
  const hn::CappedTag<double, kBlockPositions / 4> d;
  const hn::Rebind<std::int32_t, decltype(d)> di;
  const hn::Rebind<float, decltype(d)> df;
  const int lanes = static_cast<int>(hn::Lanes(d));
  for (int c = 0; c < columns; ++c) {
    if (c % kGroupColumns == 0) {
      keepTilesAwake();
    }
    const auto known = hn::Set(d, sums.known[c]), gain = hn::Set(d, sums.gain[c]);
    const auto factor = hn::Set(d, sums.factor[c]), bias = hn::Set(d, sums.bias[c]);
    for (int p = 0; p < positions; p += lanes) {
      const std::int32_t* codes = sums.codeSums + c * kBlockPositions + p;
      auto sum = hn::Mul(hn::PromoteTo(d, hn::LoadU(di, codes)), hn::Set(d, sums.weight[0]));
      for (int slice = 1; slice < sums.slices; ++slice) {
        const auto code = hn::PromoteTo(d, hn::LoadU(di, codes + slice * sums.sliceStride));
        sum = hn::Add(sum, hn::Mul(code, hn::Set(d, sums.weight[slice])));
      }
      const auto corrected = hn::Sub(hn::Mul(sum, gain), known);
      auto value = hn::DemoteTo(df, hn::Add(hn::Mul(corrected, factor), bias));
      if (sums.storing == Storing::rectified) {
        value = hn::IfThenZeroElse(hn::Lt(value, hn::Zero(df)), value);
      }
      float* out = output + c * stride + p;
      if (p + lanes <= positions) {
        hn::StoreU(value, df, out);
      } else {
        HWY_ALIGN float rest[kBlockPositions / 4];
        hn::Store(value, df, rest);
        std::copy_n(rest, positions - p, out);
      }
    }
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
