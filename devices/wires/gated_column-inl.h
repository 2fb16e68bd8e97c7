// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// The ladder of a gated bit line (gated_column.h), one line in each lane.

#if defined(OHMIC_DEVICES_WIRES_GATED_COLUMN_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef OHMIC_DEVICES_WIRES_GATED_COLUMN_INL_H
#undef OHMIC_DEVICES_WIRES_GATED_COLUMN_INL_H
#else
#define OHMIC_DEVICES_WIRES_GATED_COLUMN_INL_H
#endif

#include <hwy/highway.h>

#include <cstddef>

#include "devices/wires/gated_column.h"

HWY_BEFORE_NAMESPACE();
namespace ohmic::devices {
namespace HWY_NAMESPACE {

/// Admittances of kVectors vectors of lines, siemens: numerators over denominators, so that the only division
/// is the last. Rows that are off cost nothing: they only lengthen the wire to the next one that is on.
///
/// Denominators grow with every row, by at most 1 + resistance * (sum of conductances). Both are scaled by a
/// power of two before they can overflow; that changes no digit of their quotient.
///
/// @param g       kVectors pointers, each to a vector of neighbouring lines at the far row.
/// @param stride  from a row to the next, in doubles.
/// @param on      the rows that are on, @p count of them.
template <class D, int kVectors>
HWY_INLINE void gatedAdmittances(D d, const double* const* g, std::ptrdiff_t stride, const GatedRow* on,
                                 std::size_t count, hwy::HWY_NAMESPACE::Vec<D>* admittance) {
  namespace hn = hwy::HWY_NAMESPACE;
  constexpr std::size_t kUnchecked = 8;  // rows
  constexpr double kGreat = 0x1p256, kSmaller = 0x1p-256;
  const double* lines[kVectors];
  hn::Vec<D> p[kVectors], q[kVectors];
  for (int v = 0; v < kVectors; ++v) {
    lines[v] = g[v];
    p[v] = hn::Zero(d);
    q[v] = hn::Set(d, 1.0);
  }
  for (std::size_t i = 0; i < count; ++i) {
    const std::ptrdiff_t row = on[i].row * stride;
    const auto r = hn::Set(d, on[i].resistance);
    for (int v = 0; v < kVectors; ++v) {
      p[v] = hn::Add(p[v], hn::Mul(hn::LoadU(d, lines[v] + row), q[v]));
      q[v] = hn::Add(q[v], hn::Mul(r, p[v]));
    }
    if (i % kUnchecked == kUnchecked - 1) {
      for (int v = 0; v < kVectors; ++v) {
        const auto scale =
            hn::IfThenElse(hn::Gt(q[v], hn::Set(d, kGreat)), hn::Set(d, kSmaller), hn::Set(d, 1.0));
        p[v] = hn::Mul(p[v], scale);
        q[v] = hn::Mul(q[v], scale);
      }
    }
  }
  for (int v = 0; v < kVectors; ++v) {
    admittance[v] = hn::Div(p[v], q[v]);
  }
}

}  // namespace HWY_NAMESPACE
}  // namespace ohmic::devices
HWY_AFTER_NAMESPACE();

#endif
