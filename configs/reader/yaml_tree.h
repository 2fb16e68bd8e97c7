// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "configs/reader/tree.h"

namespace ohmic::configs {

/// The subset of YAML that Ohmic reads: one document of mappings, lists and scalars. Duplicate keys, anchors,
/// aliases, merge keys, tags, control characters, more than 64 levels and more than 1 MiB are refused.
/// @param name  of the file; every node's place becomes "name:line:column".
/// @throws InputError with the place.
[[nodiscard]] Node parseYaml(const std::string& text, const std::string& name, Origin::Kind kind);

/// The same for the value of an override, whose nodes all stand at @p place.
[[nodiscard]] Node parseOverrideValue(const std::string& text, const std::string& place);

/// Reads a file whose document is a mapping.
/// @throws InputError if the file is missing, a folder, empty or something else.
[[nodiscard]] Node readYamlFile(const std::filesystem::path& file, Origin::Kind kind);

/// @throws InputError unless the document is a mapping.
void requireMapping(const Node& document, const std::string& name);

}  // namespace ohmic::configs
