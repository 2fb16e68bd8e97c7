// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <systemc>
#include <vector>

#include "sim/chip/modules/chip_context.h"

namespace ohmic::sim {

/// Whose weights the arrays hold.
class LoadPort : public virtual sc_core::sc_interface {
 public:
  /// Whether a layer's weights are on the arrays, and it is an image's turn.
  [[nodiscard]] virtual bool isLoaded(std::size_t layer, std::int64_t image) const = 0;
  /// Announce who is woken when other weights have been written, before the simulation.
  virtual void addLayer(Turn& layer) = 0;
  /// A layer's last result of an image is there at a cycle.
  virtual void finish(std::size_t layer, std::int64_t cycle) = 0;
};

/// Writes the arrays of a chip that is smaller than its network: load after load, each for as many images as
/// the buffers hold; after the last load the first one is written again. A network that fits is loaded once,
/// before the first image.
class Loader : public sc_core::sc_module, public LoadPort {
 public:
  Loader(const sc_core::sc_module_name& name, ChipContext& context);

  [[nodiscard]] bool isLoaded(std::size_t layer, std::int64_t image) const override;
  void addLayer(Turn& layer) override { layers_.push_back(&layer); }
  void finish(std::size_t layer, std::int64_t cycle) override;

 private:
  void run();
  void advance();
  [[nodiscard]] std::int64_t batchEnd() const;
  [[nodiscard]] std::int64_t programmingCycles() const;  ///< of the next load

  ChipContext& context_;
  std::size_t track_;
  int load_ = 0;
  std::int64_t batchBegin_ = 0;  ///< image
  std::int64_t missing_ = 0;     ///< layers times images that the load has still to finish
  std::int64_t lastCycle_ = 0;
  bool isWriting_ = false;
  std::int64_t written_ = 0;  ///< cycle at which the load is on the arrays
  Turn turn_;
  std::vector<Turn*> layers_;
};

}  // namespace ohmic::sim
