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
#include "models/onnx/model_file.h"
#include "models/onnx/model_input.h"
#include "models/onnx/operator_table.h"
#include "models/onnx/output_choice.h"
#include "models/onnx/scope.h"

namespace ohmic::models {
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kFreeConstants = 1 << 24;

/// Reads the constants that are needed and releases their bytes, so that a large model is in memory only once more.
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
}

Scope openScope(onnx::ModelProto& model, const fs::path& folder, const ImportOptions& options,
                const std::set<std::string>& needed) {
  onnx::GraphProto& graph = *model.mutable_graph();
  const std::int64_t opset = opsetOf(model);
  ModelInput image = findInput(graph, needed, options.imageShape);
  const std::int64_t batch = image.shape.front();
  image.shape.erase(image.shape.begin());
  Scope scope{
      GraphBuilder(image.name, std::move(image.shape)), opset, batch, ExternalFiles{folder, {}}, {}, {},
      kFreeConstants,  options.takesNegativeVariance};
  scope.inputType = image.type;
  scope.operands.emplace(image.name,
                         Activation{scope.builder.input(), true, image.type != InputType::kReal});
  readConstants(graph, needed, scope);
  return scope;
}

void importNode(const onnx::NodeProto& proto, Scope& scope) {
  const std::string name = !proto.name().empty() || proto.output_size() == 0 ? proto.name() : proto.output(0);
  try {
    if (proto.output_size() == 0 || proto.output(0).empty()) {
      refuse("found no output", "allowed: at least one", "try exporting the model again");
    }
    const OperatorImport& entry = findOperator(proto.domain(), proto.op_type());
    if (proto.input_size() > entry.mostInputs) {
      refuse(fmt::format("found {} inputs", proto.input_size()),
             fmt::format("allowed: at most {}", entry.mostInputs));
    }
    NodeReader node(proto, scope);
    entry.import(node);
    node.attributes.finish();
  } catch (const configs::InputError& error) {
    const std::string type = inQuotes(proto.op_type());
    throw within(fmt::format("node {} ({})", inQuotes(name), type.substr(1, type.size() - 2)), error);
  }
}

/// The complaint about a whole model: with the file, and a remedy if it has none of its own.
configs::InputError aboutModel(const fs::path& file, const configs::InputError& error) {
  configs::Complaint complaint = error.complaint();
  if (std::string_view(error.what()).find("; try ") == std::string_view::npos) {
    complaint.remedy = "try exporting the model again";
  }
  return within(file.string(), configs::InputError(std::move(complaint)));
}

bool isNeeded(const onnx::NodeProto& node, const std::set<std::string>& needed) {
  return std::any_of(node.output().begin(), node.output().end(),
                     [&](const std::string& output) { return needed.count(output) > 0; });
}

/// Imports the needed nodes one after the other; with @p fates it goes on after a refusal, which it throws at the end.
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
    NodeFate fate{node.output_size() > 0 ? node.output(0) : node.name(), node.op_type(),
                  isUsed ? NodeFate::Kind::kRuns : NodeFate::Kind::kUnused, {}};
    const bool isReached = std::none_of(node.input().begin(), node.input().end(),
                                        [&](const std::string& input) { return unknown.count(input) > 0; });
    try {
      if (isReached && isUsed) {
        importNode(node, scope);
        const auto result = scope.operands.find(fate.name);
        const bool isConstant =
            result != scope.operands.end() && !std::holds_alternative<Activation>(result->second);
        fate.kind = isConstant ? NodeFate::Kind::kConstant : NodeFate::Kind::kRuns;
      }
    } catch (const configs::InputError& error) {
      fate.kind = NodeFate::Kind::kRefused;
      fate.why = error.what();
      refusal = refusal ? refusal : std::current_exception();
    }
    if (isUsed && (!isReached || fate.kind == NodeFate::Kind::kRefused)) {
      fate.kind = isReached ? fate.kind : NodeFate::Kind::kUnreached;
      unknown.insert(node.output().begin(), node.output().end());
    }
    fates->push_back(std::move(fate));
  }
  if (refusal) {
    std::rethrow_exception(refusal);
  }
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
    if (fate.kind == NodeFate::Kind::kRuns && running.count(fate.name) == 0) {
      const bool handsOn = fate.type == "Identity" || fate.type == "Dropout" || fate.type == "Cast";
      const bool isMerged = values.count(fate.name) > 0 || (handsOn && scope.operands.count(fate.name) > 0);
      fate.kind = isMerged ? NodeFate::Kind::kMerged : NodeFate::Kind::kUnused;
    }
  }
}

Graph importModel(onnx::ModelProto& model, const fs::path& folder, const ImportOptions& options,
                  std::vector<NodeFate>* fates = nullptr) {
  const OutputChoice choice = chooseOutput(model.graph(), options.output);
  const std::string& name = choice.name;
  const std::set<std::string> needed = neededFor(model.graph(), name);
  Scope scope = openScope(model, folder, options, needed);
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
    const auto model = parseModel(readModelFile(file));
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    Graph graph = importModel(*model, folder, options, fates);
    graph.files.insert(graph.files.begin(), file);
    return graph;
  } catch (const configs::InputError& error) {
    throw aboutModel(file, error);
  }
}

}  // namespace

Graph importOnnx(const fs::path& file, const ImportOptions& options) {
  return importFile(file, options, nullptr);
}

Graph importOnnx(const fs::path& file, const ImportOptions& options, std::vector<NodeFate>& fates) {
  return importFile(file, options, &fates);
}

Graph importOnnx(std::string_view bytes, const fs::path& name, const ImportOptions& options) {
  try {
    return importModel(*parseModel(bytes), fs::path(), options);
  } catch (const configs::InputError& error) {
    throw aboutModel(name, error);
  }
}

}  // namespace ohmic::models
