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

/// Outputs of a vector of sums, from column c on.
template <class D>
HWY_INLINE hn::Vec<hn::Rebind<float, D>> OutputOf(D d, const ColumnOutput& output, int c, hn::Vec<D> sum) {
  const auto corrected = hn::Sub(hn::Mul(sum, hn::LoadU(d, output.gain + c)), hn::LoadU(d, output.known + c));
  const auto value =
      hn::Add(hn::Mul(corrected, hn::LoadU(d, output.factor + c)), hn::LoadU(d, output.bias + c));
  return hn::DemoteTo(hn::Rebind<float, D>(), value);
}

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
      hn::StoreU(OutputOf(d, output.column, c, sum), df, out + c);
    }
  }
}

void DequantiseSums(const ColumnOutput& output, const std::int64_t* sums, std::ptrdiff_t stride,
                    int positions, int columns, float* rows) {
  const hn::ScalableTag<double> d;
  const hn::RebindToSigned<decltype(d)> di;
  const hn::Rebind<float, decltype(d)> df;
  const int lanes = static_cast<int>(hn::Lanes(d));
  for (int p = 0; p < positions; ++p, sums += stride, rows += stride) {
    for (int c = 0; c < columns; c += lanes) {
      hn::StoreU(OutputOf(d, output, c, hn::ConvertTo(d, hn::LoadU(di, sums + c))), df, rows + c);
    }
  }
}

void AddWeighted(const std::int64_t* codes, std::int64_t weight, std::ptrdiff_t count, bool begins,
                 std::int64_t* sums) {
  std::ptrdiff_t i = 0;
#if HWY_TARGET != HWY_SCALAR
  const hn::ScalableTag<std::int64_t> d;
  const hn::Repartition<std::int32_t, decltype(d)> dh;
  const auto factor = hn::BitCast(dh, hn::Set(d, weight));
  const auto lanes = static_cast<std::ptrdiff_t>(hn::Lanes(d));
  for (; i + lanes <= count; i += lanes) {  // products of the lower halves
    const auto product = hn::MulEven(hn::BitCast(dh, hn::LoadU(d, codes + i)), factor);
    hn::StoreU(begins ? product : hn::Add(hn::LoadU(d, sums + i), product), d, sums + i);
  }
#endif
  for (; i < count; ++i) {
    sums[i] = (begins ? 0 : sums[i]) + codes[i] * weight;
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
HWY_EXPORT(DequantiseSums);
HWY_EXPORT(AddWeighted);
HWY_EXPORT(TransposeBlock);

void dequantiseBlock(const BlockOutput& output, int positions, int columns, float* rows) {
  HWY_DYNAMIC_DISPATCH(DequantiseBlock)(output, positions, columns, rows);
}

void dequantiseSums(const ColumnOutput& output, const std::int64_t* sums, std::ptrdiff_t stride,
                    int positions, int columns, float* rows) {
  HWY_DYNAMIC_DISPATCH(DequantiseSums)(output, sums, stride, positions, columns, rows);
}

void addWeighted(const std::int64_t* codes, std::int64_t weight, std::ptrdiff_t count, bool begins,
                 std::int64_t* sums) {
  HWY_DYNAMIC_DISPATCH(AddWeighted)(codes, weight, count, begins, sums);
}

void transposeBlock(const float* rows, std::ptrdiff_t stride, int positions, int columns, float* output,
                    std::ptrdiff_t outputStride) {
  HWY_DYNAMIC_DISPATCH(TransposeBlock)(rows, stride, positions, columns, output, outputStride);
}

}  // namespace ohmic::sim

#endif
