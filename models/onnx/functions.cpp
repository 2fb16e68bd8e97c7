// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>

#include "models/graph/refusal.h"
#include "models/onnx/operator_table.h"

namespace ohmic::models {
namespace {

using Kind = Unary::Kind;

void importUnary(NodeReader& node, Kind kind, float alpha = 0.0F, float beta = 0.0F) {
  if (!std::isfinite(alpha) || !std::isfinite(beta)) {
    refuse(fmt::format("found alpha {} and beta {}", alpha, beta), "allowed: finite numbers");
  }
  node.emit(Unary{kind, alpha, beta}, {0});
}

/// A function whose result is a truth value.
void importTest(NodeReader& node, Unary test) {
  Operand result = node.compute(test, {0}, "test");
  if (auto* activation = std::get_if<Activation>(&result)) {
    activation->isInteger = true;
  }
  node.bind(std::move(result));
}

}  // namespace

void importRelu(NodeReader& node) { importUnary(node, Kind::kRelu); }
void importSigmoid(NodeReader& node) { importUnary(node, Kind::kSigmoid); }
void importTanh(NodeReader& node) { importUnary(node, Kind::kTanh); }
void importErf(NodeReader& node) { importUnary(node, Kind::kErf); }
void importExp(NodeReader& node) { importUnary(node, Kind::kExp); }
void importLog(NodeReader& node) { importUnary(node, Kind::kLog); }
void importSqrt(NodeReader& node) { importUnary(node, Kind::kSqrt); }
void importNeg(NodeReader& node) { importUnary(node, Kind::kNeg); }
void importAbs(NodeReader& node) { importUnary(node, Kind::kAbs); }
void importSign(NodeReader& node) { importUnary(node, Kind::kSign); }
void importReciprocal(NodeReader& node) { importUnary(node, Kind::kReciprocal); }
void importFloor(NodeReader& node) { importUnary(node, Kind::kFloor); }
void importCeil(NodeReader& node) { importUnary(node, Kind::kCeil); }
void importRound(NodeReader& node) { importUnary(node, Kind::kRound); }
void importSoftplus(NodeReader& node) { importUnary(node, Kind::kSoftplus); }
void importSoftsign(NodeReader& node) { importUnary(node, Kind::kSoftsign); }
void importHardSwish(NodeReader& node) { importUnary(node, Kind::kHardSwish); }
void importMish(NodeReader& node) { importUnary(node, Kind::kMish); }
void importSin(NodeReader& node) { importUnary(node, Kind::kSin); }
void importCos(NodeReader& node) { importUnary(node, Kind::kCos); }
void importTan(NodeReader& node) { importUnary(node, Kind::kTan); }
void importAsin(NodeReader& node) { importUnary(node, Kind::kAsin); }
void importAcos(NodeReader& node) { importUnary(node, Kind::kAcos); }
void importAtan(NodeReader& node) { importUnary(node, Kind::kAtan); }
void importSinh(NodeReader& node) { importUnary(node, Kind::kSinh); }
void importCosh(NodeReader& node) { importUnary(node, Kind::kCosh); }
void importAsinh(NodeReader& node) { importUnary(node, Kind::kAsinh); }
void importAcosh(NodeReader& node) { importUnary(node, Kind::kAcosh); }
void importAtanh(NodeReader& node) { importUnary(node, Kind::kAtanh); }

void importHardSigmoid(NodeReader& node) {
  const float alpha = node.attributes.real("alpha", 0.2F);
  importUnary(node, Kind::kHardSigmoid, alpha, node.attributes.real("beta", 0.5F));
}

void importLeakyRelu(NodeReader& node) {
  importUnary(node, Kind::kLeakyRelu, node.attributes.real("alpha", 0.01F));
}

void importElu(NodeReader& node) { importUnary(node, Kind::kElu, node.attributes.real("alpha", 1.0F)); }

void importSelu(NodeReader& node) {
  const float alpha = node.attributes.real("alpha", 1.67326319217681884765625F);
  importUnary(node, Kind::kSelu, alpha, node.attributes.real("gamma", 1.05070102214813232421875F));
}

void importCelu(NodeReader& node) {
  const float alpha = node.attributes.real("alpha", 1.0F);
  if (alpha == 0.0F) {
    refuse("found alpha 0", "allowed: other numbers");
  }
  importUnary(node, Kind::kCelu, alpha);
}

void importThresholdedRelu(NodeReader& node) {
  importUnary(node, Kind::kThresholded, node.attributes.real("alpha", 1.0F));
}

void importShrink(NodeReader& node) {
  const float bias = node.attributes.real("bias", 0.0F);
  importUnary(node, Kind::kShrink, bias, node.attributes.real("lambd", 0.5F));
}

void importGelu(NodeReader& node) {
  const std::string form = node.attributes.text("approximate", "none");
  if (form != "none" && form != "tanh") {
    refuse("found approximate " + inQuotes(form), "allowed: none, tanh");
  }
  importUnary(node, form == "none" ? Kind::kGelu : Kind::kGeluTanh);
}

void importSwish(NodeReader& node) { importUnary(node, Kind::kSwish, node.attributes.real("alpha", 1.0F)); }

void importIsNan(NodeReader& node) { importTest(node, Unary{Kind::kIsNan}); }

void importIsInf(NodeReader& node) {
  const bool negative = node.attributes.integer("detect_negative", 1) != 0;
  const bool positive = node.attributes.integer("detect_positive", 1) != 0;
  importTest(node, Unary{Kind::kIsInfinite, negative ? 1.0F : 0.0F, positive ? 1.0F : 0.0F});
}

}  // namespace ohmic::models
