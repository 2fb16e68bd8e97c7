// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/column/code_rows.h"

#include <algorithm>
#include <cstring>
#include <limits>

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

template <class Read>
void CodeRows::fill(int first, int count, Read read) {
  const std::size_t plane = static_cast<std::size_t>(count) * patch_.width;
  for (int channel = 0; channel < patch_.channels; ++channel) {
    const int group = channel / groupChannels_;
    for (int y = first; y < first + count; ++y) {
      const std::size_t line =
          (static_cast<std::size_t>(group) * paddedHeight_ + patch_.padTop + y) * paddedWidth_;
      std::int16_t* code = &codes_[(line + patch_.padLeft) * groupChannels_ + channel % groupChannels_];
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
  fill(first, count, [&](std::size_t i) { return dac.code(input[i]); });
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
  const std::size_t bytes = static_cast<std::size_t>(run) * groupChannels_ * sizeof(std::int16_t);
  for (int n = 0; n < count; ++n) {
    const int position = begin + n * step;
    const int y = position / patch_.outputWidth * patch_.strideY;
    const int x = position % patch_.outputWidth * patch_.strideX;
    std::int16_t* out = rows + n * stride;
    for (int group = 0; group < patch_.groups; ++group) {
      for (int i = 0; i < patch_.kernelHeight; ++i) {
        const std::size_t line =
            (static_cast<std::size_t>(group) * paddedHeight_ + y + i * patch_.dilationY) * paddedWidth_;
        for (int j = 0; j < patch_.kernelWidth; j += run) {
          std::memcpy(out, &codes_[(line + x + j * patch_.dilationX) * groupChannels_], bytes);
          out += static_cast<std::ptrdiff_t>(run) * groupChannels_;
        }
      }
    }
  }
}

}  // namespace ohmic::sim
