// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

namespace ohmic::devices {

/// Replaces the symmetric positive definite @p s by its inverse: block elimination without pivoting (block
/// Cholesky), halving down to small blocks, so that nearly all work is matrix products. If the entries off
/// the diagonal are not positive, only the diagonal's differences can cancel.
void invertInPlace(Eigen::Ref<Eigen::MatrixXd> s);

}  // namespace ohmic::devices
