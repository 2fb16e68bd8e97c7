// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/inline_functions.h"

#include <fmt/format.h>
#include <google/protobuf/unknown_field_set.h>
#include <onnx/onnx_pb.h>

#include <string>
#include <utility>
#include <vector>

#include "models/graph/refusal.h"
#include "models/onnx/model_file.h"

namespace ohmic::models {
namespace {

using Nodes = google::protobuf::RepeatedPtrField<onnx::NodeProto>;
using Names = std::map<std::string, std::string>;

constexpr int kMostNodes = 100000;
constexpr int kMostDepth = 64;
constexpr std::size_t kMostBytes = std::size_t{1} << 30U;

std::string keyOf(const std::string& domain, const std::string& name) {
  return (domain == "ai.onnx" ? std::string() : domain) + "::" + name;
}

/// Attributes of a call by name; null pointers never.
using Settings = std::map<std::string, onnx::AttributeProto>;

/// Defaults of a function's attributes: field 11 of FunctionProto, which libonnx 1.12 does not know yet.
void addDefaults(const onnx::FunctionProto& function, Settings& settings) {
  constexpr int kAttributeProto = 11;
  const auto& unknown = function.GetReflection()->GetUnknownFields(function);
  for (int i = 0; i < unknown.field_count(); ++i) {
    const auto& field = unknown.field(i);
    onnx::AttributeProto attribute;
    if (field.number() == kAttributeProto &&
        field.type() == google::protobuf::UnknownField::TYPE_LENGTH_DELIMITED &&
        attribute.ParseFromString(field.length_delimited())) {
      settings.emplace(attribute.name(), attribute);
    }
  }
}

class Inliner {
 public:
  explicit Inliner(onnx::ModelProto& model) {
    for (const auto& function : model.functions()) {
      functions_.emplace(keyOf(function.domain(), function.name()), &function);
    }
  }

  NodeOpsets run(onnx::ModelProto& model) {
    if (!functions_.empty()) {
      expand(*model.mutable_graph(), -1, 0);
    }
    return std::move(opsets_);
  }

 private:
  /// @param opset  of nodes within a function; -1: the model's own.
  void expand(onnx::GraphProto& graph, std::int64_t opset, int depth) {
    Nodes nodes;
    nodes.Swap(graph.mutable_node());
    for (auto& node : nodes) {
      add(std::move(node), opset, depth, *graph.mutable_node());
    }
  }

  void add(onnx::NodeProto node, std::int64_t opset, int depth, Nodes& into) {
    const auto function = functions_.find(keyOf(node.domain(), node.op_type()));
    if (function != functions_.end()) {
      call(*function->second, node, depth, into);
      return;
    }
    countNode();
    for (auto& attribute : *node.mutable_attribute()) {
      if (attribute.has_g()) {
        expand(*attribute.mutable_g(), opset, depth);
      }
    }
    onnx::NodeProto* added = into.Add();
    added->Swap(&node);
    if (opset >= 0) {
      opsets_.emplace(added, opset);
    }
  }

  void countNode() {
    if (++nodes_ > kMostNodes || bytes_ > kMostBytes) {
      refuse(fmt::format("found more than {} nodes or {} bytes with the model's functions in their places",
                         kMostNodes, kMostBytes),
             "allowed: fewer", "try exporting the model without functions");
    }
  }

  void call(const onnx::FunctionProto& function, const onnx::NodeProto& node, int depth, Nodes& into) {
    countNode();
    if (depth >= kMostDepth) {
      refuse("found function " + inQuotes(function.name()) + ", which calls itself",
             fmt::format("allowed: functions within functions, {} deep", kMostDepth));
    }
    Names names;
    for (int i = 0; i < function.input_size(); ++i) {
      names[function.input(i)] = i < node.input_size() ? node.input(i) : std::string();
    }
    for (int i = 0; i < function.output_size() && i < node.output_size(); ++i) {
      names.emplace(function.output(i), node.output(i));
    }
    Settings settings;
    for (const auto& attribute : node.attribute()) {
      settings.emplace(attribute.name(), attribute);
    }
    addDefaults(function, settings);
    const std::string prefix = (node.output_size() > 0 ? node.output(0) : node.name()) + ":";
    for (const auto& body : function.node()) {
      bytes_ += body.ByteSizeLong();
      onnx::NodeProto copy = body;
      rename(copy, names, prefix);
      fillSettings(copy, settings);
      add(std::move(copy), opsetOf(function), depth + 1, into);
    }
    handOn(function, node, names, depth, into);
  }

  /// An output of a function that is one of its inputs is that input under another name.
  void handOn(const onnx::FunctionProto& function, const onnx::NodeProto& node, const Names& names, int depth,
              Nodes& into) {
    for (int i = 0; i < function.output_size() && i < node.output_size(); ++i) {
      const std::string& source = names.at(function.output(i));
      if (source != node.output(i) && !node.output(i).empty()) {
        onnx::NodeProto same;
        same.set_op_type("Identity");
        same.add_input(source);
        same.add_output(node.output(i));
        add(std::move(same), -1, depth, into);
      }
    }
  }

  static std::string renamed(const std::string& name, Names& names, const std::string& prefix) {
    return name.empty() ? name : names.emplace(name, prefix + name).first->second;
  }

  static void rename(onnx::NodeProto& node, Names& names, const std::string& prefix) {
    for (auto& input : *node.mutable_input()) {
      input = renamed(input, names, prefix);
    }
    for (auto& output : *node.mutable_output()) {
      output = renamed(output, names, prefix);
    }
    node.set_name(prefix + node.name());
    for (auto& attribute : *node.mutable_attribute()) {
      if (attribute.has_g()) {
        renameGraph(*attribute.mutable_g(), names, prefix);
      }
    }
  }

  static void renameGraph(onnx::GraphProto& graph, Names& names, const std::string& prefix) {
    for (auto& tensor : *graph.mutable_initializer()) {
      tensor.set_name(renamed(tensor.name(), names, prefix));
    }
    for (auto& node : *graph.mutable_node()) {
      rename(node, names, prefix);
    }
    for (auto& output : *graph.mutable_output()) {
      output.set_name(renamed(output.name(), names, prefix));
    }
  }

  /// Attributes that stand for one of the call; those that it does not give are left out.
  static void fillSettings(onnx::NodeProto& node, const Settings& settings) {
    auto& attributes = *node.mutable_attribute();
    for (int i = attributes.size(); i-- > 0;) {
      auto& attribute = attributes[i];
      if (attribute.has_g()) {
        for (auto& inner : *attribute.mutable_g()->mutable_node()) {
          fillSettings(inner, settings);
        }
      }
      if (attribute.ref_attr_name().empty()) {
        continue;
      }
      const auto setting = settings.find(attribute.ref_attr_name());
      if (setting == settings.end()) {
        attributes.DeleteSubrange(i, 1);
        continue;
      }
      const std::string name = attribute.name();
      attribute = setting->second;
      attribute.set_name(name);
    }
  }

  static std::int64_t opsetOf(const onnx::FunctionProto& function) {
    for (const auto& import : function.opset_import()) {
      if (import.domain().empty() || import.domain() == "ai.onnx") {
        return checkOpset(import.version());
      }
    }
    return -1;
  }

  std::map<std::string, const onnx::FunctionProto*> functions_;
  NodeOpsets opsets_;
  int nodes_ = 0;
  std::size_t bytes_ = 0;  ///< of nodes that were copied
};

}  // namespace

NodeOpsets inlineFunctions(onnx::ModelProto& model) { return Inliner(model).run(model); }

}  // namespace ohmic::models
