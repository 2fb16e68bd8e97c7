// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace ohmic::tests {

/// Whether this build has a sanitizer: it takes more time and memory than the program, maps terabytes of
/// addresses, and is loaded before any other library.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

/// Shell words before a command that may have so many addresses (KiB) and ten seconds; under a sanitizer it
/// has all addresses and ten times as long.
[[nodiscard]] inline std::string bounded(int addresses_KiB) {
  return kSanitized ? "timeout 100 " : "ulimit -v " + std::to_string(addresses_KiB) + "; timeout 10 ";
}

}  // namespace ohmic::tests
