// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pybind11/pybind11.h>

#include "models/graph/graph.h"
#include "sim/python/loaded_run.h"

namespace ohmic::sim::python {

/// Run, Record, Folder, and what stands beside a run: compare(), presets(), places and names of the program.
void bindRun(pybind11::module_& module);

/// Network: chips as arrays, layers one by one.
void bindNetwork(pybind11::module_& module);

/// What an operator computes, by the names of its fields; constants as arrays. Its kind is under "op".
[[nodiscard]] pybind11::dict attributesOf(const models::Operator& op);

}  // namespace ohmic::sim::python
