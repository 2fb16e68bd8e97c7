// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pybind11/pybind11.h>

#include <cstdint>
#include <functional>
#include <string>

namespace ohmic::sim::python {

/// Told what is done of a stage, as RunEnvironment::progress.
using Report = std::function<void(const std::string& stage, std::int64_t done, std::int64_t total)>;

/// Runs @p work in a thread of its own and waits for it, Python's lock released. Ten times a second it asks
/// Python for signals and tells @p listener(stage, done, total) the news, if there is any. Where one of the
/// two raises (Ctrl-C raises KeyboardInterrupt), the work is asked to stop, waited for, and the exception
/// raised.
/// @param listener  a callable, or None
/// @throws what the work throws; configs::MachineError in a process that was forked while another thread was
///         in here.
void interruptibly(const pybind11::object& listener, const std::function<void(const Report&)>& work);

/// Notes a fork. Once, when the module is loaded.
void watchForks();

}  // namespace ohmic::sim::python
