// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/random/normal.h"

#include <algorithm>

#include "devices/random/normal-inl.h"

namespace ohmic::devices {
namespace {

template <class Store>
void drawEach(const RandomStream& stream, const CellRow& cells, Store store) noexcept {
  RandomBlock block{};
  for (std::uint32_t i = 0; i < cells.count; ++i) {
    const std::uint32_t column = cells.column + i;
    if (i == 0 || column % 4 == 0) {
      block = stream.block(cells.row, column / 4, cells.replica, cells.device);
    }
    store(i, block[column % 4]);
  }
}

}  // namespace

float standardNormal(std::uint32_t word) noexcept {
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::CappedTag<float, 1> one;
  const hn::Rebind<std::uint32_t, decltype(one)> oneWord;
  return hn::GetLane(HWY_NAMESPACE::standardNormal(one, hn::Set(oneWord, word)));
}

double uniform(std::uint32_t word) noexcept { return (word + 0.5) * (1.0 / 4294967296.0); }

void drawWords(const RandomStream& stream, const CellRow& cells, std::uint32_t* words) noexcept {
  drawEach(stream, cells, [words](std::uint32_t i, std::uint32_t word) { words[i] = word; });
}

void drawNormals(const RandomStream& stream, const CellRow& cells, float* normals) noexcept {
  drawEach(stream, cells,
           [normals](std::uint32_t i, std::uint32_t word) { normals[i] = standardNormal(word); });
}

}  // namespace ohmic::devices
