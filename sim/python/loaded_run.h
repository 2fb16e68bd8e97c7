// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "configs/reader/config.h"
#include "sim/run/run_request.h"

namespace ohmic::sim::python {

/// What the package passes into the libraries: paths, as bytes of the file system.
struct World {
  std::string currentFolder;
  std::string userPresets;  ///< searched before the presets that ship; empty: none
  int threads = 1;          ///< what run.threads: 0 stands for
};

/// Where configurations are looked up, as the command does.
[[nodiscard]] configs::LoadOptions loadOptions(const World& world, const std::vector<std::string>& overrides);

/// A run file or its text, read and understood. For one thread.
struct LoadedRun {
  configs::Config config;
  RunRequest request;

  /// @param name  the file; of a text what stands for it in messages
  /// @param text  null: the file is read
  LoadedRun(const std::string& name, const std::string* text, const std::vector<std::string>& overrides,
            const World& world);
};

}  // namespace ohmic::sim::python
