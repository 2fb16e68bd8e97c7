// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/stop.h"

namespace ohmic::sim {
namespace {

thread_local const std::atomic<bool>* asked = nullptr;

}  // namespace

StopScope::StopScope(const std::atomic<bool>* isAsked) noexcept : before_(asked) { asked = isAsked; }

StopScope::~StopScope() { asked = before_; }

const std::atomic<bool>* StopScope::current() noexcept { return asked; }

void checkStop() {
  if (asked != nullptr && *asked) {
    throw Stopped();
  }
}

}  // namespace ohmic::sim
