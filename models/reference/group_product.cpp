// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/group_product.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "models/reference/group_product.cpp"
#include <hwy/foreach_target.h>  // compiles this file once per instruction set
#include <hwy/highway.h>

#include <algorithm>

#include "models/reference/multiply_add-inl.h"

HWY_BEFORE_NAMESPACE();
namespace ohmic::models::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Lanes = hn::CappedTag<float, kGroup>;
using Vector = hn::Vec<Lanes>;

constexpr std::size_t kLanes = hn::MaxLanes(Lanes());

// Rows and groups whose sums stay in registers: chains enough to hide the latency of an addition, and few
// loads for each. A single row takes more groups.
#if HWY_CAP_GE512
constexpr std::size_t kTileRows = 8, kTileGroups = 2, kLineGroups = 8;
#elif HWY_CAP_GE256
constexpr std::size_t kTileRows = 6, kTileGroups = 1, kLineGroups = 4;
#else
constexpr std::size_t kTileRows = 2, kTileGroups = 1, kLineGroups = 1;
#endif

/// What one call of multiplyTile works on: weights, finish and outputs from its first row.
struct Tile {
  const float* weights;
  std::size_t weightStride;  ///< between two steps
  const float* source;
  StepRange steps;
  Finish finish;
  float* outputs;
  std::size_t outputStride;

  void advance(std::size_t rows) {
    weights += rows;
    finish.bias += finish.bias == nullptr ? 0 : rows;
    finish.addend += finish.addend == nullptr ? 0 : rows * outputStride;
    outputs += rows * outputStride;
  }
};

/// The first @p count lanes of one vector.
HWY_INLINE Vector loadPart(const float* values, std::size_t count) {
  const Lanes d;
  if (count == kLanes) {
    return hn::LoadU(d, values);
  }
  HWY_ALIGN float lanes[kLanes] = {};
  std::copy_n(values, count, lanes);
  return hn::Load(d, lanes);
}

HWY_INLINE void storePart(Vector value, std::size_t count, float* values) {
  const Lanes d;
  if (count == kLanes) {
    hn::StoreU(value, d, values);
    return;
  }
  HWY_ALIGN float lanes[kLanes];
  hn::Store(value, d, lanes);
  std::copy_n(lanes, count, values);
}

HWY_INLINE void storeFinished(Vector sum, const Finish& finish, std::size_t row, std::size_t place,
                              std::size_t count, float* output) {
  const Lanes d;
  if (finish.bias != nullptr) {
    sum = hn::Add(sum, hn::Set(d, finish.bias[row]));
  }
  if (finish.addend != nullptr) {
    sum = hn::Add(sum, loadPart(finish.addend + place, count));
  }
  const Vector low = hn::Set(d, finish.low);
  const Vector high = hn::Set(d, finish.high);
  const Vector raised = hn::IfThenElse(hn::Lt(sum, low), low, sum);
  storePart(hn::IfThenElse(hn::Gt(raised, high), high, raised), count, output + place);
}

/// What each vector of a tile's groups holds of the outputs.
struct Part {
  std::size_t place;
  std::size_t count;  ///< 0 behind the group's end
};

HWY_INLINE Part partOf(const Group* groups, std::size_t vector) {
  const Group& group = groups[vector * kLanes / kGroup];
  const std::size_t first = vector * kLanes % kGroup;
  return {static_cast<std::size_t>(group.output) + first,
          first < group.count ? std::min(group.count - first, kLanes) : 0};
}

/// kRows rows by kGroups groups, all sums in registers from the first step to the last.
template <std::size_t kRows, std::size_t kGroups>
HWY_INLINE void multiplyTile(const Tile& tile, const Group* groups) {
  constexpr std::size_t kVectors = kGroups * kGroup / kLanes;
  const Lanes d;
  Vector sums[kRows][kVectors];
  for (std::size_t r = 0; r < kRows; ++r) {
    for (std::size_t v = 0; v < kVectors; ++v) {
      const Part part = partOf(groups, v);
      sums[r][v] = tile.steps.first == 0
                       ? hn::Zero(d)
                       : loadPart(tile.outputs + r * tile.outputStride + part.place, part.count);
    }
  }
  const float* places[kGroups];
  for (std::size_t g = 0; g < kGroups; ++g) {
    places[g] = tile.source + groups[g].source;
  }
  const float* weights = tile.weights;
  for (std::size_t k = 0; k < tile.steps.count; ++k, weights += tile.weightStride) {
    const std::int64_t step = tile.steps.places[k];
    Vector operands[kVectors];
    for (std::size_t v = 0; v < kVectors; ++v) {
      operands[v] = hn::LoadU(d, places[v * kLanes / kGroup] + step + v * kLanes % kGroup);
    }
    for (std::size_t r = 0; r < kRows; ++r) {
      const Vector weight = hn::Set(d, weights[r]);
      for (std::size_t v = 0; v < kVectors; ++v) {
        sums[r][v] = multiplyAdd(d, weight, operands[v], sums[r][v]);
      }
    }
  }
  for (std::size_t r = 0; r < kRows; ++r) {
    Finish finish = tile.finish;
    finish.addend += finish.addend == nullptr ? 0 : r * tile.outputStride;
    for (std::size_t v = 0; v < kVectors; ++v) {
      const Part part = partOf(groups, v);
      if (part.count > 0) {
        storeFinished(sums[r][v], finish, r, part.place, part.count, tile.outputs + r * tile.outputStride);
      }
    }
  }
}

template <std::size_t kRows, std::size_t kGroups>
HWY_INLINE void multiplyRows(const Tile& tile, const Group* groups, std::size_t count) {
  for (; count >= kGroups; count -= kGroups, groups += kGroups) {
    multiplyTile<kRows, kGroups>(tile, groups);
  }
  if constexpr (kGroups > 1) {
    multiplyRows<kRows, kGroups / 2>(tile, groups, count);
  }
}

/// kRows rows at once, then half as many, down to one.
template <std::size_t kRows>
HWY_INLINE void multiplyBlock(Tile tile, std::size_t rows, const Group* groups, std::size_t count) {
  for (; rows >= kRows; rows -= kRows, tile.advance(kRows)) {
    multiplyRows<kRows, kRows == 1 ? kLineGroups : kTileGroups>(tile, groups, count);
  }
  if constexpr (kRows > 1) {
    multiplyBlock<kRows / 2>(tile, rows, groups, count);
  }
}

std::size_t TileRows() { return kTileRows; }

void MultiplyGroups(const PackedRows& weights, const StepRange& steps, const float* source,
                    const Group* groups, std::size_t groupCount, const Finish& finish, float* outputs,
                    std::size_t outputStride) {
  Tile tile{nullptr, 0, source, steps, finish, outputs, outputStride};
  for (std::size_t row = 0; row < weights.rows(); row += weights.blockRows()) {
    const std::size_t rows = std::min(weights.blockRows(), weights.rows() - row);
    tile.weights = weights.block(row) + steps.first * rows;
    tile.weightStride = rows;
    multiplyBlock<kTileRows>(tile, rows, groups, groupCount);
    tile.advance(rows);
  }
}

}  // namespace
}  // namespace ohmic::models::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ohmic::models {

HWY_EXPORT(TileRows);
HWY_EXPORT(MultiplyGroups);

PackedRows::PackedRows(const float* weights, std::size_t rows, std::size_t depth)
    : rows_(rows), depth_(depth), blockRows_(HWY_DYNAMIC_DISPATCH(TileRows)()), values_(rows * depth) {
  float* value = values_.data();
  for (std::size_t row = 0; row < rows; row += blockRows_) {
    const std::size_t end = std::min(rows, row + blockRows_);
    for (std::size_t k = 0; k < depth; ++k) {
      for (std::size_t r = row; r < end; ++r) {
        *value++ = weights[r * depth + k];
      }
    }
  }
}

void multiplyGroups(const PackedRows& weights, const StepRange& steps, const float* source,
                    const Group* groups, std::size_t groupCount, const Finish& finish, float* outputs,
                    std::size_t outputStride) {
  HWY_DYNAMIC_DISPATCH(MultiplyGroups)
  (weights, steps, source, groups, groupCount, finish, outputs, outputStride);
}

}  // namespace ohmic::models
#endif
