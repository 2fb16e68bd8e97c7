// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// What the kernels ask of Highway's library, for a build with one instruction set: Debian's cross compiler
// brings no libhwy for Arm.

#include <hwy/highway.h>

#include <cstdlib>

namespace hwy {

int64_t SupportedTargets() { return HWY_STATIC_TARGET; }

void SetSupportedTargetsForTest(int64_t /*targets*/) {}

ChosenTarget& GetChosenTarget() {
  static ChosenTarget chosen;
  return chosen;
}

HWY_NORETURN void Abort(const char* /*file*/, int /*line*/, const char* /*format*/, ...) { std::abort(); }

}  // namespace hwy
