// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/pick_files.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

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

}  // namespace ohmic::sim
