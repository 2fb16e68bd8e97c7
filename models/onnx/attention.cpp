// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <utility>

#include "models/graph/refusal.h"
#include "models/onnx/constant_folding.h"
#include "models/onnx/operator_table.h"

namespace ohmic::models {
namespace {

/// An operand as {batch, heads, length, size}.
struct Heads {
  std::size_t operand;
  std::int64_t heads, length, size;
};

/// From {batch, length, heads * size}, or as it is.
Heads splitHeads(NodeReader& node, std::size_t index, std::int64_t heads, const std::string& step) {
  const Shape shape = node.shape(index);
  if (shape.size() == 4) {
    return {index, shape[1], shape[2], shape[3]};
  }
  if (shape.size() != 3 || heads < 1 || shape[2] % heads != 0) {
    refuse(fmt::format("found operand {} and {} heads", describe(shape), heads),
           "allowed: batch x heads x length x size, or batch x length x a multiple of the heads");
  }
  const std::size_t apart =
      node.apply(Reshape{{shape[0], shape[1], heads, shape[2] / heads}}, {index}, step + "_apart");
  return {node.apply(Transpose{{0, 2, 1, 3}}, {apart}, step), heads, shape[1], shape[2] / heads};
}

/// Repeats each of few heads for several heads of the queries.
std::size_t shareHeads(NodeReader& node, const Heads& few, std::int64_t heads, const std::string& step) {
  if (few.heads == heads) {
    return few.operand;
  }
  if (few.heads < 1 || heads % few.heads != 0) {
    refuse(fmt::format("found {} heads of queries and {} of keys", heads, few.heads), "allowed: a multiple");
  }
  Gather repeat{1, {heads}, {}};
  for (std::int64_t head = 0; head < heads; ++head) {
    repeat.indices.push_back(head / (heads / few.heads));
  }
  return node.apply(std::move(repeat), {few.operand}, step);
}

/// A mask as numbers to add: truth values become 0 and the least float.
std::size_t additiveMask(NodeReader& node, std::size_t mask) {
  if (!node.isInteger(mask)) {
    return mask;
  }
  const std::size_t zero = node.hold(Tensor{{}, {0.0F}});
  const std::size_t never = node.hold(Tensor{{}, {std::numeric_limits<float>::lowest()}});
  return node.apply(Select{}, {mask, zero, never}, "mask");
}

std::size_t causalMask(NodeReader& node, std::int64_t rows, std::int64_t columns) {
  checkGrowth({rows, columns}, 0);
  Tensor mask{{rows, columns}, {}};
  for (std::int64_t row = 0; row < rows; ++row) {
    for (std::int64_t column = 0; column < columns; ++column) {
      mask.values.push_back(column <= row ? 0.0F : std::numeric_limits<float>::lowest());
    }
  }
  return node.hold(std::move(mask));
}

}  // namespace

void importAttention(NodeReader& node) {
  for (const std::size_t index : {std::size_t{4}, std::size_t{5}}) {
    if (node.has(index)) {
      refuse("found past keys and values", "allowed: none", "try exporting the model without a cache");
    }
  }
  if (!node.takeWhole()) {
    refuse("found a batch of several images", "allowed: a batch that is free or 1");
  }
  node.attributes.ignore("qk_matmul_output_mode");
  node.attributes.ignore("softmax_precision");
  const bool isFlat = node.shape(0).size() == 3;
  const Heads queries = splitHeads(node, 0, node.attributes.integer("q_num_heads", 0), "queries");
  const std::int64_t few = node.attributes.integer("kv_num_heads", 0);
  const Heads keys = splitHeads(node, 1, few, "keys");
  const Heads values = splitHeads(node, 2, few, "values");
  const float scale = node.attributes.real("scale", 1.0F / std::sqrt(static_cast<float>(queries.size)));
  const float cap = node.attributes.real("softcap", 0.0F);
  const std::size_t turned = node.apply(
      Transpose{{0, 1, 3, 2}}, {shareHeads(node, keys, queries.heads, "shared_keys")}, "keys_turned");
  // The order of the specification: scale, mask, softcap, softmax.
  std::size_t scores = node.apply(MatrixProduct{}, {queries.operand, turned}, "scores");
  scores = node.apply(Unary{Unary::Kind::linear, scale, 0.0F}, {scores}, "scaled");
  if (node.attributes.integer("is_causal", 0) != 0) {
    scores = node.apply(Binary{Binary::Kind::add}, {scores, causalMask(node, queries.length, keys.length)},
                        "causal");
  }
  if (node.has(3)) {
    scores = node.apply(Binary{Binary::Kind::add}, {scores, additiveMask(node, 3)}, "masked");
  }
  if (cap != 0.0F) {
    scores = node.apply(Unary{Unary::Kind::linear, 1.0F / cap, 0.0F}, {scores}, "capped_in");
    scores = node.apply(Unary{Unary::Kind::tanh}, {scores}, "capped_tanh");
    scores = node.apply(Unary{Unary::Kind::linear, cap, 0.0F}, {scores}, "capped");
  }
  const std::size_t weights = node.apply(Softmax{3, 4, false}, {scores}, "weights");
  const std::size_t shared = shareHeads(node, values, queries.heads, "shared_values");
  std::size_t result = node.apply(MatrixProduct{}, {weights, shared}, "mixed");
  if (isFlat) {
    result = node.apply(Transpose{{0, 2, 1, 3}}, {result}, "mixed_turned");
    result = node.apply(Reshape{{node.shape(0)[0], queries.length, queries.heads * values.size}}, {result},
                        "joined");
  }
  node.bind(node.operand(result));
}

void importRotaryEmbedding(NodeReader& node) {
  if (node.has(3)) {
    const auto* positions = std::get_if<IntTensor>(&node.operand(3));
    if (positions == nullptr) {
      refuse("found positions that depend on the image", "allowed: constant positions");
    }
  }
  if (!node.takeWhole()) {
    refuse("found a batch of several images", "allowed: a batch that is free or 1");
  }
  const bool isFlat = node.shape(0).size() == 3;
  const bool isInterleaved = node.attributes.integer("interleaved", 0) != 0;
  const std::int64_t asked = node.attributes.integer("rotary_embedding_dim", 0);
  const Heads x = splitHeads(node, 0, node.attributes.integer("num_heads", 0), "heads");
  const std::int64_t size = asked == 0 ? x.size : asked;
  const std::int64_t half = size / 2;
  if (size < 2 || size > x.size || size % 2 != 0) {
    refuse(fmt::format("found rotary_embedding_dim {} of {}", size, x.size),
           "allowed: an even number within");
  }
  const auto table = [&](std::size_t index, const std::string& step) {  // {batch, 1, length, half}
    std::size_t values = index;
    if (node.has(3)) {
      const auto& positions = std::get<IntTensor>(node.operand(3));
      values = node.apply(Gather{0, positions.shape, positions.values}, {index}, step + "_at");
    }
    Shape shape = node.graphShape(values);
    shape.insert(shape.begin() + 1, 1);
    return node.apply(Reshape{shape}, {values}, step);
  };
  const std::size_t cosines = table(1, "cosines");
  const std::size_t sines = table(2, "sines");
  const std::int64_t batch = node.shape(x.operand)[0];
  const auto part = [&](std::int64_t start, std::int64_t step, std::int64_t count, const std::string& name) {
    return node.apply(Slice{{0, 0, 0, start}, {1, 1, 1, step}, {batch, x.heads, x.length, count}},
                      {x.operand}, name);
  };
  const std::size_t first = isInterleaved ? part(0, 2, half, "first") : part(0, 1, half, "first");
  const std::size_t second = isInterleaved ? part(1, 2, half, "second") : part(half, 1, half, "second");
  const auto times = [&](std::size_t a, std::size_t b, const std::string& name) {
    return node.apply(Binary{Binary::Kind::mul}, {a, b}, name);
  };
  const std::size_t real = node.apply(Binary{Binary::Kind::sub},
                                      {times(first, cosines, "fc"), times(second, sines, "ss")}, "real");
  const std::size_t imaginary = node.apply(
      Binary{Binary::Kind::add}, {times(first, sines, "fs"), times(second, cosines, "sc")}, "imaginary");
  std::size_t turned = 0;
  if (isInterleaved) {
    const Shape pair{batch, x.heads, x.length, half, 1};
    const std::size_t a = node.apply(Reshape{pair}, {real}, "real_pair");
    const std::size_t b = node.apply(Reshape{pair}, {imaginary}, "imaginary_pair");
    turned = node.apply(Concat{4}, {a, b}, "pairs");
    turned = node.apply(Reshape{{batch, x.heads, x.length, size}}, {turned}, "turned");
  } else {
    turned = node.apply(Concat{3}, {real, imaginary}, "turned");
  }
  if (size < x.size) {
    turned = node.apply(Concat{3}, {turned, part(size, 1, x.size - size, "kept")}, "joined");
  }
  if (isFlat) {
    turned = node.apply(Transpose{{0, 2, 1, 3}}, {turned}, "flat_turned");
    turned = node.apply(Reshape{{batch, x.length, x.heads * x.size}}, {turned}, "flat");
  }
  node.bind(node.operand(turned));
}

}  // namespace ohmic::models
