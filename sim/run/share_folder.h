// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "configs/reader/config.h"

namespace ohmic::sim {

/// The folder of the files that ship: configs/presets, configs/runs, configs/studies, models/zoo. It is
/// searched from where this code lies (a program, or the shared library): share/ohmic under its install
/// prefix, so that an installed tree can be moved; in a build folder, the sources.
/// @throws configs::MachineError if there is none: the program was copied without its files.
[[nodiscard]] std::filesystem::path shareFolder();

/// Options that find the presets that ship and, after the run file's folder, the networks that ship.
[[nodiscard]] configs::LoadOptions shippedFiles();

}  // namespace ohmic::sim
