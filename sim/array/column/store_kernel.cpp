// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/column/store_kernel.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/array/column/store_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "sim/array/transpose-inl.h"

HWY_BEFORE_NAMESPACE();
namespace ohmic::sim {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

void DequantiseBlock(const BlockOutput& output, int positions, int columns, float* rows) {
  const hn::ScalableTag<double> d;
  const hn::Rebind<std::int32_t, decltype(d)> di;
  const hn::Rebind<float, decltype(d)> df;
  const int lanes = static_cast<int>(hn::Lanes(d));
  for (int p = 0; p < positions; ++p) {
    const std::int32_t* codes = output.codeSums + p * output.stride;
    float* out = rows + p * output.stride;
    for (int c = 0; c < columns; c += lanes) {
      auto sum = hn::Mul(hn::PromoteTo(d, hn::LoadU(di, codes + c)), hn::Set(d, output.weight[0]));
      for (int slice = 1; slice < output.slices; ++slice) {
        const auto code = hn::PromoteTo(d, hn::LoadU(di, codes + slice * output.sliceStride + c));
        sum = hn::Add(sum, hn::Mul(code, hn::Set(d, output.weight[slice])));
      }
      const auto corrected =
          hn::Sub(hn::Mul(sum, hn::LoadU(d, output.gain + c)), hn::LoadU(d, output.known + c));
      const auto value =
          hn::Add(hn::Mul(corrected, hn::LoadU(d, output.factor + c)), hn::LoadU(d, output.bias + c));
      hn::StoreU(hn::DemoteTo(df, value), df, out + c);
    }
  }
}

void TransposeBlock(const float* rows, std::ptrdiff_t stride, int positions, int columns, float* output,
                    std::ptrdiff_t outputStride) {
  transpose([&](int p) HWY_ATTR { return rows + p * stride; }, positions, columns, output, outputStride);
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace ohmic::sim
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace ohmic::sim {

HWY_EXPORT(DequantiseBlock);
HWY_EXPORT(TransposeBlock);

void dequantiseBlock(const BlockOutput& output, int positions, int columns, float* rows) {
  HWY_DYNAMIC_DISPATCH(DequantiseBlock)(output, positions, columns, rows);
}

void transposeBlock(const float* rows, std::ptrdiff_t stride, int positions, int columns, float* output,
                    std::ptrdiff_t outputStride) {
  HWY_DYNAMIC_DISPATCH(TransposeBlock)(rows, stride, positions, columns, output, outputStride);
}

}  // namespace ohmic::sim

#endif
