// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/plan.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

#include "configs/files/escape.h"
#include "configs/files/json.h"
#include "configs/files/json_value.h"
#include "configs/files/limits.h"
#include "configs/reader/error.h"
#include "configs/reader/key_path.h"
#include "configs/reader/known_files.h"
#include "sim/run/build_id.h"
#include "sim/run/check_run.h"
#include "sim/run/run_identity.h"
#include "sim/run/run_inputs.h"
#include "sim/run/run_request.h"
#include "sim/study/amount.h"
#include "sim/study/axis_keys.h"
#include "sim/study/layer_axis.h"
#include "sim/study/search/per_layer_axes.h"

namespace ohmic::sim {
namespace {

using nlohmann::json;

constexpr int kSchema = 2;  // 1, of Ohmic 0.1.0, left files out of points' ids
constexpr std::int64_t kMostSchemas = 1000000;
constexpr std::uintmax_t kMostInputBytes = std::uintmax_t{1} << 30;  // while points are read

/// The product of the axes, the last running fastest.
class Product {
 public:
  /// @param shared  settings that every point has
  explicit Product(const std::vector<StudyAxis>& axes, std::size_t shared) : axes_(axes) {
    std::size_t settings = shared;
    for (const auto& axis : axes) {
      if (axis.points.size() > configs::kMostPoints / count_) {
        throw configs::InputError({axis.place, "study.axes." + axis.name,
                                   fmt::format("found {} values, with the axes before it more than {} points",
                                               axis.points.size(), configs::kMostPoints),
                                   fmt::format("at most {} points in all", configs::kMostPoints),
                                   "write fewer values, a zip, or random draws"});
      }
      count_ *= axis.points.size();
      settings += mostSettings(axis);
      if (count_ > configs::kMostSettings / std::max<std::size_t>(settings, 1)) {
        throw configs::InputError({axis.place, "study.axes." + axis.name,
                                   fmt::format("found {} points that set {} keys each", count_, settings),
                                   fmt::format("at most {} settings of all points", configs::kMostSettings),
                                   "write fewer values, or write what all points share into the run file"});
      }
    }
  }

  [[nodiscard]] std::size_t count() const { return count_; }

  /// A point of each axis.
  [[nodiscard]] std::vector<const AxisPoint*> at(std::size_t number) const {
    std::vector<const AxisPoint*> chosen(axes_.size());
    for (std::size_t a = axes_.size(); a-- > 0;) {
      chosen[a] = &axes_[a].points[number % axes_[a].points.size()];
      number /= axes_[a].points.size();
    }
    return chosen;
  }

 private:
  static std::size_t mostSettings(const StudyAxis& axis) {
    std::size_t most = 0;
    for (const auto& point : axis.points) {
      most = std::max(most, point.set.size());
    }
    return most;
  }

  const std::vector<StudyAxis>& axes_;
  std::size_t count_ = 1;
};

std::vector<std::string> columnKeys(const Study& study) {
  std::vector<std::string> keys;
  for (const auto& axis : study.axes) {
    for (const auto& [key, value] : axis.points.front().columns) {
      keys.push_back(key);
    }
  }
  return keys;
}

/// Columns and values of points whose texts are there.
void addColumns(const std::vector<std::string>& keys, StudyPlan& plan) {
  for (std::size_t c = 0; c < keys.size(); ++c) {
    std::vector<std::string> texts;
    for (const auto& point : plan.points) {
      texts.push_back(point.texts[c]);
    }
    const auto amounts = readAmounts(texts);
    const bool isPercent = std::any_of(texts.begin(), texts.end(), [](const std::string& text) {
      return !text.empty() && text.back() == '%';
    });
    plan.columns.push_back({keys[c], keys[c] + columnSuffix(amounts.dimension), amounts.isNumeric,
                            amounts.isNumeric && isPercent});
    for (std::size_t p = 0; p < plan.points.size(); ++p) {
      plan.points[p].values.push_back(amounts.isNumeric ? amounts.values[p]
                                                        : std::numeric_limits<double>::quiet_NaN());
    }
  }
}

/// Where the study file says a key's value: a complaint about "--set KEY=VALUE" is about that line.
[[noreturn]] void rethrowWithPlace(const configs::InputError& error, const Study& study,
                                   const std::vector<std::string>& overrides) {
  configs::Complaint complaint = error.complaint();
  for (const auto& override : overrides) {
    const auto key = override.substr(0, configs::endOfPath(override));
    const auto place = study.places.find(key);
    const bool isMeant = complaint.place == "--set " + override || complaint.key == key;
    if (place != study.places.end() && isMeant) {
      complaint.place = place->second;
    }
  }
  complaint.found += fmt::format(" (in the point {})", fmt::join(overrides, ", "));
  throw configs::InputError(std::move(complaint));
}

/// Notes what a point reads under names that its user knows.
void addFiles(const RunRequest& request, const RunIdentity& identity, StudyFiles& files) {
  const auto& inputs = identity.inputs;
  files.subjects["model " + request.network.model.string()] = inputs.at("network.model");
  const std::string data = fmt::format("data set {} {}", request.dataset.name, request.dataset.path.string());
  files.subjects[data] = inputs.at("dataset");
  if (inputs.count("calibration") > 0) {
    files.subjects["calibration split of the " + data] = inputs.at("calibration");
  }
  for (const auto& value : request.config) {
    const auto found = inputs.find(value.path);
    if (value.isFile && found != inputs.end() && value.path != "network.model") {
      files.others[value.file.string()] = found->second;
    }
  }
}

/// Calls @p work with the base run under overrides. A complaint about one of its keys gets the key's place.
template <typename Work>
auto withRun(const Study& study, const std::vector<std::string>& overrides,
             const PlanEnvironment& environment, const Work& work) {
  configs::LoadOptions options = environment.load;
  options.overrides = overrides;
  const configs::Config config = configs::Config::load(study.run, options);
  try {
    return work(readRun(config, environment.hardwareThreads));
  } catch (const configs::InputError& error) {
    configs::Complaint complaint = error.complaint();
    if (complaint.place.empty()) {
      complaint.place = config.place(complaint.key);
    }
    throw configs::InputError(std::move(complaint));
  }
}

/// What the points of a study are read with.
struct Planners {
  RunIdentifier identifier;
  std::optional<SearchPlanner> search;
  std::set<std::string> checked;  ///< what was asked of points before: RunIdentity::values()
};

/// Asks what a run asks before it starts. Seeds and numbers of chips change none of it.
void requireReady(const RunRequest& request, const RunIdentity& identity, const KnownInputs& inputs,
                  std::set<std::string>& checked) {
  const RunIdentity asked = identity.of([](const std::string& key) {
    const auto keys = configs::splitPath(key);
    return !keys || keys->front() != "run";
  });
  if (!checked.insert(asked.values()).second) {
    return;
  }
  if (request.isFloat()) {
    static_cast<void>(openInputs(request, inputs));
  } else {
    static_cast<void>(checkRun(request, inputs));
  }
}

/// Reads and checks a point: its values, its files, the patterns of its layers; without a search, whose
/// points may be refused one by one, all that a run asks.
RunIdentity identify(const Study& study, const PlanEnvironment& environment, Planners& planners,
                     StudyFiles& files, StudyPoint& point) {
  return withRun(study, point.overrides, environment, [&](const RunRequest& request) {
    RunIdentity identity = planners.identifier.identify(request);
    request.hardware.checkRules(planners.identifier.layers(request));
    addFiles(request, identity, files);
    point.id = identity.id();
    if (planners.search) {
      point.searched = planners.search->plan(request, identity, planners.identifier);
    } else {
      requireReady(request, identity, environment.inputs, planners.checked);
    }
    return identity;
  });
}

/// Makes the points of axes of layers, those of the base run's network.
/// @param shared  overrides of all points.
void addLayerPoints(const std::vector<std::string>& shared, const PlanEnvironment& environment,
                    RunIdentifier& identifier, Study& study) {
  for (StudyAxis& axis : study.axes) {
    if (!axis.layers) {
      continue;
    }
    axis.points = layerPoints(axis, withRun(study, shared, environment, [&](const RunRequest& request) {
                                return identifier.layers(request);
                              }));
    for (const auto& point : axis.points) {
      for (const auto& [key, value] : point.set) {
        study.places[key] = axis.place;
      }
    }
  }
  if (study.search && study.search->perLayer) {
    auto axes = perLayerAxes(*study.search->perLayer,
                             withRun(study, shared, environment,
                                     [&](const RunRequest& request) { return identifier.layers(request); }));
    for (auto& axis : axes) {
      for (const auto& point : axis.points) {
        for (const auto& [key, value] : point.set) {
          study.places[key] = axis.place;
        }
      }
      study.axes.push_back(std::move(axis));
    }
  }
}

[[noreturn]] void refuse(const std::filesystem::path& folder, const std::string& what) {
  throw configs::InputError({folder.string(), "", what, "the study that the folder was begun with",
                             "put it back, or choose another folder with -o"});
}

std::map<std::string, double> numbersOf(const configs::JsonValue& object) {
  std::map<std::string, double> numbers;
  for (const auto& [key, value] : object.members()) {
    numbers[key] = value.number(std::numeric_limits<double>::lowest(), std::numeric_limits<double>::max());
  }
  return numbers;
}

SearchPlan readSearchPlan(const configs::JsonValue& search) {
  constexpr std::int64_t kMostChips = 100000;
  SearchPlan plan;
  plan.images = search.at("images").integer(1, std::numeric_limits<std::int32_t>::max());
  plan.chips = static_cast<int>(search.at("chips").integer(1, kMostChips));
  plan.calibrationImages =
      search.at("calibration_images").integer(0, std::numeric_limits<std::int32_t>::max());
  return plan;
}

SearchedPoint readSearchedPoint(const configs::JsonValue& point, std::size_t sizes) {
  SearchedPoint searched;
  const configs::JsonValue runs = point.at("runs");
  searched.ids = runs.texts();
  if (searched.ids.size() != sizes) {
    runs.refuse(fmt::format("found {} ids", searched.ids.size()),
                fmt::format("{}, one for each size of the search", sizes));
  }
  for (const auto& id : searched.ids) {
    if (configs::fileName(id) != id) {
      runs.refuse("found no id of a run", "letters, digits, - and _: it names files");
    }
  }
  searched.figures = {numbersOf(point.at("exact")), numbersOf(point.at("at_least")),
                      numbersOf(point.at("at_most"))};
  searched.refusal = point.at("refusal").text();
  return searched;
}

std::map<std::string, std::string> textsOf(const configs::JsonValue& object) {
  std::map<std::string, std::string> texts;
  for (const auto& [key, value] : object.members()) {
    texts[key] = value.text();
  }
  return texts;
}

/// The first entry of two maps that differs, in words.
std::string differenceOf(const std::map<std::string, std::string>& before,
                         const std::map<std::string, std::string>& now) {
  for (const auto& [key, value] : before) {
    const auto found = now.find(key);
    if (found == now.end()) {
      return fmt::format("{} was {}, and is absent now", key, value);
    }
    if (found->second != value) {
      return fmt::format("{} was {}, and is {} now", key, value, found->second);
    }
  }
  for (const auto& [key, value] : now) {
    if (before.count(key) == 0) {
      return fmt::format("{} was absent, and is {} now", key, value);
    }
  }
  return {};
}

/// Names that two maps share and give other values.
std::vector<std::string> changedOf(const std::map<std::string, std::string>& before,
                                   const std::map<std::string, std::string>& now) {
  std::vector<std::string> names;
  for (const auto& [name, value] : before) {
    const auto found = now.find(name);
    if (found != now.end() && found->second != value) {
      names.push_back(name);
    }
  }
  return names;
}

/// A point with its overrides and texts alone.
StudyPoint settingsOf(const Product& product, std::size_t number, const std::vector<std::string>& shared) {
  StudyPoint point;
  point.overrides = shared;
  for (const AxisPoint* at : product.at(number)) {
    for (const auto& [key, value] : at->set) {
      point.overrides.push_back(key + "=" + value);
    }
    for (const auto& [column, value] : at->columns) {
      point.texts.push_back(value);
    }
  }
  return point;
}

}  // namespace

StudyPlan planStudy(const Study& study, const std::vector<std::string>& studyOverrides,
                    const std::vector<std::string>& runOverrides, const PlanEnvironment& around) {
  PlanEnvironment environment = around;
  environment.load.known = std::make_shared<configs::KnownFiles>();
  if (!environment.inputs.keeps()) {
    environment.inputs = KnownInputs(kMostInputBytes);
  }
  StudyPlan plan;
  plan.study = study;
  plan.studyOverrides = studyOverrides;
  plan.runOverrides = runOverrides;
  Planners planners{RunIdentifier(environment.inputs), std::nullopt, {}};
  if (study.search) {
    planners.search.emplace(*study.search, environment.inputs);
  }
  plan.program = buildId();
  std::vector<std::string> shared = study.set;
  shared.insert(shared.end(), runOverrides.begin(), runOverrides.end());
  addLayerPoints(shared, environment, planners.identifier, plan.study);
  if (const auto meeting = sharedKeyOf(plan.study.axes)) {
    const StudyAxis& axis = plan.study.axes[meeting->axis];
    throw configs::InputError({axis.place, configs::joinPath("study.axes", axis.name), meeting->found,
                               "each key on one axis", "leave one of them out"});
  }
  refuseIdle(shared, plan.study);
  const Product product(plan.study.axes, shared.size());
  for (std::size_t number = 0; number < product.count(); ++number) {
    StudyPoint point = settingsOf(product, number, shared);
    try {
      const RunIdentity identity = identify(plan.study, environment, planners, plan.files, point);
      if (number == 0) {
        plan.baseConfig = identity.config;
      }
    } catch (const configs::InputError& error) {
      rethrowWithPlace(error, plan.study, point.overrides);
    }
    plan.points.push_back(std::move(point));
  }
  addColumns(columnKeys(plan.study), plan);
  if (planners.search) {
    plan.search = planners.search->common();
  }
  return plan;
}

std::string planJson(const StudyPlan& plan) {
  json points = json::array();
  for (const auto& point : plan.points) {
    points.push_back({{"id", point.id}, {"values", point.texts}});
    if (plan.search) {
      points.back()["runs"] = point.searched.ids;
      points.back()["exact"] = point.searched.figures.exact;
      points.back()["at_least"] = point.searched.figures.atLeast;
      points.back()["at_most"] = point.searched.figures.atMost;
      points.back()["refusal"] = point.searched.refusal;
    }
  }
  json columns = json::array();
  for (const auto& column : plan.columns) {
    columns.push_back(column.key);
  }
  json document = {{"schema", kSchema},
                   {"study", std::filesystem::absolute(plan.study.file).string()},
                   {"study_overrides", plan.studyOverrides},
                   {"run_overrides", plan.runOverrides},
                   {"program", plan.program},
                   {"first_point", plan.baseConfig},
                   {"subjects", plan.files.subjects},
                   {"files", plan.files.others},
                   {"columns", columns},
                   {"points", points}};
  if (plan.search) {
    document["search"] = {{"images", plan.search->images},
                          {"chips", plan.search->chips},
                          {"calibration_images", plan.search->calibrationImages}};
  }
  return configs::writeJson(document, 1) + "\n";
}

KeptPlan readPlan(const std::filesystem::path& folder) {
  const auto file = folder / "plan.json";
  const configs::JsonDocument document(file, configs::kPlanFile);
  const configs::JsonValue root = document.root();
  if (const auto schema = root.at("schema").integer(0, kMostSchemas); schema != kSchema) {
    throw configs::InputError(
        {file.string(), "schema",
         fmt::format("found {}: the study was begun by another version of Ohmic", schema),
         fmt::format("{}, of Ohmic {}", kSchema, OHMIC_VERSION),
         "run the study again in another folder, or finish it with the version that began it"});
  }
  KeptPlan kept;
  kept.file = root.at("study").text();
  kept.studyOverrides = root.at("study_overrides").texts();
  kept.runOverrides = root.at("run_overrides").texts();
  kept.baseConfig = textsOf(root.at("first_point"));
  kept.files.subjects = textsOf(root.at("subjects"));
  kept.files.others = textsOf(root.at("files"));
  kept.program = root.at("program").text();
  kept.columns = root.at("columns").texts();
  if (const auto search = root.find("search")) {
    kept.search = readSearchPlan(*search);
  }
  const std::size_t sizes = kept.search ? kept.search->sizes().size() : 0;
  for (const auto& point : root.at("points").items()) {
    if (kept.search) {
      kept.searched.push_back(readSearchedPoint(point, sizes));
    }
    const configs::JsonValue id = point.at("id");
    kept.ids.push_back(id.text());
    if (configs::fileName(kept.ids.back()) != kept.ids.back()) {
      id.refuse("found no id of a point", "letters, digits, - and _: it names files");
    }
    const configs::JsonValue values = point.at("values");
    kept.texts.push_back(values.texts());
    if (kept.texts.back().size() != kept.columns.size()) {
      values.refuse(fmt::format("found {} values", kept.texts.back().size()),
                    fmt::format("{}, one for each column", kept.columns.size()));
    }
  }
  return kept;
}

StudyPlan keptPoints(const KeptPlan& kept, const Study& study) {
  StudyPlan plan;
  plan.study = study;
  plan.studyOverrides = kept.studyOverrides;
  plan.runOverrides = kept.runOverrides;
  plan.baseConfig = kept.baseConfig;
  plan.files = kept.files;
  plan.program = kept.program;
  for (std::size_t p = 0; p < kept.ids.size(); ++p) {
    plan.points.push_back({kept.ids[p], {}, kept.texts[p], {}});
    if (kept.search) {
      plan.points.back().searched = kept.searched[p];
    }
  }
  plan.search = study.search ? kept.search : std::nullopt;
  addColumns(kept.columns, plan);
  return plan;
}

void addOverrides(const PlanEnvironment& environment, StudyPlan& plan) {
  RunIdentifier identifier(environment.inputs);
  std::vector<std::string> shared = plan.study.set;
  shared.insert(shared.end(), plan.runOverrides.begin(), plan.runOverrides.end());
  Study study = plan.study;
  addLayerPoints(shared, environment, identifier, study);
  const Product product(study.axes, shared.size());
  for (std::size_t p = 0; p < plan.points.size() && plan.points.size() == product.count(); ++p) {
    StudyPoint point = settingsOf(product, p, shared);
    if (point.texts == plan.points[p].texts) {
      plan.points[p].overrides = std::move(point.overrides);
    }
  }
}

std::vector<std::string> refuseChanges(const std::filesystem::path& folder, const KeptPlan& kept,
                                       const StudyPlan& plan) {
  std::vector<std::string> ids;
  for (const auto& point : plan.points) {
    ids.push_back(point.id);
  }
  if (kept.ids == ids) {
    return {};
  }
  if (kept.program != plan.program) {
    refuse(folder,
           fmt::format("the program is another one: it was {}, and is {} now", kept.program, plan.program));
  }
  for (const auto& name : changedOf(kept.files.subjects, plan.files.subjects)) {
    refuse(folder, fmt::format("the {} has changed: its digest was {}, and is {} now", name,
                               kept.files.subjects.at(name), plan.files.subjects.at(name)));
  }
  for (std::size_t p = 0; p < std::min(kept.texts.size(), plan.points.size()); ++p) {
    if (kept.texts[p] != plan.points[p].texts) {
      refuse(folder, fmt::format("the axes have changed: point {} was {}, and is {} now", p + 1,
                                 fmt::join(kept.texts[p], ", "), fmt::join(plan.points[p].texts, ", ")));
    }
  }
  if (kept.texts.size() != plan.points.size()) {
    refuse(folder, fmt::format("the axes have changed: {} points were planned, and are {} now",
                               kept.texts.size(), plan.points.size()));
  }
  const auto difference = differenceOf(kept.baseConfig, plan.baseConfig);
  auto changed = changedOf(kept.files.others, plan.files.others);
  if (!difference.empty() || changed.empty()) {
    refuse(folder, "the configuration has changed: " +
                       (difference.empty() ? std::string("a value that some points set") : difference));
  }
  return changed;
}

}  // namespace ohmic::sim
