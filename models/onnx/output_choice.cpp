// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/output_choice.h"

#include <fmt/format.h>
#include <onnx/onnx_pb.h>

#include <algorithm>
#include <initializer_list>
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

bool isOneOf(std::string_view type, std::initializer_list<std::string_view> types) {
  return std::find(types.begin(), types.end(), type) != types.end();
}

/// Where a node that picks a class has the logits: what it reads, or its own second output; empty for others.
std::string pickedFrom(const onnx::NodeProto& node, const std::string& output) {
  if (isOneOf(node.op_type(), {"ArgMax", "TopK", "Hardmax"}) && node.input_size() > 0) {
    return node.input(0);
  }
  const bool isClassifier = node.domain() == "ai.onnx.ml" && node.output_size() > 1 &&
                            node.op_type().find("Classifier") != std::string::npos;
  return isClassifier && node.output(0) == output ? node.output(1) : std::string();
}

/// The input by which a class goes on to its number, its name or another form; none for other operators.
int classInput(std::string_view type) {
  if (isOneOf(type, {"Identity", "Cast", "Squeeze", "Unsqueeze", "Reshape", "Flatten", "LabelEncoder"})) {
    return 0;
  }
  return isOneOf(type, {"ArrayFeatureExtractor", "Gather"}) ? 1 : -1;
}

/// The node that writes a tensor, if it has the input; else null.
const onnx::NodeProto* writerOf(const Writers& writers, const std::string& tensor, int input) {
  const auto writer = writers.find(tensor);
  return writer != writers.end() && input < writer->second->input_size() ? writer->second : nullptr;
}

/// The logits that a tensor picks a class from; empty if it picks none.
std::string logitsOf(const Writers& writers, const std::string& tensor) {
  std::string name = tensor;
  std::string logits;
  for (std::size_t steps = 0; steps <= writers.size(); ++steps) {
    const onnx::NodeProto* node = writerOf(writers, name, 0);
    const std::string picked = node != nullptr ? pickedFrom(*node, name) : std::string();
    const int input = node != nullptr ? classInput(node->op_type()) : -1;
    if (!picked.empty()) {
      logits = picked;
      name = picked;
    } else if (input >= 0 && input < node->input_size()) {
      name = node->input(input);
    } else {
      break;
    }
  }
  return logits;
}

/// A tensor and those that it is made of by functions whose greatest element is at the same place.
std::set<std::string> sameClassAs(const Writers& writers, const std::string& tensor) {
  std::set<std::string> names;
  std::string name = tensor;
  while (names.insert(name).second) {
    const onnx::NodeProto* node = writerOf(writers, name, 0);
    if (node == nullptr ||
        !isOneOf(node->op_type(), {"Identity", "Cast", "Dropout", "Softmax", "LogSoftmax", "Sigmoid",
                                   "Normalizer", "Squeeze", "Reshape", "Flatten", "ZipMap"})) {
      break;
    }
    name = node->input(0);
  }
  return names;
}

/// What an output says of an image.
struct Meaning {
  std::string output;
  std::string logits;  ///< the tensor in its place
  bool isClass;        ///< a class, and no number for each
};

Meaning meaningOf(const Writers& writers, const std::string& output) {
  const std::string logits = logitsOf(writers, output);
  if (!logits.empty()) {
    return {output, logits, true};
  }
  const onnx::NodeProto* node = writerOf(writers, output, 0);
  return {output, node != nullptr && node->op_type() == "ZipMap" ? node->input(0) : output, false};
}

/// The one output that the others are in agreement with: the numbers before the classes; null if there is
/// none.
const Meaning* agreed(const Writers& writers, const std::vector<Meaning>& outputs) {
  const Meaning* chosen = nullptr;
  for (const Meaning& output : outputs) {
    chosen = chosen == nullptr || (chosen->isClass && !output.isClass) ? &output : chosen;
  }
  const std::set<std::string> known = sameClassAs(writers, chosen->logits);
  const bool isAgreed = std::all_of(outputs.begin(), outputs.end(), [&](const Meaning& output) {
    return output.isClass ? known.count(output.logits) > 0 : output.logits == chosen->logits;
  });
  return isAgreed ? chosen : nullptr;
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
  std::vector<Meaning> outputs;
  for (const auto& output : graph.output()) {
    outputs.push_back(meaningOf(writers, output.name()));
  }
  const Meaning* chosen = agreed(writers, outputs);
  if (chosen == nullptr) {
    refuse(fmt::format("found {} outputs: {}", graph.output_size(), outputsText(graph)),
           "allowed: one, the logits",
           fmt::format("try network.output: {}, or another of them", graph.output(0).name()));
  }
  if (chosen->logits == chosen->output) {
    return {chosen->output, {}};
  }
  return {chosen->logits,
          fmt::format("the output {} is {} {}, which are taken in its place", inQuotes(chosen->output),
                      chosen->isClass ? "the class of the logits" : "a table of the numbers",
                      inQuotes(chosen->logits))};
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
