// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/cli/terminal.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <time.h>

#include <chrono>
#include <cstdio>
#include <thread>

namespace ohmic::sim {
namespace {

/// Installed files lie in the install prefix; in a build tree they are the source tree's own.
std::filesystem::path findShare() {
  const std::filesystem::path installed = OHMIC_INSTALL_SHARE;
  const std::filesystem::path source = OHMIC_SOURCE_SHARE;
  std::error_code ignored;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored);
  const bool isInstalled = program.parent_path().parent_path() / "share/ohmic" == installed;
  return isInstalled || !std::filesystem::exists(source / "configs/presets") ? installed : source;
}

std::string formatDuration(double seconds) {
  const auto s = static_cast<std::int64_t>(seconds + 0.5);
  return s < 60 ? fmt::format("{} s", s) : fmt::format("{} min {:02} s", s / 60, s % 60);
}

}  // namespace

World readWorld() {
  World world;
  world.currentFolder = std::filesystem::current_path();
  world.shareFolder = findShare();
  world.isTerminal = ::isatty(STDERR_FILENO) == 1;
  world.hardwareThreads = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  return world;
}

configs::LoadOptions loadOptions(const World& world, const std::vector<std::string>& overrides) {
  configs::LoadOptions options;
  options.overrides = overrides;
  options.presetFolders = {world.shareFolder / "configs/presets"};
  options.shareFolder = world.shareFolder;
  options.currentFolder = world.currentFolder;
  return options;
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

void Progress::report(const std::string& stage, std::int64_t done, std::int64_t total) {
  const double now = steadySeconds();
  if (stage != stage_) {
    finish();
    stage_ = stage;
    stageStart_ = now;
    lastShown_ = isTerminal_ ? 0.0 : now;
  }
  const bool isEnd = total > 0 && done >= total;
  if (!isEnd && now - lastShown_ < (isTerminal_ ? 0.1 : 2.0)) {
    return;
  }
  lastShown_ = now;
  std::string line = stage_;
  if (total > 0) {
    line += fmt::format(": {} of {}", done, total);
    const double elapsed = now - stageStart_;
    if (!isEnd && done > 0 && elapsed > 1.0) {
      line += fmt::format(", {} left", formatDuration(elapsed / static_cast<double>(done) *
                                                      static_cast<double>(total - done)));
    }
  }
  fmt::print(stderr, isTerminal_ ? "\r\x1b[K{}" : "{}\n", line);
  isLineOpen_ = isTerminal_;
  std::fflush(stderr);
}

void Progress::finish() {
  if (isLineOpen_) {
    fmt::print(stderr, "\r\x1b[K");
    isLineOpen_ = false;
  }
}

}  // namespace ohmic::sim
