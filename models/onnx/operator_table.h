// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "models/onnx/node_reader.h"

namespace ohmic::models {

/// How one kind of ONNX node enters the graph.
struct OperatorImport {
  void (*import)(NodeReader& node);
  int mostInputs;
};

/// @throws configs::InputError for an operator that Ohmic does not run: with the operators that it does run,
/// and what
///         to change in the export.
[[nodiscard]] const OperatorImport& findOperator(const std::string& domain, const std::string& type);

// Products with constant weights, and what folds into them (products.cpp).
void importConv(NodeReader& node);
void importGemm(NodeReader& node);
void importMatMul(NodeReader& node);
void importBatchNormalization(NodeReader& node);

// Windows (pools.cpp).
void importMaxPool(NodeReader& node);
void importAveragePool(NodeReader& node);
void importGlobalMaxPool(NodeReader& node);
void importGlobalAveragePool(NodeReader& node);

// Element by element (pointwise.cpp).
void importClip(NodeReader& node);
void importAdd(NodeReader& node);
void importSub(NodeReader& node);
void importMul(NodeReader& node);
void importDiv(NodeReader& node);
void importSoftmax(NodeReader& node);
void importLogSoftmax(NodeReader& node);
void importIdentity(NodeReader& node);
void importDropout(NodeReader& node);

void importPow(NodeReader& node);
void importMin(NodeReader& node);
void importMax(NodeReader& node);
void importSum(NodeReader& node);
void importPRelu(NodeReader& node);

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
void importReciprocal(NodeReader& node);
void importFloor(NodeReader& node);
void importCeil(NodeReader& node);
void importRound(NodeReader& node);
void importSoftplus(NodeReader& node);
void importHardSigmoid(NodeReader& node);
void importHardSwish(NodeReader& node);
void importLeakyRelu(NodeReader& node);
void importElu(NodeReader& node);

// Truth values (logic.cpp).
void importEqual(NodeReader& node);
void importLess(NodeReader& node);
void importLessOrEqual(NodeReader& node);
void importGreater(NodeReader& node);
void importGreaterOrEqual(NodeReader& node);
void importNot(NodeReader& node);
void importAnd(NodeReader& node);
void importOr(NodeReader& node);
void importWhere(NodeReader& node);

// Statistics over several elements (statistics.cpp).
void importReduceSum(NodeReader& node);
void importReduceMean(NodeReader& node);
void importReduceMax(NodeReader& node);
void importReduceMin(NodeReader& node);
void importReduceProd(NodeReader& node);
void importLayerNormalization(NodeReader& node);
void importInstanceNormalization(NodeReader& node);
void importLrn(NodeReader& node);

// Elements taken and repeated (selections.cpp, resize.cpp).
void importGather(NodeReader& node);
void importSplit(NodeReader& node);
void importExpand(NodeReader& node);
void importTile(NodeReader& node);
void importRange(NodeReader& node);
void importResize(NodeReader& node);

// Codes and steps of quantised models (quantisation.cpp).
void importQuantizeLinear(NodeReader& node);
void importDequantizeLinear(NodeReader& node);

// Values that only move (movement.cpp, reshapes.cpp).
void importConcat(NodeReader& node);
void importPad(NodeReader& node);
void importSlice(NodeReader& node);
void importTranspose(NodeReader& node);
void importFlatten(NodeReader& node);
void importReshape(NodeReader& node);
void importSqueeze(NodeReader& node);
void importUnsqueeze(NodeReader& node);

// Constants and the arithmetic of shapes (constants.cpp).
void importConstant(NodeReader& node);
void importShape(NodeReader& node);
void importCast(NodeReader& node);
void importConstantOfShape(NodeReader& node);

}  // namespace ohmic::models
