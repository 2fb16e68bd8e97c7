// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/operator_table.h"

#include <map>
#include <string_view>

#include "models/graph/refusal.h"

namespace ohmic::models {
namespace {

const std::map<std::string_view, OperatorImport>& operators() {
  static const std::map<std::string_view, OperatorImport> table{
      {"Add", importAdd},
      {"AveragePool", importAveragePool},
      {"BatchNormalization", importBatchNormalization},
      {"Cast", importCast},
      {"Clip", importClip},
      {"Concat", importConcat},
      {"Constant", importConstant},
      {"ConstantOfShape", importConstantOfShape},
      {"Conv", importConv},
      {"Div", importDiv},
      {"Dropout", importDropout},
      {"Flatten", importFlatten},
      {"Gather", importGather},
      {"Gemm", importGemm},
      {"GlobalAveragePool", importGlobalAveragePool},
      {"GlobalMaxPool", importGlobalMaxPool},
      {"Identity", importIdentity},
      {"MatMul", importMatMul},
      {"MaxPool", importMaxPool},
      {"Mul", importMul},
      {"Pad", importPad},
      {"Relu", importRelu},
      {"Reshape", importReshape},
      {"Shape", importShape},
      {"Sigmoid", importSigmoid},
      {"Slice", importSlice},
      {"Softmax", importSoftmax},
      {"Squeeze", importSqueeze},
      {"Sub", importSub},
      {"Transpose", importTranspose},
      {"Unsqueeze", importUnsqueeze},
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

OperatorImport findOperator(const std::string& domain, const std::string& type) {
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
