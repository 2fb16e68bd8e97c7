// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ohmic::configs {

/// The candidate that a typing mistake could have turned into the word; empty if none is near.
/// Near means at most one letter inserted, dropped, changed or swapped per three letters.
[[nodiscard]] std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

/// "did you mean 'bits'?", or empty.
[[nodiscard]] std::string didYouMean(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace ohmic::configs
