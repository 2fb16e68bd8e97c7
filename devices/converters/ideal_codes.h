// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "devices/converters/adc.h"

namespace ohmic::devices {

/// Codes of so many signals by converters without errors of their own: convert() of each.
void idealCodes(const AdcTransfer& adc, const float* signals, int count, std::int64_t* codes) noexcept;
void idealCodes(const AdcTransfer& adc, const double* signals, int count, std::int64_t* codes) noexcept;

}  // namespace ohmic::devices
