// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/position/laid_lines.h"

#include <algorithm>
#include <cassert>

namespace ohmic::sim {
namespace {

constexpr int kHalfBlock = kBlockPositions / 2;
constexpr int kBeyond = 32;  // quads that tiles may read behind an array's, whose levels are zero

int linesOf(const mapping::PatchGeometry& patch) { return patch.outputHeight + patch.kernelHeight - 1; }

int quadsOf(const mapping::PatchGeometry& patch) { return patch.kernelWidth * patch.channels / 4; }

}  // namespace

bool LaidLines::serve(const mapping::LayerPlan& layer) {
  constexpr std::size_t kMostBytes = 1U << 20U;
  const auto& patch = layer.patch;
  const bool isDense = patch.strideX == 1 && patch.strideY == 1 && patch.dilationY == 1;
  const bool isWhole = patch.outputWidth % kBlockPositions == 0 || patch.outputWidth == kHalfBlock;
  const std::size_t bytes = static_cast<std::size_t>(linesOf(patch)) *
                            static_cast<std::size_t>(quadsOf(patch)) * 4 *
                            static_cast<std::size_t>(patch.outputWidth);
  return isDense && isWhole && patch.groups == 1 && patch.channels % 4 == 0 && bytes <= kMostBytes &&
         std::all_of(layer.arrays.begin(), layer.arrays.end(),
                     [](const auto& array) { return array.rowBegin % 4 == 0 && array.rows % 4 == 0; });
}

LaidLines::LaidLines(const mapping::PatchGeometry& patch, const CodePlanes& codes)
    : patch_(patch),
      lines_(linesOf(patch)),
      quads_(quadsOf(patch)),
      blocks_(std::max(patch.outputWidth / kBlockPositions, 1)),
      rowsOfQuad_(patch.outputWidth == kHalfBlock ? 1 : 2),
      size_(static_cast<std::size_t>(blocks_ * lines_ * quads_ + kBeyond) *
            static_cast<std::size_t>(rowsOfQuad_)),
      pairs_(2 * static_cast<std::size_t>(quads_)) {
  for (int row = 0; row < 4 * quads_; row += 2) {
    first_.push_back(codes.place(row).offset);
  }
}

void LaidLines::layLine(const CodePlanes& codes, int line, Laying laying, bool hasHigh) {
  for (int block = 0; block < blocks_; ++block) {
    const std::int32_t* start =
        codes.numbers().data() + codes.offset(line * patch_.outputWidth) + block * kBlockPositions;
    std::transform(first_.begin(), first_.end(), pairs_.begin(),
                   [&](std::ptrdiff_t first) { return start + first; });
    const std::size_t to =
        static_cast<std::size_t>((block * lines_ + line) * quads_) * static_cast<std::size_t>(rowsOfQuad_);
    layDriveTiles({pairs_.data()}, 2 * quads_, rowsOfQuad_ * kHalfBlock, laying, rowsOfQuad_, &low_[to],
                  hasHigh ? &high_[to] : nullptr);
  }
}

void LaidLines::lay(const CodePlanes& codes, int firstPosition, int positions, Laying laying, bool hasHigh) {
  low_.resize(size_);
  high_.resize(hasHigh ? size_ : 0);
  const int last = (firstPosition + positions - 1) / patch_.outputWidth + patch_.kernelHeight - 1;
  for (; laid_ <= last; ++laid_) {
    layLine(codes, laid_, laying, hasHigh);
  }
}

void LaidLines::point(int firstRow, int firstPosition, DriveTiles& tiles) const {
  assert(firstRow % 4 == 0);
  const int line = firstPosition / patch_.outputWidth;
  const int block = firstPosition % patch_.outputWidth / kBlockPositions;
  const auto at = static_cast<std::size_t>((block * lines_ + line) * quads_ + firstRow / 4) *
                  static_cast<std::size_t>(rowsOfQuad_);
  tiles.low = &low_[at];
  tiles.high = high_.empty() ? nullptr : &high_[at];
  tiles.step = rowsOfQuad_;
  tiles.second = rowsOfQuad_ == 2 ? 1 : quads_;
}

}  // namespace ohmic::sim
