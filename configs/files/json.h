// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "configs/files/read_file.h"

namespace ohmic::configs {

/// A text as JSON writes it, between quotes: valid UTF-8, whatever bytes it has (validText).
[[nodiscard]] std::string jsonText(std::string_view text);

/// A document as text; names and texts in it may have any bytes (validText).
/// @param indent  blanks for each level; negative for a single line.
[[nodiscard]] std::string writeJson(nlohmann::json document, int indent);

/// Read a document: at most 64 levels deep. Refuses numbers that no double can hold.
/// @throws InputError naming the file: no such file, not of this kind, no JSON and where.
[[nodiscard]] nlohmann::json readJson(const std::filesystem::path& file, const FileKind& kind);

}  // namespace ohmic::configs
