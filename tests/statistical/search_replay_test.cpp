// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Searches replayed on designs whose accuracies are known, a hundred times each, on other images and other
// chips each time: what the confidence promises has to hold.
//
//   right(point, chip, image)  =  hardness(image) < accuracy(point) + scatter(point) * (die + own + read)
//
// with hardness uniform in [0, 1], die by chip, own by point and chip, read normal by point, chip and image.
// die and own are normal, or of heavy tails: one in ten is five times as wide. The scatter's mean is 0, so a
// point's accuracy over all images and chips is accuracy(point).

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

/// Normal with all its tails, variance 1: G. E. P. Box, M. E. Muller, Ann. Math. Stat. 29:610, 1958.
double tailedNormal(std::uint64_t bits) {
  const double radius = std::sqrt(-2.0 * std::log1p(-uniform(bits)));
  return radius * std::cos(6.283185307179586 * uniform(mixed(bits, 7, 7, 7)));
}

/// How chips differ.
struct Chips {
  int count = 10;
  double die = 1.0;  ///< what all points have in common, over Design::scatter
  double own = 1.0;
  bool isHeavy = false;

  [[nodiscard]] double draw(std::uint64_t bits) const {
    const double normal = tailedNormal(bits);
    const bool isWide = uniform(mixed(bits, 8, 8, 8)) < 0.1;
    return isHeavy ? normal * (isWide ? 5.0 : 1.0) / std::sqrt(0.9 + 0.1 * 25.0) : normal;
  }
};

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
  World(std::vector<Design> designs, std::uint64_t seed, const Chips& chips = {})
      : designs_(std::move(designs)), seed_(seed), chips_(chips) {}

  [[nodiscard]] const std::vector<Design>& designs() const { return designs_; }
  [[nodiscard]] int chips() const { return chips_.count; }

  /// @param world  another one has other images and chips.
  [[nodiscard]] Scores scores(std::size_t point, const RaceSize& size, std::uint64_t world) const {
    const Design& design = designs_[point];
    Scores scores;
    scores.chipsOfAnImage = size.chipsOfAnImage;
    scores.byImage.assign(static_cast<std::size_t>(size.images), 0);
    scores.byChip.assign(static_cast<std::size_t>(size.chips), 0);
    const std::size_t groups = scores.groups(), part = scores.byImage.size() / groups;
    for (int c = 0; c < size.chips; ++c) {
      const auto chip = static_cast<std::uint64_t>(c) + 1000 * world;
      const double ofChip = chips_.die * chips_.draw(mixed(seed_, 1, chip, 0)) +
                            chips_.own * chips_.draw(mixed(seed_, 2, chip, point));
      const std::size_t first = static_cast<std::size_t>(c) * groups / scores.byChip.size() * part;
      for (std::size_t i = first; i < first + part; ++i) {
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
  Chips chips_;
};

std::int64_t gridCost(const World& world) {
  return static_cast<std::int64_t>(world.designs().size()) * (kImages * world.chips() + kCalibration);
}

RaceLog raceOf(const World& world, const Search& search) {
  std::vector<std::size_t> all(world.designs().size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return race({search, raceSizes(kImages, world.chips()), kCalibration, gridCost(world)}, all.size(), all,
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

double bestOf(const std::vector<Design>& designs) {
  return std::max_element(designs.begin(), designs.end(),
                          [](const Design& a, const Design& b) { return a.accuracy < b.accuracy; })
      ->accuracy;
}

/// The point that a search of the most accurate one returns: of those that were seen on most the best by its
/// last result.
std::size_t answerOf(const RaceLog& log) {
  return *std::max_element(log.ahead.begin(), log.ahead.end(), [&](std::size_t a, std::size_t b) {
    return log.standings[a].values.front() < log.standings[b].values.front();
  });
}

/// Whether some point that is left is as good as a member of the front, but for the tolerance.
bool isCovered(const std::vector<Design>& designs, std::size_t member, const std::vector<std::size_t>& left,
               double tolerance) {
  return std::any_of(left.begin(), left.end(), [&](std::size_t point) {
    return designs[point].accuracy >= designs[member].accuracy - tolerance &&
           designs[point].energy <= designs[member].energy * (1.0 + tolerance);
  });
}

bool isOnFront(const std::vector<Design>& designs, std::size_t member) {
  return std::none_of(designs.begin(), designs.end(), [&](const Design& other) {
    return other.accuracy >= designs[member].accuracy && other.energy <= designs[member].energy &&
           (other.accuracy > designs[member].accuracy || other.energy < designs[member].energy);
  });
}

/// Whether a member of the front has no point left that is as good, but for the tolerance.
bool isAnyLost(const std::vector<Design>& designs, const std::vector<std::size_t>& left, double tolerance) {
  for (std::size_t member = 0; member < designs.size(); ++member) {
    if (isOnFront(designs, member) && !isCovered(designs, member, left, tolerance)) {
      return true;
    }
  }
  return false;
}

/// What kSeeds replays came to.
struct Replays {
  int within = 0;         ///< the answer is within the tolerance of the best
  int losing = 0;         ///< a member of the front is lost
  double share = 0.0;     ///< mean cost, over the grid's
  double greatest = 0.0;  ///< cost of the dearest
  double left = 0.0;      ///< mean number of points

  [[nodiscard]] static Replays of(const std::vector<Design>& designs, const Chips& chips, bool hasEnergy,
                                  double tolerance) {
    Replays replays;
    for (int seed = 0; seed < kSeeds; ++seed) {
      const World world(designs, static_cast<std::uint64_t>(seed), chips);
      Search search = searchOf(hasEnergy);
      search.tolerance = tolerance;
      const RaceLog log = raceOf(world, search);
      replays.within += designs[answerOf(log)].accuracy >= bestOf(designs) - tolerance ? 1 : 0;
      replays.losing += isAnyLost(designs, log.left, tolerance) ? 1 : 0;
      const double share = static_cast<double>(log.evaluations()) / static_cast<double>(gridCost(world));
      replays.share += share / kSeeds;
      replays.greatest = std::max(replays.greatest, share);
      replays.left += static_cast<double>(log.left.size()) / kSeeds;
    }
    return replays;
  }

  void print(const char* what) const {
    std::printf(
        "%s: answer within the tolerance in %d of %d, a member is lost in %d, cost 1/%.1f of the grid "
        "(dearest %.2f), %.1f left\n",
        what, within, kSeeds, losing, 1.0 / share, greatest, left);
  }
};

constexpr double kLeastGain = 10.0;  // fewer image evaluations than the grid

TEST(SearchReplay, TheBestIsFoundWithinTheTolerance) {
  const auto replays = Replays::of(grid(), {}, false, kTolerance);
  replays.print("best");
  EXPECT_GE(replays.within, kLeastWithin);
  EXPECT_LE(replays.share, 1.0 / kLeastGain);
}

TEST(SearchReplay, NoMemberOfTheFrontIsLost) {
  const auto replays = Replays::of(grid(), {}, true, kTolerance);
  replays.print("front");
  EXPECT_LE(replays.losing, kMostLost);
  EXPECT_LE(replays.share, 1.0 / kLeastGain);
}

// Chips of heavy tails, few chips, dies that all points share, and designs so near to each other that a wrong
// fall is near, too.
TEST(SearchReplay, NoMemberIsLostWhereChipsAreFewOrWild) {
  std::vector<Design> near, mixed;
  for (int d = 0; d < 24; ++d) {
    near.push_back({0.9 - 0.002 * d, 0.004, 1e-6 * (1.0 + (d * 7) % 24)});
    mixed.push_back({0.9 - 0.002 * d, d % 5 == 0 ? 0.03 : 0.002, 1e-6 * (1.0 + (d * 7) % 24)});
  }
  const Chips wild{10, 1.0, 1.0, true}, few{3, 1.0, 1.0, true}, two{2, 1.0, 1.0, false};
  const Chips dies{3, 5.0, 0.5, false}, one{1, 0.0, 0.0, false};
  const struct {
    const char* name;
    std::vector<Design> designs;
    Chips chips;
    double tolerance;
  } kWorlds[] = {{"grid, wild chips", grid(), wild, kTolerance},
                 {"grid, 3 wild chips", grid(), few, kTolerance},
                 {"near, wild chips", near, wild, kTolerance},
                 {"near, 3 wild chips", near, few, 0.0},
                 {"near, 2 chips", near, two, 0.0},
                 {"near, 3 chips of common dies", near, dies, 0.0},
                 {"mixed, wild chips", mixed, wild, 0.0},
                 {"mixed, 3 wild chips", mixed, few, 0.0},
                 {"near, one chip", near, one, 0.0}};
  for (const auto& world : kWorlds) {
    const auto replays = Replays::of(world.designs, world.chips, true, world.tolerance);
    replays.print(world.name);
    EXPECT_LE(replays.losing, kMostLost) << world.name;
    EXPECT_LE(replays.greatest, world.chips.count > 1 ? 1.0 : 1.06) << world.name;
  }
}

// All points are equally good: nobody may fall but within the tolerance, which none is allowed here.
TEST(SearchReplay, OfEqualPointsNoneFalls) {
  for (const auto& chips : {Chips{}, Chips{10, 1.0, 1.0, true}, Chips{3, 1.0, 1.0, true}}) {
    int falling = 0;
    for (int seed = 0; seed < kSeeds; ++seed) {
      const World world(std::vector<Design>(12, {0.8, 0.02, 1e-6}), static_cast<std::uint64_t>(seed), chips);
      Search search = searchOf(false);
      search.tolerance = 0.0;
      falling += raceOf(world, search).left.size() < 12 ? 1 : 0;
    }
    std::printf("equal points, %d %s chips: one falls in %d of %d\n", chips.count,
                chips.isHeavy ? "wild" : "normal", falling, kSeeds);
    EXPECT_LE(falling, kMostLost);
  }
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

    const std::int64_t draws = log.evaluations() / (kImages * world.chips() + kCalibration);
    double best = 0.0, found = 0.0;
    for (std::int64_t draw = 0; draw < draws; ++draw) {
      const std::size_t point =
          mixed(static_cast<std::uint64_t>(seed), 9, static_cast<std::uint64_t>(draw), 0) % designs.size();
      const double accuracy = world.scores(point, {kImages, world.chips()}, 0).mean();
      if (accuracy > best) {
        best = accuracy;
        found = designs[point].accuracy;
      }
    }
    byRandom += found >= least ? 1 : 0;

    std::vector<std::size_t> left(designs.size());
    std::iota(left.begin(), left.end(), std::size_t{0});
    std::int64_t cost = 0;
    for (const RaceSize& size : raceSizes(kImages, world.chips())) {
      std::vector<std::pair<double, std::size_t>> ranked;
      for (const std::size_t point : left) {
        ranked.emplace_back(-world.scores(point, size, point + 1).mean(), point);
        cost += size.evaluations() + kCalibration;
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
