// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace ohmic::tests {

/// A model made to break the importer. The message that refuses it stands in tests/golden/hostile_models.txt.
struct HostileModel {
  std::string name;
  std::function<std::string()> bytes;                         ///< of model.onnx
  std::function<void(const std::filesystem::path&)> files{};  ///< what else lies in its folder
};

[[nodiscard]] std::vector<HostileModel> hostileModels();

}  // namespace ohmic::tests
