// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace onnx {
class AttributeProto;
class GraphProto;
class NodeProto;
class SparseTensorProto;
class TensorProto;
}  // namespace onnx

namespace ohmic::models {

/// A node's attributes, by name and type. Whatever is asked for becomes known; finish() refuses the rest, so
/// that no setting is ignored silently.
///
/// Every reader throws configs::InputError if the attribute has another type.
class Attributes {
 public:
  /// @param node  must outlive this.
  explicit Attributes(const onnx::NodeProto& node) : node_(node) {}

  [[nodiscard]] bool has(const std::string& name) const;
  [[nodiscard]] std::int64_t integer(const std::string& name, std::int64_t fallback);
  [[nodiscard]] std::vector<std::int64_t> integers(const std::string& name,
                                                   std::vector<std::int64_t> fallback);
  [[nodiscard]] float real(const std::string& name, float fallback);
  [[nodiscard]] std::vector<float> reals(const std::string& name);
  [[nodiscard]] std::string text(const std::string& name, std::string fallback);
  [[nodiscard]] const onnx::TensorProto* tensor(const std::string& name);  ///< null where it is absent

  [[nodiscard]] const onnx::SparseTensorProto* sparse(const std::string& name);  ///< null where it is absent
  [[nodiscard]] const onnx::GraphProto* graph(const std::string& name);          ///< null where it is absent

  /// An attribute without meaning in inference.
  void ignore(const std::string& name) { known_.insert(name); }

  /// @throws configs::InputError for the first attribute that nobody asked for, or that occurs twice.
  void finish() const;

 private:
  [[nodiscard]] const onnx::AttributeProto* find(const std::string& name) const;
  [[nodiscard]] const onnx::AttributeProto* know(const std::string& name, int type, const char* typeName);

  const onnx::NodeProto& node_;
  std::set<std::string> known_;
};

}  // namespace ohmic::models
