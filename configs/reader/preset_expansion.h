// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <vector>

#include "configs/reader/known_files.h"
#include "configs/reader/tree.h"

namespace ohmic::configs {

/// Lays every mapping that has a key "preset" over the preset it names, leaf by leaf. A mapping that names
/// another preset than the mapping beneath it replaces that mapping; the keys beside another model are kept
/// apart (layers.h).
/// @throws InputError for a preset that is missing, malformed or names itself.
void expandPresets(Node& root, const std::vector<std::filesystem::path>& folders, KnownFiles& known);

}  // namespace ohmic::configs
