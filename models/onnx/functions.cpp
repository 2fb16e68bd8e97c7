// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>

#include "models/graph/refusal.h"
#include "models/onnx/constant_folding.h"
#include "models/onnx/operator_table.h"

namespace ohmic::models {
namespace {

void importUnary(NodeReader& node, Unary::Kind kind, float alpha = 0.0F, float beta = 0.0F) {
  if (!std::isfinite(alpha) || !std::isfinite(beta)) {
    refuse(fmt::format("found alpha {} and beta {}", alpha, beta), "allowed: finite numbers");
  }
  node.emit(Unary{kind, alpha, beta}, {0});
}

}  // namespace

void importRelu(NodeReader& node) { importUnary(node, Unary::Kind::kRelu); }

void importSigmoid(NodeReader& node) { importUnary(node, Unary::Kind::kSigmoid); }

void importTanh(NodeReader& node) { importUnary(node, Unary::Kind::kTanh); }

void importErf(NodeReader& node) { importUnary(node, Unary::Kind::kErf); }

void importExp(NodeReader& node) { importUnary(node, Unary::Kind::kExp); }

void importLog(NodeReader& node) { importUnary(node, Unary::Kind::kLog); }

void importSqrt(NodeReader& node) { importUnary(node, Unary::Kind::kSqrt); }

void importNeg(NodeReader& node) {
  if (const auto* integers = std::get_if<IntTensor>(&node.operand(0))) {
    node.bind(combineIntegers(Binary::Kind::kSub, IntTensor{{}, {0}}, *integers));
    return;
  }
  importUnary(node, Unary::Kind::kNeg);
}

void importAbs(NodeReader& node) { importUnary(node, Unary::Kind::kAbs); }

void importReciprocal(NodeReader& node) { importUnary(node, Unary::Kind::kReciprocal); }

void importFloor(NodeReader& node) { importUnary(node, Unary::Kind::kFloor); }

void importCeil(NodeReader& node) { importUnary(node, Unary::Kind::kCeil); }

void importRound(NodeReader& node) { importUnary(node, Unary::Kind::kRound); }

void importSoftplus(NodeReader& node) { importUnary(node, Unary::Kind::kSoftplus); }

void importHardSigmoid(NodeReader& node) {
  const float alpha = node.attributes.real("alpha", 0.2F);
  importUnary(node, Unary::Kind::kHardSigmoid, alpha, node.attributes.real("beta", 0.5F));
}

void importHardSwish(NodeReader& node) { importUnary(node, Unary::Kind::kHardSwish); }

void importLeakyRelu(NodeReader& node) {
  importUnary(node, Unary::Kind::kLeakyRelu, node.attributes.real("alpha", 0.01F));
}

void importElu(NodeReader& node) {
  importUnary(node, Unary::Kind::kElu, node.attributes.real("alpha", 1.0F));
}

}  // namespace ohmic::models
