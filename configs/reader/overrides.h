// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "configs/reader/tree.h"

namespace ohmic::configs {

/// Lays overrides ("hardware.adc.bits=6") over the tree of a file, the later over the earlier. Where an
/// override changes a mapping's model, the file's keys beside the old one are kept apart (layers.h).
/// @throws InputError whose place is the override.
void applyOverrides(Node& file, const std::vector<std::string>& overrides);

}  // namespace ohmic::configs
