// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace ohmic::models {

/// CIFAR-100's fine classes by label, as the archive's fine_label_names.txt lists them.
[[nodiscard]] std::vector<std::string> cifar100Names();

}  // namespace ohmic::models
