// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "configs/files/limits.h"
#include "configs/reader/tree.h"

namespace ohmic::configs {

constexpr std::size_t kMostYamlBytes = kYamlFile.mostBytes;
constexpr std::size_t kMostLevels = 64;  ///< of a document, and parts of a key

/// The subset of YAML that Ohmic reads: one document of mappings, lists and scalars. Duplicate keys, anchors,
/// aliases, merge keys, tags, control characters, more than 64 levels and more than 1 MiB are refused.
/// @param name  of the file; every node's place becomes "name:line:column".
/// @throws InputError with the place.
[[nodiscard]] Node parseYaml(const std::string& text, const std::string& name, Origin::Kind kind);

/// The same for the value of an override, whose nodes all have the place @p place.
[[nodiscard]] Node parseOverrideValue(const std::string& text, const std::string& place);

}  // namespace ohmic::configs
