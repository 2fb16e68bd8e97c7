// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/panel_product.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "models/reference/panel_product.cpp"
#include <hwy/foreach_target.h>  // compiles this file once per instruction set
#include <hwy/highway.h>

#include <algorithm>

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
        sums[r][v] = hn::Add(sums[r][v], hn::Mul(weight, operands[v]));
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

void FillPanel(const float* source, const std::int64_t* steps, std::size_t depth, const PanelRun* runs,
               std::size_t runCount, float* panel) {
  const Lanes d;
  for (std::size_t k = 0; k < depth; ++k, panel += kPanelWidth) {
    const float* const step = source + steps[k];
    for (std::size_t r = 0; r < runCount; ++r) {
      const float* const from = step + runs[r].source;
      float* const to = panel + runs[r].column;
      if (runs[r].count == 1) {
        *to = *from;
        continue;
      }
      for (std::size_t i = 0; i < runs[r].count; i += kLanes) {
        hn::StoreU(hn::LoadU(d, from + i), d, to + i);
      }
    }
  }
}

/// What one call of multiplyBlock works on: weights and outputs from its first row and column.
struct GroupBlock {
  const float* weights;
  const std::int64_t* steps;
  std::size_t depth;
  const float* left;   ///< operands of the first vector at step 0
  const float* right;  ///< of the second
  const float* bias;
  float* leftOutputs;
  float* rightOutputs;
  std::size_t outputStride;
};

/// kRows rows by two vectors of columns, all sums in registers from the first step to the last.
template <std::size_t kRows>
HWY_INLINE void multiplyBlock(const GroupBlock& block) {
  const Lanes d;
  Vector left[kRows];
  Vector right[kRows];
  for (std::size_t r = 0; r < kRows; ++r) {
    left[r] = hn::Zero(d);
    right[r] = hn::Zero(d);
  }
  for (std::size_t k = 0; k < block.depth; ++k) {
    const Vector a = hn::LoadU(d, block.left + block.steps[k]);
    const Vector b = hn::LoadU(d, block.right + block.steps[k]);
    for (std::size_t r = 0; r < kRows; ++r) {
      const Vector weight = hn::Set(d, block.weights[r * block.depth + k]);
      left[r] = hn::Add(left[r], hn::Mul(weight, a));
      right[r] = hn::Add(right[r], hn::Mul(weight, b));
    }
  }
  for (std::size_t r = 0; r < kRows; ++r) {
    if (block.bias != nullptr) {
      const Vector bias = hn::Set(d, block.bias[r]);
      left[r] = hn::Add(left[r], bias);
      right[r] = hn::Add(right[r], bias);
    }
    hn::StoreU(left[r], d, block.leftOutputs + r * block.outputStride);
    hn::StoreU(right[r], d, block.rightOutputs + r * block.outputStride);
  }
}

template <std::size_t kRows>
HWY_INLINE void multiplyRows(GroupBlock block, const float* source, const std::int64_t* groups,
                             std::size_t groupCount, float* outputs) {
  const std::size_t vectors = groupCount * (kGroup / kLanes);
  const auto place = [&](std::size_t v) {
    return source + groups[v * kLanes / kGroup] + v * kLanes % kGroup;
  };
  for (std::size_t v = 0; v < vectors; v += 2) {
    const std::size_t other = v + 1 < vectors ? v + 1 : v;  // the last one twice
    block.left = place(v);
    block.right = place(other);
    block.leftOutputs = outputs + v * kLanes;
    block.rightOutputs = outputs + other * kLanes;
    multiplyBlock<kRows>(block);
  }
}

void MultiplyGroups(const float* weights, std::size_t rows, const float* source, const std::int64_t* steps,
                    std::size_t depth, const std::int64_t* groups, std::size_t groupCount, const float* bias,
                    float* outputs, std::size_t outputStride) {
  constexpr std::size_t kRows = 4;
  GroupBlock block{weights, steps, depth, nullptr, nullptr, bias, nullptr, nullptr, outputStride};
  std::size_t row = 0;
  const auto advance = [&](std::size_t count) {
    row += count;
    block.weights += count * depth;
    block.bias = bias == nullptr ? nullptr : bias + row;
    outputs += count * outputStride;
  };
  while (row + kRows <= rows) {
    multiplyRows<kRows>(block, source, groups, groupCount, outputs);
    advance(kRows);
  }
  while (row < rows) {
    multiplyRows<1>(block, source, groups, groupCount, outputs);
    advance(1);
  }
}

}  // namespace ohmic::models::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ohmic::models {

HWY_EXPORT(AddPanelProduct);
HWY_EXPORT(FillPanel);
HWY_EXPORT(MultiplyGroups);

void multiplyGroups(const float* weights, std::size_t rows, const float* source, const std::int64_t* steps,
                    std::size_t depth, const std::int64_t* groups, std::size_t groupCount, const float* bias,
                    float* outputs, std::size_t outputStride) {
  HWY_DYNAMIC_DISPATCH(MultiplyGroups)
  (weights, rows, source, steps, depth, groups, groupCount, bias, outputs, outputStride);
}

void fillPanel(const float* source, const std::int64_t* steps, std::size_t depth, const PanelRun* runs,
               std::size_t runCount, float* panel) {
  HWY_DYNAMIC_DISPATCH(FillPanel)(source, steps, depth, runs, runCount, panel);
}

void addPanelProduct(const float* weights, std::size_t weightStride, std::size_t rows, const float* panel,
                     std::size_t depth, float* sums, std::size_t sumStride, std::size_t columns) {
  HWY_DYNAMIC_DISPATCH(AddPanelProduct)(weights, weightStride, rows, panel, depth, sums, sumStride, columns);
}

}  // namespace ohmic::models
#endif
