// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "configs/reader/error.h"

namespace ohmic::models {

/// Refuses what a file contains. Each part is a finished phrase, or all are in the first; whoever knows the
/// file and the node adds them (within).
///
///     refuse("found 3 biases", "allowed: 16 or none", "try another export");
[[noreturn]] void refuse(std::string found, std::string allowed = {}, std::string remedy = {});

/// The same complaint with the thing it happened in before it: "tensor 'w'" becomes "node 'x' (Conv): tensor
/// 'w'".
[[nodiscard]] configs::InputError within(const std::string& thing, const configs::InputError& error);

/// A name from a file in quotes: at most 100 characters, control characters as '?'.
[[nodiscard]] std::string inQuotes(std::string_view name);

}  // namespace ohmic::models
