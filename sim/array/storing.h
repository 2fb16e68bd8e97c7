// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace ohmic::sim {

/// How a layer's outputs are stored: as they are, or negative ones as zero, which saves the pass of a ReLU
/// behind the layer.
enum class Storing { plain, rectified };

}  // namespace ohmic::sim
