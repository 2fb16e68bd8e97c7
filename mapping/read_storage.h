// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "configs/reader/section.h"
#include "mapping/storage.h"

namespace ohmic::mapping {

/// Read `hardware.storage: { medium, bits, sign, range, prune, outliers, copies, redundancy }`; none where it
/// is absent.
/// @throws configs::InputError with place and key.
[[nodiscard]] std::optional<StorageFormat> readStorage(const configs::Section& hardware);

}  // namespace ohmic::mapping
