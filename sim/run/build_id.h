// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace ohmic::sim {

/// Which program this is: its version and the digest of its sources, "0.1.0-5f0c...". Equal for the command,
/// the library and every compiler, with and without a repository around the sources. Whoever changes a source
/// changes it, so that results of two programs are never taken for each other's.
[[nodiscard]] const char* buildId();

}  // namespace ohmic::sim
