// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <set>

#include "models/onnx/operand.h"

namespace onnx {
class TensorProto;
}

namespace ohmic::models {

/// Where external data may lie, and which files were read.
struct ExternalFiles {
  std::filesystem::path folder;  ///< the model's; empty: none
  std::set<std::filesystem::path> read;
};

/// The constant in a TensorProto: float, float16 and double become a Tensor (rounded to float), int64,
/// int32, int8, uint8 and bool an IntTensor. Element count and data length are checked before memory is taken.
///
/// @throws configs::InputError "tensor 'w': found; allowed; try"
[[nodiscard]] Operand readTensor(const onnx::TensorProto& proto, ExternalFiles& files);

/// Moves a tensor's external data into the tensor; one without stays as it is.
/// @throws configs::InputError as readTensor().
void bringIn(onnx::TensorProto& proto, ExternalFiles& files);

}  // namespace ohmic::models
