// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>

#include "sim/record/result_cache.h"
#include "sim/record/run_record.h"
#include "sim/run/known_inputs.h"
#include "sim/run/run_request.h"

namespace ohmic::sim {

/// The two engines disagree: our bug (exit 70).
class EngineMismatch : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// What a run needs of the world, which libraries do not read themselves.
struct RunEnvironment {
  std::function<double()> now = [] { return 0.0; };         ///< seconds of a steady clock
  std::function<double()> cpuSeconds = [] { return 0.0; };  ///< of all threads of the process
  /// Told what is done of a stage; total may be 0 at a stage's start.
  std::function<void(const std::string& stage, std::int64_t done, std::int64_t total)> progress =
      [](const std::string&, std::int64_t, std::int64_t) {};
  KnownInputs inputs = {};             ///< read for other runs of this process
  const ResultCache* cache = nullptr;  ///< of results that runs have in common; null: none. Changes no result
};

/// One run: import, map, calibrate, program, classify, and pass the first images through the SystemC chip.
/// The record is complete, its hash included; as many runs as one likes in a process.
///
/// @throws configs::InputError for inputs that do not fit together, EngineMismatch if one bit of the timed
///         images' logits differs between the engines.
[[nodiscard]] RunRecord executeRun(const RunRequest& request, const RunEnvironment& environment);

}  // namespace ohmic::sim
