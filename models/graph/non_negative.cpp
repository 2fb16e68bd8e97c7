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
      case Unary::Kind::kRelu:
      case Unary::Kind::kSigmoid:
      case Unary::Kind::kExp:
      case Unary::Kind::kSqrt:
      case Unary::Kind::kAbs:
      case Unary::Kind::kNot:
      case Unary::Kind::kSoftplus:
      case Unary::Kind::kHardSigmoid:
        return true;
      case Unary::Kind::kTanh:
      case Unary::Kind::kErf:
      case Unary::Kind::kReciprocal:
      case Unary::Kind::kFloor:
      case Unary::Kind::kCeil:
      case Unary::Kind::kRound:
      case Unary::Kind::kHardSwish:
      case Unary::Kind::kLeakyRelu:
      case Unary::Kind::kElu:
        return all;
      case Unary::Kind::kLinear:
        return all && op.alpha >= 0.0F && op.beta >= 0.0F;
      case Unary::Kind::kSoftsign:
      case Unary::Kind::kTruncate:
      case Unary::Kind::kSign:
      case Unary::Kind::kMish:
      case Unary::Kind::kGelu:
      case Unary::Kind::kGeluTanh:
      case Unary::Kind::kSwish:
      case Unary::Kind::kAtan:
      case Unary::Kind::kAsin:
      case Unary::Kind::kSinh:
      case Unary::Kind::kAsinh:
      case Unary::Kind::kAtanh:
        return all;
      case Unary::Kind::kThresholded:
        return all || op.alpha >= 0.0F;
      case Unary::Kind::kSelu:
      case Unary::Kind::kCelu:
        return all && (op.kind == Unary::Kind::kCelu || op.beta >= 0.0F);
      case Unary::Kind::kShrink:
        return all && op.alpha <= op.beta;
      case Unary::Kind::kIsNan:
      case Unary::Kind::kIsInfinite:
      case Unary::Kind::kAcos:
      case Unary::Kind::kCosh:
      case Unary::Kind::kAcosh:
        return true;
      case Unary::Kind::kLog:
      case Unary::Kind::kNeg:
      case Unary::Kind::kSin:
      case Unary::Kind::kCos:
      case Unary::Kind::kTan:
        return false;
    }
    return false;
  }
  bool operator()(const Clip& op) const { return op.high >= 0.0F && (op.low >= 0.0F || all); }
  bool operator()(const Binary& op) const {
    const bool truth = op.kind == Binary::Kind::kEqual || op.kind == Binary::Kind::kLess ||
                       op.kind == Binary::Kind::kLessOrEqual || op.kind == Binary::Kind::kXor;
    return truth || (all && op.kind != Binary::Kind::kSub);
  }
  bool operator()(const Select& /*op*/) const { return all; }
  bool operator()(const Reduce& op) const {
    switch (op.kind) {
      case Reduce::Kind::kSumSquare:
      case Reduce::Kind::kL1:
      case Reduce::Kind::kL2:
      case Reduce::Kind::kArgMax:
      case Reduce::Kind::kArgMin:
        return true;
      case Reduce::Kind::kLogSum:
      case Reduce::Kind::kLogSumExp:
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
