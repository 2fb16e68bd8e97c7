// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/rename_products.h"

#include <fmt/format.h>
#include <onnx/onnx_pb.h>

#include <map>
#include <set>

#include "configs/reader/error.h"
#include "models/onnx/model_file.h"

namespace ohmic::models {
namespace {

/// Values that are the same for every image: initialisers and what Constant nodes give.
std::set<std::string> constantsOf(const onnx::GraphProto& graph) {
  std::set<std::string> names;
  for (const auto& tensor : graph.initializer()) {
    names.insert(tensor.name());
  }
  for (const auto& node : graph.node()) {
    if (node.op_type() == "Constant") {
      names.insert(node.output(0));
    }
  }
  return names;
}

std::vector<std::string> productsOf(const onnx::GraphProto& graph) {
  const std::set<std::string> products = {"Conv", "Gemm", "MatMul"};
  const std::set<std::string> constants = constantsOf(graph);
  std::vector<std::string> outputs;
  for (const auto& node : graph.node()) {
    if (products.count(node.op_type()) > 0 && node.input_size() > 1 && constants.count(node.input(1)) > 0) {
      outputs.push_back(node.output(0));
    }
  }
  return outputs;
}

/// Calls change(name) for every place where a value is named.
template <class Change>
void forEachName(onnx::GraphProto& graph, Change change) {
  for (auto& node : *graph.mutable_node()) {
    for (auto& input : *node.mutable_input()) {
      change(input);
    }
    for (auto& output : *node.mutable_output()) {
      change(output);
    }
  }
  for (auto* const values : {graph.mutable_output(), graph.mutable_value_info(), graph.mutable_input()}) {
    for (auto& value : *values) {
      change(*value.mutable_name());
    }
  }
  for (auto& tensor : *graph.mutable_initializer()) {
    change(*tensor.mutable_name());
  }
}

}  // namespace

std::string renameProducts(std::string_view bytes, const std::vector<std::string>& names) {
  const auto model = parseModel(bytes);
  onnx::GraphProto& graph = *model->mutable_graph();
  const std::vector<std::string> products = productsOf(graph);
  if (products.size() != names.size()) {
    throw configs::InputError(
        fmt::format("the exported network has {} products with constant weights instead of {}",
                    products.size(), names.size()));
  }
  std::map<std::string, std::string> renamed;
  for (std::size_t i = 0; i < names.size(); ++i) {
    renamed[products[i]] = names[i];
  }
  const std::set<std::string> taken(names.begin(), names.end());
  forEachName(graph, [&](std::string& name) {
    const auto found = renamed.find(name);
    if (found != renamed.end()) {
      name = found->second;
    } else if (taken.count(name) > 0) {
      name += "/other";
    }
  });
  return model->SerializeAsString();
}

}  // namespace ohmic::models
