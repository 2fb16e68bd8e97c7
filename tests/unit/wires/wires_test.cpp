// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/wires/wires.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

#include "tests/unit/wires/random_array.h"
#include "tests/unit/wires/sparse_solution.h"

namespace ohmic::devices {
namespace {

double disagreement(const WireResistance& w, const ConductanceMatrix& g) {
  double residual = 0;
  const ConductanceMatrix expected = sparseSolve(w, g, &residual);
  EXPECT_LT(residual, 1e-9);
  const double error = (effectiveConductance(w, g) - expected).cwiseAbs().maxCoeff() / expected.maxCoeff();
  return error;
}

// The work of a solution, by its order: of a ladder for each line one pass over the cells.
TEST(Wires, WorkIsCellsTimesTheShorterSide) {
  EXPECT_EQ(solutionWork({1, 1, 0, 0}, 6, 4), 6 * 4 * 4);
  EXPECT_EQ(solutionWork({0, 0, 1, 1}, 4, 6), 6 * 4 * 4);
  EXPECT_EQ(solutionWork({1, 0, 1, 0}, 6, 4), 6 * 4);
  EXPECT_EQ(solutionWork({0, 1, 0, 1}, 6, 4), 6 * 4);
  EXPECT_EQ(solutionWork({}, 6, 4), 6 * 4);
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
  Eigen::MatrixXd v(4, 3), printed(4, 5);
  v << 1.5, 2.3, 1.7, 4.1, 4.5, 4.0, 2.6, 1.1, 3.3, 2.1, 0.8, 1.1;
  printed << 0.01158502542154697, 0.009190641636252418, 0.01511568117325795, 0.02583320822125725,
      0.009811792882657454,  //
      0.02751147912633383, 0.02001367344264663, 0.03455572834736387, 0.05763285825948686,
      0.02199828526850542,  //
      0.01649934146322627, 0.009253888028787184, 0.02247116160516643, 0.02938042462503754,
      0.01136674127799886,  //
      0.009687361908533417, 0.005493696600379985, 0.009925952138337996, 0.01697803590727079,
      0.006586207801086458;
  for (Index i = 0; i < 4; ++i) {
    const Eigen::RowVectorXd error = v.row(i) * e - printed.row(i);
    EXPECT_LT(error.cwiseAbs().maxCoeff(), 1e-10 * printed.row(i).maxCoeff()) << i;
  }
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

TEST(Wires, AgreeOnASampleOfEveryShape) {
  for (const int m : {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 128}) {
    for (const int n : {1, 2, 4, 7, 11, 18, 29, 47, 76, 123, 128}) {
      EXPECT_LT(disagreementOf(m, n), 1e-9) << m << " x " << n;
    }
  }
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

// Each of the four alone, over nineteen decades; open cells and rows that carry nothing included.
TEST(Wires, AnyPositiveResistanceAnswers) {
  const auto g = randomArray(20, 30, 8);
  for (int exponent = -10; exponent <= 9; ++exponent) {
    const double r = std::pow(10.0, exponent);
    for (const WireResistance& w :
         {WireResistance{r, 0, 0, 0}, WireResistance{0, r, 0, 0}, WireResistance{0, 0, r, 0},
          WireResistance{0, 0, 0, r}, WireResistance{r, r, r, r}}) {
      const ConductanceMatrix e = effectiveConductance(w, g);
      EXPECT_TRUE(e.allFinite()) << r;
      EXPECT_GE(e.minCoeff(), 0.0) << r;
      EXPECT_LE(e.sum(), g.sum() * (1.0 + 1e-12)) << r;
    }
  }
}

// One key at zero is the limit of that key alone.
TEST(Wires, ZeroIsExact) {
  const auto g = randomArray(9, 14, 9);
  const ConductanceMatrix zero = effectiveConductance({0, 2, 0, 5}, g);
  const ConductanceMatrix tiny = effectiveConductance({1e-12, 2, 1e-12, 5}, g);
  EXPECT_LT((zero - tiny).cwiseAbs().maxCoeff(), 1e-12 * g.maxCoeff());
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
