// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/array/kernel_target.h"

#include <hwy/targets.h>

#include <atomic>

#include "sim/array/tile_platform.h"

#if OHMIC_MATRIX_TILES
#include <cpuid.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace ohmic::sim {
namespace {

constexpr std::int64_t kWithTiles = -1;  // Highway's targets are single bits

std::atomic<bool>& isWanted() {
  static std::atomic<bool> wanted{true};
  return wanted;
}

#if OHMIC_MATRIX_TILES

bool findMatrixTiles() {
  constexpr unsigned kTile = 1U << 24U, kInt8 = 1U << 25U;  // leaf 7, edx
  unsigned eax = 0, ebx = 0, ecx = 0, edx = 0;
  if (__get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx) == 0 || (edx & kTile) == 0 || (edx & kInt8) == 0) {
    return false;
  }
  constexpr long kRequestPermission = 0x1023, kTileData = 18;  // Linux, arch/x86: ARCH_REQ_XCOMP_PERM
  return syscall(SYS_arch_prctl, kRequestPermission, kTileData) == 0;
}

#else

bool findMatrixTiles() { return false; }

#endif

}  // namespace

std::string kernelName(std::int64_t target) {
  if (target == kWithTiles) {
    return kernelName(hwy::SupportedTargets() & -hwy::SupportedTargets()) + "+AMX";
  }
  return hwy::TargetName(target);
}

std::string kernelTarget() {
  return kernelName(usesMatrixTiles() ? kWithTiles : hwy::SupportedTargets() & -hwy::SupportedTargets());
}

std::vector<std::int64_t> kernelTargets() {
  auto targets = hwy::SupportedAndGeneratedTargets();
  if (hasMatrixTiles()) {
    targets.push_back(kWithTiles);
  }
  return targets;
}

void useKernelTarget(std::int64_t target) {
  const bool isBest = target == 0 || target == kWithTiles;
  isWanted().store(isBest, std::memory_order_relaxed);
  hwy::SetSupportedTargetsForTest(isBest ? 0 : target);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

bool hasMatrixTiles() {
  static const bool has = findMatrixTiles();
  return has;
}

bool usesMatrixTiles() { return hasMatrixTiles() && isWanted().load(std::memory_order_relaxed); }

}  // namespace ohmic::sim
