// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mutex>
#include <systemc>

namespace ohmic::sim {

/// A SystemC kernel of its own for one simulation. SystemC keeps its kernel in a global context and
/// elaborates once in it; so each simulation gets a fresh context, and the one before is put back afterwards.
/// The process's first context is never deleted: events of libsystemc itself belong to it. Simulations of
/// several threads take turns.
///
/// It prints nothing: what it would print is either of no interest or a bug, and a bug is thrown.
class Kernel {
 public:
  Kernel();
  Kernel(const Kernel&) = delete;
  Kernel& operator=(const Kernel&) = delete;
  ~Kernel();

 private:
  std::unique_lock<std::mutex> turn_;
  sc_core::sc_simcontext* before_;
  sc_core::sc_simcontext own_;
};

}  // namespace ohmic::sim
