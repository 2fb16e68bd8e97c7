// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/output_choice.h"

#include <fmt/format.h>
#include <onnx/onnx_pb.h>

#include <map>
#include <string_view>
#include <vector>

#include "models/graph/refusal.h"

namespace ohmic::models {
namespace {

using Writers = std::map<std::string, const onnx::NodeProto*>;

Writers writersOf(const onnx::GraphProto& graph) {
  Writers writers;
  for (const auto& node : graph.node()) {
    for (const auto& output : node.output()) {
      writers.emplace(output, &node);
    }
  }
  return writers;
}

/// What picks classes from logits: a class number, a list of the best, a table by name.
bool picksClass(std::string_view type) {
  return type == "ArgMax" || type == "TopK" || type == "Hardmax" || type == "ZipMap";
}

/// The input by which a class goes on to its number, its name or another form; none for other operators.
int classInput(std::string_view type) {
  if (type == "Identity" || type == "Cast" || type == "Squeeze" || type == "Unsqueeze" || type == "Reshape" ||
      type == "Flatten" || type == "LabelEncoder") {
    return 0;
  }
  return type == "ArrayFeatureExtractor" || type == "Gather" ? 1 : -1;
}

/// The logits that a tensor picks a class from; the tensor itself if it picks none.
std::string logitsOf(const Writers& writers, const std::string& tensor) {
  std::string name = tensor;
  std::string logits = tensor;
  for (std::size_t steps = 0; steps <= writers.size(); ++steps) {
    const auto writer = writers.find(name);
    if (writer == writers.end()) {
      break;
    }
    const onnx::NodeProto& node = *writer->second;
    const bool picks = picksClass(node.op_type());
    const int input = picks ? 0 : classInput(node.op_type());
    if (input < 0 || input >= node.input_size()) {
      break;
    }
    name = node.input(input);
    logits = picks ? name : logits;
  }
  return logits;
}

std::string shapeText(const onnx::ValueInfoProto& value) {
  std::vector<std::string> extents;
  for (const auto& extent : value.type().tensor_type().shape().dim()) {
    extents.push_back(extent.has_dim_value() ? std::to_string(extent.dim_value()) : "?");
  }
  return extents.empty() ? std::string() : fmt::format(" ({})", fmt::join(extents, "x"));
}

std::string outputsText(const onnx::GraphProto& graph) {
  std::vector<std::string> names;
  for (const auto& output : graph.output()) {
    names.push_back(inQuotes(output.name()) + shapeText(output));
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

OutputChoice findAsked(const onnx::GraphProto& graph, const Writers& writers, const std::string& asked) {
  if (writers.count(asked) > 0) {
    return {asked, {}};
  }
  for (const auto& node : graph.node()) {
    if (node.name() == asked && node.output_size() > 0) {
      return {node.output(0), {}};
    }
  }
  refuse("found network.output " + inQuotes(asked) + ", which no node computes",
         "allowed: an output of the file, " + outputsText(graph) + ", or the name of a tensor or a node",
         "try `ohmic inspect` for the names of its nodes");
}

void addMentioned(const onnx::GraphProto& graph, std::set<std::string>& names);

/// Names that a node reads, also inside its subgraphs.
void addInputs(const onnx::NodeProto& node, std::set<std::string>& names) {
  names.insert(node.input().begin(), node.input().end());
  for (const auto& attribute : node.attribute()) {
    if (attribute.has_g()) {
      addMentioned(attribute.g(), names);
    }
  }
}

void addMentioned(const onnx::GraphProto& graph, std::set<std::string>& names) {
  for (const auto& node : graph.node()) {
    addInputs(node, names);
  }
  for (const auto& output : graph.output()) {
    names.insert(output.name());
  }
}

}  // namespace

OutputChoice chooseOutput(const onnx::GraphProto& graph, const std::string& asked) {
  const Writers writers = writersOf(graph);
  if (!asked.empty()) {
    return findAsked(graph, writers, asked);
  }
  if (graph.output_size() == 0) {
    refuse("found no output", "allowed: the logits", "try exporting a model that returns its logits");
  }
  std::set<std::string> logits;
  for (const auto& output : graph.output()) {
    logits.insert(logitsOf(writers, output.name()));
  }
  if (logits.size() > 1) {
    refuse(fmt::format("found {} outputs: {}", graph.output_size(), outputsText(graph)),
           "allowed: one, the logits",
           fmt::format("try network.output: {}, or another of them", graph.output(0).name()));
  }
  const std::string& name = *logits.begin();
  for (const auto& output : graph.output()) {
    if (output.name() == name) {
      return {name, {}};
    }
  }
  return {name, fmt::format("the output {} is the class of the logits {}, which are taken in its place",
                            inQuotes(graph.output(0).name()), inQuotes(name))};
}

std::set<std::string> neededFor(const onnx::GraphProto& graph, const std::string& tensor) {
  std::set<std::string> needed{tensor};
  for (auto node = graph.node().rbegin(); node != graph.node().rend(); ++node) {
    for (const auto& output : node->output()) {
      if (needed.count(output) > 0) {
        addInputs(*node, needed);
        break;
      }
    }
  }
  return needed;
}

}  // namespace ohmic::models
