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

void importRelu(NodeReader& node) { importUnary(node, Kind::relu); }
void importSigmoid(NodeReader& node) { importUnary(node, Kind::sigmoid); }
void importTanh(NodeReader& node) { importUnary(node, Kind::tanh); }
void importErf(NodeReader& node) { importUnary(node, Kind::erf); }
void importExp(NodeReader& node) { importUnary(node, Kind::exp); }
void importLog(NodeReader& node) { importUnary(node, Kind::log); }
void importSqrt(NodeReader& node) { importUnary(node, Kind::sqrt); }
void importNeg(NodeReader& node) { importUnary(node, Kind::neg); }
void importAbs(NodeReader& node) { importUnary(node, Kind::abs); }
void importSign(NodeReader& node) { importUnary(node, Kind::sign); }
void importReciprocal(NodeReader& node) { importUnary(node, Kind::reciprocal); }
void importFloor(NodeReader& node) { importUnary(node, Kind::floor); }
void importCeil(NodeReader& node) { importUnary(node, Kind::ceil); }
void importRound(NodeReader& node) { importUnary(node, Kind::round); }
void importSoftplus(NodeReader& node) { importUnary(node, Kind::softplus); }
void importSoftsign(NodeReader& node) { importUnary(node, Kind::softsign); }
void importHardSwish(NodeReader& node) { importUnary(node, Kind::hardSwish); }
void importMish(NodeReader& node) { importUnary(node, Kind::mish); }
void importSin(NodeReader& node) { importUnary(node, Kind::sin); }
void importCos(NodeReader& node) { importUnary(node, Kind::cos); }
void importTan(NodeReader& node) { importUnary(node, Kind::tan); }
void importAsin(NodeReader& node) { importUnary(node, Kind::asin); }
void importAcos(NodeReader& node) { importUnary(node, Kind::acos); }
void importAtan(NodeReader& node) { importUnary(node, Kind::atan); }
void importSinh(NodeReader& node) { importUnary(node, Kind::sinh); }
void importCosh(NodeReader& node) { importUnary(node, Kind::cosh); }
void importAsinh(NodeReader& node) { importUnary(node, Kind::asinh); }
void importAcosh(NodeReader& node) { importUnary(node, Kind::acosh); }
void importAtanh(NodeReader& node) { importUnary(node, Kind::atanh); }

void importHardSigmoid(NodeReader& node) {
  const float alpha = node.attributes.real("alpha", 0.2F);
  importUnary(node, Kind::hardSigmoid, alpha, node.attributes.real("beta", 0.5F));
}

void importLeakyRelu(NodeReader& node) {
  importUnary(node, Kind::leakyRelu, node.attributes.real("alpha", 0.01F));
}

void importElu(NodeReader& node) { importUnary(node, Kind::elu, node.attributes.real("alpha", 1.0F)); }

void importSelu(NodeReader& node) {
  const float alpha = node.attributes.real("alpha", 1.67326319217681884765625F);
  importUnary(node, Kind::selu, alpha, node.attributes.real("gamma", 1.05070102214813232421875F));
}

void importCelu(NodeReader& node) {
  const float alpha = node.attributes.real("alpha", 1.0F);
  if (alpha == 0.0F) {
    refuse("found alpha 0", "allowed: other numbers");
  }
  importUnary(node, Kind::celu, alpha);
}

void importThresholdedRelu(NodeReader& node) {
  importUnary(node, Kind::thresholded, node.attributes.real("alpha", 1.0F));
}

void importShrink(NodeReader& node) {
  const float bias = node.attributes.real("bias", 0.0F);
  importUnary(node, Kind::shrink, bias, node.attributes.real("lambd", 0.5F));
}

void importGelu(NodeReader& node) {
  const std::string form = node.attributes.text("approximate", "none");
  if (form != "none" && form != "tanh") {
    refuse("found approximate " + inQuotes(form), "allowed: none, tanh");
  }
  importUnary(node, form == "none" ? Kind::gelu : Kind::geluTanh);
}

void importSwish(NodeReader& node) { importUnary(node, Kind::swish, node.attributes.real("alpha", 1.0F)); }

void importIsNan(NodeReader& node) { importTest(node, Unary{Kind::isNan}); }

void importIsInf(NodeReader& node) {
  const bool negative = node.attributes.integer("detect_negative", 1) != 0;
  const bool positive = node.attributes.integer("detect_positive", 1) != 0;
  importTest(node, Unary{Kind::isInfinite, negative ? 1.0F : 0.0F, positive ? 1.0F : 0.0F});
}

}  // namespace ohmic::models
