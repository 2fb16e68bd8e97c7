// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/cli/claim_output.h"

#include <fmt/format.h>

#include <system_error>

#include "configs/reader/error.h"
#include "configs/reader/origin.h"

namespace ohmic::sim {
namespace {

namespace fs = std::filesystem;

/// The file of "file:line:column".
fs::path fileOf(const std::string& place) {
  const auto column = place.rfind(':');
  const auto line = column == std::string::npos || column == 0 ? column : place.rfind(':', column - 1);
  return line == std::string::npos ? place : place.substr(0, line);
}

}  // namespace

std::vector<fs::path> inputsOf(const LoadedRun& run) {
  std::vector<fs::path> inputs = {run.file};
  for (const auto& value : run.request.config) {
    const bool isCleared = value.path == "calibration.file" && run.request.calibrationFile.empty();
    if (value.isFile && !isCleared) {
      inputs.push_back(value.file);
    }
    if (value.origin.kind == configs::Origin::Kind::preset ||
        value.origin.kind == configs::Origin::Kind::file) {
      const fs::path file = fileOf(value.origin.place);
      if (file != inputs.back()) {
        inputs.push_back(file);
      }
    }
  }
  if (!run.request.chipFile.empty()) {
    inputs.push_back(run.request.chipFile);
  }
  return inputs;
}

void refuseInputs(const std::string& option, const fs::path& place, const std::vector<fs::path>& inputs) {
  std::error_code ignored;
  for (const fs::path& input : inputs) {
    if (fs::equivalent(place, input, ignored)) {
      throw configs::InputError(
          {"", option,
           fmt::format("'{}' is {}", place.string(),
                       place == input ? std::string("read by this command")
                                      : fmt::format("'{}', which this command reads", input.string())),
           "a file that the command does not read", "choose another name"});
    }
  }
}

OutputFile claimFile(const std::string& option, const fs::path& file, bool isForced,
                     const std::vector<fs::path>& inputs) {
  std::error_code ignored;
  refuseInputs(option, file, inputs);
  if (fs::is_regular_file(file, ignored) && !isForced) {
    throw configs::InputError({"", option, fmt::format("'{}' exists", file.string()),
                               "a file that does not exist",
                               "choose another name, or --force to overwrite it"});
  }
  if (fs::is_regular_file(file, ignored) && !mayWrite(file)) {
    throw configs::InputError({"", option, fmt::format("'{}' may not be written", file.string()),
                               "a file with the permission to write",
                               "give yourself the permission (chmod u+w), or choose another name"});
  }
  const bool isLink = fs::is_symlink(file, ignored) && fs::is_regular_file(file, ignored);
  return OutputFile(isLink ? fs::canonical(file) : file);
}

ResultsFolder claimFolder(const fs::path& folder, bool isForced, const std::vector<fs::path>& inputs) {
  if (!isForced) {
    return ResultsFolder::make(folder);
  }
  for (const char* const name : kResultFiles) {
    refuseInputs("--output", folder / name, inputs);
  }
  return ResultsFolder::force(folder);
}

}  // namespace ohmic::sim
