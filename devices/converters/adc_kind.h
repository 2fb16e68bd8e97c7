// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "devices/circuits/circuit_cost.h"
#include "devices/circuits/technology.h"
#include "devices/converters/adc.h"

namespace ohmic::devices {

/// An error that a circuit cannot have.
struct ImpossibleError {
  double AdcErrors::*error;  ///< which one
  std::string found, allowed, remedy;
};

/// A converter as circuit equations see it.
struct ConverterCircuit {
  const Technology& technology;
  int bits = 8;
  double step_s = 1e-9;   ///< of a conversion's steps
  double overhead = 2.5;  ///< of layout, references and calibration, over what the equations sum up
  int converters = 1;     ///< of an array, which share what the array has one of
};

/// A circuit of analog-to-digital converters: what its converters' errors are, how long a conversion takes,
/// and what prices it. Its folder of devices/converters holds it whole; adcKinds() lists all.
class AdcKind {
 public:
  virtual ~AdcKind() = default;

  /// As run files name it.
  [[nodiscard]] virtual std::string name() const = 0;

  [[nodiscard]] virtual std::vector<ImpossibleError> impossibleErrors() const = 0;

  /// The most bits that such converters have.
  [[nodiscard]] virtual int mostBits() const { return 16; }

  /// Draw a converter (see drawConverter()).
  [[nodiscard]] virtual AdcDeviation draw(const AdcErrors& errors, int bits, const RandomStream& random,
                                          const AdcPlace& place) const = 0;

  /// Steps of a conversion, one after the other at hardware.chip.adc.rate. @param bits  of a code.
  [[nodiscard]] virtual std::int64_t steps(int bits) const = 0;

  /// What one converter costs, and a conversion of it.
  [[nodiscard]] virtual CircuitCost circuit(const ConverterCircuit& converter) const = 0;

  /// Whether the source of a cost model (AdcCostModel::name()) describes such converters.
  [[nodiscard]] virtual bool mayBePricedBy(std::string_view costModel) const = 0;
};

/// Every kind, in the order of the documentation.
[[nodiscard]] const std::vector<const AdcKind*>& adcKinds();

[[nodiscard]] std::vector<std::string> adcKindNames();

/// Capacitors in a converter whose circuit has none.
[[nodiscard]] ImpossibleError impossibleCapacitors();

/// Comparators' thresholds in a converter whose circuit has none of its own.
[[nodiscard]] ImpossibleError impossibleThresholds();

/// Gain, offset and bow as drawConverter() says, the first and last from the converter @p source.
[[nodiscard]] AdcDeviation drawLinearErrors(const AdcErrors& errors, const RandomStream& random,
                                            const AdcPlace& place, const AdcPlace& source);

/// Standard normal number @p index of a converter; gain, offset and bow have numbers 0 to 2.
[[nodiscard]] float converterNormal(const RandomStream& random, const AdcPlace& place, std::uint32_t index);

}  // namespace ohmic::devices
