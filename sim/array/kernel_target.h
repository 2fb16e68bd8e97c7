// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ohmic::sim {

/// Name of the instruction set that the kernels run on.
[[nodiscard]] std::string kernelTarget();

/// The instruction sets of this machine, and their names.
[[nodiscard]] std::vector<std::int64_t> kernelTargets();
[[nodiscard]] std::string kernelName(std::int64_t target);

/// Let the kernels of this process run on one of them; 0: on the best. Before they first run, or between.
void useKernelTarget(std::int64_t target);

/// Whether the processor has matrix tiles (Intel AMX) and the system lets this process use them.
[[nodiscard]] bool hasMatrixTiles();

/// Whether the product uses them: where there are any, unless useKernelTarget() chose otherwise.
[[nodiscard]] bool usesMatrixTiles();

}  // namespace ohmic::sim
