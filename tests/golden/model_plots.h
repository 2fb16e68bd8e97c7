// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

namespace ohmic::tests {

/// The figures of docs/models, drawn from the models themselves: file name to SVG.
[[nodiscard]] std::map<std::string, std::string> modelPlots();

}  // namespace ohmic::tests
