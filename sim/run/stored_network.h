// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "devices/cells/cell.h"
#include "mapping/storage.h"
#include "models/graph/graph.h"
#include "models/read_network.h"
#include "sim/record/run_record.h"
#include "sim/run/storage_choice.h"

namespace ohmic::sim {

/// A network whose kernels are stored and read back before a digital network runs: the kernels of Conv, Gemm
/// and MatMul as they are once BatchNormalization is folded. Biases and what normalisations are left count as
/// 32 bits of digital memory each and have no errors.
///
/// A cell of a weight is drawn by the weight's place in its kernel, its copy and its polarity: another format
/// of storage gives it the same draw. What was written ages to the read time and is read once, with the fresh
/// noise of one read. With drift compensation all conductances of a kernel are scaled by the sum that its
/// cells had at read time 0 over the sum that they have now.
class StoredNetwork {
 public:
  /// @throws configs::InputError as importOnnx(), and for a network without kernels.
  StoredNetwork(const models::NetworkChoice& network, const StorageChoice& choice);

  [[nodiscard]] const StorageRecord& record() const noexcept { return record_; }

  /// The network with what is read back of a chip's cells. @param readTime  seconds since programming.
  [[nodiscard]] models::Graph read(std::uint64_t seed, std::uint32_t chip, double readTime) const;

 private:
  StorageChoice choice_;
  models::Graph graph_;
  std::vector<std::size_t> nodes_;  ///< of the graph, as kernels_
  std::vector<mapping::StoredKernel> kernels_;
  StorageRecord record_;
};

}  // namespace ohmic::sim
