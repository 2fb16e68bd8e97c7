// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/python/bindings.h"
#include "sim/python/errors.h"
#include "sim/python/interruptible.h"

PYBIND11_MODULE(_ohmic, module) {
  module.doc() = "Ohmic's library. The package `ohmic` is the interface; this module may change with it.";
  ohmic::sim::python::translateErrors();
  ohmic::sim::python::watchForks();
  ohmic::sim::python::bindRun(module);
  ohmic::sim::python::bindNetwork(module);
}
