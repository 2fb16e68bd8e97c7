// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/graph/refusal.h"
#include "models/onnx/operator_table.h"
#include "models/onnx/window_attributes.h"

namespace ohmic::models {
namespace {

void importPool(NodeReader& node, Pool pool) {
  pool.window = readWindow(node, {});
  pool.ceilMode = node.attributes.integer("ceil_mode", 0) != 0;
  node.emit(pool, {0});
}

void importGlobalPool(NodeReader& node, Pool::Kind kind) {
  const Shape image = node.shape(0);
  if (image.size() != 4) {
    refuse("found input " + describe(image), "allowed: batch x channels x height x width");
  }
  Pool pool;
  pool.kind = kind;
  pool.window.kernelHeight = image[2];
  pool.window.kernelWidth = image[3];
  node.emit(pool, {0});
}

}  // namespace

void importMaxPool(NodeReader& node) {
  node.attributes.ignore("storage_order");  // of the second output, which nothing may use
  importPool(node, Pool{});
}

void importAveragePool(NodeReader& node) {
  Pool pool;
  pool.kind = Pool::Kind::kAverage;
  pool.countIncludePad = node.attributes.integer("count_include_pad", 0) != 0;
  importPool(node, pool);
}

void importGlobalMaxPool(NodeReader& node) { importGlobalPool(node, Pool::Kind::kMax); }

void importGlobalAveragePool(NodeReader& node) { importGlobalPool(node, Pool::Kind::kAverage); }

}  // namespace ohmic::models
