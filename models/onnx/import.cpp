// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/import.h"

#include <fmt/format.h>
#include <onnx/onnx_pb.h>

#include <algorithm>
#include <cstdint>
#include <exception>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "models/graph/channels_first.h"
#include "models/graph/fold_batch_norm.h"
#include "models/graph/refusal.h"
#include "models/onnx/external_data.h"
#include "models/onnx/import_nodes.h"
#include "models/onnx/inline_functions.h"
#include "models/onnx/model_file.h"
#include "models/onnx/model_input.h"
#include "models/onnx/output_choice.h"
#include "models/onnx/scope.h"

namespace ohmic::models {
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kFreeConstants = 1 << 24;

Scope openScope(onnx::ModelProto& model, ExternalFiles files, const ImportOptions& options,
                const std::set<std::string>& needed) {
  onnx::GraphProto& graph = *model.mutable_graph();
  const std::int64_t opset = opsetOf(model);
  ModelInput image = findInput(graph, needed, options.imageShape);
  const std::int64_t batch = image.shape.front();
  image.shape.erase(image.shape.begin());
  Scope scope{GraphBuilder(image.name, std::move(image.shape)),
              opset,
              batch,
              std::move(files),
              {},
              {},
              kFreeConstants,
              options.takesNegativeVariance};
  scope.inputType = image.type;
  scope.operands.emplace(image.name, Activation{scope.builder.input(), true, image.type != InputType::real});
  readConstants(graph, needed, scope);
  return scope;
}

/// The complaint about a whole model: with the file, and a remedy if it has none of its own.
configs::InputError aboutModel(const fs::path& file, const configs::InputError& error) {
  configs::Complaint complaint = error.complaint();
  if (std::string_view(error.what()).find("; try ") == std::string_view::npos) {
    complaint.remedy = "try exporting the model again";
  }
  return within(file.string(), configs::InputError(std::move(complaint)));
}

/// Tells apart what the graph no longer holds: what is handed on or was folded, and what nothing reads.
void findMerged(const Graph& graph, const Scope& scope, std::vector<NodeFate>& fates) {
  std::set<std::string> running;
  std::set<std::string> values;
  for (const Node& node : graph.nodes) {
    running.insert(node.name);
    values.insert(graph.values[node.output].name);
  }
  for (NodeFate& fate : fates) {
    if (fate.kind == NodeFate::Kind::runs && running.count(fate.name) == 0) {
      const bool handsOn = fate.type == "Identity" || fate.type == "Dropout" || fate.type == "Cast";
      const bool isMerged = values.count(fate.name) > 0 || (handsOn && scope.operands.count(fate.name) > 0);
      fate.kind = isMerged ? NodeFate::Kind::merged : NodeFate::Kind::unused;
    }
  }
}

/// The output to import; where the fate of each node is asked for, the first of several.
OutputChoice choose(const onnx::GraphProto& graph, const ImportOptions& options, bool tellsFates) {
  if (tellsFates && options.output.empty() && graph.output_size() > 1) {
    try {
      return chooseOutput(graph, {});
    } catch (const configs::InputError&) {
      return {graph.output(0).name(), "the file has several outputs: a run needs network.output; here is " +
                                          inQuotes(graph.output(0).name())};
    }
  }
  return chooseOutput(graph, options.output);
}

Graph importModel(onnx::ModelProto& model, ExternalFiles files, const ImportOptions& options,
                  std::vector<NodeFate>* fates = nullptr) {
  NodeOpsets opsets = inlineFunctions(model);
  const OutputChoice choice = choose(model.graph(), options, fates != nullptr);
  const std::string& name = choice.name;
  const std::set<std::string> needed = neededFor(model.graph(), name);
  Scope scope = openScope(model, std::move(files), options, needed);
  scope.isExpanded = !opsets.empty();
  scope.opsets = std::move(opsets);
  importNodes(model.graph(), needed, scope, fates);
  const auto output = scope.operands.find(name);
  if (output == scope.operands.end() || !std::holds_alternative<Activation>(output->second)) {
    refuse("found output " + inQuotes(name) + ", which " +
               (output == scope.operands.end() ? "no node computes" : "does not depend on the image"),
           "allowed: the result of a node", "try exporting the model again");
  }
  const Activation logits = std::get<Activation>(output->second);
  if (!logits.batchFirst) {
    refuse("found output " + inQuotes(name) + " of shape " +
               describe(scope.builder.value(logits.value).shape) + ", whose first axis is not the batch",
           "allowed: the logits of each image, the batch first", "try returning logits of batch x classes");
  }
  Graph graph = std::move(scope.builder).finish(logits.value);
  graph.inputType = scope.inputType;
  if (!choice.note.empty()) {
    graph.notes.push_back(choice.note);
  }
  graph.files.assign(scope.files.read.begin(), scope.files.read.end());
  graph = putChannelsFirst(std::move(graph));
  graph = options.foldBatchNorm ? foldBatchNorm(std::move(graph)) : std::move(graph);
  if (fates != nullptr) {
    findMerged(graph, scope, *fates);
  }
  return graph;
}

Graph importFile(const fs::path& file, const ImportOptions& options, std::vector<NodeFate>* fates) {
  try {
    const fs::path real = followLink(file);
    const auto model = parseModel(readModelFile(real));
    Graph graph = importModel(*model, filesBeside(file), options, fates);
    graph.files.insert(graph.files.begin(), real);
    return graph;
  } catch (const configs::InputError& error) {
    throw aboutModel(file, error);
  }
}

}  // namespace

std::optional<Shape> declaredImage(const fs::path& file) {
  try {
    const auto model = parseModel(readModelFile(followLink(file)));
    std::set<std::string> read;
    for (const auto& node : model->graph().node()) {
      read.insert(node.input().begin(), node.input().end());
    }
    return declaredImage(model->graph(), read);
  } catch (const configs::InputError&) {
    return std::nullopt;
  }
}

Graph importOnnx(const fs::path& file, const ImportOptions& options) {
  return importFile(file, options, nullptr);
}

Graph importOnnx(const fs::path& file, const ImportOptions& options, std::vector<NodeFate>& fates) {
  return importFile(file, options, &fates);
}

Graph importOnnx(std::string_view bytes, const fs::path& name, const ImportOptions& options) {
  try {
    return importModel(*parseModel(bytes), ExternalFiles(), options);
  } catch (const configs::InputError& error) {
    throw aboutModel(name, error);
  }
}

}  // namespace ohmic::models
