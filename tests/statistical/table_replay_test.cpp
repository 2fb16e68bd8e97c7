// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Searches replayed on what real networks did: exhaustive tables of LeNet-5 on Fashion-MNIST, 1,000 images on
// 20 chips (tests/statistical/tables). A replay sees the images in an order of its own on ten chips of its
// own choice; the truth is what all images and the ten chips that it did not see say.

#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <numeric>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "sim/record/statistics.h"
#include "sim/study/search/front_layers.h"
#include "sim/study/search/race.h"
#include "sim/study/search/read_search.h"
#include "tests/places.h"

namespace ohmic::sim {
namespace {

constexpr int kSeeds = 100, kChips = 10;
constexpr std::int64_t kCalibration = 64;  // images, as the tables' runs read
constexpr double kTolerance = 0.005, kConfidence = 0.95;
constexpr int kMostLost = 5;  // of kSeeds

struct TablePoint {
  double energy = 0.0;
  std::vector<std::vector<bool>> isRight;  ///< [chip][image]
};

std::string unpacked(const std::string& file) {
  std::string text;
  const gzFile in = gzopen(file.c_str(), "rb");
  std::vector<char> part(1 << 16);
  for (int read = 1; in != nullptr && read > 0;) {
    read = gzread(in, part.data(), static_cast<unsigned>(part.size()));
    text.append(part.data(), static_cast<std::size_t>(std::max(read, 0)));
  }
  gzclose(in);
  return text;
}

std::vector<bool> bitsOf(const std::string& text) {
  std::vector<bool> bits;
  for (const char digit : text) {
    const int value = digit <= '9' ? digit - '0' : digit - 'a' + 10;
    for (int bit = 3; bit >= 0; --bit) {
      bits.push_back(((value >> bit) & 1) == 1);
    }
  }
  return bits;
}

std::vector<TablePoint> readTable(const std::string& name) {
  std::istringstream lines(unpacked(tests::sourceFolder() + "/tests/statistical/tables/" + name));
  std::string line;
  std::getline(lines, line);
  std::vector<TablePoint> points;
  while (std::getline(lines, line)) {
    const auto settings = line.find(','), energy = line.find(',', settings + 1);
    const auto correct = line.find(',', energy + 1);
    TablePoint point;
    point.energy = std::stod(line.substr(energy + 1, correct - energy - 1));
    std::istringstream chips(line.substr(correct + 1));
    for (std::string chip; chips >> chip;) {
      point.isRight.push_back(bitsOf(chip));
    }
    points.push_back(std::move(point));
  }
  return points;
}

/// One order of a table's images and chips.
class Deal {
 public:
  Deal(const std::vector<TablePoint>& table, unsigned seed) : table_(table) {
    std::mt19937 draw(seed);
    images_ = shuffled(table.front().isRight.front().size(), draw);
    chips_ = shuffled(table.front().isRight.size(), draw);
  }

  [[nodiscard]] std::int64_t images() const { return static_cast<std::int64_t>(images_.size()); }

  [[nodiscard]] Scores scores(std::size_t point, const RaceSize& size) const {
    Scores scores;
    scores.chipsOfAnImage = size.chipsOfAnImage;
    scores.byImage.assign(static_cast<std::size_t>(size.images), 0);
    scores.byChip.assign(static_cast<std::size_t>(size.chips), 0);
    const std::size_t groups = scores.groups(), part = scores.byImage.size() / groups;
    for (std::size_t c = 0; c < scores.byChip.size(); ++c) {
      const std::size_t first = c * groups / scores.byChip.size() * part;
      for (std::size_t i = first; i < first + part; ++i) {
        const int right = table_[point].isRight[chips_[c]][images_[i]] ? 1 : 0;
        scores.byImage[i] += right;
        scores.byChip[c] += right;
      }
    }
    return scores;
  }

  /// Of all images on the chips that no replay of this deal sees.
  [[nodiscard]] double truth(std::size_t point) const {
    std::int64_t right = 0;
    for (std::size_t c = kChips; c < chips_.size(); ++c) {
      const auto& bits = table_[point].isRight[chips_[c]];
      right += std::count(bits.begin(), bits.end(), true);
    }
    return static_cast<double>(right) / static_cast<double>((chips_.size() - kChips) * images_.size());
  }

  /// Standard error of the difference of two truths, by the chips that it is the mean of.
  [[nodiscard]] double truthError(std::size_t one, std::size_t other) const {
    std::vector<double> differences;
    for (std::size_t c = kChips; c < chips_.size(); ++c) {
      const auto &a = table_[one].isRight[chips_[c]], &b = table_[other].isRight[chips_[c]];
      const auto more = std::count(a.begin(), a.end(), true) - std::count(b.begin(), b.end(), true);
      differences.push_back(static_cast<double>(more) / static_cast<double>(images_.size()));
    }
    return standardDeviation(differences) / std::sqrt(static_cast<double>(differences.size()));
  }

 private:
  static std::vector<std::size_t> shuffled(std::size_t count, std::mt19937& draw) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = count; i > 1; --i) {
      std::swap(order[i - 1], order[draw() % i]);
    }
    return order;
  }

  const std::vector<TablePoint>& table_;
  std::vector<std::size_t> images_, chips_;
};

/// What replays of one table came to.
struct Outcome {
  int within = 0;        ///< the answer is within the tolerance of the truth's best
  int withinTruth = 0;   ///< it is so but for one standard error of the truth's own difference of the two
  int losing = 0;        ///< a member of the front has nobody left that stands for it
  int missing = 0;       ///< it has nobody in the answer's table, the front of those seen on most images
  int missingTruth = 0;  ///< the same but for one standard error of the truth's own difference
  double share = 0.0, dearest = 0.0, left = 0.0;
};

Outcome replay(const std::vector<TablePoint>& table, bool hasEnergy) {
  Outcome outcome;
  std::vector<std::size_t> all(table.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  for (unsigned seed = 0; seed < kSeeds; ++seed) {
    const Deal deal(table, seed);
    Search search;
    search.goals = {{"top1", true}};
    if (hasEnergy) {
      search.goals.push_back({"energy_per_image_J", false});
    }
    search.confidence = kConfidence;
    search.tolerance = kTolerance;
    const std::int64_t grid =
        static_cast<std::int64_t>(table.size()) * (deal.images() * kChips + kCalibration);
    const RaceLog log = race({search, raceSizes(deal.images(), kChips), kCalibration, grid}, table.size(),
                             all, [&](const std::vector<std::size_t>& points, const RaceSize& size) {
                               std::vector<Standing> standings;
                               for (const std::size_t point : points) {
                                 Standing standing;
                                 standing.scores = deal.scores(point, size);
                                 standing.values = {standing.scores.mean(), table[point].energy};
                                 standings.push_back(std::move(standing));
                               }
                               return std::optional(std::move(standings));
                             });
    std::vector<double> truth;
    for (const std::size_t point : all) {
      truth.push_back(deal.truth(point));
    }
    const std::size_t answer = *std::max_element(log.ahead.begin(), log.ahead.end(), [&](auto a, auto b) {
      return log.standings[a].values.front() < log.standings[b].values.front();
    });
    const auto best = static_cast<std::size_t>(std::max_element(truth.begin(), truth.end()) - truth.begin());
    const double behind = truth[best] - truth[answer];
    outcome.within += behind <= kTolerance ? 1 : 0;
    outcome.withinTruth += behind <= kTolerance + deal.truthError(best, answer) ? 1 : 0;
    const auto frontOf = [&](const std::vector<std::size_t>& points, const auto& accuracy) {
      std::vector<std::vector<double>> values;
      for (const std::size_t point : points) {
        values.push_back({accuracy(point), hasEnergy ? -table[point].energy : 0.0});
      }
      auto front = frontLayers(values).front();
      for (std::size_t& member : front) {
        member = points[member];
      }
      return front;
    };
    const auto members = frontOf(all, [&](std::size_t point) { return truth[point]; });
    const auto isAnyLost = [&](const std::vector<std::size_t>& answers, bool isTruthExact) {
      return std::any_of(members.begin(), members.end(), [&](std::size_t member) {
        return std::none_of(answers.begin(), answers.end(), [&](std::size_t point) {
          const double error = isTruthExact ? 0.0 : deal.truthError(member, point);
          return truth[point] >= truth[member] - kTolerance - error &&
                 (!hasEnergy || table[point].energy <= table[member].energy * (1.0 + kTolerance));
        });
      });
    };
    const auto shown =
        frontOf(log.ahead, [&](std::size_t point) { return log.standings[point].values.front(); });
    outcome.losing += isAnyLost(log.left, true) ? 1 : 0;
    outcome.missing += isAnyLost(shown, true) ? 1 : 0;
    outcome.missingTruth += isAnyLost(shown, false) ? 1 : 0;
    const double share = static_cast<double>(log.evaluations()) / static_cast<double>(grid);
    outcome.share += share / kSeeds;
    outcome.dearest = std::max(outcome.dearest, share);
    outcome.left += static_cast<double>(log.left.size()) / kSeeds;
  }
  return outcome;
}

void report(const char* table, const char* asked, const Outcome& found) {
  std::printf(
      "%s, %s: answer within the tolerance in %d of %d (in %d but for the truth's standard error), a member "
      "is "
      "lost in %d, not in the answer's table in %d (%d), cost 1/%.1f of the grid (dearest %.3f), %.1f points "
      "left\n",
      table, asked, found.within, kSeeds, found.withinTruth, found.losing, found.missing, found.missingTruth,
      1.0 / found.share, found.dearest, found.left);
}

void expectNothingIsLost(const std::string& name) {
  const auto table = readTable(name);
  ASSERT_FALSE(table.empty()) << name;
  const auto best = replay(table, false), front = replay(table, true);
  report(name.c_str(), "best", best);
  report(name.c_str(), "front", front);
  for (const auto& outcome : {best, front}) {
    EXPECT_LE(outcome.losing, kMostLost);
    EXPECT_LE(outcome.dearest, 1.0);
  }
}

TEST(TableReplay, TileSizeBitsAndWires) { expectNothingIsLost("tiles.csv.gz"); }

TEST(TableReplay, BitsOfTheConverterByLayer) { expectNothingIsLost("layers.csv.gz"); }

TEST(TableReplay, DeviceSlicesAndCompensation) { expectNothingIsLost("devices.csv.gz"); }

}  // namespace
}  // namespace ohmic::sim
