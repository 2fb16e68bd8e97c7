// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/cli/terminal.h"

#include <fmt/format.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <thread>

#include "sim/cli/guard.h"
#include "sim/run/share_folder.h"

namespace ohmic::sim {
namespace {

constexpr double kRedrawSeconds = 0.1;  ///< between two states of the line on a terminal

/// Where a user keeps presets for all runs: $XDG_CONFIG_HOME/ohmic/presets, by default
/// ~/.config/ohmic/presets.
std::filesystem::path findUserPresets() {
  const char* const config = std::getenv("XDG_CONFIG_HOME");
  if (config != nullptr && *config != '\0') {
    return std::filesystem::path(config) / "ohmic/presets";
  }
  const char* const home = std::getenv("HOME");
  return home != nullptr && *home != '\0' ? std::filesystem::path(home) / ".config/ohmic/presets"
                                          : std::filesystem::path();
}

std::string formatDuration(double seconds) {
  const auto s = static_cast<std::int64_t>(seconds + 0.5);
  return s < 60 ? fmt::format("{} s", s) : fmt::format("{} min {:02} s", s / 60, s % 60);
}

}  // namespace

World readWorld() {
  World world;
  world.currentFolder = std::filesystem::current_path();
  world.shippedFiles = shippedFiles();
  world.userPresets = findUserPresets();
  world.isTerminal = ::isatty(STDERR_FILENO) == 1;
  world.hardwareThreads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  return world;
}

configs::LoadOptions loadOptions(const World& world, const std::vector<std::string>& overrides) {
  configs::LoadOptions options = world.shippedFiles;
  options.overrides = overrides;
  options.currentFolder = world.currentFolder;
  if (!world.userPresets.empty()) {
    options.presetFolders.insert(options.presetFolders.begin(), world.userPresets);
  }
  return options;
}

std::filesystem::path findFile(const World& world, const std::filesystem::path& name) {
  std::error_code ignored;
  const auto shipped = world.shippedFiles.shareFolder / name;
  return !std::filesystem::exists(name, ignored) && std::filesystem::exists(shipped, ignored) ? shipped
                                                                                              : name;
}

double steadySeconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double cpuSeconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

Progress::Progress(bool isTerminal) : isTerminal_(isTerminal) {}

bool Progress::isAnotherTenth(std::int64_t done, std::int64_t total) const {
  constexpr std::int64_t kTenths = 10;
  if (total <= 0) {
    return false;
  }
  return total == lastTotal_ ? done * kTenths / total > lastDone_ * kTenths / total
                             : (done - lastDone_) * kTenths >= total;
}

void Progress::report(const std::string& stage, std::int64_t done, std::int64_t total) {
  const double now = steadySeconds();
  if (stage != stage_) {
    finish();
    stage_ = stage;
    stageStart_ = now;
    lastShown_ = 0.0;
    lastDone_ = lastTotal_ = 0;
  }
  const bool isEnd = total > 0 && done >= total;
  if (isTerminal_ ? !isEnd && now - lastShown_ < kRedrawSeconds : !isAnotherTenth(done, total)) {
    return;
  }
  lastShown_ = now;
  lastDone_ = done;
  lastTotal_ = total;
  std::string line = stage_;
  if (total > 0) {
    line += fmt::format(": {} of {}", done, total);
    const double elapsed = now - stageStart_;
    if (!isEnd && done > 0 && elapsed > 1.0) {
      line += fmt::format(", {} left", formatDuration(elapsed / static_cast<double>(done) *
                                                      static_cast<double>(total - done)));
    }
  }
  isTerminal_ ? sayRaw("\r\x1b[K" + line) : say(line + "\n");
  isLineOpen_ = isTerminal_;
}

void Progress::finish() {
  if (isLineOpen_) {
    sayRaw("\r\x1b[K");
    isLineOpen_ = false;
  }
}

}  // namespace ohmic::sim
