// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/wires/block_product.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "devices/wires/block_product.cpp"
#include <hwy/foreach_target.h>  // compiles this file once per instruction set
#include <hwy/highway.h>

#include <algorithm>
#include <cassert>
#include <cstddef>

#ifndef OHMIC_DEVICES_WIRES_BLOCK_PRODUCT_
#define OHMIC_DEVICES_WIRES_BLOCK_PRODUCT_

namespace ohmic::devices {

/// Three matrices in columns of doubles: c (rows x columns) from a (rows x depth) and b (depth x columns).
struct BlockProduct {
  double* c;
  std::ptrdiff_t cStride;
  const double* a;
  std::ptrdiff_t aStride;
  const double* b;
  std::ptrdiff_t bStride;
  std::ptrdiff_t rows, depth, columns;
  bool adds;     ///< to what c contains, not to zero
  bool negates;  ///< the product
  bool above;    ///< entries on and above the diagonal alone
};

}  // namespace ohmic::devices

#endif

HWY_BEFORE_NAMESPACE();
namespace ohmic::devices::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Lanes = hn::CappedTag<double, 8>;
using Vector = hn::Vec<Lanes>;

constexpr std::ptrdiff_t kLanes = hn::MaxLanes(Lanes());
constexpr std::ptrdiff_t kPanel = 2 * kLanes;  ///< rows whose sums are in registers together
constexpr std::ptrdiff_t kColumns = 4;         ///< columns whose sums are
constexpr std::ptrdiff_t kDepth = 256;         ///< a panel of it is in the first-level cache

/// A panel of a, its kPanel rows together for each step of the depth; rows beyond the matrix are zero.
void pack(const double* a, std::ptrdiff_t stride, std::ptrdiff_t rows, std::ptrdiff_t depth, double* panel) {
  for (std::ptrdiff_t k = 0; k < depth; ++k) {
    std::fill(std::copy_n(a + k * stride, rows, panel + k * kPanel), panel + (k + 1) * kPanel, 0.0);
  }
}

/// kCount columns of one panel's sums, from what @p sums contains.
template <bool kNegates, std::ptrdiff_t kCount>
HWY_INLINE void addPanel(const double* panel, std::ptrdiff_t depth, const double* b, std::ptrdiff_t bStride,
                         double* sums, std::ptrdiff_t stride) {
  const Lanes d;
  Vector low[kCount], high[kCount];
  for (std::ptrdiff_t j = 0; j < kCount; ++j) {
    low[j] = hn::LoadU(d, sums + j * stride);
    high[j] = hn::LoadU(d, sums + j * stride + kLanes);
  }
  for (std::ptrdiff_t k = 0; k < depth; ++k) {
    const Vector first = hn::Load(d, panel + k * kPanel);
    const Vector second = hn::Load(d, panel + k * kPanel + kLanes);
    for (std::ptrdiff_t j = 0; j < kCount; ++j) {
      const Vector factor = hn::Set(d, b[k + j * bStride]);
      const Vector product = hn::Mul(first, factor);
      const Vector other = hn::Mul(second, factor);
      low[j] = kNegates ? hn::Sub(low[j], product) : hn::Add(low[j], product);
      high[j] = kNegates ? hn::Sub(high[j], other) : hn::Add(high[j], other);
    }
  }
  for (std::ptrdiff_t j = 0; j < kCount; ++j) {
    hn::StoreU(low[j], d, sums + j * stride);
    hn::StoreU(high[j], d, sums + j * stride + kLanes);
  }
}

/// The same for a panel of fewer rows, by way of a full copy of the sums.
template <bool kNegates, std::ptrdiff_t kCount>
HWY_INLINE void addRows(const double* panel, std::ptrdiff_t depth, const double* b, std::ptrdiff_t bStride,
                        double* sums, std::ptrdiff_t stride, std::ptrdiff_t rows) {
  if (rows == kPanel) {
    addPanel<kNegates, kCount>(panel, depth, b, bStride, sums, stride);
    return;
  }
  HWY_ALIGN double copy[kCount * kPanel] = {};
  for (std::ptrdiff_t j = 0; j < kCount; ++j) {
    std::copy_n(sums + j * stride, rows, copy + j * kPanel);
  }
  addPanel<kNegates, kCount>(panel, depth, b, bStride, copy, kPanel);
  for (std::ptrdiff_t j = 0; j < kCount; ++j) {
    std::copy_n(copy + j * kPanel, rows, sums + j * stride);
  }
}

template <bool kNegates>
void addProduct(const BlockProduct& p) {
  HWY_ALIGN double panel[kPanel * kDepth];
  for (std::ptrdiff_t k = 0; k < p.depth; k += kDepth) {
    const std::ptrdiff_t depth = std::min(kDepth, p.depth - k);
    for (std::ptrdiff_t i = 0; i < p.rows; i += kPanel) {
      const std::ptrdiff_t rows = std::min(kPanel, p.rows - i);
      pack(p.a + i + k * p.aStride, p.aStride, rows, depth, panel);
      std::ptrdiff_t j = p.above ? i : 0;
      for (; j + kColumns <= p.columns; j += kColumns) {
        addRows<kNegates, kColumns>(panel, depth, p.b + k + j * p.bStride, p.bStride, p.c + i + j * p.cStride,
                                    p.cStride, rows);
      }
      for (; j < p.columns; ++j) {
        addRows<kNegates, 1>(panel, depth, p.b + k + j * p.bStride, p.bStride, p.c + i + j * p.cStride,
                             p.cStride, rows);
      }
    }
  }
}

void Multiply(const BlockProduct& p) {
  if (!p.adds) {
    for (std::ptrdiff_t j = 0; j < p.columns; ++j) {
      std::fill_n(p.c + j * p.cStride, p.rows, 0.0);
    }
  }
  p.negates ? addProduct<true>(p) : addProduct<false>(p);
}

}  // namespace
}  // namespace ohmic::devices::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ohmic::devices {
namespace {

HWY_EXPORT(Multiply);

BlockProduct of(Block& c, ConstBlock a, ConstBlock b) {
  assert(c.rows() == a.rows() && a.cols() == b.rows() && c.cols() == b.cols());
  return {c.data(), c.outerStride(), a.data(), a.outerStride(), b.data(), b.outerStride(),
          c.rows(), a.cols(),        c.cols(), false,           false,    false};
}

}  // namespace

void setProduct(Block c, ConstBlock a, ConstBlock b) { HWY_DYNAMIC_DISPATCH(Multiply)(of(c, a, b)); }

void setNegativeProduct(Block c, ConstBlock a, ConstBlock b) {
  BlockProduct product = of(c, a, b);
  product.negates = true;
  HWY_DYNAMIC_DISPATCH(Multiply)(product);
}

void subtractProductAbove(Block c, ConstBlock a, ConstBlock b) {
  assert(c.rows() == c.cols());
  BlockProduct product = of(c, a, b);
  product.adds = product.negates = product.above = true;
  HWY_DYNAMIC_DISPATCH(Multiply)(product);
}

}  // namespace ohmic::devices
#endif
