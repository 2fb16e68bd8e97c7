// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <set>

#include "models/onnx/operand.h"

namespace onnx {
class SparseTensorProto;
class TensorProto;
}  // namespace onnx

namespace ohmic::models {

/// Where external data may lie, and which files were read.
struct ExternalFiles {
  std::filesystem::path folder;      ///< the model's; empty: none
  std::filesystem::path realFolder;  ///< of the model's file itself, if its path is a link
  std::set<std::filesystem::path> read;
};

/// Where a model's external data may lie.
/// @param model  its path, which may be a link.
[[nodiscard]] ExternalFiles filesBeside(const std::filesystem::path& model);

/// The constant in a TensorProto: floats of 16, 32 and 64 bits become a Tensor (rounded to float), whole
/// numbers of 4 to 64 bits and bool an IntTensor. Element count and data length are checked before memory is
/// taken.
///
/// @throws configs::InputError "tensor 'w': found; allowed; try"
[[nodiscard]] Operand readTensor(const onnx::TensorProto& proto, ExternalFiles& files);

/// The same of a sparse tensor: zero where it has no value.
[[nodiscard]] Operand readSparse(const onnx::SparseTensorProto& proto, ExternalFiles& files);

/// Moves a tensor's external data into the tensor; one without stays as it is.
/// @throws configs::InputError as readTensor().
void bringIn(onnx::TensorProto& proto, ExternalFiles& files);

}  // namespace ohmic::models
