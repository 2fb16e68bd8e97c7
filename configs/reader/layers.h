// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "configs/reader/tree.h"

namespace ohmic::configs {

/// Lays overrides ("hardware.adc.bits=6") over the tree of a file, the later over the earlier. An override
/// that changes a mapping's model replaces that mapping: the keys beside a model belong to it.
/// @throws InputError whose place is the override.
void applyOverrides(Node& file, const std::vector<std::string>& overrides);

/// Lays every mapping that has a key "preset" over the preset it names, leaf by leaf. A mapping that names
/// another preset or model than the mapping beneath it replaces that mapping.
/// @throws InputError for a preset that is missing, malformed or names itself.
void expandPresets(Node& root, const std::vector<std::filesystem::path>& folders);

}  // namespace ohmic::configs
