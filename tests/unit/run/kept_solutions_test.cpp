// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Solutions of wires that runs have in common: equal with a cache and without, whatever lies in it.

#include "sim/run/kept_solutions.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "sim/array/parallel.h"
#include "tests/folder.h"

namespace ohmic::sim {
namespace {

namespace fs = std::filesystem;

using devices::ConductanceMatrix;
using devices::WireResistance;

const WireResistance kWires{1.0, 2.0, 30.0, 40.0};

/// Cells from 1 to 100 uS, no two alike.
ConductanceMatrix someCells(int rows, int columns) {
  ConductanceMatrix g(rows, columns);
  for (Eigen::Index i = 0; i < g.size(); ++i) {
    g.data()[i] = 1e-6 + 99e-6 * std::fmod(0.618 * static_cast<double>(i + 1), 1.0);
  }
  return g;
}

class KeptSolutions : public tests::TestInFolder {
 protected:
  [[nodiscard]] std::set<fs::path> files() const {
    std::set<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder_)) {
      files.insert(entry.path());
    }
    return files;
  }
};

TEST_F(KeptSolutions, AreEqualToTheSolutionWithACacheAndWithout) {
  const ResultCache cache(folder_);
  for (const auto& [rows, columns] : {std::pair(48, 33), std::pair(33, 48)}) {
    const ConductanceMatrix g = someCells(rows, columns);
    const ConductanceMatrix expected = devices::effectiveConductance(kWires, g);
    EXPECT_EQ(solverWith(nullptr)(kWires, g), expected);
    EXPECT_EQ(solverWith(&cache)(kWires, g), expected) << "solved";
    EXPECT_EQ(solverWith(&cache)(kWires, g), expected) << "kept";
  }
  EXPECT_EQ(files().size(), 2U);
}

// A kept solution is taken: here one that is none.
TEST_F(KeptSolutions, AreNotSolvedAgain) {
  const ResultCache cache(folder_);
  const ConductanceMatrix g = someCells(40, 40);
  static_cast<void>(solverWith(&cache)(kWires, g));
  const std::string name = files().begin()->filename().string();
  const auto kept = cache.find(name);
  ASSERT_TRUE(kept && kept->size() == 40 * 40 * sizeof(double));
  cache.keep(name, std::string(kept->size(), '\0'));
  EXPECT_EQ(solverWith(&cache)(kWires, g), ConductanceMatrix::Zero(40, 40));
  cache.keep(name, std::string(kept->size() - 1, '\0'));
  EXPECT_EQ(solverWith(&cache)(kWires, g), devices::effectiveConductance(kWires, g)) << "of another size";
  EXPECT_EQ(cache.find(name), kept) << "kept again";
}

TEST_F(KeptSolutions, EachWireAndEachBitOfACellHasItsOwn) {
  const ResultCache cache(folder_);
  const auto solver = solverWith(&cache);
  const ConductanceMatrix g = someCells(40, 36);
  std::vector<std::pair<WireResistance, ConductanceMatrix>> all = {{kWires, g}};
  for (const auto member :
       {&WireResistance::row, &WireResistance::column, &WireResistance::driver, &WireResistance::sense}) {
    WireResistance wires = kWires;
    wires.*member = std::nextafter(wires.*member, 0.0);
    all.emplace_back(wires, g);
  }
  for (const Eigen::Index cell : {Eigen::Index{0}, g.size() / 2, g.size() - 1}) {
    ConductanceMatrix other = g;
    other.data()[cell] = std::nextafter(other.data()[cell], 1.0);
    all.emplace_back(kWires, other);
  }
  all.emplace_back(kWires, Eigen::Map<const ConductanceMatrix>(g.data(), 36, 40));  // the same numbers
  for (const auto& [wires, cells] : all) {
    EXPECT_EQ(solver(wires, cells), devices::effectiveConductance(wires, cells));
  }
  EXPECT_EQ(files().size(), all.size());
  for (const auto& [wires, cells] : all) {
    EXPECT_EQ(solver(wires, cells), devices::effectiveConductance(wires, cells));
  }
  EXPECT_EQ(files().size(), all.size());
}

TEST_F(KeptSolutions, ThatAreDamagedAreSolvedAgain) {
  const ResultCache cache(folder_);
  const ConductanceMatrix g = someCells(40, 40), expected = devices::effectiveConductance(kWires, g);
  static_cast<void>(solverWith(&cache)(kWires, g));
  const fs::path file = *files().begin();
  const auto size = fs::file_size(file);
  for (const std::uintmax_t at : {std::uintmax_t{100}, size / 2, size - 1}) {
    std::fstream(file, std::ios::binary | std::ios::in | std::ios::out)
        .seekp(static_cast<std::streamoff>(at))
        .put('x');
    EXPECT_EQ(solverWith(&cache)(kWires, g), expected) << at;
    fs::resize_file(file, at);
    EXPECT_EQ(solverWith(&cache)(kWires, g), expected) << "cut at " << at;
    EXPECT_EQ(fs::file_size(file), size);
  }
}

TEST_F(KeptSolutions, AreNoneThatCostLessThanAFile) {
  const ResultCache cache(folder_);
  const auto solver = solverWith(&cache);
  const ConductanceMatrix small = someCells(31, 32), great = someCells(64, 64);
  EXPECT_EQ(solver(kWires, small), devices::effectiveConductance(kWires, small));
  for (const WireResistance& ladders :
       {WireResistance{0.0, 1.0, 0.0, 5.0}, WireResistance{1.0, 0.0, 5.0, 0.0}, WireResistance{}}) {
    EXPECT_EQ(solver(ladders, great), devices::effectiveConductance(ladders, great));
  }
  EXPECT_TRUE(files().empty());
}

TEST_F(KeptSolutions, MayBeSharedByThreads) {
  const ResultCache cache(folder_ / "made");
  const auto solver = solverWith(&cache);
  const std::vector<ConductanceMatrix> cells = {someCells(40, 40), someCells(41, 40), someCells(42, 40)};
  std::vector<ConductanceMatrix> found(24);
  forEachIndex(found.size(), 4,
               [&](std::size_t i, int) { found[i] = solver(kWires, cells[i % cells.size()]); });
  for (std::size_t i = 0; i < found.size(); ++i) {
    EXPECT_EQ(found[i], devices::effectiveConductance(kWires, cells[i % cells.size()])) << i;
  }
}

}  // namespace
}  // namespace ohmic::sim
