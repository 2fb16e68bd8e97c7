// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace onnx {
class ModelProto;
}

namespace ohmic::models {

/// The file's bytes; at most 2 GiB, protobuf's own limit.
/// @throws configs::InputError if it is missing or cannot be read.
[[nodiscard]] std::string readModelFile(const std::filesystem::path& file);

/// @throws configs::InputError if the bytes are no ONNX model: truncated, damaged, nested too deep.
[[nodiscard]] std::unique_ptr<onnx::ModelProto> parseModel(std::string_view bytes);

/// The version of the standard operators that a file or function states.
/// @throws configs::InputError outside 7 to 23.
std::int64_t checkOpset(std::int64_t version);

/// Version of the standard operators.
/// @throws configs::InputError outside 7 to 23.
[[nodiscard]] std::int64_t opsetOf(const onnx::ModelProto& model);

}  // namespace ohmic::models
