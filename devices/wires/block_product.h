// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>

namespace ohmic::devices {

using Block = Eigen::Ref<Eigen::MatrixXd>;
using ConstBlock = const Eigen::Ref<const Eigen::MatrixXd>&;

/// Products of dense matrices whose bits are the same on every processor: each entry is one chain of products
/// and sums, rounded apart, in the order of the inner dimension. The result may not overlap an operand.
///
/// c = a b.
void setProduct(Block c, ConstBlock a, ConstBlock b);
/// c = -a b.
void setNegativeProduct(Block c, ConstBlock a, ConstBlock b);
/// c = c - a b on and above the diagonal of a square c; what is below it becomes undefined.
void subtractProductAbove(Block c, ConstBlock a, ConstBlock b);

}  // namespace ohmic::devices
