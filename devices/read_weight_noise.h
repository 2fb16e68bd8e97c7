// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "configs/reader/section.h"
#include "devices/cells/weight_noise.h"

namespace ohmic::devices {

/// Read `hardware.weight_noise: { eta or snr, relative_to, scope, on }`; none where it is absent.
/// @throws configs::InputError with place and key.
[[nodiscard]] std::optional<WeightNoise> readWeightNoise(const configs::Section& hardware);

}  // namespace ohmic::devices
