// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/search/race.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "sim/study/search/read_search.h"

namespace ohmic::sim {
namespace {

/// Points whose accuracies are known: a table of images and chips is drawn from them.
class World {
 public:
  World(std::vector<double> accuracies, std::vector<double> costs, unsigned seed = 1)
      : accuracies_(std::move(accuracies)), costs_(std::move(costs)), seed_(seed) {}

  /// The same images are easy or hard for all points.
  [[nodiscard]] std::optional<std::vector<Standing>> evaluate(const std::vector<std::size_t>& points,
                                                              const RaceSize& size) const {
    std::vector<Standing> standings;
    const auto digital = std::make_shared<const Scores>(scoresAt(0.95, {size.images, 1}));
    for (const std::size_t point : points) {
      Standing standing;
      if (accuracies_[point] < 0.0) {
        standing.failure = "exit code 3";
      }
      standing.scores = scoresAt(accuracies_[point], size);
      standing.digital = digital;
      standing.values = {standing.scores.mean(), costs_[point], digital->mean()};
      standings.push_back(std::move(standing));
    }
    return standings;
  }

  [[nodiscard]] Evaluate asked() const {
    return [this](const auto& points, const RaceSize& size) { return evaluate(points, size); };
  }

 private:
  [[nodiscard]] Scores scoresAt(double accuracy, const RaceSize& size) const {
    std::mt19937 draw(seed_);
    Scores scores;
    scores.chipsOfAnImage = size.chipsOfAnImage;
    scores.byImage.assign(static_cast<std::size_t>(size.images), 0);
    scores.byChip.assign(static_cast<std::size_t>(size.chips), 0);
    for (std::size_t i = 0; i < scores.byImage.size(); ++i) {
      const double hardness = static_cast<double>(draw()) / 4294967296.0;
      for (std::size_t c = 0; c < scores.byChip.size(); ++c) {
        const bool isSeen =
            i / (scores.byImage.size() / scores.groups()) == c * scores.groups() / scores.byChip.size();
        scores.byImage[i] += isSeen && hardness < accuracy ? 1 : 0;
        scores.byChip[c] += isSeen && hardness < accuracy ? 1 : 0;
      }
    }
    return scores;
  }

  std::vector<double> accuracies_, costs_;
  unsigned seed_;
};

Search searchOf(const std::vector<SearchGoal>& goals, const std::vector<std::string>& constraints = {}) {
  Search search;
  search.goals = goals;
  for (const auto& text : constraints) {
    search.constraints.push_back(parseConstraint(text));
  }
  return search;
}

const SearchGoal kAccurate{"top1", true}, kCheap{"energy_per_image_J", false};

RaceLog raceOf(Search search, const World& world, std::size_t points) {
  std::vector<std::size_t> entrants(points);
  for (std::size_t p = 0; p < points; ++p) {
    entrants[p] = p;
  }
  return race({std::move(search), raceSizes(10000, 10), 256, static_cast<std::int64_t>(points) * 100256},
              points, entrants, world.asked());
}

/// World's values are of top1, energy and digital accuracy: the columns of a search that has all three.
Search allColumns(std::vector<SearchGoal> goals) {
  return searchOf(goals, {"energy_per_image_J <= 1 J", "digital_top1 >= 0 %"});
}

const Fall* fallOf(const RaceLog& log, std::size_t point) {
  for (const auto& round : log.rounds) {
    for (const auto& fall : round.falls) {
      if (fall.point == point) {
        return &fall;
      }
    }
  }
  return nullptr;
}

TEST(Race, WhoIsFarBehindFallsOnFewImages) {
  const auto log = raceOf(allColumns({kAccurate}), World({0.9, 0.2, 0.5}, {1e-6, 1e-6, 1e-6}), 3);
  EXPECT_EQ(log.left, (std::vector<std::size_t>{0}));
  ASSERT_NE(fallOf(log, 1), nullptr);
  EXPECT_EQ(fallOf(log, 1)->kind, Fall::Kind::beaten);
  EXPECT_EQ(fallOf(log, 1)->against, 0U);
  EXPECT_EQ(log.rounds.front().falls.size(), 2U);
  ASSERT_EQ(log.rounds.size(), 2U) << "the only one left sees all images at once";
  EXPECT_EQ(log.rounds.back().size, (RaceSize{10000, 10, true}));
  EXPECT_EQ(log.end, RaceEnd::whole);
  EXPECT_EQ(log.evaluations(), 3 * (150 + 256) + (10000 + 256));
}

TEST(Race, ADearPointIsBeatenByACheapOneOfMoreAccuracyAlone) {
  const auto log =
      raceOf(allColumns({kAccurate, kCheap}), World({0.9, 0.5, 0.5, 0.95}, {2e-6, 3e-6, 1e-6, 4e-6}), 4);
  EXPECT_EQ(log.left, (std::vector<std::size_t>{0, 2, 3}));
  EXPECT_EQ(fallOf(log, 1)->against, 0U);
}

TEST(Race, WhoSurelyBreaksAConstraintFallsAndBeatsNobody) {
  auto search = searchOf({kCheap}, {"top1 >= digital_top1 - 5 %"});
  World world({0.94, 0.5, 0.93}, {2e-6, 1e-6, 3e-6});
  const auto log = race({search, raceSizes(10000, 10), 0, 300000}, 3, {0, 1, 2},
                        [&](const auto& points, const RaceSize& size) {
                          auto standings = world.evaluate(points, size);
                          for (auto& standing : *standings) {  // columns: energy, top1, digital_top1
                            standing.values = {standing.values[1], standing.values[0], standing.values[2]};
                          }
                          return standings;
                        });
  EXPECT_EQ(fallOf(log, 1)->kind, Fall::Kind::breaks);
  EXPECT_LT(fallOf(log, 1)->gaps.front().high, 0.0);
  EXPECT_EQ(log.left, (std::vector<std::size_t>{0}));
  EXPECT_EQ(fallOf(log, 2)->against, 0U) << "cheaper, and surely as accurate as it has to be";
}

TEST(Race, PointsThatAreEqualWithinTheToleranceLeaveOne) {
  auto search = allColumns({kAccurate, kCheap});
  search.tolerance = 0.02;
  const auto log = raceOf(search, World({0.9, 0.9, 0.9}, {1e-6, 1e-6, 1e-6}), 3);
  EXPECT_EQ(log.left.size(), 1U);
  EXPECT_EQ(fallOf(log, 2)->kind, Fall::Kind::tolerated);
  search.tolerance = 0.0;
  EXPECT_EQ(raceOf(search, World({0.9, 0.9, 0.9}, {1e-6, 1e-6, 1e-6}), 3).left.size(), 3U);
}

// 90.0, 90.4, 90.8 ...: each is within the tolerance of the next, the ends are not.
TEST(Race, TolerancesDoNotAddUp) {
  auto search = allColumns({kAccurate});
  search.tolerance = 0.01;
  std::vector<double> accuracies, costs;
  for (int p = 0; p < 8; ++p) {
    accuracies.push_back(0.9 + 0.004 * p);
    costs.push_back(1e-6);
  }
  const auto log = raceOf(search, World(accuracies, costs), 8);
  double best = 0.0;
  for (const std::size_t point : log.left) {
    best = std::max(best, accuracies[point]);
  }
  EXPECT_GE(best, accuracies.back() - search.tolerance);
}

TEST(Race, AFailedPointFallsAlone) {
  const auto log = raceOf(allColumns({kAccurate}), World({0.9, -1.0}, {1e-6, 1e-6}), 2);
  EXPECT_EQ(fallOf(log, 1)->kind, Fall::Kind::failed);
  EXPECT_EQ(log.left, (std::vector<std::size_t>{0}));
}

TEST(Race, EndsBeforeARoundThatItCannotPay) {
  auto search = allColumns({kAccurate});
  search.images = 2500;
  const auto log = raceOf(search, World({0.9, 0.899, 0.2}, {1e-6, 1e-6, 1e-6}), 3);
  EXPECT_EQ(log.end, RaceEnd::images);
  EXPECT_LE(log.evaluations(), 2500);
  EXPECT_EQ(log.next.images, 620) << "alone it would fit: " << log.nextEvaluations;
  EXPECT_EQ(log.left.size(), 2U);
}

TEST(Race, WaitsForARoundThatIsMissing) {
  const World world({0.9, 0.899}, {1e-6, 1e-6});
  const auto log = race({allColumns({kAccurate}), raceSizes(10000, 10), 0, 200000}, 2, {0, 1},
                        [&](const auto& points, const RaceSize& size) {
                          return size.images < 1000 ? world.evaluate(points, size) : std::nullopt;
                        });
  EXPECT_EQ(log.end, RaceEnd::unfinished);
  EXPECT_EQ(log.rounds.size(), 2U);
  EXPECT_EQ(log.next.images, 2500);
}

TEST(Race, EveryStatementAboutAPointThatIsLeftHasItsShareOfTheConfidence) {
  auto search = allColumns({kAccurate});
  search.constraints.push_back(parseConstraint("top1 >= 10 %"));
  const auto log = raceOf(search, World({0.9, 0.898, 0.4}, {1e-6, 1e-6, 1e-6}), 3);
  ASSERT_EQ(log.rounds.front().falls.size(), 1U);
  EXPECT_NEAR(log.rounds[0].alpha, 0.05 / 5 / (3 * (2 + 2)), 1e-15) << "5 rounds, 2 rivals, 1 constraint";
  EXPECT_NEAR(log.rounds[1].alpha, 0.05 / 5 / (2 * (2 + 2)), 1e-15) << "of the two that are left";
}

// 20 equal points without a tolerance: nothing can be told, so nobody falls, and a tenth of the grid is
// spent.
TEST(Race, CostsATenthOfTheGridWhereNothingCanBeTold) {
  const std::vector<double> accuracies(20, 0.9), costs(20, 1e-6);
  const auto log = raceOf(allColumns({kAccurate}), World(accuracies, costs), 20);
  EXPECT_EQ(log.left.size(), 20U);
  EXPECT_EQ(log.end, RaceEnd::whole);
  EXPECT_LT(log.evaluations(), 20 * 100256 / 10);
  EXPECT_TRUE(std::includes(log.left.begin(), log.left.end(), log.ahead.begin(), log.ahead.end()));
  EXPECT_LT(log.ahead.size(), log.left.size()) << "the others rest";
  EXPECT_EQ(log.ahead, log.rounds.back().points);
}

// Six points 0.3 points apart: 10,000 images, each seen once, leave open which is within 0.1 points of the
// best, so each is seen by five chips then. With a tolerance of 5 points there is no doubt.
TEST(Race, GivesMoreChipsToImagesWhileTheBestIsInDoubt) {
  std::vector<double> accuracies;
  for (int p = 0; p < 6; ++p) {
    accuracies.push_back(0.9 - 0.0001 * p);
  }
  auto search = allColumns({kAccurate});
  search.images = 1000000;
  search.tolerance = 0.0001;
  const World world(accuracies, std::vector<double>(6, 1e-6));
  EXPECT_EQ(raceOf(search, world, 6).rounds.back().size, (RaceSize{10000, 10, 5}));
  search.tolerance = 0.05;
  EXPECT_EQ(raceOf(search, world, 6).rounds.back().size.chipsOfAnImage, 1);
}

// Those that a few images put first turn out to break the constraint: the next best are called.
TEST(Race, CallsPointsThatRestWhereThoseAheadBreakAConstraint) {
  Search search = searchOf({kCheap}, {"top1 >= 10 %"});
  const std::vector<double> late = {0.01, 0.01, 0.01, 0.01, 0.9, 0.9};
  std::vector<std::size_t> asked;
  const auto log = race({search, raceSizes(2000, 1), 0, 6 * 2000}, 6, {0, 1, 2, 3, 4, 5},
                        [&](const auto& points, const RaceSize& size) {
                          std::vector<Standing> standings;
                          for (const std::size_t point : points) {
                            const bool isLate = size.images > 125;
                            const auto right = static_cast<std::int64_t>((isLate ? late[point] : 0.12) *
                                                                         static_cast<double>(size.images));
                            Standing standing;
                            standing.scores.byImage.assign(static_cast<std::size_t>(size.images), 0);
                            std::fill_n(standing.scores.byImage.begin(), right, 1);
                            standing.scores.byChip = {right};
                            standing.values = {1e-6 * (1.0 + static_cast<double>(point)), 0.0};
                            standings.push_back(std::move(standing));
                          }
                          asked.insert(asked.end(), points.begin(), points.end());
                          return std::optional(std::move(standings));
                        });
  EXPECT_EQ(log.end, RaceEnd::whole);
  ASSERT_FALSE(log.ahead.empty());
  EXPECT_EQ(log.ahead.front(), 4U) << "the cheapest that meets it";
  EXPECT_EQ(fallOf(log, 0)->kind, Fall::Kind::breaks);
}

// With one chip a round before the last is begun only where it costs little, or enough has fallen.
TEST(Race, OfOneChipCostsHardlyMoreThanTheGrid) {
  for (const std::size_t far : {0U, 5U, 15U}) {
    std::vector<double> accuracies(20, 0.9);
    std::fill(accuracies.begin(), accuracies.begin() + static_cast<std::ptrdiff_t>(far), 0.3);
    const World world(accuracies, std::vector<double>(20, 1e-6));
    std::vector<std::size_t> entrants(20);
    std::iota(entrants.begin(), entrants.end(), std::size_t{0});
    const auto log =
        race({allColumns({kAccurate}), raceSizes(10000, 1), 256, 20 * 10256}, 20, entrants, world.asked());
    EXPECT_EQ(log.left.size(), 20 - far);
    EXPECT_EQ(log.rounds.back().size, (RaceSize{10000, 1, false}));
    EXPECT_LE(log.evaluations(), 21 * 10256);
    EXPECT_TRUE(far < 15 || log.evaluations() < 20 * 10256 * 2 / 5);
  }
}

/// Without the memory of whom a point stands for, a chain of falls within the tolerance would end with the
/// cheapest: 1 falls to 0 in one goal's tolerance, and 2 to 1.
TEST(Race, APointThatOthersFellToWithinTheToleranceFallsToNoneWithinIt) {
  auto search = allColumns({kAccurate, kCheap});
  search.tolerance = 0.1;
  // each is 0.06 less accurate and 8 % cheaper than the one before, and within the tolerance of it
  const std::vector<double> accuracies = {0.90, 0.84, 0.78, 0.72, 0.66};
  std::vector<double> costs;
  for (int p = 0; p < 5; ++p) {
    costs.push_back(1e-6 * std::pow(0.92, p));
  }
  const auto log = raceOf(search, World(accuracies, costs), 5);
  for (std::size_t p = 0; p < accuracies.size(); ++p) {
    const bool isCovered = std::any_of(log.left.begin(), log.left.end(), [&](std::size_t q) {
      return accuracies[q] >= accuracies[p] - search.tolerance &&
             costs[q] <= costs[p] * (1.0 + search.tolerance);
    });
    EXPECT_TRUE(isCovered) << "nobody left stands for point " << p;
  }
  EXPECT_LT(log.left.size(), accuracies.size()) << "tolerated falls do happen";
}

TEST(Race, AThousandPointsAreDecidedAtOnce) {
  std::vector<double> accuracies, costs;
  for (int p = 0; p < 1000; ++p) {
    accuracies.push_back(0.1 + 0.0008 * p);
    costs.push_back(1e-6);
  }
  const auto log = raceOf(allColumns({kAccurate}), World(accuracies, costs), 1000);
  EXPECT_TRUE(std::find(log.left.begin(), log.left.end(), 999U) != log.left.end());
  EXPECT_LT(log.evaluations(), 1000 * 100256 / 8);
}

}  // namespace
}  // namespace ohmic::sim
