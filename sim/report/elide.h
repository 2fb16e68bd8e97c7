// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace ohmic::sim::report {

/// Number of characters of a UTF-8 text, as far as layout needs it.
[[nodiscard]] int characters(std::string_view text);

/// At most @p most characters: a longer text loses its middle to an ellipsis. @pre most >= 3
[[nodiscard]] std::string elide(std::string_view text, int most);

}  // namespace ohmic::sim::report
