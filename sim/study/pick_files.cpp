// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/pick_files.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <utility>

#include "configs/files/escape.h"
#include "configs/files/limits.h"
#include "configs/files/read_file.h"
#include "configs/reader/error.h"
#include "configs/reader/written_run.h"
#include "sim/run/run_identity.h"
#include "sim/run/run_request.h"

namespace ohmic::sim {
namespace {

using configs::Config;
using configs::Origin;

struct ReadPoint {
  RunRequest request;
  RunIdentity identity;
};

ReadPoint readPoint(const Config& config, const PlanEnvironment& environment) {
  ReadPoint point;
  point.request = readRun(config, environment.hardwareThreads);
  point.identity = RunIdentifier(environment.inputs).identify(point.request);
  return point;
}

/// What the first line of a pick ends with.
std::string endOfHead(std::string_view run) {
  const auto hash = XXH3_128bits(run.data(), run.size());
  return fmt::format(" (as written: {:016x}{:016x})\n", hash.high64, hash.low64);
}

bool isPickName(const std::string& name) {
  constexpr std::string_view kHead = "pick-", kTail = ".yaml";
  return name.size() > kHead.size() + kTail.size() && name.compare(0, kHead.size(), kHead) == 0 &&
         name.compare(name.size() - kTail.size(), kTail.size(), kTail) == 0 &&
         std::all_of(name.begin() + kHead.size(), name.end() - kTail.size(),
                     [](char c) { return c >= '0' && c <= '9'; });
}

bool isAsWritten(const std::filesystem::path& file) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(std::filesystem::symlink_status(file, ignored))) {
    return false;
  }
  try {
    const std::string text = configs::readFile(file, configs::kYamlFile);
    const std::size_t head = text.find('\n') + 1;
    const std::string end = endOfHead(std::string_view(text).substr(head));
    return head >= end.size() && text.compare(head - end.size(), end.size(), end) == 0;
  } catch (const configs::InputError&) {
    return false;  // larger than any run file, or the user's alone to read
  }
}

/// Overrides that make the paths absolute that the file and the overrides write.
std::vector<std::string> absolutePaths(const RunRequest& request) {
  std::vector<std::string> overrides;
  for (const auto& value : request.config) {
    const bool isWritten =
        value.origin.kind == Origin::Kind::file || value.origin.kind == Origin::Kind::override_;
    if (value.isFile && isWritten) {
      overrides.push_back(fmt::format("{}={}", value.path, std::filesystem::absolute(value.file).string()));
    }
  }
  return overrides;
}

}  // namespace

std::optional<std::string> runFileOf(const StudyPlan& plan, const StudyPoint& point,
                                     const std::filesystem::path& name, const PlanEnvironment& environment) {
  configs::LoadOptions options = environment.load;
  options.overrides = point.overrides;
  const ReadPoint wanted = readPoint(Config::load(plan.study.run, options), environment);
  auto overrides = point.overrides;
  const auto paths = absolutePaths(wanted.request);
  overrides.insert(overrides.end(), paths.begin(), paths.end());
  for (const auto replaced : {configs::Replaced::dropped, configs::Replaced::kept}) {
    try {
      std::string text = configs::writtenRun(plan.study.run, overrides, replaced);
      const ReadPoint found = readPoint(Config::fromText(text, name.string(), environment.load), environment);
      if (found.identity.id() == wanted.identity.id()) {
        return text;
      }
    } catch (const configs::InputError&) {
      continue;  // what this way of writing loses was needed
    }
  }
  return std::nullopt;
}

std::string pickText(std::size_t point, const std::string& study, const std::string& run) {
  return fmt::format("# Point {} of the study {}{}{}", point, configs::terminalText(study), endOfHead(run),
                     run);
}

std::vector<std::string> removePicks(const std::filesystem::path& folder) {
  std::vector<std::string> edited;
  std::vector<std::filesystem::path> written;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (isPickName(name)) {
      isAsWritten(entry.path()) ? written.push_back(entry.path()) : edited.push_back(name);
    }
  }
  for (const auto& file : written) {
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
  }
  std::sort(edited.begin(), edited.end());
  return edited;
}

}  // namespace ohmic::sim
