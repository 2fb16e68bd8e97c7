// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/drive_kernel.h"

#include <cstdlib>

#include "devices/converters/dac.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/array/drive_kernel.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace ohmic::sim {
namespace HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

/// Bit @p phase of the magnitude, with the code's sign. Full vectors, then one code at a time.
void DriveBits(const std::int16_t* codes, int count, bool isSigned, int phase, std::int16_t* drive) {
  const hn::ScalableTag<std::int16_t> d;
  const hn::RebindToUnsigned<decltype(d)> du;
  const int lanes = static_cast<int>(hn::Lanes(d));
  const auto one = hn::Set(du, std::uint16_t{1});
  int k = 0;
  for (; k + lanes <= count; k += lanes) {
    const auto code = hn::LoadU(d, codes + k);
    const auto magnitude = hn::BitCast(du, isSigned ? hn::Abs(code) : code);
    const auto bit = hn::BitCast(d, hn::And(hn::ShiftRightSame(magnitude, phase), one));
    const auto negative = hn::Lt(code, hn::Zero(d));
    hn::StoreU(isSigned ? hn::IfThenElse(negative, hn::Neg(bit), bit) : bit, d, drive + k);
  }
  for (; k < count; ++k) {
    drive[k] = devices::bitDrive(codes[k], isSigned, phase);
  }
}

/// Squares (or bit counts) of one row's codes over the positions.
template <class Square>
HWY_INLINE void AddColumn(const std::int16_t* codes, std::ptrdiff_t stride, int positions, std::int64_t* sum,
                          Square square) {
  for (int p = 0; p < positions; ++p) {
    *sum += square(codes[p * stride]);
  }
}

int BitsOf(std::int16_t code, bool isSigned) {
  unsigned magnitude = isSigned ? static_cast<unsigned>(std::abs(code)) : static_cast<std::uint16_t>(code);
  int bits = 0;
  for (; magnitude != 0; magnitude &= magnitude - 1) {
    ++bits;
  }
  return bits;
}

void AddDriveSquares(const std::int16_t* codes, std::ptrdiff_t stride, int positions, int rows,
                     bool isBitSerial, bool isSigned, std::int64_t* squares) {
  const hn::ScalableTag<std::int32_t> d;
  const hn::Rebind<std::int16_t, decltype(d)> dh;
  const hn::RebindToUnsigned<decltype(d)> du;
  const int lanes = static_cast<int>(hn::Lanes(d));
  alignas(64) std::int32_t sums[HWY_MAX_BYTES / sizeof(std::int32_t)];
  int k = 0;
  for (; k + lanes <= rows; k += lanes) {
    auto sum = hn::Zero(d);
    for (int p = 0; p < positions; ++p) {
      const auto code = hn::PromoteTo(d, hn::LoadU(dh, codes + p * stride + k));
      if (isBitSerial) {
        const auto magnitude = isSigned ? hn::Abs(code) : hn::And(code, hn::Set(d, 0xFFFF));
        sum = hn::Add(sum, hn::BitCast(d, hn::PopulationCount(hn::BitCast(du, magnitude))));
      } else {
        sum = hn::Add(sum, hn::Mul(code, code));
      }
    }
    hn::Store(sum, d, sums);
    for (int lane = 0; lane < lanes; ++lane) {
      squares[k + lane] += sums[lane];
    }
  }
  for (; k < rows; ++k) {
    AddColumn(codes + k, stride, positions, squares + k, [&](std::int16_t code) {
      return isBitSerial ? BitsOf(code, isSigned) : static_cast<std::int32_t>(code) * code;
    });
  }
}

}  // namespace
}  // namespace HWY_NAMESPACE
}  // namespace ohmic::sim
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace ohmic::sim {

HWY_EXPORT(DriveBits);
HWY_EXPORT(AddDriveSquares);

void driveBits(const std::int16_t* codes, int count, bool isSigned, int phase, std::int16_t* drive) {
  HWY_DYNAMIC_DISPATCH(DriveBits)(codes, count, isSigned, phase, drive);
}

void addDriveSquares(const std::int16_t* codes, std::ptrdiff_t stride, int positions, int rows,
                     bool isBitSerial, bool isSigned, std::int64_t* squares) {
  HWY_DYNAMIC_DISPATCH(AddDriveSquares)(codes, stride, positions, rows, isBitSerial, isSigned, squares);
}

}  // namespace ohmic::sim

#endif
