// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/random/read_normal.h"

#include <hwy/highway.h>

#include "devices/random/normal.h"
#include "devices/random/read_normal-inl.h"

namespace ohmic::devices {
namespace {

constexpr std::uint32_t kFurther = 0x80000000U;  ///< in the count of a block that cuts the tail further

}  // namespace

RandomBlock readBlock(const RandomStream& stream, const ReadCount& count, std::uint32_t block) noexcept {
  return stream.shortBlock(count.image, count.position, block, count.pass);
}

float readNormal(const RandomStream& stream, const ReadCount& count, std::uint32_t column,
                 std::uint32_t half) noexcept {
  namespace hn = hwy::HWY_NAMESPACE;
  if (half >> 1U < kReadNormalFirst) {
    const RandomBlock further = readBlock(stream, count, (column / kReadBlockColumns) | kFurther);
    return standardNormal(half << 31U | half >> 1U << 16U | halfOf(further, column));
  }
  const hn::CappedTag<float, 1> one;
  const auto word = hn::Set(hn::Rebind<std::uint32_t, decltype(one)>(), half);
  return hn::GetLane(HWY_NAMESPACE::ReadNormalLaw<decltype(one)>().ofLowHalf(word));
}

float ReadNormals::of(std::uint32_t column) noexcept {
  if (column / kReadBlockColumns != drawn_) {
    drawn_ = column / kReadBlockColumns;
    block_ = readBlock(stream_, count_, drawn_);
  }
  return readNormal(stream_, count_, column, halfOf(block_, column));
}

}  // namespace ohmic::devices
