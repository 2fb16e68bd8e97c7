// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ohmic::configs {

// Layers carry the name of their output in the network's file. People know them by their module.

/// The path of a layer's module, with dots as PyTorch writes it: "blocks.0.attn.proj" for
/// "/blocks/blocks.0/attn/proj/Add_output_0". A name without slashes is its own path.
[[nodiscard]] std::string modulePath(std::string_view name);

/// Labels for plots, tables and timelines, one for each name: module paths, the operator behind them where
/// two layers share a module ("attn.MatMul_1").
///
/// If one is longer than @p most characters, the leading parts that all paths share are left out of all; what
/// is too long even then loses the parts in which the labels differ least to an ellipsis
/// ("encoder…11.fc1"). No label is longer than @p most characters, no two are equal, and equal names in equal
/// order give equal labels.
///
/// @pre most >= 12
[[nodiscard]] std::vector<std::string> layerLabels(const std::vector<std::string>& names,
                                                   std::size_t most = 24);

}  // namespace ohmic::configs
