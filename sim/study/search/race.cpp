// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/search/race.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "configs/mathematics/elementary.h"
#include "sim/study/search/front_layers.h"
#include "sim/study/search/race_rounds.h"

namespace ohmic::sim {
namespace {

constexpr const char* kTop1 = "top1";
constexpr const char* kNormalized = "normalized_top1";
constexpr const char* kDigital = "digital_top1";
constexpr double kRootOfTwo = 1.4142135623730951;

/// What of a point makes up a figure: accuracies with their weights, and a constant.
struct Figures {
  double scores = 0.0;   ///< weight of the point's own accuracy
  double digital = 0.0;  ///< of the float network's
  double constant = 0.0;
};

/// Reads figures off standings.
class Reading {
 public:
  explicit Reading(const Search& search) : search_(search), columns_(columnsOf(search)) {}

  [[nodiscard]] double value(const Standing& standing, const std::string& column) const {
    const auto at = std::find(columns_.begin(), columns_.end(), column) - columns_.begin();
    return standing.values[static_cast<std::size_t>(at)];
  }

  /// A goal, the greater the better.
  [[nodiscard]] Figures goal(const SearchGoal& goal, const Standing& standing) const {
    Figures figures;
    add(goal.column, goal.isHigher ? 1.0 : -1.0, standing, figures);
    return figures;
  }

  /// A constraint: negative where it is broken.
  [[nodiscard]] Figures slack(const SearchConstraint& constraint, const Standing& standing) const {
    const double sign = constraint.isAtLeast ? 1.0 : -1.0;
    Figures figures;
    figures.constant = -sign * constraint.number;
    add(constraint.column, sign, standing, figures);
    if (!constraint.other.empty()) {
      add(constraint.other, -sign, standing, figures);
    }
    return figures;
  }

 private:
  void add(const std::string& column, double weight, const Standing& standing, Figures& figures) const {
    if (column == kTop1) {
      figures.scores += weight;
    } else if (column == kNormalized) {
      figures.scores +=
          standing.digital && standing.digital->mean() > 0.0 ? weight / standing.digital->mean() : weight;
    } else if (column == kDigital && standing.digital) {
      figures.digital += weight;
    } else {
      figures.constant += weight * value(standing, column);
    }
  }

  const Search& search_;
  std::vector<std::string> columns_;
};

/// A figure with its interval.
struct Estimate {
  double value = 0.0, low = 0.0, high = 0.0;
  double error = 0.0;  ///< standard error
  bool isRaced = false;
};

/// The figures of one standing less those of another (null: of nothing).
/// @param fieldVariance  of the two's accuracies, as Margin::of() takes it.
Estimate estimateOf(const Figures& figures, const Standing& of, const Figures& others, const Standing* less,
                    const Margin& margin, double fieldVariance) {
  std::vector<Term> terms;
  const double constant = figures.constant - (less == nullptr ? 0.0 : others.constant);
  if (figures.scores != 0.0) {
    terms.push_back({&of.scores, figures.scores});
  }
  if (less != nullptr && others.scores != 0.0) {
    terms.push_back({&less->scores, -others.scores});
  }
  const double weight = std::max(std::abs(figures.scores), std::abs(others.scores));
  double reach = weight;
  const bool isSame = less != nullptr && of.digital == less->digital && figures.digital == others.digital;
  if (figures.digital != 0.0 && !isSame) {
    terms.push_back({of.digital.get(), figures.digital});
  }
  if (less != nullptr && others.digital != 0.0 && !isSame) {
    terms.push_back({less->digital.get(), -others.digital});
    reach += std::abs(others.digital);
  }
  if (terms.empty()) {
    return {constant, constant, constant, 0.0, false};
  }
  const Contrast contrast = contrastOf(terms, constant);
  const double half = margin.of(contrast, weight * weight * fieldVariance, reach);
  return {contrast.value, contrast.value - half, contrast.value + half,
          margin.error(contrast, weight * weight * fieldVariance), true};
}

/// Statements on constraints about an accuracy, of one point.
double statementsOfConstraints(const Search& search) {
  const auto raced =
      std::count_if(search.constraints.begin(), search.constraints.end(),
                    [](const SearchConstraint& c) { return isRaced(c.column) || isRaced(c.other); });
  return 2.0 * static_cast<double>(raced);
}

/// What may be stated in a round of each point that takes part: that another of the entrants is as good, that
/// it breaks a constraint, and that a rival meets it.
double statementsOf(const Search& search, std::size_t entrants, std::size_t points) {
  const double ofAPoint = static_cast<double>(entrants) - 1.0 + statementsOfConstraints(search);
  return std::max(static_cast<double>(points) * ofAPoint, 1.0);
}

/// One round's decisions.
class Referee {
 public:
  Referee(const Search& search, const std::vector<std::size_t>& points,
          const std::vector<Standing>& standings, const Margin& margin, std::vector<bool>& isKept)
      : search_(search),
        reading_(search),
        points_(points),
        standings_(standings),
        margin_(margin),
        isKept_(isKept),
        hasFallen_(standings.size(), false) {}

  std::vector<Fall> decide() {
    field_ = fieldOf(nullptr);
    for (const std::size_t point : points_) {
      dropBroken(point);
    }
    measure();
    const auto front = rivals();
    for (const std::size_t rival : front) {
      fieldOfRival_[rival] = fieldOf(&standings_[rival]);
    }
    for (const std::size_t point : order(front)) {
      dropBeaten(point, front);
    }
    return falls_;
  }

  /// The points that are left, by what they make of the goals and lack to the constraints. @pre decide()
  [[nodiscard]] std::vector<std::vector<std::size_t>> layers() const {
    std::vector<std::size_t> left;
    std::vector<std::vector<double>> values;
    for (const std::size_t point : points_) {
      if (!hasFallen_[point]) {
        left.push_back(point);
        values.push_back(estimates_[point]);
        for (std::size_t v = search_.goals.size(); v < values.back().size(); ++v) {
          values.back()[v] = std::min(values.back()[v], 0.0);
        }
      }
    }
    return layersOf(left, values);
  }

  /// At most the probability that a point behind the first layer is better than all of it by more than the
  /// tolerance, by normal laws; 1 if a constraint is raced. @pre decide()
  [[nodiscard]] double doubt(const std::vector<std::vector<std::size_t>>& layers) const {
    double sum = statementsOfConstraints(search_) > 0.0 ? 1.0 : 0.0;
    for (std::size_t l = 1; l < layers.size() && sum < 1.0; ++l) {
      for (const std::size_t point : layers[l]) {
        double least = 1.0;
        for (const std::size_t other : layers.front()) {
          least = std::min(least, doubtBetween(point, other));
        }
        sum += least;
      }
    }
    return sum;
  }

 private:
  /// The probability that a point is better than another by more than the tolerance.
  [[nodiscard]] double doubtBetween(std::size_t point, std::size_t other) const {
    const Standing &own = standings_[point], &rival = standings_[other];
    double doubt = 0.0;
    for (const auto& goal : search_.goals) {
      const Estimate gap =
          estimateOf(reading_.goal(goal, rival), rival, reading_.goal(goal, own), &own, margin_,
                     fieldOfRival_.count(other) > 0 ? fieldOfRival_.at(other) : field_);
      if (gap.isRaced) {
        const double behind = gap.value + search_.tolerance;
        const double z = gap.error > 0.0 ? behind / gap.error : (behind >= 0.0 ? 40.0 : -40.0);
        doubt = std::max(doubt, 0.5 - 0.5 * configs::errorFunction(z / kRootOfTwo));
      } else if (gap.value < -search_.tolerance * std::abs(reading_.value(own, goal.column))) {
        return 1.0;
      }
    }
    return doubt;
  }

  /// The mean over the round's points of what their accuracies vary by for the chips: of a rival's less
  /// theirs, if there is one.
  [[nodiscard]] double fieldOf(const Standing* rival) const {
    double sum = 0.0;
    std::size_t count = 0;
    for (const std::size_t point : points_) {
      const Standing& own = standings_[point];
      if (&own != rival && own.failure.empty() && !own.scores.byChip.empty()) {
        const auto contrast = rival == nullptr ? contrastOf({{&own.scores, 1.0}})
                                               : contrastOf({{&rival->scores, 1.0}, {&own.scores, -1.0}});
        sum += contrast.chipVariance;
        ++count;
      }
    }
    return count == 0 ? 0.0 : sum / static_cast<double>(count);
  }

  void fall(Fall fall) {
    hasFallen_[fall.point] = true;
    falls_.push_back(std::move(fall));
  }

  void dropBroken(std::size_t point) {
    const Standing& own = standings_[point];
    if (!own.failure.empty()) {
      fall({point, Fall::Kind::failed, std::nullopt, {}, own.failure});
      return;
    }
    for (const auto& constraint : search_.constraints) {
      const Estimate slack = slackOf(constraint, point);
      if (slack.high < 0.0) {
        fall({point,
              Fall::Kind::breaks,
              std::nullopt,
              {{constraint.text, slack.value, slack.low, slack.high}},
              {}});
        return;
      }
    }
  }

  [[nodiscard]] Estimate slackOf(const SearchConstraint& constraint, std::size_t point) const {
    return estimateOf(reading_.slack(constraint, standings_[point]), standings_[point], {}, nullptr, margin_,
                      field_);
  }

  /// The estimates that rivals are chosen by: goals, then what constraints leave open; the greater the
  /// better.
  void measure() {
    estimates_.resize(standings_.size());
    meets_.resize(standings_.size());
    for (const std::size_t point : points_) {
      if (hasFallen_[point]) {
        continue;
      }
      const Standing& own = standings_[point];
      for (const auto& goal : search_.goals) {
        estimates_[point].push_back(
            estimateOf(reading_.goal(goal, own), own, {}, nullptr, margin_, field_).value);
      }
      for (const auto& constraint : search_.constraints) {
        const Estimate slack = slackOf(constraint, point);
        if (slack.isRaced) {
          estimates_[point].push_back(slack.value);
        }
        meets_[point].push_back(slack.low >= 0.0);
      }
    }
  }

  /// Of @p points those whose first @p goals estimates no other equals or beats in all.
  [[nodiscard]] std::vector<std::size_t> frontOf(const std::vector<std::size_t>& points,
                                                 std::size_t goals) const {
    std::vector<std::vector<double>> values;
    for (const std::size_t point : points) {
      values.emplace_back(estimates_[point].begin(),
                          estimates_[point].begin() + static_cast<std::ptrdiff_t>(goals));
    }
    return points.empty() ? points : layersOf(points, values).front();
  }

  /// @p points in layers, by the values of each.
  static std::vector<std::vector<std::size_t>> layersOf(const std::vector<std::size_t>& points,
                                                        const std::vector<std::vector<double>>& values) {
    auto layers = frontLayers(values);
    for (auto& layer : layers) {
      for (std::size_t& place : layer) {
        place = points[place];
      }
    }
    return layers;
  }

  /// Points that the others are tested against: the estimated front in goals and open constraints, and that
  /// of the points that surely meet the constraints in the goals alone. Whoever beats a point that is not of
  /// them is beaten by one of them, by the estimates.
  [[nodiscard]] std::vector<std::size_t> rivals() const {
    std::vector<std::size_t> left, sure;
    for (const std::size_t point : points_) {
      if (!hasFallen_[point]) {
        left.push_back(point);
        if (std::all_of(meets_[point].begin(), meets_[point].end(), [](bool meets) { return meets; })) {
          sure.push_back(point);
        }
      }
    }
    if (left.empty()) {
      return {};
    }
    auto front = frontOf(left, estimates_[left.front()].size());
    for (const std::size_t point : frontOf(sure, search_.goals.size())) {
      if (std::find(front.begin(), front.end(), point) == front.end()) {
        front.push_back(point);
      }
    }
    std::sort(front.begin(), front.end());
    return front;
  }

  /// Who is tested first: points that are no rivals, then rivals from the one with the least first goal.
  [[nodiscard]] std::vector<std::size_t> order(const std::vector<std::size_t>& front) const {
    std::vector<std::size_t> points;
    for (const std::size_t point : points_) {
      if (!hasFallen_[point] && !std::binary_search(front.begin(), front.end(), point)) {
        points.push_back(point);
      }
    }
    auto last = front;
    std::stable_sort(last.begin(), last.end(), [&](std::size_t a, std::size_t b) {
      return estimates_[a] < estimates_[b] || (estimates_[a] == estimates_[b] && a > b);
    });
    points.insert(points.end(), last.begin(), last.end());
    return points;
  }

  /// Drops a point that one of the rivals leaves without a place.
  void dropBeaten(std::size_t point, const std::vector<std::size_t>& front) {
    std::optional<Fall> best;
    double greatest = -std::numeric_limits<double>::infinity();
    for (const std::size_t rival : front) {
      if (rival == point || hasFallen_[rival]) {
        continue;
      }
      auto [found, least] = against(point, rival);
      const bool isFirst =
          !best || (found && found->kind == Fall::Kind::beaten && best->kind == Fall::Kind::tolerated);
      const bool isSameKind = best && found && found->kind == best->kind;
      if (found && (isFirst || (isSameKind && least > greatest))) {
        best = std::move(found);
        greatest = least;
      }
    }
    if (best) {
      isKept_[*best->against] = isKept_[*best->against] || best->kind == Fall::Kind::tolerated;
      fall(std::move(*best));
    }
  }

  /// The fall of a point to a rival, if it is sure, and the least lower end of its gaps.
  std::pair<std::optional<Fall>, double> against(std::size_t point, std::size_t rival) const {
    const Standing &own = standings_[point], &other = standings_[rival];
    Fall fall{point, Fall::Kind::beaten, rival, {}, {}};
    bool isBeaten = true, isBetter = false;
    double least = std::numeric_limits<double>::infinity();
    for (const auto& goal : search_.goals) {
      const Estimate gap = estimateOf(reading_.goal(goal, other), other, reading_.goal(goal, own), &own,
                                      margin_, fieldOfRival_.at(rival));
      const double allowed =
          gap.isRaced ? search_.tolerance : search_.tolerance * std::abs(reading_.value(own, goal.column));
      if (!(gap.low >= -allowed)) {
        return {std::nullopt, least};
      }
      isBeaten = isBeaten && gap.low >= 0.0;
      isBetter = isBetter || gap.low > 0.0;
      least = std::min(least, gap.low);
      const double sign = goal.isHigher ? 1.0 : -1.0;
      fall.gaps.push_back({goal.column, sign * gap.value, std::min(sign * gap.low, sign * gap.high),
                           std::max(sign * gap.low, sign * gap.high)});
    }
    if (!(isBeaten && isBetter)) {
      fall.kind = Fall::Kind::tolerated;
    }
    const bool mayFall = fall.kind == Fall::Kind::beaten || !isKept_[point];
    if (!mayFall || !isNoLessFeasible(other, rival, own)) {
      return {std::nullopt, least};
    }
    return {std::move(fall), least};
  }

  /// Whether a rival surely meets every constraint, or surely as well as the point does.
  [[nodiscard]] bool isNoLessFeasible(const Standing& other, std::size_t rival, const Standing& own) const {
    for (std::size_t c = 0; c < search_.constraints.size(); ++c) {
      const auto& constraint = search_.constraints[c];
      if (!meets_[rival][c] &&
          estimateOf(reading_.slack(constraint, other), other, reading_.slack(constraint, own), &own, margin_,
                     fieldOfRival_.at(rival))
                  .low < 0.0) {
        return false;
      }
    }
    return true;
  }

  const Search& search_;
  Reading reading_;
  const std::vector<std::size_t>& points_;
  const std::vector<Standing>& standings_;
  const Margin& margin_;
  std::vector<bool>& isKept_;  ///< stands for others that fell within the tolerance
  std::vector<bool> hasFallen_;
  double field_ = 0.0;                          ///< of single points
  std::map<std::size_t, double> fieldOfRival_;  ///< of a rival less the others
  std::vector<std::vector<double>> estimates_;
  std::vector<std::vector<bool>> meets_;  ///< by point and constraint: surely
  std::vector<Fall> falls_;
};

/// Points that are not run on, the best first, in case that those which are turn out to be of no use.
class Bench {
 public:
  void rest(const std::vector<std::vector<std::size_t>>& layers, const std::vector<std::size_t>& running) {
    std::vector<std::size_t> points;
    for (const auto& layer : layers) {
      for (const std::size_t point : layer) {
        if (std::find(running.begin(), running.end(), point) == running.end()) {
          points.push_back(point);
        }
      }
    }
    points_.insert(points_.begin(), points.begin(), points.end());
  }

  [[nodiscard]] bool isEmpty() const { return points_.empty(); }

  [[nodiscard]] std::vector<std::size_t> recall(std::size_t count) {
    const auto end = points_.begin() + static_cast<std::ptrdiff_t>(std::min(count, points_.size()));
    std::vector<std::size_t> points(points_.begin(), end);
    points_.erase(points_.begin(), end);
    return points;
  }

 private:
  std::vector<std::size_t> points_;
};

/// Whether some point meets every constraint by its result.
bool isAnyGood(const Search& search, const RaceLog& log) {
  return std::any_of(log.ahead.begin(), log.ahead.end(), [&](std::size_t point) {
    const auto slacks = slacksOf(search, log.standings[point]);
    return std::all_of(slacks.begin(), slacks.end(), [](double slack) { return slack >= 0.0; });
  });
}

void eraseFallen(const std::vector<Fall>& falls, std::vector<std::size_t>& points) {
  const auto hasFallen = [&falls](std::size_t point) {
    return std::any_of(falls.begin(), falls.end(), [point](const Fall& f) { return f.point == point; });
  };
  points.erase(std::remove_if(points.begin(), points.end(), hasFallen), points.end());
}

}  // namespace

bool isRaced(const std::string& column) { return column == kTop1 || column == kNormalized; }

std::vector<std::string> columnsOf(const Search& search) {
  std::vector<std::string> columns;
  const auto add = [&columns](const std::string& column) {
    if (!column.empty() && std::find(columns.begin(), columns.end(), column) == columns.end()) {
      columns.push_back(column);
    }
  };
  for (const auto& goal : search.goals) {
    add(goal.column);
  }
  for (const auto& constraint : search.constraints) {
    add(constraint.column);
    add(constraint.other);
  }
  return columns;
}

std::int64_t RaceLog::evaluations() const {
  std::int64_t all = 0;
  for (const auto& round : rounds) {
    all += round.evaluations;
  }
  return all;
}

std::vector<double> slacksOf(const Search& search, const Standing& standing) {
  const Reading reading(search);
  std::vector<double> slacks;
  for (const auto& constraint : search.constraints) {
    const Figures figures = reading.slack(constraint, standing);
    double slack = figures.constant;
    slack += figures.scores != 0.0 ? figures.scores * standing.scores.mean() : 0.0;
    slack += figures.digital != 0.0 ? figures.digital * standing.digital->mean() : 0.0;
    slacks.push_back(slack);
  }
  return slacks;
}

RaceLog race(const RaceRules& rules, std::size_t points, const std::vector<std::size_t>& entrants,
             const Evaluate& evaluate) {
  const Search& search = rules.search;
  const RaceRounds rounds(rules.sizes, rules.imagesOfCalibration, rules.gridEvaluations, search.images);
  RaceLog log;
  log.left = entrants;
  log.standings.resize(points);
  const double ofRound = (1.0 - search.confidence) / static_cast<double>(rounds.count());
  std::vector<bool> isKept(points, false);
  Bench bench;
  RaceRounds::Round next{rounds.first(entrants.size()), entrants};
  while (!next.points.empty()) {
    std::sort(next.points.begin(), next.points.end());
    RaceRound round{
        rounds.size(next.size), next.points, rounds.costOf(next.size, next.points.size()), 0.0, {}};
    log.next = round.size;
    log.nextEvaluations = round.evaluations;
    if (search.images && log.evaluations() + round.evaluations > *search.images) {
      log.end = RaceEnd::images;
      return log;
    }
    auto standings = evaluate(round.points, round.size);
    if (!standings) {
      log.end = RaceEnd::unfinished;
      return log;
    }
    assert(standings->size() == round.points.size());
    if (log.rounds.empty() || !(log.rounds.back().size == round.size)) {
      log.ahead.clear();
    }
    for (std::size_t i = 0; i < round.points.size(); ++i) {
      log.standings[round.points[i]] = std::move((*standings)[i]);
      log.ahead.push_back(round.points[i]);
    }
    std::sort(log.ahead.begin(), log.ahead.end());
    round.alpha = ofRound / statementsOf(search, entrants.size(), log.left.size());
    const Margin margin(round.size.images, round.size.chips, {round.alpha, ofRound});
    const auto seen = log.ahead;
    Referee referee(search, seen, log.standings, margin, isKept);
    round.falls = referee.decide();
    eraseFallen(round.falls, log.left);
    eraseFallen(round.falls, log.ahead);
    std::sort(round.falls.begin(), round.falls.end(),
              [](const Fall& a, const Fall& b) { return a.point < b.point; });
    const std::size_t count = round.points.size();
    log.rounds.push_back(std::move(round));
    if (!bench.isEmpty() && !isAnyGood(search, log)) {
      next.points = bench.recall(count);
      continue;
    }
    const auto layers = referee.layers();
    const bool isSure = rounds.isWhole(next.size) && referee.doubt(layers) <= 1.0 - search.confidence;
    auto later = isSure ? std::nullopt : rounds.next(next.size, layers, log.evaluations());
    if (!later) {
      break;
    }
    bench.rest(layers, later->points);
    next = *std::move(later);
  }
  log.next = {};
  log.nextEvaluations = 0;
  return log;
}

}  // namespace ohmic::sim
