// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "configs/reader/section.h"
#include "sim/study/search/search.h"

namespace ohmic::sim {

/// Read `study.search` (docs/search.md).
/// @throws configs::InputError with place, key, what was found, what is allowed, what to try.
[[nodiscard]] Search readSearch(const configs::Section& section);

/// "top1 >= digital_top1 - 1 %", "area_m2 <= 40 mm2", "arrays <= 200".
/// @throws configs::InputError without place and key.
[[nodiscard]] SearchConstraint parseConstraint(const std::string& text);

}  // namespace ohmic::sim
