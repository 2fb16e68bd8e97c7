// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "models/onnx/import.h"

namespace ohmic::models {

/// One trained tensor of a network, as its file has it: before any folding.
struct Parameter {
  enum class Kind {
    kernel,    ///< what Conv, Gemm and MatMul multiply with
    bias,      ///< what Conv and Gemm add, or an Add right behind a MatMul
    affine,    ///< BatchNormalization's scale and shift
    mean,      ///< BatchNormalization's statistic
    variance,  ///< the same
    other      ///< all else that was trained: other normalisations, slopes, tables
  };
  std::string name;           ///< of the initialiser; of a Constant node its output
  std::string node;           ///< first output of the first node that reads it
  std::uint32_t operand = 0;  ///< which operand of that node it is
  std::string product;  ///< of a kernel or bias: first output of the node that multiplies; otherwise empty
  Kind kind = Kind::other;
  Shape shape;
  std::vector<float> values;
};

/// "kernel", "bias", "affine", "mean", "variance", "other".
[[nodiscard]] std::string_view wordOf(Parameter::Kind kind);

/// A network's file and its parameters, which can be given other values.
///
///     ParameterFile file("resnet20.onnx");
///     auto values = file.values();
///     values[0][0] = 1.0F;
///     const Graph graph = importOnnx(file.bytes(values), "resnet20.onnx");
///
/// A parameter is a float tensor that an operator reads, also through Identity, Transpose, Reshape and the
/// like. A constant of one element counts only as the operand of a Conv, a Gemm or a normalisation.
class ParameterFile {
 public:
  /// External data is read into memory; the bytes that bytes() gives hold all of it.
  /// @throws configs::InputError as importOnnx(), and where a kernel is quantised or in 16-bit floats.
  explicit ParameterFile(const std::filesystem::path& file);
  ~ParameterFile();
  ParameterFile(const ParameterFile&) = delete;
  ParameterFile& operator=(const ParameterFile&) = delete;

  /// In the order of the nodes that read them.
  [[nodiscard]] const std::vector<Parameter>& parameters() const noexcept { return parameters_; }

  /// The network's ONNX file with other values in the place of its own.
  /// @param values  as parameters(), each of its size.
  [[nodiscard]] std::string bytes(const std::vector<std::vector<float>>& values) const;

 private:
  struct Contents;

  std::unique_ptr<Contents> contents_;
  std::vector<Parameter> parameters_;
};

}  // namespace ohmic::models
