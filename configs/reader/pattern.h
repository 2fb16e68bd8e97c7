// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace ohmic::configs {

/// Whether a name, a path or the bytes of a file begin with a text.
[[nodiscard]] constexpr bool startsWith(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

/// Whether a pattern of a run file matches a whole name: `*` matches any letters, also none and `/`; `?`
/// matches one byte. Every other character, `[` and `\` too, matches itself. By POSIX fnmatch() in the C
/// locale.
[[nodiscard]] bool matchesPattern(const std::string& pattern, const std::string& name);

}  // namespace ohmic::configs
