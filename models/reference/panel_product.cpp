// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/panel_product.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "models/reference/panel_product.cpp"
#include <hwy/foreach_target.h>  // compiles this file once per instruction set
#include <hwy/highway.h>

#include <algorithm>

#include "models/reference/multiply_add-inl.h"

HWY_BEFORE_NAMESPACE();
namespace ohmic::models::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Lanes = hn::CappedTag<float, 16>;
using Vector = hn::Vec<Lanes>;

constexpr std::size_t kLanes = hn::MaxLanes(Lanes());

/// What one call of addBlock works on: weights from its first row, panel and sums from its first column.
struct Block {
  const float* weights;
  std::size_t weightStride;
  const float* panel;
  std::size_t depth;
  float* sums;
  std::size_t sumStride;
};

/// kRows rows by kVectors vectors of columns, all sums in registers.
template <std::size_t kRows, std::size_t kVectors>
HWY_INLINE void addBlock(const Block& block) {
  const Lanes d;
  Vector sums[kRows][kVectors];
  for (std::size_t r = 0; r < kRows; ++r) {
    for (std::size_t v = 0; v < kVectors; ++v) {
      sums[r][v] = hn::LoadU(d, block.sums + r * block.sumStride + v * kLanes);
    }
  }
  for (std::size_t k = 0; k < block.depth; ++k) {
    Vector operands[kVectors];
    for (std::size_t v = 0; v < kVectors; ++v) {
      operands[v] = hn::Load(d, block.panel + k * kPanelWidth + v * kLanes);
    }
    for (std::size_t r = 0; r < kRows; ++r) {
      const Vector weight = hn::Set(d, block.weights[r * block.weightStride + k]);
      for (std::size_t v = 0; v < kVectors; ++v) {
        sums[r][v] = multiplyAdd(d, weight, operands[v], sums[r][v]);
      }
    }
  }
  for (std::size_t r = 0; r < kRows; ++r) {
    for (std::size_t v = 0; v < kVectors; ++v) {
      hn::StoreU(sums[r][v], d, block.sums + r * block.sumStride + v * kLanes);
    }
  }
}

/// The same for fewer columns than the vectors hold: by way of a full copy of the sums.
template <std::size_t kRows, std::size_t kVectors>
HWY_INLINE void addNarrowBlock(const Block& block, std::size_t columns) {
  HWY_ALIGN float copy[kRows * kVectors * kLanes] = {};
  Block whole = block;
  whole.sums = copy;
  whole.sumStride = kVectors * kLanes;
  for (std::size_t r = 0; r < kRows; ++r) {
    std::copy_n(block.sums + r * block.sumStride, columns, copy + r * whole.sumStride);
  }
  addBlock<kRows, kVectors>(whole);
  for (std::size_t r = 0; r < kRows; ++r) {
    std::copy_n(copy + r * whole.sumStride, columns, block.sums + r * block.sumStride);
  }
}

template <std::size_t kRows>
HWY_INLINE void addRows(Block block, std::size_t columns) {
  for (; columns >= 2 * kLanes; columns -= 2 * kLanes) {
    addBlock<kRows, 2>(block);
    block.panel += 2 * kLanes;
    block.sums += 2 * kLanes;
  }
  if (columns > kLanes) {
    addNarrowBlock<kRows, 2>(block, columns);
  } else if (columns == kLanes) {
    addBlock<kRows, 1>(block);
  } else if (columns > 0) {
    addNarrowBlock<kRows, 1>(block, columns);
  }
}

void AddPanelProduct(const float* weights, std::size_t weightStride, std::size_t rows, const float* panel,
                     std::size_t depth, float* sums, std::size_t sumStride, std::size_t columns) {
  constexpr std::size_t kRows = 4;
  std::size_t row = 0;
  for (; row + kRows <= rows; row += kRows) {
    addRows<kRows>(
        {weights + row * weightStride, weightStride, panel, depth, sums + row * sumStride, sumStride},
        columns);
  }
  for (; row < rows; ++row) {
    addRows<1>({weights + row * weightStride, weightStride, panel, depth, sums + row * sumStride, sumStride},
               columns);
  }
}

}  // namespace ohmic::models::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ohmic::models {

HWY_EXPORT(AddPanelProduct);

void addPanelProduct(const float* weights, std::size_t weightStride, std::size_t rows, const float* panel,
                     std::size_t depth, float* sums, std::size_t sumStride, std::size_t columns) {
  HWY_DYNAMIC_DISPATCH(AddPanelProduct)(weights, weightStride, rows, panel, depth, sums, sumStride, columns);
}

}  // namespace ohmic::models
#endif
