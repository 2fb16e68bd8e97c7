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
      {"Abs", {importAbs, 1}},
      {"Add", {importAdd, 2}},
      {"And", {importAnd, 2}},
      {"AveragePool", {importAveragePool, 1}},
      {"BatchNormalization", {importBatchNormalization, 5}},
      {"Cast", {importCast, 1}},
      {"Ceil", {importCeil, 1}},
      {"Clip", {importClip, 3}},
      {"Concat", {importConcat, kAny}},
      {"Constant", {importConstant, 0}},
      {"ConstantOfShape", {importConstantOfShape, 1}},
      {"Conv", {importConv, 3}},
      {"DequantizeLinear", {importDequantizeLinear, 3}},
      {"Div", {importDiv, 2}},
      {"Dropout", {importDropout, 3}},
      {"Elu", {importElu, 1}},
      {"Equal", {importEqual, 2}},
      {"Erf", {importErf, 1}},
      {"Exp", {importExp, 1}},
      {"Expand", {importExpand, 2}},
      {"Flatten", {importFlatten, 1}},
      {"Floor", {importFloor, 1}},
      {"Gather", {importGather, 2}},
      {"Gemm", {importGemm, 3}},
      {"GlobalAveragePool", {importGlobalAveragePool, 1}},
      {"GlobalMaxPool", {importGlobalMaxPool, 1}},
      {"Greater", {importGreater, 2}},
      {"GreaterOrEqual", {importGreaterOrEqual, 2}},
      {"HardSigmoid", {importHardSigmoid, 1}},
      {"HardSwish", {importHardSwish, 1}},
      {"Identity", {importIdentity, 1}},
      {"InstanceNormalization", {importInstanceNormalization, 3}},
      {"LRN", {importLrn, 1}},
      {"LayerNormalization", {importLayerNormalization, 3}},
      {"LeakyRelu", {importLeakyRelu, 1}},
      {"Less", {importLess, 2}},
      {"LessOrEqual", {importLessOrEqual, 2}},
      {"Log", {importLog, 1}},
      {"LogSoftmax", {importLogSoftmax, 1}},
      {"MatMul", {importMatMul, 2}},
      {"Max", {importMax, kAny}},
      {"MaxPool", {importMaxPool, 1}},
      {"Min", {importMin, kAny}},
      {"Mul", {importMul, 2}},
      {"Neg", {importNeg, 1}},
      {"Not", {importNot, 1}},
      {"Or", {importOr, 2}},
      {"PRelu", {importPRelu, 2}},
      {"Pad", {importPad, 3}},
      {"Pow", {importPow, 2}},
      {"QuantizeLinear", {importQuantizeLinear, 3}},
      {"Range", {importRange, 3}},
      {"Reciprocal", {importReciprocal, 1}},
      {"ReduceMax", {importReduceMax, 2}},
      {"ReduceMean", {importReduceMean, 2}},
      {"ReduceMin", {importReduceMin, 2}},
      {"ReduceProd", {importReduceProd, 2}},
      {"ReduceSum", {importReduceSum, 2}},
      {"Relu", {importRelu, 1}},
      {"Reshape", {importReshape, 2}},
      {"Resize", {importResize, 4}},
      {"Round", {importRound, 1}},
      {"Shape", {importShape, 1}},
      {"Sigmoid", {importSigmoid, 1}},
      {"Slice", {importSlice, 5}},
      {"Softmax", {importSoftmax, 1}},
      {"Softplus", {importSoftplus, 1}},
      {"Split", {importSplit, 2}},
      {"Sqrt", {importSqrt, 1}},
      {"Squeeze", {importSqueeze, 2}},
      {"Sub", {importSub, 2}},
      {"Sum", {importSum, kAny}},
      {"Tanh", {importTanh, 1}},
      {"Tile", {importTile, 2}},
      {"Transpose", {importTranspose, 1}},
      {"Unsqueeze", {importUnsqueeze, 2}},
      {"Upsample", {importResize, 2}},
      {"Where", {importWhere, 3}},
  };
  return table;
}

/// What to change in the export, by operator.
std::string remedy(std::string_view type) {
  static const std::map<std::string_view, const char*> table{
      {"If", "try torch.onnx.export(torch.jit.trace(model.eval(), image), ...): no control flow"},
      {"Loop", "try torch.onnx.export(torch.jit.trace(model.eval(), image), ...): no control flow"},
      {"Scan", "try torch.onnx.export(torch.jit.trace(model.eval(), image), ...): no control flow"},
      {"SequenceConstruct", "try a tensor in the place of a list: torch.stack or torch.cat"},
      {"SequenceAt", "try a tensor in the place of a list: torch.stack or torch.cat"},
      {"SplitToSequence", "try torch.chunk with a fixed number of parts"},
      {"StringNormalizer", "try a network of numbers: texts are prepared before the network"},
      {"LSTM", "try an image classifier: recurrent layers have no place on the arrays"},
      {"GRU", "try an image classifier: recurrent layers have no place on the arrays"},
      {"NonMaxSuppression", "try exporting the classifier, without the detector's post-processing"},
      {"ConvTranspose", "try nn.Upsample and nn.Conv2d in its place"},
      {"Einsum", "try torch.matmul and transposes in its place"},
      {"QLinearConv", "try QuantizeLinear and DequantizeLinear around float operators (QDQ format)"},
      {"QLinearMatMul", "try QuantizeLinear and DequantizeLinear around float operators (QDQ format)"},
      {"ConvInteger", "try QuantizeLinear and DequantizeLinear around float operators (QDQ format)"},
      {"MatMulInteger", "try QuantizeLinear and DequantizeLinear around float operators (QDQ format)"},
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
