// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/wires/wires.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

#include "tests/unit/wires/sparse_solution.h"

namespace ohmic::devices {
namespace {

/// Conductances from 1e-9 to 1e-3 S, one cell in eight open.
ConductanceMatrix randomArray(Index rows, Index lines, unsigned seed) {
  std::mt19937 random(seed);
  ConductanceMatrix g(rows, lines);
  for (Index i = 0; i < g.size(); ++i) {
    g.data()[i] = random() % 8 == 0 ? 0.0 : std::pow(10.0, -9.0 + 6.0 * random() / 4294967296.0);
  }
  return g;
}

double disagreement(const WireResistance& w, const ConductanceMatrix& g) {
  double residual = 0;
  const ConductanceMatrix expected = sparseSolve(w, g, &residual);
  EXPECT_LT(residual, 1e-9);
  const double error = (effectiveConductance(w, g) - expected).cwiseAbs().maxCoeff() / expected.maxCoeff();
  return error;
}

TEST(Wires, AgreeWithTheSolutionOfAllNodes) {
  double worst = 0;
  unsigned seed = 1;
  for (const auto& [m, n] : std::vector<std::pair<int, int>>{
           {1, 1}, {1, 9}, {9, 1}, {2, 3}, {5, 4}, {17, 16}, {16, 33}, {40, 7}, {64, 20}}) {
    for (int zero = 0; zero < 16; ++zero) {
      const WireResistance w{zero & 1 ? 0 : 1.5, zero & 2 ? 0 : 0.7, zero & 4 ? 0 : 12.0,
                             zero & 8 ? 0 : 30.0};
      worst = std::max(worst, disagreement(w, randomArray(m, n, seed++)));
    }
  }
  worst = std::max(worst, disagreement({1, 1, 0, 0}, randomArray(128, 50, 3)));
  RecordProperty("worst", std::to_string(worst * 1e15) + "e-15");
  EXPECT_LT(worst, 1e-9);
}

TEST(Wires, GiveBadcrossbarsPrintedCurrents) {
  ConductanceMatrix r(3, 5);
  r << 345, 903, 755, 257, 646, 652, 401, 508, 166, 454, 442, 874, 190, 244, 635;
  const ConductanceMatrix e = effectiveConductance({0.5, 0.5, 0, 0}, r.cwiseInverse());
  Eigen::RowVectorXd v(3);
  v << 1.5, 2.3, 1.7;
  Eigen::RowVectorXd printed(5);
  printed << 0.01158502542154697, 0.009190641636252418, 0.01511568117325795, 0.02583320822125725,
      0.009811792882657454;
  EXPECT_LT((v * e - printed).cwiseAbs().maxCoeff(), 1e-10 * printed.maxCoeff());
}

TEST(Wires, GiveThePrintedCurrentsOfAUniformArray) {
  // Ten digits are printed: half the last one is 3.2e-10 of the largest current.
  const ConductanceMatrix e = effectiveConductance({2, 2, 0, 0}, ConductanceMatrix::Constant(8, 8, 1e-4));
  Eigen::RowVectorXd printed(8);
  printed << 1.589365723e-4, 1.587160657e-4, 1.585271415e-4, 1.583697620e-4, 1.582438960e-4, 1.581495184e-4,
      1.580866104e-4, 1.580551595e-4;
  EXPECT_LT((0.2 * e.colwise().sum() - printed).cwiseAbs().maxCoeff(), 4e-10 * printed.maxCoeff());
}

TEST(Wires, GiveThePrintedCurrentsOfACheckerboard) {
  ConductanceMatrix g(8, 8);
  Eigen::RowVectorXd v(8), printed(8);
  for (Index i = 0; i < 64; ++i) {
    g(i / 8, i % 8) = (i / 8 + i) % 2 == 0 ? 1e-4 : 1e-6;
    v(i / 8) = i / 8 % 2 == 0 ? 0.2 : 0.1;
  }
  printed << 8.009336054e-5, 4.064401194e-5, 7.999652071e-5, 4.059519329e-5, 7.993190316e-5, 4.056273765e-5,
      7.989948186e-5, 4.054663193e-5;
  const ConductanceMatrix e = effectiveConductance({2, 2, 0, 0}, g);
  EXPECT_LT((v * e - printed).cwiseAbs().maxCoeff(), 1e-10 * printed.maxCoeff());
}

TEST(Wires, IdealWiresReturnTheConductances) {
  const auto g = randomArray(6, 9, 4);
  EXPECT_EQ(effectiveConductance({}, g), g);
}

TEST(Wires, TinyResistanceApproachesTheIdeal) {
  const auto g = randomArray(30, 20, 5);
  const ConductanceMatrix e = effectiveConductance({1e-9, 1e-9, 1e-9, 1e-9}, g);
  EXPECT_LT((e - g).cwiseAbs().maxCoeff(), 1e-9 * g.maxCoeff());
}

TEST(Wires, MoreResistanceMeansLessCurrent) {
  const auto g = randomArray(12, 12, 6);
  double last = g.sum();
  for (const double r : {0.01, 0.1, 1.0, 10.0, 100.0}) {
    const double total = effectiveConductance({r, r, r, r}, g).sum();
    EXPECT_LT(total, last);
    last = total;
  }
}

TEST(Wires, RefuseWhatIsNoResistanceOrConductance) {
  const auto g = randomArray(2, 2, 7);
  EXPECT_THROW(static_cast<void>(effectiveConductance({-1, 0, 0, 0}, g)), std::out_of_range);
  EXPECT_THROW(static_cast<void>(effectiveConductance({1, 0, 0, 0}, -g)), std::out_of_range);
}

}  // namespace
}  // namespace ohmic::devices
