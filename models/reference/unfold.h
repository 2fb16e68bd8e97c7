// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "models/graph/operators.h"
#include "models/graph/tensor.h"

namespace ohmic::models {

/// Reads and writes run over their end by less than so many floats: what is unfolded has them to spare.
inline constexpr std::size_t kCopySlack = 16;

/// The lines of one channel, and how many pixels of border are where.
struct BorderedLines {
  std::size_t count, width;
  std::size_t before, between, behind;
};

/// An image with its border, so that every kernel position meets a pixel, each line cut into the pixels of
/// equal place modulo the stride: what neighbouring outputs meet lies side by side.
class BorderedImage {
 public:
  BorderedImage(const Window& window, const Shape& shape);

  /// Whether it is the image itself.
  [[nodiscard]] bool isPlain() const noexcept;

  [[nodiscard]] std::int64_t size() const noexcept { return channels_ * height_ * line(); }  ///< floats

  /// Floats from one line to the next.
  [[nodiscard]] std::int64_t line() const noexcept { return window_.strideWidth * part_; }

  /// Where the kernel's position (ky, kx) meets the pixel of output (0, 0).
  [[nodiscard]] std::int64_t step(std::int64_t channel, std::int64_t ky, std::int64_t kx) const noexcept;

  /// @param border  the value of its pixels.
  /// @param output  size() floats and kCopySlack more.
  void fill(const float* input, float border, float* output) const;

 private:
  void split(const float* input, float border, float* output) const;

  Window window_;
  std::int64_t channels_, imageHeight_, imageWidth_;
  std::int64_t height_;  ///< border included
  std::int64_t part_;    ///< pixels of a line of equal place modulo the stride
};

/// Floats that are gathered at once.
inline constexpr std::size_t kPiece = 8;

/// The operands of neighbouring outputs, up to kPiece of them.
struct PanelPiece {
  std::int64_t source;  ///< of the first, in floats
  std::size_t column;   ///< of the first, in the panel
};

/// panel[k][piece.column + i] = source[steps[k] + piece.source + i] for every piece, i < kPiece, one piece
/// after the other: the next one overwrites what a piece has too much.
///
/// @param width  floats in a row of the panel, which has depth rows, and kCopySlack floats more.
void fillPanel(const float* source, const std::int64_t* steps, std::size_t depth, const PanelPiece* pieces,
               std::size_t pieceCount, std::size_t width, float* panel);

}  // namespace ohmic::models
