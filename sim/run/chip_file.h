// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "mapping/plan.h"
#include "models/graph/graph.h"
#include "sim/array/chip_moment.h"
#include "sim/array/programmed_array.h"
#include "sim/record/npz.h"
#include "sim/run/run_identity.h"

namespace ohmic::sim {

/// A programmed chip with what identifies it.
struct ChipFile {
  std::string modelDigest;                           ///< XXH3-128 of the network's files
  std::map<std::string, std::string> configuration;  ///< that programmed it: configurationOfCells()
  ChipMoment moment;
  ProgrammedChip chip;
};

/// What decided the cells of a run's chips: values of the configuration and digests of files, by their keys
/// (decidesCells()).
[[nodiscard]] std::map<std::string, std::string> configurationOfCells(const RunIdentity& identity);

/// The chip as arrays: levels, variances and conductances of every crossbar, and beside them the effective
/// weight of every layer ("weights/<index>": float32 in the layout that the network's file has, gain
/// included), its digital bias and its name. docs/chip_files.md.
[[nodiscard]] NpzArchive chipArchive(const ChipFile& file, const models::Graph& graph,
                                     const mapping::Plan& plan);

/// Read a chip for a run.
/// @param readTime  the run's first one, seconds: a chip is programmed for this time.
/// @throws configs::InputError if the file is damaged, or was programmed for another network, another mapping
///         or other cells: the message names the first key that differs.
[[nodiscard]] ChipFile readChipFile(const std::filesystem::path& file, const RunIdentity& identity,
                                    double readTime, const mapping::Plan& plan);

/// Effective weights of one layer: what multiplies an activation, in the layout that the network's file
/// has: {in, out} for a MatMul and for a Gemm without transB.
[[nodiscard]] models::Tensor effectiveWeights(const ProgrammedLayer& programmed, const models::Node& node,
                                              const mapping::LayerPlan& layer);

}  // namespace ohmic::sim
