// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "configs/reader/tree.h"

namespace ohmic::configs {

/// What lies over what. It decides what becomes of a mapping under another `model`.
enum class Laying {
  overridesOverOverrides,  ///< merged: the later adds a model to the keys of the earlier
  overridesOverFile,       ///< kept apart where both name a model, and not the same
  fileOverPreset,  ///< kept apart also where the preset names none; another preset's mapping is dropped
};

/// Lays one mapping over another: what both have is taken from the upper, mappings are merged in turn. A
/// mapping that is kept apart becomes `replaced` of the upper one. An override adds to a mapping and does not
/// move it. Of the two mappings themselves only the models are compared, not the presets.
void layOver(Node& under, Node over, Laying laying);

/// The upper one names another preset than the lower one.
[[nodiscard]] bool namesAnotherPreset(const Node& under, const Node& over);

}  // namespace ohmic::configs
