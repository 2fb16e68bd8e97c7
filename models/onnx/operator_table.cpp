// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/onnx/operator_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "models/graph/refusal.h"

namespace ohmic::models {
namespace {

constexpr int kAny = std::numeric_limits<int>::max();

/// Operators of QONNX, by its domain's several names.
const std::map<std::string_view, OperatorImport>& qonnxOperators() {
  static const std::map<std::string_view, OperatorImport> table{
      {"BipolarQuant", {importQonnxBipolarQuant, 2}},
      {"IntQuant", {importQonnxQuant, 4}},
      {"Quant", {importQonnxQuant, 4}},
      {"Trunc", {importQonnxTrunc, 6}},
  };
  return table;
}

/// Operators of ONNX Runtime.
const std::map<std::string_view, OperatorImport>& runtimeOperators() {
  static const std::map<std::string_view, OperatorImport> table{
      {"BiasGelu", {importBiasGelu, 2}},
      {"DequantizeLinear", {importDequantizeLinear, 3}},
      {"DynamicQuantizeMatMul", {importDynamicQuantizeMatMul, 5}},
      {"FastGelu", {importFastGelu, 2}},
      {"FusedConv", {importFusedConv, 4}},
      {"FusedGemm", {importFusedGemm, 3}},
      {"FusedMatMul", {importFusedMatMul, 2}},
      {"Gelu", {importGelu, 1}},
      {"MatMulIntegerToFloat", {importMatMulIntegerToFloat, 7}},
      {"QGemm", {importQGemm, 9}},
      {"QLinearAdd", {importQLinearAdd, 8}},
      {"QLinearAveragePool", {importQLinearAveragePool, 5}},
      {"QLinearConcat", {importQLinearConcat, kAny}},
      {"QLinearGlobalAveragePool", {importQLinearGlobalAveragePool, 5}},
      {"QLinearLeakyRelu", {importQLinearLeakyRelu, 5}},
      {"QLinearMul", {importQLinearMul, 8}},
      {"QLinearSigmoid", {importQLinearSigmoid, 5}},
      {"QLinearSoftmax", {importQLinearSoftmax, 5}},
      {"QuantizeLinear", {importQuantizeLinear, 3}},
      {"QuickGelu", {importQuickGelu, 1}},
      {"SkipLayerNormalization", {importSkipLayerNormalization, 5}},
  };
  return table;
}

/// Operators of classical machine learning, as scikit-learn's exporter writes them around its networks.
const std::map<std::string_view, OperatorImport>& classicalOperators() {
  static const std::map<std::string_view, OperatorImport> table{
      {"Binarizer", {importBinarizer, 1}},
      {"LinearClassifier", {importLinearClassifier, 1}},
      {"Normalizer", {importNormalizer, 1}},
      {"Scaler", {importScaler, 1}},
  };
  return table;
}

using Table = const std::map<std::string_view, OperatorImport>& (*)();

/// The operators of a domain, by its name in files.
struct Domain {
  std::string_view name;
  Table operators;
};

constexpr std::array<Domain, 8> kDomains = {{{"", standardOperators},
                                             {"ai.onnx", standardOperators},
                                             {"ai.onnx.ml", classicalOperators},
                                             {"com.microsoft", runtimeOperators},
                                             {"qonnx.custom_op.general", qonnxOperators},
                                             {"finn.custom_op.general", qonnxOperators},
                                             {"onnx.brevitas", qonnxOperators},
                                             {"qonnx.custom_op.channels_last", qonnxOperators}}};

/// What to change in the export, by operator.
std::string remedy(std::string_view type) {
  constexpr const char* kTrace =
      "try torch.onnx.export(torch.jit.trace(model.eval(), image), ...): no control flow";
  constexpr const char* kTensor = "try a tensor in the place of a list: torch.stack or torch.cat";
  constexpr const char* kRecurrent = "try an image classifier: recurrent layers have no place on the arrays";
  constexpr const char* kDetector = "try exporting the classifier, without the detector's post-processing";
  constexpr const char* kTree = "try a network: trees and support vectors have no layers for the arrays";
  constexpr const char* kFixed = "try a fixed selection or grid: what is read may not depend on the image";
  constexpr const char* kEval = "try exporting model.eval(): nothing random, no losses";
  static const std::map<std::string_view, const char*> table{
      {"Loop", kTrace},
      {"Scan", kTrace},
      {"SequenceConstruct", kTensor},
      {"SequenceAt", kTensor},
      {"SequenceEmpty", kTensor},
      {"SequenceInsert", kTensor},
      {"ConcatFromSequence", kTensor},
      {"SplitToSequence", "try torch.chunk with a fixed number of parts"},
      {"StringNormalizer", "try a network of numbers: texts are prepared before the network"},
      {"LSTM", kRecurrent},
      {"GRU", kRecurrent},
      {"RNN", kRecurrent},
      {"NonMaxSuppression", kDetector},
      {"RoiAlign", kDetector},
      {"MaxRoiPool", kDetector},
      {"GridSample", kFixed},
      {"AffineGrid", kFixed},
      {"DeformConv", kFixed},
      {"MaxUnpool", kFixed},
      {"RandomNormal", kEval},
      {"RandomNormalLike", kEval},
      {"RandomUniform", kEval},
      {"RandomUniformLike", kEval},
      {"Bernoulli", kEval},
      {"Multinomial", kEval},
      {"SoftmaxCrossEntropyLoss", kEval},
      {"NegativeLogLikelihoodLoss", kEval},
      {"SVMClassifier", kTree},
      {"TreeEnsembleClassifier", kTree},
      {"ZipMap", "try network.output with the name of the probabilities, or zipmap=False in the export"},
  };
  const auto found = table.find(type);
  return found != table.end() ? found->second
                              : "try network.output to stop before it, or the operators that it is made of";
}

const OperatorImport* find(const std::map<std::string_view, OperatorImport>& table, const std::string& type) {
  const auto found = table.find(type);
  return found == table.end() ? nullptr : &found->second;
}

}  // namespace

const std::map<std::string_view, OperatorImport>& standardOperators() {
  static const std::map<std::string_view, OperatorImport> table{
      {"Abs", {importAbs, 1}},
      {"Acos", {importAcos, 1, 7}},
      {"Acosh", {importAcosh, 1, 9}},
      {"Add", {importAdd, 2}},
      {"And", {importAnd, 2}},
      {"ArgMax", {importArgMax, 1}},
      {"ArgMin", {importArgMin, 1}},
      {"Asin", {importAsin, 1, 7}},
      {"Asinh", {importAsinh, 1, 9}},
      {"Atan", {importAtan, 1, 7}},
      {"Atanh", {importAtanh, 1, 9}},
      {"Attention", {importAttention, 6, 23}},
      {"AveragePool", {importAveragePool, 1}},
      {"BatchNormalization", {importBatchNormalization, 5}},
      {"BitShift", {importBitShift, 2, 11}},
      {"BitwiseAnd", {importBitwiseAnd, 2, 18}},
      {"BitwiseNot", {importBitwiseNot, 1, 18}},
      {"BitwiseOr", {importBitwiseOr, 2, 18}},
      {"BitwiseXor", {importBitwiseXor, 2, 18}},
      {"Cast", {importCast, 1}},
      {"CastLike", {importCastLike, 2, 15}},
      {"Ceil", {importCeil, 1}},
      {"Celu", {importCelu, 1, 12}},
      {"CenterCropPad", {importCenterCropPad, 2, 18}},
      {"Clip", {importClip, 3}},
      {"Col2Im", {importCol2Im, 3, 18}},
      {"Compress", {importCompress, 2, 9}},
      {"Concat", {importConcat, kAny}},
      {"Constant", {importConstant, 0}},
      {"ConstantOfShape", {importConstantOfShape, 1, 9}},
      {"Conv", {importConv, 3}},
      {"ConvInteger", {importConvInteger, 4, 10}},
      {"ConvTranspose", {importConvTranspose, 3}},
      {"Cos", {importCos, 1, 7}},
      {"Cosh", {importCosh, 1, 9}},
      {"CumSum", {importCumSum, 2, 11}},
      {"DepthToSpace", {importDepthToSpace, 1}},
      {"DequantizeLinear", {importDequantizeLinear, 3, 10}},
      {"Div", {importDiv, 2}},
      {"Dropout", {importDropout, 3}},
      {"DynamicQuantizeLinear", {importDynamicQuantizeLinear, 1, 11}},
      {"Einsum", {importEinsum, kAny, 12}},
      {"Elu", {importElu, 1}},
      {"Equal", {importEqual, 2}},
      {"Erf", {importErf, 1, 9}},
      {"Exp", {importExp, 1}},
      {"Expand", {importExpand, 2, 8}},
      {"EyeLike", {importEyeLike, 1, 9}},
      {"Flatten", {importFlatten, 1}},
      {"Floor", {importFloor, 1}},
      {"Gather", {importGather, 2}},
      {"GatherElements", {importGatherElements, 2, 11}},
      {"GatherND", {importGatherNd, 2, 11}},
      {"Gelu", {importGelu, 1, 20}},
      {"Gemm", {importGemm, 3}},
      {"GlobalAveragePool", {importGlobalAveragePool, 1}},
      {"GlobalLpPool", {importGlobalLpPool, 1}},
      {"GlobalMaxPool", {importGlobalMaxPool, 1}},
      {"Greater", {importGreater, 2}},
      {"GreaterOrEqual", {importGreaterOrEqual, 2, 12}},
      {"GroupNormalization", {importGroupNormalization, 3, 18}},
      {"HardSigmoid", {importHardSigmoid, 1}},
      {"HardSwish", {importHardSwish, 1, 14}},
      {"Hardmax", {importHardmax, 1}},
      {"Identity", {importIdentity, 1}},
      {"If", {importIf, 1}},
      {"InstanceNormalization", {importInstanceNormalization, 3}},
      {"IsInf", {importIsInf, 1, 10}},
      {"IsNaN", {importIsNan, 1, 9}},
      {"LRN", {importLrn, 1}},
      {"LayerNormalization", {importLayerNormalization, 3}},
      {"LeakyRelu", {importLeakyRelu, 1}},
      {"Less", {importLess, 2}},
      {"LessOrEqual", {importLessOrEqual, 2, 12}},
      {"Log", {importLog, 1}},
      {"LogSoftmax", {importLogSoftmax, 1}},
      {"LpNormalization", {importLpNormalization, 1}},
      {"LpPool", {importLpPool, 1}},
      {"MatMul", {importMatMul, 2}},
      {"MatMulInteger", {importMatMulInteger, 4, 10}},
      {"Max", {importMax, kAny}},
      {"MaxPool", {importMaxPool, 1}},
      {"Mean", {importMean, kAny}},
      {"MeanVarianceNormalization", {importMeanVarianceNormalization, 1, 9}},
      {"Min", {importMin, kAny}},
      {"Mish", {importMish, 1, 18}},
      {"Mod", {importMod, 2, 10}},
      {"Mul", {importMul, 2}},
      {"Neg", {importNeg, 1}},
      {"NonZero", {importNonZero, 1, 9}},
      {"Not", {importNot, 1}},
      {"OneHot", {importOneHot, 3, 9}},
      {"Or", {importOr, 2}},
      {"PRelu", {importPRelu, 2}},
      {"Pad", {importPad, 4}},
      {"Pow", {importPow, 2}},
      {"QLinearConv", {importQLinearConv, 9, 10}},
      {"QLinearMatMul", {importQLinearMatMul, 8, 10}},
      {"QuantizeLinear", {importQuantizeLinear, 3, 10}},
      {"RMSNormalization", {importRmsNormalization, 2, 23}},
      {"Range", {importRange, 3, 11}},
      {"Reciprocal", {importReciprocal, 1}},
      {"ReduceL1", {importReduceL1, 2}},
      {"ReduceL2", {importReduceL2, 2}},
      {"ReduceLogSum", {importReduceLogSum, 2}},
      {"ReduceLogSumExp", {importReduceLogSumExp, 2}},
      {"ReduceMax", {importReduceMax, 2}},
      {"ReduceMean", {importReduceMean, 2}},
      {"ReduceMin", {importReduceMin, 2}},
      {"ReduceProd", {importReduceProd, 2}},
      {"ReduceSum", {importReduceSum, 2}},
      {"ReduceSumSquare", {importReduceSumSquare, 2}},
      {"Relu", {importRelu, 1}},
      {"Reshape", {importReshape, 2}},
      {"Resize", {importResize, 4, 10}},
      {"RotaryEmbedding", {importRotaryEmbedding, 4, 23}},
      {"Round", {importRound, 1, 11}},
      {"Scatter", {importScatterElements, 3, 9, 10}},
      {"ScatterElements", {importScatterElements, 3, 11}},
      {"ScatterND", {importScatterNd, 3, 11}},
      {"Selu", {importSelu, 1}},
      {"Shape", {importShape, 1}},
      {"Shrink", {importShrink, 1, 9}},
      {"Sigmoid", {importSigmoid, 1}},
      {"Sign", {importSign, 1, 9}},
      {"Sin", {importSin, 1, 7}},
      {"Sinh", {importSinh, 1, 9}},
      {"Size", {importSize, 1}},
      {"Slice", {importSlice, 5}},
      {"Softmax", {importSoftmax, 1}},
      {"Softplus", {importSoftplus, 1}},
      {"Softsign", {importSoftsign, 1}},
      {"SpaceToDepth", {importSpaceToDepth, 1}},
      {"Split", {importSplit, 2}},
      {"Sqrt", {importSqrt, 1}},
      {"Squeeze", {importSqueeze, 2}},
      {"Sub", {importSub, 2}},
      {"Sum", {importSum, kAny}},
      {"Tan", {importTan, 1, 7}},
      {"Tanh", {importTanh, 1}},
      {"ThresholdedRelu", {importThresholdedRelu, 1, 10}},
      {"Tile", {importTile, 2}},
      {"TopK", {importTopK, 2}},
      {"Transpose", {importTranspose, 1}},
      {"Trilu", {importTrilu, 2, 14}},
      {"Unsqueeze", {importUnsqueeze, 2}},
      {"Upsample", {importResize, 2, 1, 9}},
      {"Where", {importWhere, 3, 9}},
      {"Xor", {importXor, 2}},
  };
  return table;
}

const OperatorImport& findOperator(const std::string& domain, const std::string& type, std::int64_t opset) {
  const auto own = std::find_if(kDomains.begin(), kDomains.end(),
                                [&](const Domain& known) { return known.name == domain; });
  const OperatorImport* known = own == kDomains.end() ? nullptr : find(own->operators(), type);
  const bool isStandard = own != kDomains.end() && own->operators == standardOperators;
  if (known == nullptr && isStandard) {
    refuse(fmt::format("found an operator that Ohmic does not run (opset {})", opset),
           "allowed: the operators of docs/operators.md", remedy(type));
  }
  if (known == nullptr) {
    refuse("found an operator of domain " + inQuotes(domain),
           "allowed: operators of ONNX itself, and those of other domains in docs/networks.md",
           domain == "ai.onnx.ml" ? remedy(type) : "try exporting without custom operators");
  }
  if (!isStandard) {
    return *known;
  }
  if (opset < known->since || opset > known->until) {
    refuse(fmt::format("found an operator that opset {} does not have", opset),
           known->since > opset ? fmt::format("allowed: in opset {} and later", known->since)
                                : fmt::format("allowed: until opset {}", known->until),
           fmt::format("try torch.onnx.export(..., opset_version={})",
                       std::max<std::int64_t>(known->since, 13)));
  }
  return *known;
}

}  // namespace ohmic::models
