// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace ohmic::configs {

/// A text as JSON writes it, between quotes: valid UTF-8, whatever bytes it has (validText).
[[nodiscard]] std::string jsonText(std::string_view text);

/// A document as text; names and texts in it may have any bytes (validText).
/// @param indent  blanks for each level; negative for a single line.
[[nodiscard]] std::string writeJson(nlohmann::json document, int indent);

}  // namespace ohmic::configs
