// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ohmic::configs {

// Names of layers, classes, files and points are data: any bytes. Whoever shows one names the place, and
// that place's function below escapes what would be read as something else there. CSV: csvText (csv.h); JSON:
// jsonText and writeJson (json.h).

/// Valid UTF-8: bytes that are none are written out, "caf\xE9"; all else stays.
[[nodiscard]] std::string validText(std::string_view text);

/// For a terminal, and for messages: one line of valid UTF-8 without characters that move the cursor, change
/// colours or turn the direction of writing. They are written out: "\n", "\x1B", "\u202E".
[[nodiscard]] std::string terminalText(std::string_view text);

/// The same for a column of a table: its first @p most characters.
[[nodiscard]] std::string terminalText(std::string_view text, std::size_t most);

/// For HTML and SVG, as text and between quotes in an attribute: & < > " ' become entities, and what XML
/// forbids is written out as for a terminal. Line ends and tabs stay.
[[nodiscard]] std::string markupText(std::string_view text);

/// One word for a POSIX shell, whatever is in it: between single quotes where it needs them.
[[nodiscard]] std::string shellWord(std::string_view text);

/// A name for a file in a folder of ours: ASCII letters, digits, '-' and '_' stay, every other byte becomes
/// '_'. Never empty, at most 100 bytes. Different names may become one: add a number where that matters.
[[nodiscard]] std::string fileName(std::string_view text);

}  // namespace ohmic::configs
