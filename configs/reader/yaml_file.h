// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "configs/reader/tree.h"

namespace ohmic::configs {

/// Reads a file whose document is a mapping.
/// @throws InputError if the file is missing, a folder, empty or something else.
[[nodiscard]] Node readYamlFile(const std::filesystem::path& file, Origin::Kind kind);

/// @throws InputError unless the document is a mapping.
void requireMapping(const Node& document, const std::string& name);

}  // namespace ohmic::configs
