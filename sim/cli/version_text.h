// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace ohmic::sim {

/// What `ohmic --version` prints: version, build id and compiler, and the vector kernels that this machine
/// can run, the one that is used first.
[[nodiscard]] std::string versionText();

}  // namespace ohmic::sim
