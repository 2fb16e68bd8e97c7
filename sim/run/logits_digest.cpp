// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/logits_digest.h"

#include <fmt/format.h>
#include <xxhash.h>

namespace ohmic::sim {

struct LogitsDigest::State {
  XXH3_state_t* hash = XXH3_createState();
  State() { XXH3_128bits_reset(hash); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { XXH3_freeState(hash); }
};

LogitsDigest::LogitsDigest() : state_(std::make_unique<State>()) {}

LogitsDigest::~LogitsDigest() = default;

void LogitsDigest::add(const std::vector<float>& logits) {
  XXH3_128bits_update(state_->hash, logits.data(), logits.size() * sizeof(float));
}

std::string LogitsDigest::text() const {
  const auto hash = XXH3_128bits_digest(state_->hash);
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

}  // namespace ohmic::sim
