// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/import_nodes.h"

#include <fmt/format.h>
#include <onnx/onnx_pb.h>

#include <algorithm>
#include <exception>
#include <utility>

#include "models/graph/refusal.h"
#include "models/onnx/operator_table.h"
#include "models/onnx/tensor_data.h"

namespace ohmic::models {
namespace {

void importNode(const onnx::NodeProto& proto, Scope& scope) {
  const std::string name = !proto.name().empty() || proto.output_size() == 0 ? proto.name() : proto.output(0);
  try {
    if (proto.output_size() == 0 || proto.output(0).empty()) {
      refuse("found no output", "allowed: at least one", "try exporting the model again");
    }
    const auto own = scope.opsets.find(&proto);
    const std::int64_t opset = own != scope.opsets.end() ? own->second : scope.opset;
    const OperatorImport& entry = findOperator(proto.domain(), proto.op_type(), opset);
    if (proto.input_size() > entry.mostInputs) {
      refuse(fmt::format("found {} inputs", proto.input_size()),
             fmt::format("allowed: at most {}", entry.mostInputs));
    }
    NodeReader node(proto, scope, opset);
    entry.import(node);
    node.attributes.finish();
  } catch (const configs::InputError& error) {
    const std::string type = inQuotes(proto.op_type());
    throw within(fmt::format("node {} ({})", inQuotes(name), type.substr(1, type.size() - 2)), error);
  }
}

bool isNeeded(const onnx::NodeProto& node, const std::set<std::string>& needed) {
  return std::any_of(node.output().begin(), node.output().end(),
                     [&](const std::string& output) { return needed.count(output) > 0; });
}

}  // namespace

void readConstants(onnx::GraphProto& graph, const std::set<std::string>& needed, Scope& scope) {
  for (auto& tensor : *graph.mutable_initializer()) {
    if (tensor.name().empty() || scope.operands.count(tensor.name()) > 0) {
      refuse("found initialiser " + inQuotes(tensor.name()) + " twice or without a name",
             "allowed: one of each name");
    }
    if (needed.count(tensor.name()) > 0) {
      scope.operands.emplace(tensor.name(), readTensor(tensor, scope.files));
      scope.budget += 4 * elementCount({tensor.dims().begin(), tensor.dims().end()});
    }
    std::string().swap(*tensor.mutable_raw_data());
  }
  for (const auto& tensor : graph.sparse_initializer()) {
    if (needed.count(tensor.values().name()) > 0) {
      scope.operands.emplace(tensor.values().name(), readSparse(tensor, scope.files));
    }
  }
}

void importNodes(const onnx::GraphProto& graph, const std::set<std::string>& needed, Scope& scope,
                 std::vector<NodeFate>* fates) {
  std::set<std::string> unknown;  // outputs of refused nodes
  std::exception_ptr refusal;
  for (const auto& node : graph.node()) {
    const bool isUsed = isNeeded(node, needed);
    if (fates == nullptr) {
      if (isUsed) {
        importNode(node, scope);
      }
      continue;
    }
    NodeFate fate{node.output_size() > 0 ? node.output(0) : node.name(),
                  node.op_type(),
                  isUsed ? NodeFate::Kind::runs : NodeFate::Kind::unused,
                  {}};
    const bool isReached = std::none_of(node.input().begin(), node.input().end(),
                                        [&](const std::string& input) { return unknown.count(input) > 0; });
    try {
      if (isReached && isUsed) {
        importNode(node, scope);
        const auto result = scope.operands.find(fate.name);
        const bool isConstant =
            result != scope.operands.end() && !std::holds_alternative<Activation>(result->second);
        fate.kind = isConstant ? NodeFate::Kind::constant : NodeFate::Kind::runs;
      }
    } catch (const configs::InputError& error) {
      fate.kind = NodeFate::Kind::refused;
      fate.why = error.what();
      refusal = refusal ? refusal : std::current_exception();
    }
    if (isUsed && (!isReached || fate.kind == NodeFate::Kind::refused)) {
      fate.kind = isReached ? fate.kind : NodeFate::Kind::unreached;
      unknown.insert(node.output().begin(), node.output().end());
    }
    fates->push_back(std::move(fate));
  }
  if (refusal) {
    std::rethrow_exception(refusal);
  }
}

}  // namespace ohmic::models
