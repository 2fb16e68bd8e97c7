// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/reference/unfold.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "models/reference/unfold.cpp"
#include <hwy/foreach_target.h>  // compiles this file once per instruction set
#include <hwy/highway.h>

#include <algorithm>

HWY_BEFORE_NAMESPACE();
namespace ohmic::models::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

using Lanes = hn::CappedTag<float, kCopySlack>;

/// Whole vectors: up to kCopySlack - 1 floats behind the end are read and written.
HWY_INLINE void copy(const float* from, std::size_t count, float* to) {
  const Lanes d;
  for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
    hn::StoreU(hn::LoadU(d, from + i), d, to + i);
  }
}

HWY_INLINE void repeat(float value, std::size_t count, float* to) {
  const Lanes d;
  for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
    hn::StoreU(hn::Set(d, value), d, to + i);
  }
}

/// One channel: its lines with borders between them, before and behind.
void CopyLines(const float* input, const BorderedLines& lines, float border, float* output) {
  repeat(border, lines.before, output);
  output += lines.before;
  for (std::size_t y = 0; y + 1 < lines.count; ++y, input += lines.width, output += lines.between) {
    const std::size_t behind = (lines.count - 1 - y) * lines.width;
    if (behind + 1 >= kCopySlack) {
      copy(input, lines.width, output);
    } else {  // what lies behind the image may not be readable
      std::copy_n(input, lines.width, output);
    }
    output += lines.width;
    repeat(border, lines.between, output);
  }
  output = std::copy_n(input, lines.width, output);
  repeat(border, lines.behind, output);
}

/// One line's pixels, every second one to each of two places.
void SplitLine(const float* input, std::size_t width, float* first, float* second) {
  const hn::CappedTag<float, kCopySlack / 2> d;
  const std::size_t lanes = hn::Lanes(d);
  std::size_t i = 0;
  for (; i + 2 * lanes <= width; i += 2 * lanes, first += lanes, second += lanes) {
    auto even = hn::Zero(d);
    auto odd = even;
    hn::LoadInterleaved2(d, input + i, even, odd);
    hn::StoreU(even, d, first);
    hn::StoreU(odd, d, second);
  }
  for (; i < width; ++i) {
    *(i % 2 == 0 ? first++ : second++) = input[i];
  }
}

void FillPanel(const float* source, const std::int64_t* steps, std::size_t depth, const PanelPiece* pieces,
               std::size_t pieceCount, std::size_t width, float* panel) {
  const hn::CappedTag<float, kPiece> d;
  for (std::size_t k = 0; k < depth; ++k, panel += width) {
    const float* const step = source + steps[k];
    for (std::size_t p = 0; p < pieceCount; ++p) {
      for (std::size_t i = 0; i < kPiece; i += hn::Lanes(d)) {
        hn::StoreU(hn::LoadU(d, step + pieces[p].source + i), d, panel + pieces[p].column + i);
      }
    }
  }
}

}  // namespace
}  // namespace ohmic::models::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace ohmic::models {

HWY_EXPORT(CopyLines);
HWY_EXPORT(FillPanel);
HWY_EXPORT(SplitLine);

BorderedImage::BorderedImage(const Window& window, const Shape& shape)
    : window_(window),
      channels_(shape[0]),
      imageHeight_(shape[1]),
      imageWidth_(shape[2]),
      height_(shape[1] + window.padTop + window.padBottom),
      part_((shape[2] + window.padLeft + window.padRight + window.strideWidth - 1) / window.strideWidth) {}

bool BorderedImage::isPlain() const noexcept {
  return window_.strideWidth == 1 && height_ == imageHeight_ && part_ == imageWidth_;
}

std::int64_t BorderedImage::step(std::int64_t channel, std::int64_t ky, std::int64_t kx) const noexcept {
  const std::int64_t x = kx * window_.dilationWidth;
  return (channel * height_ + ky * window_.dilationHeight) * line() + x % window_.strideWidth * part_ +
         x / window_.strideWidth;
}

void BorderedImage::fill(const float* input, float border, float* output) const {
  if (window_.strideWidth > 1) {
    split(input, border, output);
    return;
  }
  const std::int64_t gap = part_ - imageWidth_;
  const std::int64_t below = height_ - window_.padTop - imageHeight_;
  const BorderedLines lines{static_cast<std::size_t>(imageHeight_), static_cast<std::size_t>(imageWidth_),
                            static_cast<std::size_t>(window_.padTop * part_ + window_.padLeft),
                            static_cast<std::size_t>(gap),
                            static_cast<std::size_t>(below * part_ + gap - window_.padLeft)};
  for (std::int64_t channel = 0; channel < channels_; ++channel) {
    HWY_DYNAMIC_DISPATCH(CopyLines)(input, lines, border, output);
    input += imageHeight_ * imageWidth_;
    output += height_ * part_;
  }
}

void BorderedImage::split(const float* input, float border, float* output) const {
  const std::int64_t stride = window_.strideWidth;
  const auto place = [&](std::int64_t x) {  // of a pixel in its line
    return (x + window_.padLeft) % stride * part_ + (x + window_.padLeft) / stride;
  };
  std::fill_n(output, size(), border);
  for (std::int64_t channel = 0; channel < channels_; ++channel, output += height_ * line()) {
    float* to = output + window_.padTop * line();
    for (std::int64_t y = 0; y < imageHeight_; ++y, input += imageWidth_, to += line()) {
      if (stride == 2) {
        HWY_DYNAMIC_DISPATCH(SplitLine)
        (input, static_cast<std::size_t>(imageWidth_), to + place(0), to + place(1));
        continue;
      }
      for (std::int64_t x = 0; x < imageWidth_; ++x) {
        to[place(x)] = input[x];
      }
    }
  }
}

void fillPanel(const float* source, const std::int64_t* steps, std::size_t depth, const PanelPiece* pieces,
               std::size_t pieceCount, std::size_t width, float* panel) {
  HWY_DYNAMIC_DISPATCH(FillPanel)(source, steps, depth, pieces, pieceCount, width, panel);
}

}  // namespace ohmic::models
#endif
