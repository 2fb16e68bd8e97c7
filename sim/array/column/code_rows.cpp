// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/column/code_rows.h"

#include <algorithm>
#include <limits>

#include "sim/array/column/code_kernel.h"
#include "sim/array/drive_kernel.h"

namespace ohmic::sim {

CodeRows::CodeRows(const mapping::PatchGeometry& patch)
    : patch_(patch),
      groupChannels_(patch.channels / patch.groups),
      paddedHeight_(
          std::max((patch.outputHeight - 1) * patch.strideY + (patch.kernelHeight - 1) * patch.dilationY + 1,
                   patch.padTop + patch.height)),
      paddedWidth_(
          std::max((patch.outputWidth - 1) * patch.strideX + (patch.kernelWidth - 1) * patch.dilationX + 1,
                   patch.padLeft + patch.width)),
      codes_(static_cast<std::size_t>(patch.channels) * paddedHeight_ * paddedWidth_ + 2, 0) {}

/// The first code of a pixel row, its padding apart.
std::int16_t* CodeRows::lineOf(int group, int y) {
  const std::size_t line =
      (static_cast<std::size_t>(group) * paddedHeight_ + patch_.padTop + y) * paddedWidth_ + patch_.padLeft;
  return &codes_[line * groupChannels_];
}

template <class Read>
void CodeRows::fill(int first, int count, Read read) {
  const std::size_t plane = static_cast<std::size_t>(count) * patch_.width;
  for (int channel = 0; channel < patch_.channels; ++channel) {
    for (int y = first; y < first + count; ++y) {
      std::int16_t* code = lineOf(channel / groupChannels_, y) + channel % groupChannels_;
      const auto row = static_cast<std::size_t>(y - first);
      const std::size_t source = patch_.channelsLast
                                     ? row * patch_.channels + channel
                                     : static_cast<std::size_t>(channel) * plane + row * patch_.width;
      for (int x = 0; x < patch_.width; ++x) {
        code[static_cast<std::size_t>(x) * groupChannels_] = read(source + x);
      }
    }
  }
}

void CodeRows::quantise(const float* input, const devices::Dac& dac) {
  quantiseRows(input, 0, patch_.height, dac);
}

void CodeRows::quantiseRows(const float* input, int first, int count, const devices::Dac& dac) {
  if (patch_.channelsLast || groupChannels_ % 2 != 0) {
    fill(first, count, [&](std::size_t i) { return dac.code(input[i]); });
    return;
  }
  const std::ptrdiff_t plane = static_cast<std::ptrdiff_t>(count) * patch_.width;
  pairs_.resize(static_cast<std::size_t>(groupChannels_ / 2) * patch_.width);
  for (int group = 0; group < patch_.groups; ++group) {
    for (int y = first; y < first + count; ++y) {
      quantiseLine(
          input + group * groupChannels_ * plane + static_cast<std::ptrdiff_t>(y - first) * patch_.width,
          plane, groupChannels_, patch_.width, dac, pairs_.data(), lineOf(group, y));
    }
  }
}

void CodeRows::moveUp(int count) {
  const std::ptrdiff_t line = static_cast<std::ptrdiff_t>(paddedWidth_) * groupChannels_;
  for (int group = 0; group < patch_.groups; ++group) {
    const auto top = codes_.begin() + (group * paddedHeight_ + patch_.padTop) * line;
    const auto bottom = top + patch_.height * line;
    std::fill(std::copy(top + count * line, bottom, top), bottom, std::int16_t{0});
  }
}

void CodeRows::place(const std::int16_t* codes) {
  fill(0, patch_.height, [&](std::size_t i) { return codes[i]; });
}

void CodeRows::addWork(const mapping::InputCodes& input, std::int64_t* work) {
  const std::size_t line = static_cast<std::size_t>(paddedWidth_) * groupChannels_;
  const auto width = static_cast<std::size_t>(groupChannels_);
  pixelWork_.resize(codes_.size());
  workOf(codes_.data(), static_cast<int>(codes_.size()), input, pixelWork_.data());
  lineWork_.resize(static_cast<std::size_t>(paddedHeight_) * width);
  someWork_.resize(width);
  const std::int64_t most = std::max<std::int64_t>(input.greatestWork(), 1);
  const int atOnce = static_cast<int>(std::numeric_limits<std::int32_t>::max() / most);
  for (int group = 0; group < patch_.groups; ++group) {
    const std::int32_t* pixels = &pixelWork_[static_cast<std::size_t>(group) * paddedHeight_ * line];
    for (int j = 0; j < patch_.kernelWidth; ++j) {
      std::fill(lineWork_.begin(), lineWork_.end(), 0);
      const std::ptrdiff_t step = patch_.strideX * static_cast<std::ptrdiff_t>(width);
      for (int y = 0; y < paddedHeight_; ++y) {
        const std::int32_t* from = pixels + y * line + static_cast<std::size_t>(j) * patch_.dilationX * width;
        for (int x = 0; x < patch_.outputWidth; x += atOnce) {
          sumStrided(from + x * step, step, std::min(atOnce, patch_.outputWidth - x), groupChannels_,
                     someWork_.data());
          for (std::size_t c = 0; c < width; ++c) {
            lineWork_[y * width + c] += someWork_[c];
          }
        }
      }
      for (int i = 0; i < patch_.kernelHeight; ++i) {
        std::int64_t* rows =
            work + (static_cast<std::size_t>(group) * patch_.kernelHeight + i) * patch_.kernelWidth * width +
            j * width;
        for (int y = 0; y < patch_.outputHeight; ++y) {
          const std::int64_t* from =
              &lineWork_[(static_cast<std::size_t>(y) * patch_.strideY + i * patch_.dilationY) * width];
          for (std::size_t c = 0; c < width; ++c) {
            rows[c] += from[c];
          }
        }
      }
    }
  }
}

void CodeRows::gather(int begin, int step, int count, std::ptrdiff_t stride, std::int16_t* rows) const {
  const int run = patch_.dilationX == 1 ? patch_.kernelWidth : 1;  // pixels that are neighbours in memory
  const int numbers = run * groupChannels_;
  for (int n = 0; n < count;) {
    const int position = begin + n * step;
    const int y = position / patch_.outputWidth * patch_.strideY, left = position % patch_.outputWidth;
    const int x = left * patch_.strideX;
    const int together = std::min((patch_.outputWidth - left + step - 1) / step, count - n);  // of one line
    std::int16_t* out = rows + n * stride;
    for (int group = 0; group < patch_.groups; ++group) {
      for (int i = 0; i < patch_.kernelHeight; ++i) {
        const std::size_t line =
            (static_cast<std::size_t>(group) * paddedHeight_ + y + i * patch_.dilationY) * paddedWidth_;
        for (int j = 0; j < patch_.kernelWidth; j += run) {
          copyRuns(&codes_[(line + x + j * patch_.dilationX) * groupChannels_],
                   static_cast<std::ptrdiff_t>(step) * patch_.strideX * groupChannels_, together, numbers,
                   out, stride);
          out += numbers;
        }
      }
    }
    n += together;
  }
}

}  // namespace ohmic::sim
