// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Searches replayed on designs whose accuracies are known, a hundred times each, on other images and other
// chips each time: what the confidence promises has to hold.
//
//   right(point, chip, image)  =  hardness(image) < accuracy(point) + scatter(point) * (die + own + read)
//
// with hardness uniform in [0, 1], die normal by chip, own normal by point and chip, read normal by point,
// chip and image. The scatter's mean is 0, so a point's accuracy over all images and chips is
// accuracy(point).

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <numeric>
#include <vector>

#include "sim/study/search/race.h"
#include "sim/study/search/read_search.h"

namespace ohmic::sim {
namespace {

constexpr int kSeeds = 100;
constexpr std::int64_t kImages = 10000, kCalibration = 256;
constexpr int kChips = 10;
constexpr double kTolerance = 0.005, kConfidence = 0.95;
constexpr int kLeastWithin = 95, kMostLost = 5;  // of kSeeds

/// SplitMix64 of a few numbers.
std::uint64_t mixed(std::uint64_t a, std::uint64_t b, std::uint64_t c, std::uint64_t d) {
  std::uint64_t x = a;
  for (const std::uint64_t next : {b, c, d, std::uint64_t{0}}) {
    x += 0x9e3779b97f4a7c15U + next * 0xd1342543de82ef95U;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    x ^= x >> 31;
  }
  return x;
}

double uniform(std::uint64_t bits) { return static_cast<double>(bits >> 11) * 0x1p-53; }

/// Nearly normal, variance 1: four uniform parts of one word.
double normal(std::uint64_t bits) {
  double sum = 0.0;
  for (int part = 0; part < 4; ++part) {
    sum += static_cast<double>((bits >> (16 * part)) & 0xffffU) / 65536.0;
  }
  return (sum - 2.0) * std::sqrt(3.0);
}

struct Design {
  double accuracy = 0.0, scatter = 0.0, energy = 0.0;
};

/// A grid of converter bits, cell bits and noise: accuracy saturates, noise scatters, bits cost energy.
std::vector<Design> grid() {
  std::vector<Design> designs;
  for (int bits = 3; bits <= 8; ++bits) {
    for (int cells = 1; cells <= 4; ++cells) {
      for (int noise = 0; noise < 4; ++noise) {
        const double lost =
            0.9 * std::exp(-0.9 * (bits - 2)) + 0.004 * cells * cells * noise + 0.02 * noise * noise;
        designs.push_back({std::max(0.92 - lost, 0.1), 0.002 + 0.006 * noise * cells,
                           1e-6 * (bits * 0.2 + 2.0 / cells + 0.1 * (3 - noise))});
      }
    }
  }
  return designs;
}

class World {
 public:
  World(std::vector<Design> designs, std::uint64_t seed) : designs_(std::move(designs)), seed_(seed) {}

  [[nodiscard]] const std::vector<Design>& designs() const { return designs_; }

  /// @param world  another one has other images and chips.
  [[nodiscard]] Scores scores(std::size_t point, const RaceSize& size, std::uint64_t world) const {
    const Design& design = designs_[point];
    Scores scores;
    scores.byImage.assign(static_cast<std::size_t>(size.images), 0);
    scores.byChip.assign(static_cast<std::size_t>(size.chips), 0);
    for (int c = 0; c < size.chips; ++c) {
      const auto chip = static_cast<std::uint64_t>(c) + 1000 * world;
      const double ofChip = normal(mixed(seed_, 1, chip, 0)) + normal(mixed(seed_, 2, chip, point));
      for (std::size_t i = 0; i < scores.byImage.size(); ++i) {
        const double hardness = uniform(mixed(seed_, 3, world, i));
        const double read = normal(mixed(seed_ + 1000003 * point, 4, chip, i));
        const bool isRight = hardness < design.accuracy + design.scatter * (ofChip + read);
        scores.byImage[i] += isRight ? 1 : 0;
        scores.byChip[static_cast<std::size_t>(c)] += isRight ? 1 : 0;
      }
    }
    return scores;
  }

 private:
  std::vector<Design> designs_;
  std::uint64_t seed_;
};

RaceLog raceOf(const World& world, const Search& search) {
  std::vector<std::size_t> all(world.designs().size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return race({search, raceSizes(kImages, kChips), kCalibration}, all.size(), all,
              [&](const std::vector<std::size_t>& points, const RaceSize& size) {
                std::vector<Standing> standings;
                for (const std::size_t point : points) {
                  Standing standing;
                  standing.scores = world.scores(point, size, 0);
                  standing.values = {standing.scores.mean(), world.designs()[point].energy};
                  standings.push_back(std::move(standing));
                }
                return std::optional(std::move(standings));
              });
}

Search searchOf(bool hasEnergy) {
  Search search;
  search.goals = {{"top1", true}};
  if (hasEnergy) {
    search.goals.push_back({"energy_per_image_J", false});
  }
  search.confidence = kConfidence;
  search.tolerance = kTolerance;
  return search;
}

std::int64_t gridCost(const World& world) {
  return static_cast<std::int64_t>(world.designs().size()) * (kImages * kChips + kCalibration);
}

double bestOf(const std::vector<Design>& designs) {
  return std::max_element(designs.begin(), designs.end(),
                          [](const Design& a, const Design& b) { return a.accuracy < b.accuracy; })
      ->accuracy;
}

/// The point that a search of the most accurate one returns: of those left the best by its last result.
std::size_t answerOf(const RaceLog& log) {
  return *std::max_element(log.left.begin(), log.left.end(), [&](std::size_t a, std::size_t b) {
    return log.standings[a].values.front() < log.standings[b].values.front();
  });
}

TEST(SearchReplay, TheBestIsFoundWithinTheTolerance) {
  int within = 0;
  double share = 0.0;
  for (int seed = 0; seed < kSeeds; ++seed) {
    const World world(grid(), static_cast<std::uint64_t>(seed));
    const RaceLog log = raceOf(world, searchOf(false));
    const bool isWithin = world.designs()[answerOf(log)].accuracy >= bestOf(world.designs()) - kTolerance;
    within += isWithin ? 1 : 0;
    share += static_cast<double>(log.evaluations()) / static_cast<double>(gridCost(world)) / kSeeds;
  }
  std::printf("best: within the tolerance in %d of %d, cost 1/%.1f of the grid\n", within, kSeeds,
              1.0 / share);
  EXPECT_GE(within, kLeastWithin);
}

/// Whether some point that is left is as good as a member of the front, but for the tolerance.
bool isCovered(const std::vector<Design>& designs, std::size_t member, const std::vector<std::size_t>& left) {
  return std::any_of(left.begin(), left.end(), [&](std::size_t point) {
    return designs[point].accuracy >= designs[member].accuracy - kTolerance &&
           designs[point].energy <= designs[member].energy * (1.0 + kTolerance);
  });
}

TEST(SearchReplay, NoMemberOfTheFrontIsLost) {
  int losing = 0;
  double share = 0.0;
  for (int seed = 0; seed < kSeeds; ++seed) {
    const World world(grid(), static_cast<std::uint64_t>(seed));
    const auto& designs = world.designs();
    const RaceLog log = raceOf(world, searchOf(true));
    bool isLost = false;
    for (std::size_t member = 0; member < designs.size(); ++member) {
      const bool isOnFront = std::none_of(designs.begin(), designs.end(), [&](const Design& other) {
        return other.accuracy >= designs[member].accuracy && other.energy <= designs[member].energy &&
               (other.accuracy > designs[member].accuracy || other.energy < designs[member].energy);
      });
      isLost = isLost || (isOnFront && !isCovered(designs, member, log.left));
    }
    losing += isLost ? 1 : 0;
    share += static_cast<double>(log.evaluations()) / static_cast<double>(gridCost(world)) / kSeeds;
  }
  std::printf("front: a member is lost in %d of %d, cost 1/%.1f of the grid\n", losing, kSeeds, 1.0 / share);
  EXPECT_LE(losing, kMostLost);
}

// All points are equally good: nobody may fall but within the tolerance, which none is allowed here.
TEST(SearchReplay, OfEqualPointsNoneFalls) {
  int falling = 0;
  for (int seed = 0; seed < kSeeds; ++seed) {
    const World world(std::vector<Design>(12, {0.8, 0.02, 1e-6}), static_cast<std::uint64_t>(seed));
    Search search = searchOf(false);
    search.tolerance = 0.0;
    falling += raceOf(world, search).left.size() < 12 ? 1 : 0;
  }
  std::printf("equal points: one falls in %d of %d\n", falling, kSeeds);
  EXPECT_LE(falling, kMostLost);
}

// On the race's own budget: as many whole evaluations of random points as it pays for, and successive halving
// by four in the race's sizes, whose points see images and chips of their own.
TEST(SearchReplay, BesideRandomSearchAndHalvingWithoutPairs) {
  int byRace = 0, byRandom = 0, byHalving = 0;
  double halvingShare = 0.0;
  for (int seed = 0; seed < kSeeds; ++seed) {
    const World world(grid(), static_cast<std::uint64_t>(seed));
    const auto& designs = world.designs();
    const double least = bestOf(designs) - kTolerance;
    const RaceLog log = raceOf(world, searchOf(false));
    byRace += designs[answerOf(log)].accuracy >= least ? 1 : 0;

    const std::int64_t draws = log.evaluations() / (kImages * kChips + kCalibration);
    double best = 0.0, found = 0.0;
    for (std::int64_t draw = 0; draw < draws; ++draw) {
      const std::size_t point =
          mixed(static_cast<std::uint64_t>(seed), 9, static_cast<std::uint64_t>(draw), 0) % designs.size();
      const double accuracy = world.scores(point, {kImages, kChips}, 0).mean();
      if (accuracy > best) {
        best = accuracy;
        found = designs[point].accuracy;
      }
    }
    byRandom += found >= least ? 1 : 0;

    std::vector<std::size_t> left(designs.size());
    std::iota(left.begin(), left.end(), std::size_t{0});
    std::int64_t cost = 0;
    for (const RaceSize& size : raceSizes(kImages, kChips)) {
      std::vector<std::pair<double, std::size_t>> ranked;
      for (const std::size_t point : left) {
        ranked.emplace_back(-world.scores(point, size, point + 1).mean(), point);
        cost += size.images * size.chips + kCalibration;
      }
      std::sort(ranked.begin(), ranked.end());
      left.clear();
      for (std::size_t rank = 0; rank < (ranked.size() + 3) / 4; ++rank) {
        left.push_back(ranked[rank].second);
      }
    }
    byHalving += designs[left.front()].accuracy >= least ? 1 : 0;
    halvingShare += static_cast<double>(cost) / static_cast<double>(log.evaluations()) / kSeeds;
  }
  std::printf(
      "within the tolerance: race %d, random search %d, halving without pairs %d (cost %.2f of the race's)\n",
      byRace, byRandom, byHalving, halvingShare);
  EXPECT_GE(byRace, byRandom);
}

}  // namespace
}  // namespace ohmic::sim
