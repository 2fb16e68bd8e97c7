// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/cli/loaded_run.h"
#include "sim/record/output_file.h"
#include "sim/record/results_folder.h"

namespace ohmic::sim {

/// What a command reads and must not write: the run file, the presets, and every file that they name.
[[nodiscard]] std::vector<std::filesystem::path> inputsOf(const LoadedRun& run);

/// @param place  as the user wrote it.
/// @throws configs::InputError naming @p option if a file is one of the inputs, through whatever links.
void refuseInputs(const std::string& option, const std::filesystem::path& place,
                  const std::vector<std::filesystem::path>& inputs);

/// Claims the file that an option names, before any work. One rule for all verbs: a file that exists is
/// replaced with --force alone, a link's target in the place of the link; inputs and files without the
/// permission to write never are.
///
/// @param option  "--output"
/// @throws configs::InputError, MachineError as OutputFile.
[[nodiscard]] OutputFile claimFile(const std::string& option, const std::filesystem::path& file,
                                   bool isForced, const std::vector<std::filesystem::path>& inputs);

/// Claims the folder that --output names, by the same rule: of its files, those of results are replaced.
[[nodiscard]] ResultsFolder claimFolder(const std::filesystem::path& folder, bool isForced,
                                        const std::vector<std::filesystem::path>& inputs);

}  // namespace ohmic::sim
