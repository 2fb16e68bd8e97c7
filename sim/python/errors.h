// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace ohmic::sim::python {

/// Lets exceptions of the library become those of ohmic.errors: InputError with its parts, MachineError (also
/// for std::system_error), RuntimeError for a bug of Ohmic.
void translateErrors();

}  // namespace ohmic::sim::python
