// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "configs/reader/config.h"
#include "sim/study/study.h"

namespace ohmic::sim {

/// Read a study file (docs/study_files.md).
/// @param options  its overrides are those of the study alone: "study.size=full"
/// @throws configs::InputError with place, key, what was found, what is allowed, what to try.
[[nodiscard]] Study readStudy(const std::filesystem::path& file, const configs::LoadOptions& options);

}  // namespace ohmic::sim
