// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "models/datasets/samples.h"
#include "models/reference/buffer_plan.h"
#include "sim/array/layer_read.h"
#include "sim/engine/deployment.h"

namespace ohmic::sim {

/// The functional engine: whole images on all threads, no time.
class Engine {
 public:
  /// Sees each layer's output. @param layer  index in Plan::layers. @param size  floats.
  using Visitor = std::function<void(std::size_t layer, const float* output, std::int64_t size)>;

  /// @param deployment  outlives the engine.
  /// @param threads     at least 1.
  Engine(const Deployment& deployment, int threads);
  ~Engine();

  /// Logits of images [first, first + count) of the samples: count x classes floats.
  ///
  /// @param counts  one for each layer, added to; pass emptyCounts() at first.
  void run(const ProgrammedChip& chip, const ChipMoment& moment, const models::Samples& samples,
           std::int64_t first, std::int64_t count, float* logits, std::vector<LayerCounts>& counts);

  /// One image, showing every layer's output.
  void trace(const ProgrammedChip& chip, const ChipMoment& moment, std::uint32_t image, const float* pixels,
             float* logits, const Visitor& visitor);

  [[nodiscard]] std::vector<LayerCounts> emptyCounts() const;
  [[nodiscard]] std::int64_t classes() const { return classes_; }
  [[nodiscard]] std::int64_t pixels() const { return pixels_; }

 private:
  struct Worker;

  static void readImage(const models::Samples& samples, std::int64_t image, float* pixels);
  void runImage(Worker& worker, const ProgrammedChip& chip, const ChipMoment& moment, std::uint32_t image,
                const float* pixels, float* logits, const Visitor* visitor);

  const Deployment& deployment_;
  models::BufferPlan buffers_;
  void findRectified();

  std::vector<std::ptrdiff_t> layerOfNode_;  ///< -1: digital
  std::vector<bool> isRectified_;            ///< for each node: an array layer that nothing but the rectifier
                                             ///< next to it reads, stored by way of it
  std::int64_t pixels_ = 0;
  std::int64_t classes_ = 0;
  std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace ohmic::sim
