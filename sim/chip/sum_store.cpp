// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/sum_store.h"

#include <algorithm>

#include "sim/array/column/store_kernel.h"
#include "sim/array/paired_rows.h"

namespace ohmic::sim {
namespace {

template <class T>
std::vector<double> padded(const std::vector<T>& values, std::ptrdiff_t stride, double rest) {
  std::vector<double> result(values.begin(), values.end());
  result.resize(static_cast<std::size_t>(stride), rest);
  return result;
}

}  // namespace

SumStore::SumStore(const mapping::LayerPlan& layer, const LayerArithmetic& arithmetic,
                   const ProgrammedLayer& programmed)
    : layer_(layer),
      arithmetic_(arithmetic),
      programmed_(programmed),
      stride_(layer.columns + PairedRows::kColumnStep),
      gain_(padded(programmed.gain, stride_, 1.0)),
      known_(padded(arithmetic.inputOffset, stride_, 0.0)),
      factor_(padded(arithmetic.factor, stride_, 0.0)),
      bias_(padded(arithmetic.bias, stride_, 0.0)) {}

void SumStore::add(const mapping::ArrayPlan& array, int positions, const std::int64_t* sums,
                   const std::int64_t* offsets) {
  const std::size_t size = static_cast<std::size_t>(positions) * stride_;
  const bool begins = array.rowBlock == 0;
  sums_.resize(std::max(sums_.size(), size));
  for (int p = 0; p < positions; ++p, sums += array.columns) {
    std::int64_t* total = &sums_[static_cast<std::size_t>(p) * stride_ + array.columnBegin];
    if (begins) {
      std::copy_n(sums, array.columns, total);
    } else {
      std::transform(sums, sums + array.columns, total, total,
                     [](std::int64_t part, std::int64_t sum) { return sum + part; });
    }
  }
  if (arithmetic_.offsetPerCode == 0.0) {
    return;
  }
  offsets_.resize(std::max(offsets_.size(), size));
  for (int p = 0; p < positions; ++p) {
    std::int64_t* total = &offsets_[static_cast<std::size_t>(p) * stride_ + array.columnBegin];
    for (int c = 0; c < array.columns; ++c) {
      total[c] = (begins ? 0 : total[c]) + offsets[p];
    }
  }
}

void SumStore::dequantise(int positions) {
  outputs_.resize(std::max(outputs_.size(), static_cast<std::size_t>(positions) * stride_));
  if (arithmetic_.offsetPerCode == 0.0) {
    dequantiseSums({gain_.data(), known_.data(), factor_.data(), bias_.data()}, sums_.data(), stride_,
                   positions, layer_.columns, outputs_.data());
    return;
  }
  for (int p = 0; p < positions; ++p) {
    for (int c = 0; c < layer_.columns; ++c) {
      const std::size_t place = static_cast<std::size_t>(p) * stride_ + c;
      outputs_[place] =
          arithmetic_.output(sums_[place], offsets_[place], c, gain_[static_cast<std::size_t>(c)]);
    }
  }
}

void SumStore::normalise(int positions) {
  for (int p = 0; p < positions && !programmed_.norms.empty(); ++p) {
    float* const outputs = &outputs_[static_cast<std::size_t>(p) * stride_];
    for (std::size_t c = 0; c < programmed_.norms.size(); ++c) {
      outputs[c] = programmed_.norms[c].of(outputs[c]);
    }
  }
}

void SumStore::store(int positions, int first, int step, std::int64_t count, float* values) {
  dequantise(positions);
  normalise(positions);
  if (!layer_.patch.channelsLast && step == 1) {
    transposeBlock(outputs_.data(), stride_, positions, layer_.columns, values + first, count);
    return;
  }
  for (int p = 0; p < positions; ++p) {
    const float* const outputs = &outputs_[static_cast<std::size_t>(p) * stride_];
    const std::int64_t at = first + static_cast<std::int64_t>(p) * step;
    for (int c = 0; c < layer_.columns; ++c) {
      values[layer_.patch.channelsLast ? at * layer_.columns + c : c * count + at] = outputs[c];
    }
  }
}

}  // namespace ohmic::sim
