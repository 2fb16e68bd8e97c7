// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/python/errors.h"

#include <fmt/format.h>
#include <pybind11/pybind11.h>

#include <exception>
#include <stdexcept>
#include <string>
#include <system_error>

#include "configs/reader/error.h"
#include "sim/run/build_id.h"
#include "sim/run/run.h"

namespace ohmic::sim::python {
namespace {

namespace py = pybind11;

/// Text of any bytes: a path in a message need not be UTF-8.
py::str textOf(const std::string& bytes) {
  return py::reinterpret_steal<py::str>(
      PyUnicode_DecodeUTF8(bytes.data(), static_cast<Py_ssize_t>(bytes.size()), "surrogateescape"));
}

py::object classOf(const char* name) { return py::module_::import("ohmic.errors").attr(name); }

void raiseInput(const configs::InputError& error) {
  const auto& parts = error.complaint();
  const py::object kind = classOf("InputError");
  const py::object raised = kind(textOf(error.what()), textOf(parts.place), textOf(parts.key),
                                 textOf(parts.found), textOf(parts.allowed), textOf(parts.remedy));
  PyErr_SetObject(kind.ptr(), raised.ptr());
}

void raiseMachine(const std::string& words) {
  const py::object kind = classOf("MachineError");
  PyErr_SetObject(kind.ptr(), kind(textOf(words)).ptr());
}

void raiseBug(const char* words) {
  PyErr_SetString(PyExc_RuntimeError, fmt::format("a bug in Ohmic {}: {}", buildId(), words).c_str());
}

}  // namespace

void translateErrors() {
  py::register_exception_translator([](std::exception_ptr thrown) {
    try {
      if (thrown) {
        std::rethrow_exception(thrown);
      }
    } catch (const configs::InputError& error) {
      raiseInput(error);
    } catch (const configs::MachineError& error) {
      raiseMachine(error.what());
    } catch (const std::system_error& error) {
      raiseMachine(error.what());
    } catch (const EngineMismatch& error) {
      raiseBug(error.what());
    } catch (const std::logic_error& error) {
      raiseBug(error.what());
    }
  });
}

}  // namespace ohmic::sim::python
