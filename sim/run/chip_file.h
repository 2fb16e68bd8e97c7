// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "mapping/plan.h"
#include "models/graph/graph.h"
#include "sim/array/chip_moment.h"
#include "sim/array/programmed_array.h"
#include "sim/record/npz.h"

namespace ohmic::sim {

/// A programmed chip with what identifies it.
struct ChipFile {
  std::string modelDigest;  ///< XXH3-128 of the network's files
  ChipMoment moment;
  ProgrammedChip chip;
};

/// The chip as arrays: levels, variances and conductances of every crossbar, and beside them the effective
/// weight of every layer ("weights/<index>": float32 in the layout that the network's file has, gain
/// included), its digital bias and its name. docs/chip_files.md.
[[nodiscard]] NpzArchive chipArchive(const ChipFile& file, const models::Graph& graph,
                                     const mapping::Plan& plan);

/// Read a chip for a plan.
/// @throws configs::InputError if the file is damaged, or was programmed for another network or mapping.
[[nodiscard]] ChipFile readChipFile(const std::filesystem::path& file, const std::string& modelDigest,
                                    const mapping::Plan& plan);

/// Effective weights of one layer: what multiplies an activation, in the layout that the network's file
/// has: {in, out} for a MatMul and for a Gemm without transB.
[[nodiscard]] models::Tensor effectiveWeights(const ProgrammedLayer& programmed, const models::Node& node,
                                              const mapping::LayerPlan& layer);

}  // namespace ohmic::sim
