// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/random/stream.h"

#include <Random123/philox.h>
#include <xxhash.h>

namespace ohmic::devices {
namespace {

template <class Philox>
RandomBlock philox(std::uint64_t key, const RandomBlock& counter) noexcept {
  const typename Philox::ctr_type c{{counter[0], counter[1], counter[2], counter[3]}};
  const typename Philox::key_type k{
      {static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32U)}};
  const auto words = Philox()(c, k);
  return {words[0], words[1], words[2], words[3]};
}

}  // namespace

RandomStream::RandomStream(std::uint64_t seed, Purpose purpose, std::uint32_t chip, std::uint32_t node,
                           std::uint32_t plane) {
  const auto words = philox<r123::Philox4x32>(seed, {static_cast<std::uint32_t>(purpose), chip, node, plane});
  key_ = words[0] | (static_cast<std::uint64_t>(words[1]) << 32U);
}

RandomBlock RandomStream::block(std::uint32_t c0, std::uint32_t c1, std::uint32_t c2,
                                std::uint32_t c3) const noexcept {
  return philox<r123::Philox4x32>(key_, {c0, c1, c2, c3});
}

RandomBlock RandomStream::shortBlock(std::uint32_t c0, std::uint32_t c1, std::uint32_t c2,
                                     std::uint32_t c3) const noexcept {
  return philox<r123::Philox4x32_R<7>>(key_, {c0, c1, c2, c3});
}

std::uint32_t nodeHash(std::string_view name) noexcept { return XXH32(name.data(), name.size(), 0); }

}  // namespace ohmic::devices
