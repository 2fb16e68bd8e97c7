// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <vector>

namespace ohmic::tests {

/// A kind of file that others write and Ohmic reads.
struct FuzzTarget {
  const char* name;  ///< of its folder in corpus/
  /// Reads a file as a command would, up to what it does with the content.
  /// @throws configs::InputError if it is refused. Anything else is a fault of ours.
  void (*read)(const std::filesystem::path& file);
};

/// Files of the readers' own rooms: network, arrays, pictures.
[[nodiscard]] const std::vector<FuzzTarget>& dataTargets();

/// Files of runs: run, study, calibration, chip, results.
[[nodiscard]] const std::vector<FuzzTarget>& runTargets();

}  // namespace ohmic::tests
