// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/operator_table.h"

#include <limits>
#include <map>
#include <string_view>

#include "models/graph/refusal.h"

namespace ohmic::models {
namespace {

constexpr int kAny = std::numeric_limits<int>::max();

const std::map<std::string_view, OperatorImport>& operators() {
  static const std::map<std::string_view, OperatorImport> table{
      {"Add", {importAdd, 2}},
      {"AveragePool", {importAveragePool, 1}},
      {"BatchNormalization", {importBatchNormalization, 5}},
      {"Cast", {importCast, 1}},
      {"Clip", {importClip, 3}},
      {"Concat", {importConcat, kAny}},
      {"Constant", {importConstant, 0}},
      {"ConstantOfShape", {importConstantOfShape, 1}},
      {"Conv", {importConv, 3}},
      {"Div", {importDiv, 2}},
      {"Dropout", {importDropout, 3}},
      {"Flatten", {importFlatten, 1}},
      {"Gather", {importGather, 2}},
      {"Gemm", {importGemm, 3}},
      {"GlobalAveragePool", {importGlobalAveragePool, 1}},
      {"GlobalMaxPool", {importGlobalMaxPool, 1}},
      {"Identity", {importIdentity, 1}},
      {"MatMul", {importMatMul, 2}},
      {"MaxPool", {importMaxPool, 1}},
      {"Mul", {importMul, 2}},
      {"Pad", {importPad, 3}},
      {"Relu", {importRelu, 1}},
      {"Reshape", {importReshape, 2}},
      {"Shape", {importShape, 1}},
      {"Sigmoid", {importSigmoid, 1}},
      {"Slice", {importSlice, 5}},
      {"Softmax", {importSoftmax, 1}},
      {"Squeeze", {importSqueeze, 2}},
      {"Sub", {importSub, 2}},
      {"Transpose", {importTranspose, 1}},
      {"Unsqueeze", {importUnsqueeze, 2}},
  };
  return table;
}

/// What to change in the export, by operator.
std::string remedy(std::string_view type) {
  static const std::map<std::string_view, const char*> table{
      {"If", "try torch.onnx.export(torch.jit.trace(model.eval(), image), ...): no control flow"},
      {"Loop", "try torch.onnx.export(torch.jit.trace(model.eval(), image), ...): no control flow"},
      {"Scan", "try torch.onnx.export(torch.jit.trace(model.eval(), image), ...): no control flow"},
      {"ConvTranspose", "try nn.Upsample and nn.Conv2d in its place"},
      {"Einsum", "try torch.matmul and transposes in its place"},
      {"LogSoftmax", "try exporting the logits, without the last layer"},
      {"QLinearConv", "try exporting the network in float32, before quantisation"},
      {"QuantizeLinear", "try exporting the network in float32, before quantisation"},
  };
  const auto found = table.find(type);
  return found != table.end() ? found->second
                              : "try torch.onnx.export(model.eval(), image, 'model.onnx', opset_version=13)";
}

}  // namespace

const OperatorImport& findOperator(const std::string& domain, const std::string& type) {
  const bool standard = domain.empty() || domain == "ai.onnx";
  const auto found = operators().find(type);
  if (standard && found != operators().end()) {
    return found->second;
  }
  if (!standard) {
    refuse("found an operator of domain " + inQuotes(domain), "allowed: operators of ONNX itself",
           "try exporting without custom operators");
  }
  std::string names;
  for (const auto& [name, import] : operators()) {
    names += (names.empty() ? "" : ", ") + std::string(name);
  }
  refuse("found an operator that Ohmic does not run", "allowed: " + names, remedy(type));
}

}  // namespace ohmic::models
