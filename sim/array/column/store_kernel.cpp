// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/column/store_kernel.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/array/column/store_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

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

/// Tiles of four by four, the rest one by one.
void TransposeBlock(const float* rows, std::ptrdiff_t stride, int positions, int columns, float* output,
                    std::ptrdiff_t outputStride) {
  int p = 0;
#if HWY_TARGET != HWY_SCALAR
  const hn::FixedTag<float, 4> d;
  const hn::RebindToUnsigned<decltype(d)> du;
  const hn::Repartition<std::uint64_t, decltype(d)> dw;
  const auto wide = [&](auto v) HWY_ATTR { return hn::BitCast(dw, hn::BitCast(du, v)); };
  const auto narrow = [&](auto v) HWY_ATTR { return hn::BitCast(d, v); };
  for (; p + 4 <= positions; p += 4) {
    const float* in = rows + p * stride;
    int c = 0;
    for (; c + 4 <= columns; c += 4) {
      const auto r0 = hn::LoadU(d, in + c), r1 = hn::LoadU(d, in + stride + c);
      const auto r2 = hn::LoadU(d, in + 2 * stride + c), r3 = hn::LoadU(d, in + 3 * stride + c);
      const auto low01 = wide(hn::InterleaveLower(d, r0, r1)), high01 = wide(hn::InterleaveUpper(d, r0, r1));
      const auto low23 = wide(hn::InterleaveLower(d, r2, r3)), high23 = wide(hn::InterleaveUpper(d, r2, r3));
      float* out = output + c * outputStride + p;
      hn::StoreU(narrow(hn::InterleaveLower(dw, low01, low23)), d, out);
      hn::StoreU(narrow(hn::InterleaveUpper(dw, low01, low23)), d, out + outputStride);
      hn::StoreU(narrow(hn::InterleaveLower(dw, high01, high23)), d, out + 2 * outputStride);
      hn::StoreU(narrow(hn::InterleaveUpper(dw, high01, high23)), d, out + 3 * outputStride);
    }
    for (; c < columns; ++c) {
      for (int k = 0; k < 4; ++k) {
        output[c * outputStride + p + k] = in[k * stride + c];
      }
    }
  }
#endif
  for (; p < positions; ++p) {
    for (int c = 0; c < columns; ++c) {
      output[c * outputStride + p] = rows[p * stride + c];
    }
  }
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
