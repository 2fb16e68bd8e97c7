// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "configs/reader/config.h"
#include "sim/run/run.h"

namespace ohmic::sim {

/// Everything of the world that the command passes into the libraries.
struct World {
  std::filesystem::path currentFolder;
  configs::LoadOptions shippedFiles;
  std::filesystem::path userPresets;  ///< searched before the presets that ship; empty: none
  bool isTerminal = false;            ///< stderr is one
  int hardwareThreads = 1;
  KnownInputs inputs;  ///< that this process has read before
  std::function<void(const std::vector<std::string>& command)> beforePoint;  ///< for tests; may be empty
};

[[nodiscard]] World readWorld();

/// Where configurations are looked up, with the user's overrides.
[[nodiscard]] configs::LoadOptions loadOptions(const World& world, const std::vector<std::string>& overrides);

/// A file as the user names it: where the name leads, else (`configs/runs/quickstart.yaml`) among the files
/// that ship.
[[nodiscard]] std::filesystem::path findFile(const World& world, const std::filesystem::path& name);

/// Progress on stderr: on a terminal one line that is redrawn; elsewhere (a file, a pipe) a plain line at
/// each tenth of a stage. With ETA from the stage's own speed.
class Progress {
 public:
  explicit Progress(bool isTerminal);

  void report(const std::string& stage, std::int64_t done, std::int64_t total);
  /// Clear the line, so that words can follow.
  void finish();

 private:
  /// Whether a tenth of the stage has been completed since the last line. The total may grow (run.until).
  [[nodiscard]] bool isAnotherTenth(std::int64_t done, std::int64_t total) const;

  bool isTerminal_;
  std::string stage_;
  double stageStart_ = 0.0;
  double lastShown_ = 0.0;
  std::int64_t lastDone_ = 0, lastTotal_ = 0;  ///< of the last line
  bool isLineOpen_ = false;
};

/// Seconds of a steady clock.
[[nodiscard]] double steadySeconds();

/// Seconds that all threads of this process have worked.
[[nodiscard]] double cpuSeconds();

}  // namespace ohmic::sim
