// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "models/graph/refusal.h"
#include "models/onnx/operator_table.h"

namespace ohmic::models {
namespace {

using Numbers = std::vector<std::int64_t>;

void importReduce(NodeReader& node, Reduce::Kind kind) {
  Numbers axes = node.has(1) ? node.integers(1, "axes") : node.attributes.integers("axes", {});
  const bool keeps = node.attributes.integer("keepdims", 1) != 0;
  const bool nothing = node.attributes.integer("noop_with_empty_axes", 0) != 0;
  if (axes.empty() && nothing) {
    node.bind(node.operand(0));
    return;
  }
  if (axes.empty()) {
    axes.resize(node.shape(0).size());
    std::iota(axes.begin(), axes.end(), 0);
  }
  for (std::int64_t& axis : axes) {
    axis = node.graphAxis(axis, 0);
  }
  std::sort(axes.begin(), axes.end());
  if (std::adjacent_find(axes.begin(), axes.end()) != axes.end()) {
    refuse("found an axis twice", "allowed: each axis once");
  }
  node.emit(Reduce{kind, std::move(axes), keeps}, {0});
}

double readEpsilon(NodeReader& node) {
  const auto epsilon = static_cast<double>(node.attributes.real("epsilon", 1e-5F));
  if (!(epsilon >= 0.0) || !std::isfinite(epsilon)) {
    refuse(fmt::format("found epsilon {}", epsilon), "allowed: a finite number >= 0");
  }
  return epsilon;
}

}  // namespace

void importReduceSum(NodeReader& node) { importReduce(node, Reduce::Kind::kSum); }

void importReduceMean(NodeReader& node) { importReduce(node, Reduce::Kind::kMean); }

void importReduceMax(NodeReader& node) { importReduce(node, Reduce::Kind::kMax); }

void importReduceMin(NodeReader& node) { importReduce(node, Reduce::Kind::kMin); }

void importReduceProd(NodeReader& node) { importReduce(node, Reduce::Kind::kProduct); }

void importLayerNormalization(NodeReader& node) {
  node.attributes.ignore("stash_type");
  const auto rank = static_cast<std::int64_t>(node.shape(0).size() - node.batchAxes(0));
  Normalise op;
  op.firstAxis = node.graphAxis(node.attributes.integer("axis", -1), 0);
  op.endAxis = rank;
  op.epsilon = readEpsilon(node);
  op.scale = node.weights(1, "scale").values;
  op.shift = node.has(2) ? node.weights(2, "shift").values : std::vector<float>(op.scale.size(), 0.0F);
  node.emit(std::move(op), {0});
}

void importInstanceNormalization(NodeReader& node) {
  node.expectBatchFirst(0);
  if (!node.isActivation(0) || node.shape(0).size() < 3) {
    refuse("found input " + describe(node.shape(0)), "allowed: batch x channels x ...");
  }
  Normalise op;
  op.firstAxis = 1;
  op.endAxis = static_cast<std::int64_t>(node.shape(0).size()) - 1;
  op.epsilon = readEpsilon(node);
  op.scale = node.weights(1, "scale").values;
  op.shift = node.weights(2, "shift").values;
  op.perGroup = true;
  node.emit(std::move(op), {0});
}

void importLrn(NodeReader& node) {
  node.expectBatchFirst(0);
  Lrn op;
  op.size = node.attributes.integer("size", 0);
  op.alpha = static_cast<double>(node.attributes.real("alpha", 1e-4F));
  op.beta = static_cast<double>(node.attributes.real("beta", 0.75F));
  op.bias = static_cast<double>(node.attributes.real("bias", 1.0F));
  if (op.size < 1 || op.size > (1 << 24) || !(op.alpha >= 0.0) || !(op.bias > 0.0) ||
      !std::isfinite(op.beta)) {
    refuse(fmt::format("found size {}, alpha {}, beta {}, bias {}", op.size, op.alpha, op.beta, op.bias),
           "allowed: size in [1, 16777216], alpha >= 0, bias > 0");
  }
  node.emit(op, {0});
}

}  // namespace ohmic::models
