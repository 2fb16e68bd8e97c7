// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/wires/block_product.h"

namespace ohmic::devices {

/// Replaces the symmetric positive definite @p s, of which only the diagonal and what is above it is read, by
/// its whole inverse: block elimination without pivoting (block Cholesky), halving down to small blocks, so
/// that nearly all work is matrix products. If the entries off the diagonal are not positive, only the
/// diagonal's differences can cancel.
void invertInPlace(Block s);

}  // namespace ohmic::devices
