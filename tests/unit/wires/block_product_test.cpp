// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/wires/block_product.h"

#include <gtest/gtest.h>

#include <cstdint>

#include "devices/wires/spd_inverse.h"
#include "tests/unit/models/targets.h"
#include "tests/unit/wires/random_array.h"

namespace ohmic::devices {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;

MatrixXd randomMatrix(Index rows, Index columns, unsigned seed) {
  return randomArray(rows, columns, seed).array() * 1e4 - 0.3;
}

/// c + sign a b, entry by entry, each product and each sum rounded.
MatrixXd chain(MatrixXd c, double sign, const MatrixXd& a, const MatrixXd& b) {
  for (Index j = 0; j < c.cols(); ++j) {
    for (Index i = 0; i < c.rows(); ++i) {
      for (Index k = 0; k < a.cols(); ++k) {
        const double product = sign * a(i, k) * b(k, j);
        c(i, j) += product;
      }
    }
  }
  return c;
}

struct Shape {
  Index rows, depth, columns;
};
// Less than a vector, remainders of panels and columns, more than one step of the depth.
constexpr Shape kShapes[] = {{1, 1, 1}, {3, 5, 2}, {16, 16, 16}, {17, 40, 9}, {33, 300, 18}, {64, 64, 67}};

// Inside larger matrices, whose other entries stay.
TEST(BlockProduct, IsOneChainForEachEntryOnEveryInstructionSet) {
  for (const std::int64_t target : models::everyTarget()) {
    const models::Targets only(target);
    for (const auto& [rows, depth, columns] : kShapes) {
      const MatrixXd a = randomMatrix(rows + 2, depth + 1, 1).block(1, 1, rows, depth);
      const MatrixXd b = randomMatrix(depth, columns, 2);
      MatrixXd c = MatrixXd::Constant(rows + 3, columns + 2, 7.0);
      const MatrixXd zero = MatrixXd::Zero(rows, columns);
      setProduct(c.block(1, 1, rows, columns), a, b);
      EXPECT_EQ(c.block(1, 1, rows, columns), chain(zero, 1.0, a, b)) << target << ", rows " << rows;
      setNegativeProduct(c.block(1, 1, rows, columns), a, b);
      EXPECT_EQ(c.block(1, 1, rows, columns), chain(zero, -1.0, a, b)) << target << ", rows " << rows;
      c.block(1, 1, rows, columns).setConstant(7.0);
      EXPECT_EQ(c, MatrixXd::Constant(rows + 3, columns + 2, 7.0)) << target << ", rows " << rows;
    }
  }
}

TEST(BlockProduct, SubtractsAboveTheDiagonal) {
  for (const std::int64_t target : models::everyTarget()) {
    const models::Targets only(target);
    for (const auto& [rows, depth, columns] : kShapes) {
      const MatrixXd a = randomMatrix(rows, depth, 3), b = randomMatrix(depth, rows, 4);
      const MatrixXd before = randomMatrix(rows, rows, 5);
      MatrixXd c = before;
      subtractProductAbove(c, a, b);
      const MatrixXd expected = chain(before, -1.0, a, b);
      EXPECT_EQ(MatrixXd(c.triangularView<Eigen::Upper>()), MatrixXd(expected.triangularView<Eigen::Upper>()))
          << target << ", rows " << rows << " of " << columns;
    }
  }
}

TEST(SpdInverse, TimesTheMatrixIsOne) {
  for (const Index n : {1, 2, 15, 16, 17, 31, 40, 77, 128}) {
    const MatrixXd random = randomMatrix(n, n, 6);
    const MatrixXd matrix = random * random.transpose() + MatrixXd::Identity(n, n);
    MatrixXd inverse = matrix.triangularView<Eigen::Upper>();  // what is below is not read
    invertInPlace(inverse);
    EXPECT_LT((inverse * matrix - MatrixXd::Identity(n, n)).cwiseAbs().maxCoeff(), 1e-8) << n;
    EXPECT_EQ(inverse, MatrixXd(inverse.transpose())) << n;
  }
}

// Tall enough that columns settle more than once; wide, so that it is turned.
TEST(Wires, AreEqualOnEveryInstructionSet) {
  const ConductanceMatrix g = randomArray(30, 150, 7);
  const WireResistance w{0.5, 0.7, 10.0, 3.0};
  const ConductanceMatrix expected = effectiveConductance(w, g);
  for (const std::int64_t target : models::everyTarget()) {
    const models::Targets only(target);
    EXPECT_EQ(effectiveConductance(w, g), expected) << target;
  }
}

}  // namespace
}  // namespace ohmic::devices
