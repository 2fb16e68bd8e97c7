// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/random/stream.h"

#include <Random123/philox.h>
#include <xxhash.h>

namespace ohmic::devices {
namespace {

RandomBlock philox(std::uint64_t key, const RandomBlock& counter) noexcept {
  const r123::Philox4x32::ctr_type c{{counter[0], counter[1], counter[2], counter[3]}};
  const r123::Philox4x32::key_type k{
      {static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32U)}};
  const auto words = r123::Philox4x32()(c, k);
  return {words[0], words[1], words[2], words[3]};
}

}  // namespace

RandomStream::RandomStream(std::uint64_t seed, Purpose purpose, std::uint32_t chip, std::uint32_t node,
                           std::uint32_t plane) {
  const auto words = philox(seed, {static_cast<std::uint32_t>(purpose), chip, node, plane});
  key_ = words[0] | (static_cast<std::uint64_t>(words[1]) << 32U);
}

RandomBlock RandomStream::block(std::uint32_t c0, std::uint32_t c1, std::uint32_t c2,
                                std::uint32_t c3) const noexcept {
  return philox(key_, {c0, c1, c2, c3});
}

std::uint32_t nodeHash(std::string_view name) noexcept { return XXH32(name.data(), name.size(), 0); }

}  // namespace ohmic::devices
