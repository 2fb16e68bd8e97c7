// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "models/onnx/node_reader.h"

namespace ohmic::models {

/// How one kind of ONNX node enters the graph.
struct OperatorImport {
  void (*import)(NodeReader& node);
  int mostInputs;
  std::int64_t since = 1;     ///< first opset that defines it
  std::int64_t until = 1000;  ///< last one
};

/// @param opset  of the standard operators in the file; operators of other domains have none.
/// @throws configs::InputError for an operator that Ohmic does not run, or that the opset does not have: what
/// to change
///         in the export.
[[nodiscard]] const OperatorImport& findOperator(const std::string& domain, const std::string& type,
                                                 std::int64_t opset);

/// The operators of ONNX itself, by name.
[[nodiscard]] const std::map<std::string_view, OperatorImport>& standardOperators();

// Products with constant weights, and what folds into them (convolutions.cpp, products.cpp, einsum.cpp).
void importConv(NodeReader& node);
void importConvTranspose(NodeReader& node);
void importGemm(NodeReader& node);
void importMatMul(NodeReader& node);
void importEinsum(NodeReader& node);
void importBatchNormalization(NodeReader& node);

// Windows (pools.cpp).
void importMaxPool(NodeReader& node);
void importAveragePool(NodeReader& node);
void importLpPool(NodeReader& node);
void importGlobalMaxPool(NodeReader& node);
void importGlobalAveragePool(NodeReader& node);
void importGlobalLpPool(NodeReader& node);

// Element by element (pointwise.cpp).
void importClip(NodeReader& node);
void importAdd(NodeReader& node);
void importSub(NodeReader& node);
void importMul(NodeReader& node);
void importDiv(NodeReader& node);
void importMod(NodeReader& node);
void importPow(NodeReader& node);
void importMin(NodeReader& node);
void importMax(NodeReader& node);
void importSum(NodeReader& node);
void importMean(NodeReader& node);
void importPRelu(NodeReader& node);
void importSoftmax(NodeReader& node);
void importLogSoftmax(NodeReader& node);
void importHardmax(NodeReader& node);
void importIdentity(NodeReader& node);
void importDropout(NodeReader& node);

// Functions of one element (functions.cpp).
void importRelu(NodeReader& node);
void importSigmoid(NodeReader& node);
void importTanh(NodeReader& node);
void importErf(NodeReader& node);
void importExp(NodeReader& node);
void importLog(NodeReader& node);
void importSqrt(NodeReader& node);
void importNeg(NodeReader& node);
void importAbs(NodeReader& node);
void importSign(NodeReader& node);
void importReciprocal(NodeReader& node);
void importFloor(NodeReader& node);
void importCeil(NodeReader& node);
void importRound(NodeReader& node);
void importSoftplus(NodeReader& node);
void importSoftsign(NodeReader& node);
void importHardSigmoid(NodeReader& node);
void importHardSwish(NodeReader& node);
void importMish(NodeReader& node);
void importLeakyRelu(NodeReader& node);
void importElu(NodeReader& node);
void importSelu(NodeReader& node);
void importCelu(NodeReader& node);
void importThresholdedRelu(NodeReader& node);
void importShrink(NodeReader& node);
void importGelu(NodeReader& node);
void importSwish(NodeReader& node);
void importSin(NodeReader& node);
void importCos(NodeReader& node);
void importTan(NodeReader& node);
void importAsin(NodeReader& node);
void importAcos(NodeReader& node);
void importAtan(NodeReader& node);
void importSinh(NodeReader& node);
void importCosh(NodeReader& node);
void importAsinh(NodeReader& node);
void importAcosh(NodeReader& node);
void importAtanh(NodeReader& node);
void importIsNan(NodeReader& node);
void importIsInf(NodeReader& node);

// Truth values and bits (logic.cpp).
void importEqual(NodeReader& node);
void importLess(NodeReader& node);
void importLessOrEqual(NodeReader& node);
void importGreater(NodeReader& node);
void importGreaterOrEqual(NodeReader& node);
void importNot(NodeReader& node);
void importAnd(NodeReader& node);
void importOr(NodeReader& node);
void importXor(NodeReader& node);
void importWhere(NodeReader& node);
void importBitwiseAnd(NodeReader& node);
void importBitwiseOr(NodeReader& node);
void importBitwiseXor(NodeReader& node);
void importBitwiseNot(NodeReader& node);
void importBitShift(NodeReader& node);

// Statistics over several elements (statistics.cpp).
void importReduceSum(NodeReader& node);
void importReduceMean(NodeReader& node);
void importReduceMax(NodeReader& node);
void importReduceMin(NodeReader& node);
void importReduceProd(NodeReader& node);
void importReduceL1(NodeReader& node);
void importReduceL2(NodeReader& node);
void importReduceLogSum(NodeReader& node);
void importReduceLogSumExp(NodeReader& node);
void importReduceSumSquare(NodeReader& node);
void importArgMax(NodeReader& node);
void importArgMin(NodeReader& node);
void importLayerNormalization(NodeReader& node);
void importRmsNormalization(NodeReader& node);
void importInstanceNormalization(NodeReader& node);
void importGroupNormalization(NodeReader& node);
void importMeanVarianceNormalization(NodeReader& node);
void importLpNormalization(NodeReader& node);
void importLrn(NodeReader& node);

// Elements taken and repeated (selections.cpp, resize.cpp).
void importGather(NodeReader& node);
void importGatherElements(NodeReader& node);
void importGatherNd(NodeReader& node);
void importScatterElements(NodeReader& node);
void importScatterNd(NodeReader& node);
void importCompress(NodeReader& node);
void importOneHot(NodeReader& node);
void importSplit(NodeReader& node);
void importExpand(NodeReader& node);
void importTile(NodeReader& node);
void importRange(NodeReader& node);
void importTrilu(NodeReader& node);
void importEyeLike(NodeReader& node);
void importCumSum(NodeReader& node);
void importNonZero(NodeReader& node);
void importTopK(NodeReader& node);
void importResize(NodeReader& node);

// Codes and steps of quantised models (quantisation.cpp, qonnx.cpp).
void importQuantizeLinear(NodeReader& node);
void importDequantizeLinear(NodeReader& node);
void importDynamicQuantizeLinear(NodeReader& node);
void importQLinearConv(NodeReader& node);
void importQLinearMatMul(NodeReader& node);
void importConvInteger(NodeReader& node);
void importMatMulInteger(NodeReader& node);
void importQonnxQuant(NodeReader& node);
void importQonnxBipolarQuant(NodeReader& node);
void importQonnxTrunc(NodeReader& node);

// ONNX Runtime's own (runtime_operators.cpp).
void importQLinearAdd(NodeReader& node);
void importQLinearMul(NodeReader& node);
void importQLinearLeakyRelu(NodeReader& node);
void importQLinearSigmoid(NodeReader& node);
void importQLinearSoftmax(NodeReader& node);
void importQLinearAveragePool(NodeReader& node);
void importQLinearGlobalAveragePool(NodeReader& node);
void importQLinearConcat(NodeReader& node);
void importQGemm(NodeReader& node);
void importMatMulIntegerToFloat(NodeReader& node);
void importDynamicQuantizeMatMul(NodeReader& node);
void importFusedConv(NodeReader& node);
void importFusedGemm(NodeReader& node);
void importFusedMatMul(NodeReader& node);
void importBiasGelu(NodeReader& node);
void importFastGelu(NodeReader& node);
void importQuickGelu(NodeReader& node);
void importSkipLayerNormalization(NodeReader& node);

// scikit-learn's (classical_operators.cpp).
void importScaler(NodeReader& node);
void importNormalizer(NodeReader& node);
void importBinarizer(NodeReader& node);
void importLinearClassifier(NodeReader& node);

// Values that only move (movement.cpp, reshapes.cpp, rearrangements.cpp).
void importConcat(NodeReader& node);
void importPad(NodeReader& node);
void importSlice(NodeReader& node);
void importTranspose(NodeReader& node);
void importCenterCropPad(NodeReader& node);
void importFlatten(NodeReader& node);
void importReshape(NodeReader& node);
void importSqueeze(NodeReader& node);
void importUnsqueeze(NodeReader& node);
void importDepthToSpace(NodeReader& node);
void importSpaceToDepth(NodeReader& node);
void importCol2Im(NodeReader& node);

// Attention (attention.cpp).
void importAttention(NodeReader& node);
void importRotaryEmbedding(NodeReader& node);

// Constants, the arithmetic of shapes, and branches on them (constants.cpp, control.cpp).
void importConstant(NodeReader& node);
void importShape(NodeReader& node);
void importSize(NodeReader& node);
void importCast(NodeReader& node);
void importCastLike(NodeReader& node);
void importConstantOfShape(NodeReader& node);
void importIf(NodeReader& node);

}  // namespace ohmic::models
