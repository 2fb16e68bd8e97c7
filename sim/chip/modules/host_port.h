// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "sim/chip/modules/outlet.h"

namespace ohmic::sim {

/// Streams the images' pixels in, row by row as fast as the link and the first buffers allow, and takes the
/// logits.
class HostPort : public sc_core::sc_module, public Receiver<ActivationRows> {
 public:
  sc_core::sc_port<ResultPort> out;

  HostPort(const sc_core::sc_module_name& name, ChipContext& context);
  void accept(const ActivationRows& rows, std::int64_t cycle) override;

  [[nodiscard]] const std::vector<std::vector<float>>& logits() const { return logits_; }
  /// Cycle at which each image's logits have left the chip.
  [[nodiscard]] const std::vector<std::int64_t>& completed() const { return completed_; }

 private:
  void end_of_elaboration() override;
  void run();
  void finish(std::int64_t image);
  [[nodiscard]] std::int64_t linkCycles(std::size_t elements) const;

  ChipContext& context_;
  RowLayout pixels_;
  RowLayout outputs_;
  std::int64_t image_ = 0;
  std::int64_t row_ = 0;
  std::int64_t ready_ = 0;
  std::int64_t rowsOut_ = 0;  ///< of logits, over all images
  Reservation outward_;
  std::size_t inTrack_;
  std::size_t outTrack_;
  Turn turn_;
  std::vector<std::vector<float>> logits_;
  std::vector<std::int64_t> completed_;
};

}  // namespace ohmic::sim
