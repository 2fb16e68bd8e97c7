// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>

namespace ohmic::sim {

/// Run @p work(index, thread) for every index below @p count, each once, on @p threads threads (at least 1;
/// one runs in the caller). The first exception that a thread throws is thrown again here once all have
/// ended.
/// @throws configs::MachineError if a thread cannot start.
void forEachIndex(std::size_t count, int threads, const std::function<void(std::size_t, int)>& work);

}  // namespace ohmic::sim
