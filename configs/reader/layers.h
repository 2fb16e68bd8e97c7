// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "configs/reader/tree.h"

namespace ohmic::configs {

/// Whether the upper of two mappings replaces the lower one instead of being merged with it.
using Replaces = bool (*)(const Node& under, const Node& over);

/// Lays one mapping over another: what both have is taken from the upper, mappings are merged in turn. An
/// override adds to a mapping and does not move it.
void layOver(Node& under, Node over, Replaces replaces);

/// Both name a model, and not the same: the keys beside a model belong to it.
[[nodiscard]] bool namesAnotherModel(const Node& under, const Node& over);

/// The upper one names another preset than the lower one, or another model.
[[nodiscard]] bool namesAnotherModelOrPreset(const Node& under, const Node& over);

}  // namespace ohmic::configs
