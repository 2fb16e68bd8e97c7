// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ohmic::configs {

/// Texts one after the other, each with its length before it ("3:abc"), so that no two lists of texts give
/// one text: what digests and names of several texts are made of.
[[nodiscard]] std::string distinctText(const std::vector<std::string_view>& texts);

/// A list as people read it: "[conv1, *]", one text without brackets. A text that could be taken for
/// something else is quoted: one with a comma, a bracket, a quotation mark, a line end, a space at an end, or
/// without letters. No two lists give one text.
[[nodiscard]] std::string listText(const std::vector<std::string>& texts);

}  // namespace ohmic::configs
