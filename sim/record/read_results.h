// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "sim/record/run_record.h"

namespace ohmic::sim {

/// What a run wrote: the record that summary.json holds, without the single predictions and logits.
///
/// @param place  a results folder, or its summary.json.
/// @throws configs::InputError naming the file and what is missing or wrong in it.
[[nodiscard]] RunRecord readResults(const std::filesystem::path& place);

}  // namespace ohmic::sim
