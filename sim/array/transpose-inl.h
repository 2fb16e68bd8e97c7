// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Rows and columns of numbers of 32 bits exchanged.

#if defined(OHMIC_SIM_ARRAY_TRANSPOSE_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef OHMIC_SIM_ARRAY_TRANSPOSE_INL_H
#undef OHMIC_SIM_ARRAY_TRANSPOSE_INL_H
#else
#define OHMIC_SIM_ARRAY_TRANSPOSE_INL_H
#endif

#include <hwy/highway.h>

#include <cstddef>
#include <cstdint>

HWY_BEFORE_NAMESPACE();
namespace ohmic::sim {
namespace HWY_NAMESPACE {

#if HWY_TARGET != HWY_SCALAR

/// to[b * stride + i] = number i of block b of 128 bits.
template <class D, class V>
HWY_INLINE void storeBlocks(D d, V v, hwy::HWY_NAMESPACE::TFromD<D>* to, std::ptrdiff_t stride) {
  namespace hn = hwy::HWY_NAMESPACE;
  constexpr std::ptrdiff_t kBlocks = hn::MaxLanes(D()) / 4;
  if constexpr (kBlocks <= 1) {
    hn::StoreU(v, d, to);
  } else {
    const hn::Half<D> half;
    storeBlocks(half, hn::LowerHalf(half, v), to, stride);
    storeBlocks(half, hn::UpperHalf(half, v), to + kBlocks / 2 * stride, stride);
  }
}

/// Columns from @p c on as many as a vector of them holds, four rows each: to[i * toStride + r] = rows[r][c +
/// i].
template <class D, class T>
HWY_INLINE int transposeQuads(D d, const T* const (&rows)[4], int c, int columns, T* to,
                              std::ptrdiff_t toStride) {
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::RebindToUnsigned<D> du;
  const hn::Repartition<std::uint64_t, D> dw;
  const auto wide = [&](auto v) HWY_ATTR { return hn::BitCast(dw, hn::BitCast(du, v)); };
  const auto store = [&](auto v, T* out) HWY_ATTR { storeBlocks(d, hn::BitCast(d, v), out, 4 * toStride); };
  const int lanes = static_cast<int>(hn::Lanes(d));
  for (; c + lanes <= columns; c += lanes) {
    const auto r0 = hn::LoadU(d, rows[0] + c), r1 = hn::LoadU(d, rows[1] + c);
    const auto r2 = hn::LoadU(d, rows[2] + c), r3 = hn::LoadU(d, rows[3] + c);
    const auto low01 = wide(hn::InterleaveLower(d, r0, r1)), high01 = wide(hn::InterleaveUpper(d, r0, r1));
    const auto low23 = wide(hn::InterleaveLower(d, r2, r3)), high23 = wide(hn::InterleaveUpper(d, r2, r3));
    T* const out = to + c * toStride;  // each block holds every fourth column
    store(hn::InterleaveLower(dw, low01, low23), out);
    store(hn::InterleaveUpper(dw, low01, low23), out + toStride);
    store(hn::InterleaveLower(dw, high01, high23), out + 2 * toStride);
    store(hn::InterleaveUpper(dw, high01, high23), out + 3 * toStride);
  }
  return c;
}

#endif

/// to[c * toStride + r] = row(r)[c]: four rows together, the rest one by one.
/// @param row  where a row's numbers lie.
template <class T, class Row>
HWY_INLINE void transpose(Row row, int rows, int columns, T* to, std::ptrdiff_t toStride) {
  int r = 0;
#if HWY_TARGET != HWY_SCALAR
  namespace hn = hwy::HWY_NAMESPACE;
  for (; r + 4 <= rows; r += 4) {
    const T* const four[4] = {row(r), row(r + 1), row(r + 2), row(r + 3)};
    int c = transposeQuads(hn::CappedTag<T, 16>(), four, 0, columns, to + r, toStride);
    c = transposeQuads(hn::FixedTag<T, 4>(), four, c, columns, to + r, toStride);
    for (; c < columns; ++c) {
      for (int k = 0; k < 4; ++k) {
        to[c * toStride + r + k] = four[k][c];
      }
    }
  }
#endif
  for (; r < rows; ++r) {
    for (int c = 0; c < columns; ++c) {
      to[c * toStride + r] = row(r)[c];
    }
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace ohmic::sim
HWY_AFTER_NAMESPACE();

#endif
