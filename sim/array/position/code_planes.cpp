// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/position/code_planes.h"

#include <algorithm>
#include <cassert>

#include "sim/array/position/code_kernel.h"

namespace ohmic::sim {

namespace {

int paddedHeight(const mapping::PatchGeometry& patch) {
  return std::max((patch.outputHeight - 1) * patch.strideY + (patch.kernelHeight - 1) * patch.dilationY + 1,
                  patch.padTop + patch.height);
}

int paddedWidth(const mapping::PatchGeometry& patch) {
  return std::max((patch.outputWidth - 1) * patch.strideX + (patch.kernelWidth - 1) * patch.dilationX + 1,
                  patch.padLeft + patch.width);
}

}  // namespace

CodePlanes::CodePlanes(const mapping::PatchGeometry& patch, Form form)
    : patch_(patch),
      form_(form),
      groupChannels_(patch.channels / patch.groups),
      height_(paddedHeight(patch)),
      width_(paddedWidth(patch)),
      size_(static_cast<std::size_t>((patch.channels + 1) / 2) * height_ * width_),
      numbers_(size_ + static_cast<std::size_t>(kBlockPositions) * (1 + patch.strideX), 0),
      unfolded_(form == Form::unfolded ? unfoldedSize(patch) + kBlockPositions : 0, 0) {
  assert(!patch.channelsLast);
}

std::size_t CodePlanes::unfoldedSize(const mapping::PatchGeometry& patch) {
  const int lines = (paddedHeight(patch) + patch.strideY - 1) / patch.strideY * patch.strideY;
  return static_cast<std::size_t>((patch.channels + 1) / 2) * patch.kernelWidth * lines * patch.outputWidth;
}

CodePlanes::Place CodePlanes::place(int row) const {
  const int channelOfGroup = row % groupChannels_;
  const int tap = row / groupChannels_;
  const int j = tap % patch_.kernelWidth;
  const int i = tap / patch_.kernelWidth % patch_.kernelHeight;
  const int group = tap / (patch_.kernelWidth * patch_.kernelHeight);
  const int channel = group * groupChannels_ + channelOfGroup;
  const int y = i * patch_.dilationY;
  if (form_ == Form::unfolded) {
    const int line = y % patch_.strideY * linesOfPhase() + y / patch_.strideY;
    const std::ptrdiff_t plane = static_cast<std::ptrdiff_t>(channel / 2) * patch_.kernelWidth + j;
    return {(plane * linesOfPhase() * patch_.strideY + line) * patch_.outputWidth, channel % 2 == 1};
  }
  return {(static_cast<std::ptrdiff_t>(channel / 2) * height_ + y) * width_ +
              static_cast<std::ptrdiff_t>(j) * patch_.dilationX,
          channel % 2 == 1};
}

/// Line by line in the order of the copies: what is written beyond a line is written again.
void CodePlanes::unfold() {
  std::int32_t* to = unfolded_.data();
  for (int plane = 0; plane < (patch_.channels + 1) / 2; ++plane) {
    const std::int32_t* from = &numbers_[static_cast<std::size_t>(plane) * height_ * width_];
    for (int j = 0; j < patch_.kernelWidth; ++j) {
      for (int phase = 0; phase < patch_.strideY; ++phase) {
        const int lines = (height_ - phase + patch_.strideY - 1) / patch_.strideY;
        copyLines(from + static_cast<std::ptrdiff_t>(phase) * width_ +
                      static_cast<std::ptrdiff_t>(j) * patch_.dilationX,
                  {lines, patch_.outputWidth, static_cast<std::ptrdiff_t>(patch_.strideY) * width_},
                  patch_.strideX, to);
        to += static_cast<std::ptrdiff_t>(linesOfPhase()) * patch_.outputWidth;
      }
    }
  }
}

void CodePlanes::quantise(const float* input, const devices::Dac& dac) {
  const std::ptrdiff_t plane = static_cast<std::ptrdiff_t>(patch_.height) * patch_.width;
  for (int channel = 0; channel < patch_.channels; channel += 2) {
    const float* first = input + channel * plane;
    quantisePair(first, channel + 1 < patch_.channels ? first + plane : nullptr,
                 {patch_.height, patch_.width, width_}, dac,
                 &numbers_[(static_cast<std::size_t>(channel / 2) * height_ + patch_.padTop) * width_ +
                           patch_.padLeft]);
  }
  if (form_ == Form::unfolded) {
    unfold();
  }
}

/// Sums over the lines of the kernel's line i, from those of line i - 1 where neighbouring windows overlap:
/// without the lines that leave the window, with those that enter it.
void CodePlanes::sumLines(const std::int32_t* plane, int i, const mapping::InputCodes& input) {
  const int first = i * patch_.dilationY;
  const auto sum = [&](int line, int lines, std::vector<std::int64_t>& sums) {
    sumWork(plane + static_cast<std::ptrdiff_t>(line) * width_,
            {lines, width_, static_cast<std::ptrdiff_t>(patch_.strideY) * width_}, input, sums.data());
  };
  if (i == 0 || patch_.strideY > 1 || 2 * patch_.dilationY >= patch_.outputHeight) {
    sum(first, patch_.outputHeight, sums_);
    return;
  }
  sum(first - patch_.dilationY, patch_.dilationY, leaving_);
  sum(first - patch_.dilationY + patch_.outputHeight, patch_.dilationY, entering_);
  for (std::size_t x = 0; x < sums_.size(); ++x) {
    sums_[x] += entering_[x] - leaving_[x];
  }
}

/// Sum over the positions of the kernel's column j, in the same way.
std::int64_t CodePlanes::sumPositions(int half, int j, std::int64_t before) const {
  const int first = j * patch_.dilationX;
  const auto at = [&](int x) {
    return sums_[2 * static_cast<std::size_t>(x) + static_cast<std::size_t>(half)];
  };
  std::int64_t sum = 0;
  if (j > 0 && patch_.strideX == 1) {
    for (int x = first - patch_.dilationX; x < first; ++x) {
      sum += at(x + patch_.outputWidth) - at(x);
    }
    return before + sum;
  }
  for (int x = 0; x < patch_.outputWidth; ++x) {
    sum += at(first + x * patch_.strideX);
  }
  return sum;
}

void CodePlanes::addWork(const mapping::InputCodes& input, std::int64_t* work) {
  for (auto* sums : {&sums_, &leaving_, &entering_}) {
    sums->resize(static_cast<std::size_t>(width_) * 2);
  }
  for (int channel = 0; channel < patch_.channels; channel += 2) {
    const std::int32_t* plane = &numbers_[static_cast<std::size_t>(channel / 2) * height_ * width_];
    for (int i = 0; i < patch_.kernelHeight; ++i) {
      sumLines(plane, i, input);
      for (int half = 0; half < 2 && channel + half < patch_.channels; ++half) {
        const int group = (channel + half) / groupChannels_, inGroup = (channel + half) % groupChannels_;
        std::int64_t sum = 0;
        for (int j = 0; j < patch_.kernelWidth; ++j) {
          sum = sumPositions(half, j, sum);
          work[((group * patch_.kernelHeight + i) * patch_.kernelWidth + j) * groupChannels_ + inGroup] +=
              sum;
        }
      }
    }
  }
}

}  // namespace ohmic::sim
