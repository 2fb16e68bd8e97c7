// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// The normal law, one template over the Highway tag: the plain form uses it at one lane, the array
// kernel at full width. Only + * and integer operations, so every target gives the same bits.

#if defined(OHMIC_DEVICES_RANDOM_NORMAL_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef OHMIC_DEVICES_RANDOM_NORMAL_INL_H
#undef OHMIC_DEVICES_RANDOM_NORMAL_INL_H
#else
#define OHMIC_DEVICES_RANDOM_NORMAL_INL_H
#endif

#include <hwy/highway.h>

#include "devices/random/normal_table.h"

HWY_BEFORE_NAMESPACE();
namespace ohmic::devices {
namespace HWY_NAMESPACE {

/// Standard normal numbers from uniform 32-bit words: the inverse distribution function.
///
/// Bit 31 is the sign, the other 31 bits v give the probability (v + 0.5) / 2^32 of the tail.
/// |z| <= 6.34; the error of the table's cubics is below 1e-6 (unit test).
template <class DF, class VU>
HWY_INLINE hwy::HWY_NAMESPACE::Vec<DF> standardNormal(DF df, VU word) {
  namespace hn = hwy::HWY_NAMESPACE;
  const hn::Rebind<std::uint32_t, DF> du;
  const hn::Rebind<std::int32_t, DF> di;
  const auto tail = hn::BitCast(di, hn::And(word, hn::Set(du, 0x7FFFFFFFU)));
  const auto x = hn::BitCast(du, hn::Add(hn::ConvertTo(df, tail), hn::Set(df, 0.5F)));
  const auto piece = hn::BitCast(di, hn::Sub(hn::ShiftRight<20>(x), hn::Set(du, 126U << 3U)));
  const auto share = hn::Mul(hn::ConvertTo(df, hn::BitCast(di, hn::And(x, hn::Set(du, 0xFFFFFU)))),
                             hn::Set(df, 1.0F / 1048576.0F));
  auto z = hn::GatherIndex(df, kNormalTable[3], piece);
  z = hn::Add(hn::Mul(z, share), hn::GatherIndex(df, kNormalTable[2], piece));
  z = hn::Add(hn::Mul(z, share), hn::GatherIndex(df, kNormalTable[1], piece));
  z = hn::Add(hn::Mul(z, share), hn::GatherIndex(df, kNormalTable[0], piece));
  return hn::BitCast(df, hn::Xor(hn::BitCast(du, z), hn::And(word, hn::Set(du, 0x80000000U))));
}

}  // namespace HWY_NAMESPACE
}  // namespace ohmic::devices
HWY_AFTER_NAMESPACE();

#endif
