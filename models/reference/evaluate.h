// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "models/graph/graph.h"

namespace ohmic::models {

/// Run one node digitally on one image, in 32-bit floats: the reference for every operator, and the way
/// digital layers run beside the crossbars.
///
/// Equal bits everywhere: each output is one chain of multiplications and additions from 0 in the order of
/// the weight tensor's last axes (the bias is added last), vectorised over outputs only, never fused;
/// exponentials come from elementary.h.
///
/// @param inputs  one pointer per node input, each to the elements of its value's shape.
/// @param output  room for the output's elements; overlaps no input.
/// @pre graph came from importOnnx or GraphBuilder, and node's inputs and output are values of it.
void evaluate(const Graph& graph, const Node& node, const std::vector<const float*>& inputs, float* output);

}  // namespace ohmic::models
