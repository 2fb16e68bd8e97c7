// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/read_study.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "configs/files/escape.h"
#include "configs/files/limits.h"
#include "configs/reader/error.h"
#include "configs/reader/section.h"
#include "configs/reader/suggest.h"
#include "sim/record/figure.h"
#include "sim/study/amount.h"
#include "sim/study/axis_keys.h"
#include "sim/study/axis_values.h"
#include "sim/study/paired_figures.h"
#include "sim/study/search/read_search.h"

namespace ohmic::sim {
namespace {

using configs::Dimension;
using configs::Range;
using configs::Section;

constexpr auto kMostPoints = static_cast<double>(configs::kMostPoints);

/// Runs @p work, whose complaints know neither place nor key.
template <typename Work>
auto placed(const Section& section, const std::string& key, const Work& work) {
  try {
    return work();
  } catch (const configs::InputError& error) {
    const auto& complaint = error.complaint();
    section.refuse(key, complaint.found, complaint.allowed, complaint.remedy);
  }
}

std::pair<std::string, std::string> readEnds(const Section& section, const std::string& key) {
  const auto ends = section.texts(key);
  if (ends.size() != 2) {
    section.refuse(key, fmt::format("found {} values", ends.size()), "the lower and the upper end",
                   "write it as [0.1 ohm, 10 ohm]");
  }
  return {ends[0], ends[1]};
}

/// The one of @p kinds that a mapping has.
std::string kindOf(const Section& section, const std::string& key, const std::vector<std::string>& kinds) {
  std::vector<std::string> found;
  std::copy_if(kinds.begin(), kinds.end(), std::back_inserter(found),
               [&](const std::string& kind) { return section.section(key).has(kind); });
  if (found.size() != 1) {
    section.refuse(key,
                   found.empty() ? std::string("found none of the ways to give values")
                                 : fmt::format("found {}", fmt::join(found, " beside ")),
                   fmt::format("a list, or exactly one of: {}", fmt::join(kinds, ", ")),
                   "write it as [4, 6, 8] or { log: [0.1 ohm, 10 ohm], points: 5 }");
  }
  return found[0];
}

void requireKey(const Section& section, const std::string& key) {
  if (key.find('.') == std::string::npos) {
    section.refuse(key, fmt::format("'{}' is not the full path of a key of a run file", key),
                   "keys such as hardware.adc.bits", "a name of its own takes cases, zip or random below it");
  }
}

/// Keys that go together: the first values of all, then the second ones.
std::vector<AxisPoint> zipped(const std::vector<std::pair<std::string, std::vector<std::string>>>& keys) {
  std::vector<AxisPoint> points(keys.front().second.size());
  for (const auto& [key, values] : keys) {
    for (std::size_t i = 0; i < points.size(); ++i) {
      points[i].set.emplace_back(key, values[i]);
      points[i].columns.emplace_back(key, values[i]);
    }
  }
  return points;
}

class Reader {
 public:
  explicit Reader(Study& study) : study_(study) {}

  void readBody(const Section& section) {
    study_.title = section.text("title", study_.name);
    study_.question = section.text("question", "");
    study_.run = section.file("run");
    readSettings(section);
    readLimits(section.section("limits"));
    readTheSearch(section);
    readAxes(section);
    readPlots(section.section("plots"));
  }

 private:
  /// Values of a key: a list, or a mapping that says where they lie.
  std::vector<std::string> readValues(const Section& section, const std::string& key) {
    if (!section.isMap(key)) {
      return counted(section, key);
    }
    const std::string kind = kindOf(section, key, {"values", "linear", "log"});
    const Section values = section.section(key);
    if (kind == "values") {
      return counted(values, "values");
    }
    const auto ends = readEnds(values, kind);
    const auto points = values.integer("points", Range::between(2, kMostPoints));
    count(section, key, points);
    return placed(values, kind, [&] { return spread(ends.first, ends.second, points, kind == "log"); });
  }

  std::vector<std::string> counted(const Section& section, const std::string& key) {
    auto values = section.texts(key);
    count(section, key, static_cast<std::int64_t>(values.size()));
    return values;
  }

  /// Counts values of all sizes together, before they are made: few words of the file ask for many.
  void count(const Section& section, const std::string& key, std::int64_t values) {
    values_ += static_cast<std::size_t>(values);
    if (values_ > configs::kMostSettings) {
      section.refuse(key, fmt::format("found {} values, {} with those of the keys before", values, values_),
                     fmt::format("at most {} values of all keys and sizes", configs::kMostSettings),
                     "write fewer values, or fewer keys");
    }
  }

  void readSettings(const Section& section) {
    study_.set.clear();
    const Section set = section.section("set");
    for (const auto& key : set.keys()) {
      requireKey(set, key);
      add(set, key, key, set.text(key));
    }
    if (section.has("chips")) {
      const auto chips = section.integer("chips", Range::between(1, 100000));
      add(section, "chips", "run.chips", fmt::format("{}", chips));
    }
    if (section.has("until")) {
      const Section until = section.section("until");
      const double half = until.fraction("half_width", Range{0.0, 0.5, true, false});
      const auto most = until.integer("max_chips", Range::between(2, 100000));
      add(until, "half_width", "run.until.half_width", fmt::format("{}", half));
      add(until, "max_chips", "run.until.max_chips", fmt::format("{}", most));
    }
  }

  void add(const Section& section, const std::string& key, const std::string& runKey,
           const std::string& value) {
    const auto same = [&](const std::string& other) { return other.rfind(runKey + "=", 0) == 0; };
    if (std::any_of(study_.set.begin(), study_.set.end(), same)) {
      section.refuse(key, fmt::format("sets {}, which `set` gives another value", runKey), "each key once",
                     "leave one of them out");
    }
    study_.set.push_back(runKey + "=" + value);
    study_.places[runKey] = section.place(key);
  }

  void readLimits(const Section& limits) {
    constexpr double kMostSeconds = 3.6e8, kMostBits = 8e15;  // 100,000 h, 1 PB
    study_.limits.time_s =
        limits.quantity("time", Dimension::time, Range{0.0, kMostSeconds, true, false}, 3600.0);
    study_.limits.memory_bytes =
        limits.quantity("memory", Dimension::data, Range{0.0, kMostBits, true, false}, 32e9) / 8.0;
  }

  void readTheSearch(const Section& section) {
    study_.search.reset();
    if (section.has("search")) {
      study_.search = readSearch(section.section("search"));
      if (section.has("until")) {
        section.refuse("until", "found beside `search`", "one of the two",
                       "a search chooses images and chips itself; leave `until` out");
      }
    }
  }

  void readAxes(const Section& section) {
    study_.axes.clear();
    const Section axes = section.section("axes");
    for (const auto& name : axes.keys()) {
      StudyAxis axis{name, axes.place(name), {}, {}};
      if (isLayerAxis(axes, name)) {
        axis.layers = readLayerAxis(axes.section(name));
      } else {
        axis.points = readAxis(axes, name);
      }
      study_.axes.push_back(std::move(axis));
    }
    const bool hasOthers = study_.search && study_.search->perLayer;
    if (study_.axes.empty() && !hasOthers) {
      section.refuse("axes", "no axis", "at least one key with its values",
                     "write axes: { hardware.adc.bits: [4, 6, 8] }");
    }
    refuseTwice(axes);
    refuseColumnNames(axes);
  }

  std::vector<AxisPoint> readAxis(const Section& axes, const std::string& name) {
    if (axes.isMap(name) && name.find('.') == std::string::npos) {
      const std::string kind = kindOf(axes, name, {"cases", "zip", "random", "layers"});
      const Section axis = axes.section(name);
      return kind == "cases" ? readCases(axis, name)
             : kind == "zip" ? readZip(axis)
                             : readRandom(axis.section("random"));
    }
    requireKey(axes, name);
    study_.places[name] = axes.place(name);
    return zipped({{name, readValues(axes, name)}});
  }

  static bool isLayerAxis(const Section& axes, const std::string& name) {
    return axes.isMap(name) && name.find('.') == std::string::npos && axes.section(name).has("layers");
  }

  static LayerAxis readLayerAxis(const Section& axis) {
    LayerAxis layers;
    layers.patterns = axis.texts("layers");
    if (layers.patterns == std::vector<std::string>{"each"}) {
      layers.patterns.clear();
    }
    layers.startsWithNone = axis.boolean("none", false);
    if (axis.isMap("set")) {
      addSettings(axis.section("set"), {}, layers.set);
    } else {
      layers.set.emplace_back("", axis.choice("set", {"digital"}));
    }
    requirePoints(axis, "set", layers.set);
    return layers;
  }

  /// The keys of a mapping and of those in it, by their path.
  static void addSettings(const Section& mapping, const std::string& path, std::vector<Setting>& settings) {
    for (const auto& key : mapping.keys()) {
      const std::string full = path.empty() ? key : path + "." + key;
      if (mapping.isMap(key)) {
        addSettings(mapping.section(key), full, settings);
      } else {
        settings.emplace_back(full, mapping.text(key));
      }
    }
  }

  std::vector<AxisPoint> readCases(const Section& axis, const std::string& name) {
    const Section cases = axis.section("cases");
    std::vector<AxisPoint> points;
    for (const auto& label : cases.keys()) {
      AxisPoint point;
      const Section settings = cases.section(label);
      for (const auto& key : settings.keys()) {
        requireKey(settings, key);
        point.set.emplace_back(key, settings.text(key));
        study_.places[key] = settings.place(key);
      }
      point.columns.emplace_back(name, label);
      points.push_back(std::move(point));
    }
    requirePoints(axis, "cases", points);
    return points;
  }

  std::vector<AxisPoint> readZip(const Section& axis) {
    const Section zip = axis.section("zip");
    std::vector<std::pair<std::string, std::vector<std::string>>> keys;
    for (const auto& key : zip.keys()) {
      requireKey(zip, key);
      study_.places[key] = zip.place(key);
      keys.emplace_back(key, readValues(zip, key));
      if (keys.back().second.size() != keys.front().second.size()) {
        zip.refuse(key, fmt::format("found {} values", keys.back().second.size()),
                   fmt::format("as many as of {}: {}", keys.front().first, keys.front().second.size()),
                   "give each key of a zip as many values");
      }
    }
    requirePoints(axis, "zip", keys);
    return zipped(keys);
  }

  std::vector<AxisPoint> readRandom(const Section& random) {
    const auto draws = random.integer("draws", Range::between(1, kMostPoints));
    const auto seed = random.integer("seed", Range::between(0, 9e15), 1);
    const Section section = random.section("keys");
    std::vector<std::pair<std::string, std::vector<std::string>>> keys;
    for (const auto& key : section.keys()) {
      requireKey(section, key);
      study_.places[key] = section.place(key);
      const auto keySeed = static_cast<std::uint64_t>(seed) * 1000003U + keys.size();
      keys.emplace_back(key, readDraws(section, key, draws, keySeed));
    }
    requirePoints(random, "keys", keys);
    return zipped(keys);
  }

  std::vector<std::string> readDraws(const Section& section, const std::string& key, std::int64_t draws,
                                     std::uint64_t seed) {
    count(section, key, draws);
    const std::string kind =
        section.isMap(key) ? kindOf(section, key, {"uniform", "log_uniform"}) : std::string("list");
    if (kind == "list") {
      return drawOf(section.texts(key), draws, seed);
    }
    const Section law = section.section(key);
    const auto ends = readEnds(law, kind);
    return placed(law, kind,
                  [&] { return drawBetween(ends.first, ends.second, draws, kind == "log_uniform", seed); });
  }

  template <typename Points>
  static void requirePoints(const Section& section, const std::string& key, const Points& points) {
    if (points.empty()) {
      section.refuse(key, "found nothing", "at least one key with its values");
    }
  }

  /// Of two axes that set one key the later would win, and the other's column would lie.
  void refuseTwice(const Section& axes) const {
    if (const auto shared = sharedKeyOf(study_.axes)) {
      axes.refuse(study_.axes[shared->axis].name, shared->found, "each key on one axis",
                  "leave one of them out");
    }
  }

  void readPlots(const Section& plots) {
    study_.plots.clear();
    const auto columns = columnNames();
    std::map<std::string, std::string> files;
    for (const char* const name : kPairedFigures) {
      files.emplace(name, "");
    }
    for (const auto& name : plots.keys()) {
      const auto [other, isNew] = files.emplace(configs::fileName(name), name);
      if (!isNew && other->second.empty()) {
        plots.refuse(
            name,
            fmt::format("found a name whose file, plots/{}, a figure of every report has", other->first),
            fmt::format("names other than {}", fmt::join(kPairedFigures, " and ")), "rename the plot");
      }
      if (!isNew) {
        plots.refuse(
            name,
            fmt::format("found a name whose file is that of '{}', plots/{}", other->second, other->first),
            "names that differ in letters, digits, - and _", "rename one of the plots");
      }
      study_.plots.push_back(readPlot(plots.section(name), name));
      requireColumns(plots.section(name), study_.plots.back(), columns);
      requireGoals(plots.section(name), study_.plots.back());
    }
  }

  /// Columns of the results by their names, axes with their units and without.
  [[nodiscard]] std::vector<std::string> columnNames() const {
    std::vector<std::string> names = columnsBesideAxes();
    std::vector<std::string> ofAxes;
    for (const auto& axis : study_.axes) {
      const auto own = columnsOf(axis);
      ofAxes.insert(ofAxes.end(), own.begin(), own.end());
    }
    names.insert(names.begin() + 1, ofAxes.begin(), ofAxes.end());
    return names;
  }

  /// Columns of an axis by their names, with their units and without.
  static std::vector<std::string> columnsOf(const StudyAxis& axis) {
    if (axis.layers) {
      return {axis.name};
    }
    std::vector<std::string> names;
    for (std::size_t c = 0; c < axis.points.front().columns.size(); ++c) {
      std::vector<std::string> texts;
      for (const auto& point : axis.points) {
        texts.push_back(point.columns[c].second);
      }
      const auto& key = axis.points.front().columns[c].first;
      const auto suffix = columnSuffix(readAmounts(texts).dimension);
      names.push_back(key);
      if (!suffix.empty()) {
        names.push_back(key + suffix);
      }
    }
    return names;
  }

  /// The columns that every study has.
  static std::vector<std::string> columnsBesideAxes() {
    std::vector<std::string> names = {"point"};
    for (const auto& figure : figures()) {
      if (figure.isColumn) {
        names.emplace_back(figure.name());
      }
    }
    names.insert(names.end(), {"status", "id"});
    return names;
  }

  /// A column of two meanings would be read as the wrong one.
  void refuseColumnNames(const Section& axes) const {
    const std::vector<std::string> taken = columnsBesideAxes();
    for (const auto& axis : study_.axes) {
      for (const auto& name : columnsOf(axis)) {
        if (std::find(taken.begin(), taken.end(), name) != taken.end()) {
          axes.refuse(axis.name, fmt::format("found '{}', which is a column of the results", name),
                      "a name that no other column has", "rename the axis");
        }
      }
    }
  }

  /// Hours of points shall not end in a plot that cannot be drawn.
  static void requireColumns(const Section& section, const StudyPlot& plot,
                             const std::vector<std::string>& names) {
    const auto require = [&](const Section& place, const std::string& key, const std::string& name) {
      if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) {
        place.refuse(key, fmt::format("no column '{}'", name),
                     fmt::format("one of: {}", fmt::join(names, ", ")), configs::didYouMean(name, names));
      }
    };
    require(section, "x", plot.x);
    require(section, "y", plot.y);
    require(section, "value", plot.value);
    require(section, "by", plot.by);
    for (const auto& [name, value] : plot.where) {
      require(section.section("where"), name, name);
    }
    for (const auto& name : plot.goals) {
      require(section, "goals", name);
    }
  }

  /// Every goal says whether higher or lower is better.
  static void requireGoals(const Section& section, const StudyPlot& plot) {
    if (plot.kind != StudyPlot::Kind::pareto) {
      return;
    }
    const auto require = [&](const std::string& key, const std::string& name) {
      const Figure* const figure = columnFigure(name);
      if (figure == nullptr || figure->direction == Direction::none) {
        section.refuse(key, fmt::format("'{}' has no better direction", name),
                       fmt::format("goals of a Pareto front: {}", fmt::join(goalNames(), ", ")),
                       key == "goals" ? configs::didYouMean(name, goalNames())
                                      : std::string("name goals: [top1, energy_per_image_J]"));
      }
    };
    for (const auto& name : plot.goals) {
      require("goals", name);
    }
    if (plot.goals.empty()) {
      require("x", plot.x);
      require("y", plot.y);
    }
  }

  static StudyPlot readPlot(const Section& section, const std::string& name) {
    StudyPlot plot;
    plot.name = name;
    const auto kind = section.choice("kind", {"line", "heat", "pareto", "bar", "parallel"}, "line");
    plot.kind = kind == "line"     ? StudyPlot::Kind::line
                : kind == "heat"   ? StudyPlot::Kind::heat
                : kind == "pareto" ? StudyPlot::Kind::pareto
                : kind == "bar"    ? StudyPlot::Kind::bar
                                   : StudyPlot::Kind::parallel;
    plot.title = section.text("title", name);
    plot.x = plot.kind == StudyPlot::Kind::parallel ? std::string() : section.text("x");
    plot.y = section.text("y", "top1");
    if (plot.kind == StudyPlot::Kind::heat) {
      plot.value = section.text("value", "top1");
    }
    plot.by = section.text("by", "");
    if (plot.kind == StudyPlot::Kind::pareto && section.has("goals")) {
      plot.goals = section.texts("goals");
    }
    plot.scale = section.choice("scale", {"auto", "linear", "log"}, "auto");
    const Section where = section.section("where");
    for (const auto& column : where.keys()) {
      plot.where.emplace_back(column, where.text(column));
    }
    return plot;
  }

  Study& study_;
  std::size_t values_ = 0;
};

}  // namespace

Study readStudy(const std::filesystem::path& file, const configs::LoadOptions& options) {
  const configs::Config config = configs::Config::load(file, options);
  const Section study = config.root().section("study");
  Study result;
  result.file = file;
  result.name = file.stem().string();
  Reader reader(result);
  const Section sizes = study.section("sizes");
  auto names = sizes.keys();
  if (names.size() > configs::kMostSizes) {
    study.refuse("sizes", fmt::format("found {} sizes", names.size()),
                 fmt::format("at most {} sizes", configs::kMostSizes),
                 "write the others into a study of their own");
  }
  for (const auto& name : names) {  // every size is checked, whichever is asked for
    reader.readBody(sizes.section(name).laidOver(study));
  }
  names.emplace_back("small");
  const auto size = study.choice("size", names, "small");
  const bool isOfList = sizes.has(size);
  Reader(result).readBody(isOfList ? sizes.section(size).laidOver(study) : study);
  config.finish();
  return result;
}

}  // namespace ohmic::sim
