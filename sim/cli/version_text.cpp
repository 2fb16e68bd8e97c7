// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/cli/version_text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "sim/array/kernel_target.h"
#include "sim/run/build_id.h"
#include "sim/run/describe_run.h"

namespace ohmic::sim {

std::string versionText() {
  const std::string used = kernelTarget();
  std::vector<std::string> others;
  for (const std::int64_t target : kernelTargets()) {
    if (kernelName(target) != used) {
      others.push_back(kernelName(target));
    }
  }
  return fmt::format("ohmic {}\nbuild   {}, {}\nkernel  {} (others on this machine: {})\n", OHMIC_VERSION,
                     buildId(), compilerName(), used, fmt::join(others, ", "));
}

}  // namespace ohmic::sim
