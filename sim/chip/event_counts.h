// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "sim/chip/chip_model.h"
#include "sim/engine/deployment.h"

namespace ohmic::sim {

/// Kinds of digital work, as ledgers and cost tables name them.
enum class DigitalKind : std::size_t {
  dequantise,   ///< sum of codes to activation, bias included
  activation,   ///< Relu, Clip, Sigmoid
  pooling,      ///< one element under one window
  elementwise,  ///< Add, Mul, batch normalisation
  softmax,
  multiply,  ///< one multiply-add of a layer that runs digitally
};
inline constexpr std::size_t kDigitalKinds = 6;
[[nodiscard]] std::string_view nameOf(DigitalKind kind);

/// What happened: integers, so that ledgers add up in any order.
struct EventCounts {
  std::int64_t arrayReads = 0;      ///< one crossbar, one phase
  std::int64_t dacConversions = 0;  ///< one row driven once
  std::int64_t samples = 0;         ///< one column held once
  std::int64_t integrations = 0;    ///< one sample of a column integrated once
  std::int64_t adcConversions = 0;
  std::int64_t adcSteps = 0;     ///< of these conversions (devices::AdcKind::steps())
  std::int64_t shiftAdds = 0;    ///< codes added to an array's sum
  std::int64_t partialSums = 0;  ///< sums of row blocks added
  std::int64_t bufferReadBits = 0;
  std::int64_t bufferWriteBits = 0;
  std::int64_t networkBitHops = 0;  ///< bits times links crossed
  std::int64_t hostBits = 0;        ///< pixels in, logits out
  std::array<std::int64_t, kDigitalKinds> digital{};

  void add(const EventCounts& other, std::int64_t times = 1);
};
[[nodiscard]] bool operator==(const EventCounts& a, const EventCounts& b);

/// Events of one image, for each layer of the plan, from the plan alone: what the SystemC chip must observe.
/// A digital node counts for the layer whose output it works on; nodes before the first layer, for the first.
[[nodiscard]] std::vector<EventCounts> countEvents(const Deployment& deployment, const ChipModel& model);

[[nodiscard]] EventCounts sum(const std::vector<EventCounts>& layers);

}  // namespace ohmic::sim
