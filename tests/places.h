// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace ohmic::tests {

/// Where this build's sources and commands are: known to one file (places.cpp.in), so that every test is
/// compiled alike in any checkout.
[[nodiscard]] std::string sourceFolder();
[[nodiscard]] std::string ohmicCommand();
[[nodiscard]] std::string corruptingCommand();   ///< ohmic with a tap that corrupts one word
[[nodiscard]] std::string misbehavingCommand();  ///< ohmic, some of whose runs crash, hang or take all memory
[[nodiscard]] std::string failingCallsLibrary();  ///< for LD_PRELOAD: makes one call of a program fail

}  // namespace ohmic::tests
