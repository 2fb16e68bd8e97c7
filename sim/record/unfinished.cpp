// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/record/unfinished.h"

#include <unistd.h>

#include <array>
#include <atomic>
#include <climits>
#include <cstdio>
#include <cstring>
#include <utility>

namespace ohmic::sim {
namespace {

constexpr int kSlots = 64;
constexpr int kDepth = 4;  // of folders in each other

/// One path; state says who may touch it.
struct Slot {
  enum State { kFree, kBeingWritten, kInUse };
  std::atomic<int> state{kFree};
  std::array<char, PATH_MAX> path;
};

std::array<Slot, kSlots> slots;  // fixed memory, so that a handler can read it at any time

int registerPath(const std::string& path) {
  if (path.size() >= PATH_MAX) {
    return -1;
  }
  for (int s = 0; s < kSlots; ++s) {
    int expected = Slot::kFree;
    if (slots[static_cast<std::size_t>(s)].state.compare_exchange_strong(expected, Slot::kBeingWritten)) {
      auto& slot = slots[static_cast<std::size_t>(s)];
      std::memcpy(slot.path.data(), path.c_str(), path.size() + 1);
      slot.state = Slot::kInUse;
      return s;
    }
  }
  return -1;
}

/// A file or an empty folder.
void removeOne(const char* path) noexcept {
  if (::unlink(path) != 0) {
    ::rmdir(path);
  }
}

}  // namespace

Unfinished::Unfinished(std::filesystem::path path)
    : path_(std::move(path)), slot_(registerPath(path_.native())) {}

Unfinished::~Unfinished() {
  if (!isKept_) {
    removeOne(path_.c_str());
    keep();
  }
}

void Unfinished::keep() noexcept {
  isKept_ = true;
  if (slot_ >= 0) {
    slots[static_cast<std::size_t>(slot_)].state = Slot::kFree;
    slot_ = -1;
  }
}

void removeUnfinished() noexcept {
  for (int pass = 0; pass < kDepth; ++pass) {  // a folder is empty when what lies in it is gone
    for (auto& slot : slots) {
      if (slot.state == Slot::kInUse) {
        removeOne(slot.path.data());
      }
    }
  }
}

void forgetUnfinished() noexcept {
  for (auto& slot : slots) {
    slot.state = Slot::kFree;
  }
}

}  // namespace ohmic::sim
