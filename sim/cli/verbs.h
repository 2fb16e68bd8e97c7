// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sim/cli/terminal.h"

namespace ohmic::sim {

/// One verb of the command: `ohmic run ...`.
struct Verb {
  std::string name;
  std::string summary;
  /// @returns the exit code. @throws configs::InputError, configs::MachineError, EngineMismatch.
  std::function<int(const std::vector<std::string>& arguments, const World& world)> execute;
};

[[nodiscard]] const std::vector<Verb>& verbs();

[[nodiscard]] int runVerb(const std::vector<std::string>& arguments, const World& world);
[[nodiscard]] int programVerb(const std::vector<std::string>& arguments, const World& world);
[[nodiscard]] int studyVerb(const std::vector<std::string>& arguments, const World& world);
[[nodiscard]] int compareVerb(const std::vector<std::string>& arguments, const World& world);
[[nodiscard]] int checkVerb(const std::vector<std::string>& arguments, const World& world);
[[nodiscard]] int presetsVerb(const std::vector<std::string>& arguments, const World& world);
[[nodiscard]] int inspectVerb(const std::vector<std::string>& arguments, const World& world);
[[nodiscard]] int reportVerb(const std::vector<std::string>& arguments, const World& world);
[[nodiscard]] int calibrateVerb(const std::vector<std::string>& arguments, const World& world);
[[nodiscard]] int explainVerb(const std::vector<std::string>& arguments, const World& world);
[[nodiscard]] int mapVerb(const std::vector<std::string>& arguments, const World& world);

/// The command: guards the process (guard.h), finds a verb and executes it; prints messages of errors on
/// stderr. What main() is given.
/// @returns 0 done, 1 a requested check failed, 2 the input is wrong, 3 the machine failed, 4 a study has
/// failed points, 70 our bug, 141 the reader of stdout has closed it.
/// @param beforePoint  called in a study's processes, with the command of their point; for tests
[[nodiscard]] int executeCommand(
    int count, const char* const* words,
    const std::function<void(const std::vector<std::string>& command)>& beforePoint = {});

/// Executes `ohmic run`, in a process that was forked for it. @param command  begins with the program's name
[[nodiscard]] int executePoint(const std::vector<std::string>& command, const World& world) noexcept;

}  // namespace ohmic::sim
