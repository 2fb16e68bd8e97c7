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

std::int64_t CodePlanes::addWork(const mapping::InputCodes& input, std::int64_t* work) {
  const bool paddingWorks = input.work(0) != 0;
  PlaneWindows y{patch_.kernelHeight, patch_.dilationY, patch_.outputHeight, patch_.strideY, 0, height_};
  PlaneWindows x{patch_.kernelWidth, patch_.dilationX, patch_.outputWidth, patch_.strideX, 0, width_};
  if (!paddingWorks) {
    y.begin = patch_.padTop, y.end = patch_.padTop + patch_.height;
    x.begin = patch_.padLeft, x.end = patch_.padLeft + patch_.width;
  }
  workRoom_.assign(workRoom(width_), 0);
  workSums_.resize(2 * static_cast<std::size_t>(y.places) * static_cast<std::size_t>(x.places));
  std::int64_t added = 0;
  for (int channel = 0; channel < patch_.channels; channel += 2) {
    sumWork(&numbers_[static_cast<std::size_t>(channel / 2) * height_ * width_], width_, y, x, input,
            workRoom_.data(), workSums_.data());
    for (int half = 0; half < 2 && channel + half < patch_.channels; ++half) {
      const int group = (channel + half) / groupChannels_, inGroup = (channel + half) % groupChannels_;
      std::int64_t* ofChannel =
          work + static_cast<std::ptrdiff_t>(group) * y.places * x.places * groupChannels_ + inGroup;
      for (int place = 0; place < y.places * x.places; ++place) {
        const std::int64_t sum =
            workSums_[2 * static_cast<std::size_t>(place) + static_cast<std::size_t>(half)];
        ofChannel[static_cast<std::ptrdiff_t>(place) * groupChannels_] += sum;
        added += sum;
      }
    }
  }
  return added;
}

}  // namespace ohmic::sim
