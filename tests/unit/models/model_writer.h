// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <string>
#include <vector>

#include "models/graph/graph.h"
#include "models/onnx/import.h"

namespace ohmic::models {

/// Writes small ONNX models: one image "x", one output "y".
///
///     ModelWriter writer({0, 2}, 13);  // a free batch of two-element vectors
///     writer.floats("w", {2, 3}, {1, 2, 3, 4, 5, 6});
///     writer.node("Gemm", {"x", "w"}, "y");
///     const Graph graph = writer.import();
class ModelWriter {
 public:
  /// @param image  the batch first; 0 leaves an extent free.
  explicit ModelWriter(const Shape& image, int opset = 13);

  void floats(const std::string& name, const Shape& shape, const std::vector<float>& values);
  void integers(const std::string& name, const Shape& shape, const std::vector<std::int64_t>& values);
  onnx::NodeProto& node(const std::string& type, const std::vector<std::string>& inputs,
                        const std::string& output);

  [[nodiscard]] std::string bytes() const { return model.SerializeAsString(); }

  /// The graph, read back from the bytes under the name "model.onnx".
  [[nodiscard]] Graph import(const ImportOptions& options = {}) const;

  /// What the network computes for one image.
  [[nodiscard]] std::vector<float> run(const std::vector<float>& image) const;

  /// The message that refuses the model; "imported" if nothing does.
  [[nodiscard]] std::string refusal() const;

  onnx::ModelProto model;
};

void set(onnx::NodeProto& node, const std::string& name, std::int64_t value);
void set(onnx::NodeProto& node, const std::string& name, const std::vector<std::int64_t>& values);
void setReal(onnx::NodeProto& node, const std::string& name, float value);
void setText(onnx::NodeProto& node, const std::string& name, const std::string& value);

}  // namespace ohmic::models
