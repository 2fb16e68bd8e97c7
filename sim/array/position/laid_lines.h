// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "mapping/plan.h"
#include "sim/array/position/code_planes.h"
#include "sim/array/position/matrix_tiles.h"
#include "sim/array/position/tile_layout_kernel.h"

namespace ohmic::sim {

/// An image's drives laid out for matrix tiles line by line: a line's quads for each column of the kernel.
/// The kernel's lines follow each other there as they do in an array's rows, so that each line is laid once
/// and the tiles of all blocks whose windows hold it are read where it lies.
class LaidLines {
 public:
  /// Whether a layer's lines can be laid so: lines of the output are whole blocks, or halves of one, whole
  /// quads are channels of one place of the kernel, and all lines together stay in the second-level cache.
  [[nodiscard]] static bool serve(const mapping::LayerPlan& layer);

  /// @pre serve()
  LaidLines(const mapping::PatchGeometry& patch, const CodePlanes& codes);

  /// Begin an image.
  void restart() { laid_ = 0; }
  /// Lay the lines that a block's windows hold, as far as they are not laid.
  void lay(const CodePlanes& codes, int firstPosition, int positions, Laying laying, bool hasHigh);
  /// Where the tiles of an array's rows lie for a block.
  void point(int firstRow, int firstPosition, DriveTiles& tiles) const;

 private:
  void layLine(const CodePlanes& codes, int line, Laying laying, bool hasHigh);

  const mapping::PatchGeometry& patch_;
  int lines_;                          ///< that windows hold
  int quads_;                          ///< of a line
  int blocks_;                         ///< of a line of the output
  int rowsOfQuad_;                     ///< tile rows: halves of a block
  int laid_ = 0;                       ///< lines so far
  std::size_t size_;                   ///< of low_ and high_ with what tiles read beyond it
  std::vector<std::ptrdiff_t> first_;  ///< of each row pair of a line
  std::vector<const std::int32_t*> pairs_;
  std::vector<TileRow> low_, high_;
};

}  // namespace ohmic::sim
