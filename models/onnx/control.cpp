// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <onnx/onnx_pb.h>

#include <utility>

#include "models/graph/refusal.h"
#include "models/onnx/constant_folding.h"
#include "models/onnx/import_nodes.h"
#include "models/onnx/operator_table.h"

namespace ohmic::models {
namespace {

std::set<std::string> allNames(const onnx::GraphProto& graph) {
  std::set<std::string> names;
  for (const auto& node : graph.node()) {
    names.insert(node.output().begin(), node.output().end());
  }
  for (const auto& tensor : graph.initializer()) {
    names.insert(tensor.name());
  }
  return names;
}

}  // namespace

/// The branch that a constant condition takes replaces the node.
void importIf(NodeReader& node) {
  if (node.isActivation(0)) {
    refuse("found a condition that depends on the image", "allowed: a constant condition",
           "try torch.onnx.export(torch.jit.trace(model.eval(), image), ...): no control flow");
  }
  const Tensor condition = asReals(node.operand(0));
  if (condition.values.size() != 1) {
    refuse(fmt::format("found {} conditions", condition.values.size()), "allowed: one");
  }
  const bool isTrue = condition.values.front() != 0.0F;
  const onnx::GraphProto* const branches[] = {node.attributes.graph("then_branch"),
                                              node.attributes.graph("else_branch")};
  if (branches[0] == nullptr || branches[1] == nullptr) {
    refuse("found no branches", "allowed: then_branch and else_branch");
  }
  const onnx::GraphProto& branch = *branches[isTrue ? 0 : 1];
  Scope& scope = node.scope();
  onnx::GraphProto constants;
  *constants.mutable_initializer() = branch.initializer();
  const std::set<std::string> own = allNames(branch);
  std::map<std::string, Operand> hidden;  // names of the branch are its own
  for (const std::string& name : own) {
    if (auto outer = scope.operands.extract(name)) {
      hidden.emplace(name, std::move(outer.mapped()));
    }
  }
  readConstants(constants, own, scope);
  importNodes(branch, own, scope, nullptr);
  std::vector<Operand> results;
  for (const auto& output : branch.output()) {
    const auto found = scope.operands.find(output.name());
    if (found == scope.operands.end()) {
      refuse("found output " + inQuotes(output.name()) + " of a branch, which no node computes",
             "allowed: the result of a node");
    }
    results.push_back(found->second);
  }
  for (const std::string& name : own) {
    scope.operands.erase(name);
  }
  scope.operands.merge(hidden);
  for (std::size_t i = 0; i < results.size() && i < node.outputCount(); ++i) {
    if (node.isNamed(i)) {
      node.bind(std::move(results[i]), i);
    }
  }
}

}  // namespace ohmic::models
