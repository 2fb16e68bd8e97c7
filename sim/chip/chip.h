// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "sim/array/chip_moment.h"
#include "sim/array/layer_read.h"
#include "sim/chip/chip_model.h"
#include "sim/chip/event_counts.h"
#include "sim/chip/timeline.h"
#include "sim/engine/deployment.h"

namespace ohmic::sim {

/// A stream of images through one chip.
struct ChipJob {
  const Deployment& deployment;
  const ProgrammedChip& chip;
  ChipMoment moment;
  const ChipModel& model;
  std::vector<const float*> images;         ///< pixels, in the order they arrive; at least one
  std::vector<std::uint32_t> imageNumbers;  ///< their indices in the data set
  TimelineDetail timeline = TimelineDetail::none;
  std::int64_t timelineImages = std::numeric_limits<std::int64_t>::max();  ///< after so many nothing is kept
  std::function<void(std::int64_t image)> completed{};  ///< called with every image that has left, in order
};

/// Cycles of a layer's replicas over the whole stream, all replicas together, by what they went on. They add
/// up to the time from the stream's begin to the end of each replica's last operation.
struct TimeSpent {
  std::int64_t computing = 0;    ///< an array is loaded, driven and read
  std::int64_t adc = 0;          ///< only its converters still work
  std::int64_t array = 0;        ///< waiting for an array that another layer uses
  std::int64_t input = 0;        ///< waiting for the layers before
  std::int64_t network = 0;      ///< waiting for rows on the mesh
  std::int64_t buffer = 0;       ///< waiting for the buffer's port
  std::int64_t output = 0;       ///< waiting for room at the readers
  std::int64_t programming = 0;  ///< waiting for its load (Overflow::reprogram)

  [[nodiscard]] std::map<std::string, std::int64_t> byCause() const;
  [[nodiscard]] std::int64_t total() const;
};

/// When a layer worked, and on what its time went.
struct LayerTiming {
  std::string name;
  double start_s = 0.0;         ///< first read of the first image
  double end_s = 0.0;           ///< last output of the first image
  std::int64_t busyCycles = 0;  ///< in which the busiest replica's arrays worked, for one image
  TimeSpent spent;
  std::string bottleneck;  ///< the key of TimeSpent::byCause() that took most cycles
};

struct ChipResult {
  std::vector<std::vector<float>> logits;  ///< one for each image
  double latency_s = 0.0;                  ///< first image: arrival of its first pixel to its logits
  double interval_s = 0.0;          ///< between images in steady state; the latency if there is one image
  std::vector<LayerTiming> layers;  ///< as Plan::layers
  std::vector<EventCounts> events;  ///< as Plan::layers, over all images
  std::vector<LayerCounts> counts;  ///< as Plan::layers, over all images

  /// Cycles over the whole stream in which a shared resource worked, by its hierarchical name:
  /// "chip.tile_0.buffer".
  std::map<std::string, std::int64_t> busyCycles;
  std::int64_t cycles = 0;  ///< of the whole stream, to the last image's logits
  Timeline timeline;        ///< as ChipJob::timeline asks

  [[nodiscard]] double throughput() const { return 1.0 / interval_s; }  ///< images per second
};

/// Pass images through the SystemC modules of the chip: the functional engine's numbers, in time.
///
/// As often as one likes in a process, from any thread: each call has a SystemC kernel of its own, and calls
/// of several threads take turns. Prints nothing.
///
/// @throws configs::InputError if the network needs more arrays than the chip has.
/// @throws std::logic_error if a module is driven while it is busy.
[[nodiscard]] ChipResult simulateChip(const ChipJob& job);

}  // namespace ohmic::sim
