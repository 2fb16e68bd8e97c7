// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "configs/reader/section.h"
#include "mapping/format.h"

namespace ohmic::mapping {

/// Read `array`, `weights` and the format keys of `input` from the `hardware` section.
/// @throws configs::InputError naming the key.
[[nodiscard]] MappingOptions readMapping(const configs::Section& hardware);

}  // namespace ohmic::mapping
