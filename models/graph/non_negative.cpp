// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/graph/non_negative.h"

#include <algorithm>

namespace ohmic::models {
namespace {

/// One rule per operator; @c all tells whether every input is non-negative.
struct Rule {
  bool all;

  bool operator()(const Conv& /*op*/) const { return false; }
  bool operator()(const Linear& /*op*/) const { return false; }
  bool operator()(const ChannelAffine& op) const {
    const auto positive = [](double x) { return x >= 0.0; };
    return all && std::all_of(op.scale.begin(), op.scale.end(), positive) &&
           std::all_of(op.shift.begin(), op.shift.end(), positive);
  }
  bool operator()(const Unary& op) const {
    switch (op.kind) {
      case Unary::Kind::relu:
      case Unary::Kind::sigmoid:
      case Unary::Kind::exp:
      case Unary::Kind::sqrt:
      case Unary::Kind::abs:
      case Unary::Kind::logicalNot:
      case Unary::Kind::softplus:
      case Unary::Kind::hardSigmoid:
        return true;
      case Unary::Kind::tanh:
      case Unary::Kind::erf:
      case Unary::Kind::reciprocal:
      case Unary::Kind::floor:
      case Unary::Kind::ceil:
      case Unary::Kind::round:
      case Unary::Kind::hardSwish:
      case Unary::Kind::leakyRelu:
      case Unary::Kind::elu:
        return all;
      case Unary::Kind::linear:
        return all && op.alpha >= 0.0F && op.beta >= 0.0F;
      case Unary::Kind::softsign:
      case Unary::Kind::truncate:
      case Unary::Kind::sign:
      case Unary::Kind::mish:
      case Unary::Kind::gelu:
      case Unary::Kind::geluTanh:
      case Unary::Kind::swish:
      case Unary::Kind::atan:
      case Unary::Kind::asin:
      case Unary::Kind::sinh:
      case Unary::Kind::asinh:
      case Unary::Kind::atanh:
        return all;
      case Unary::Kind::thresholded:
        return all || op.alpha >= 0.0F;
      case Unary::Kind::selu:
      case Unary::Kind::celu:
        return all && (op.kind == Unary::Kind::celu || op.beta >= 0.0F);
      case Unary::Kind::shrink:
        return all && op.alpha <= op.beta;
      case Unary::Kind::isNan:
      case Unary::Kind::isInfinite:
      case Unary::Kind::acos:
      case Unary::Kind::cosh:
      case Unary::Kind::acosh:
        return true;
      case Unary::Kind::log:
      case Unary::Kind::neg:
      case Unary::Kind::sin:
      case Unary::Kind::cos:
      case Unary::Kind::tan:
        return false;
    }
    return false;
  }
  bool operator()(const Clip& op) const { return op.high >= 0.0F && (op.low >= 0.0F || all); }
  bool operator()(const Binary& op) const {
    const bool truth = op.kind == Binary::Kind::equal || op.kind == Binary::Kind::less ||
                       op.kind == Binary::Kind::lessOrEqual || op.kind == Binary::Kind::exclusiveOr;
    return truth || (all && op.kind != Binary::Kind::sub);
  }
  bool operator()(const Select& /*op*/) const { return all; }
  bool operator()(const Reduce& op) const {
    switch (op.kind) {
      case Reduce::Kind::sumSquare:
      case Reduce::Kind::l1:
      case Reduce::Kind::l2:
      case Reduce::Kind::argMax:
      case Reduce::Kind::argMin:
        return true;
      case Reduce::Kind::logSum:
      case Reduce::Kind::logSumExp:
        return false;
      default:
        return all;
    }
  }
  bool operator()(const Normalise& /*op*/) const { return false; }
  bool operator()(const Lrn& op) const { return all && op.bias > 0.0 && op.alpha >= 0.0; }
  bool operator()(const MatrixProduct& /*op*/) const { return all; }
  bool operator()(const Gather& /*op*/) const { return all; }
  bool operator()(const Repeat& /*op*/) const { return all; }
  bool operator()(const Resize& /*op*/) const { return all; }
  bool operator()(const Quantise& op) const { return op.low >= 0.0F; }
  bool operator()(const Pool& /*op*/) const { return all; }
  bool operator()(const Concat& /*op*/) const { return all; }
  bool operator()(const Pad& op) const { return all && op.value >= 0.0F; }
  bool operator()(const Slice& /*op*/) const { return all; }
  bool operator()(const Transpose& /*op*/) const { return all; }
  bool operator()(const Reshape& /*op*/) const { return all; }
  bool operator()(const Softmax& op) const { return !op.logarithm; }
  bool operator()(const Constant& op) const {
    return std::all_of(op.tensor.values.begin(), op.tensor.values.end(), [](float x) { return x >= 0.0F; });
  }
};

}  // namespace

bool isNonNegative(const Operator& op, const std::vector<bool>& inputs) {
  const bool all = std::all_of(inputs.begin(), inputs.end(), [](bool input) { return input; });
  return std::visit(Rule{all}, op);
}

}  // namespace ohmic::models
