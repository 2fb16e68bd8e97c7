// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "sim/record/run_record.h"

namespace ohmic::sim::report {

/// A sentence that a reader needs first, under a word for what it is about: "Limit", "Helps most",
/// "Accuracy", "Hint". Keys and values of run files are between backticks.
struct Finding {
  std::string about;
  std::string text;
};

/// What limits the throughput, what would help most, and what costs accuracy most, from the record's figures;
/// what they do not say is left out. A read time at which the network only guesses gets a hint.
[[nodiscard]] std::vector<Finding> findings(const RunRecord& record);

/// The same on a page; empty without any.
[[nodiscard]] std::string findingsHtml(const RunRecord& record);

}  // namespace ohmic::sim::report
