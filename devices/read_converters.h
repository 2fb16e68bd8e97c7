// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "configs/reader/range.h"
#include "configs/reader/section.h"
#include "devices/converters/adc.h"
#include "devices/converters/dac.h"

namespace ohmic::devices {

/// A key of `hardware.adc` that gives an error of AdcErrors.
struct AdcErrorKey {
  double AdcErrors::*error;
  const char* key;
  configs::Range range;
  bool isShare;      ///< may be written in percent; others are in LSB
  bool isOfOneKind;  ///< read where a kind can have it or a file has it, so that other runs' hashes lack it
};

[[nodiscard]] const std::array<AdcErrorKey, 5>& adcErrorKeys();

/// Of `hardware.adc.bits`.
[[nodiscard]] configs::Range adcBits();

/// Read the section `hardware.adc`.
/// @throws configs::InputError naming the key.
[[nodiscard]] AdcFormat readAdc(const configs::Section& adc);

/// Read the section `hardware.dac: { inl, noise }`, both in LSB of the input's codes.
/// @throws configs::InputError naming the key.
[[nodiscard]] DacErrors readDac(const configs::Section& dac);

}  // namespace ohmic::devices
