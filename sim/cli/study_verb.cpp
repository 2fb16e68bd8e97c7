// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/program_options.hpp>
#include <filesystem>
#include <map>
#include <optional>
#include <sstream>

#include "configs/files/escape.h"
#include "configs/reader/error.h"
#include "configs/reader/number.h"
#include "configs/reader/suggest.h"
#include "sim/cli/guard.h"
#include "sim/cli/verbs.h"
#include "sim/record/made_folders.h"
#include "sim/record/output_file.h"
#include "sim/record/read_results.h"
#include "sim/report/run_report.h"
#include "sim/study/cluster_scripts.h"
#include "sim/study/execute_study.h"
#include "sim/study/paired_figures.h"
#include "sim/study/pick_files.h"
#include "sim/study/plan.h"
#include "sim/study/read_study.h"
#include "sim/study/search/run_search.h"
#include "sim/study/search/search_results.h"
#include "sim/study/study_answer.h"
#include "sim/study/study_findings.h"
#include "sim/study/study_report.h"
#include "sim/study/study_results.h"
#include "sim/study/why.h"

namespace ohmic::sim {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;

constexpr int kPointsFailed = 4;
constexpr int kMostThreads = 1024, kMostWorkers = 1024;
const std::vector<std::string> kSteps = {"plan", "run", "status", "merge", "report", "slurm", "why"};

po::options_description studyOptions() {
  po::options_description visible("options");
  visible.add_options()("help,h", "show this help")(
      "set", po::value<std::vector<std::string>>()->value_name("KEY=VALUE")->composing(),
      "override a key of the study (study.size=full) or of all points' runs (run.chips=5)")(
      "output,o", po::value<std::string>()->value_name("DIR"),
      "the study's folder; default results/<study>; what it holds is kept and resumed")(
      "workers", po::value<int>()->value_name("N")->default_value(0),
      "points at work at once; 0 takes all cores over --threads")(
      "threads", po::value<int>()->value_name("N")->default_value(1), "threads of a point")(
      "shard", po::value<std::string>()->value_name("I/N"), "only the I-th of N parts of the points")(
      "retry-failed", "run points that failed before again")(
      "no-cache", "compute in every point anew what points have in common; the results are equal")(
      "point-reports", "run, merge, report: also a report of each point, reports/ID.html")(
      "partial", "merge although points are missing")(
      "shards", po::value<int>()->value_name("N")->default_value(16), "slurm: parts of the study")(
      "throttle", po::value<int>()->value_name("N")->default_value(0), "slurm: shards at once; 0 for all")(
      "cores", po::value<int>()->value_name("N")->default_value(1), "slurm: of each shard")(
      "hours", po::value<double>()->value_name("H")->default_value(24.0), "slurm: of each shard");
  return visible;
}

struct StudyOptions {
  std::string step;
  fs::path place;  ///< a study file or a study's folder
  std::vector<fs::path> others;
  std::vector<std::string> studyOverrides;
  std::vector<std::string> runOverrides;
  po::variables_map values;
};

[[noreturn]] void refuseCommand(const std::string& key, const std::string& found, const std::string& allowed,
                                const std::string& remedy) {
  throw configs::InputError({"", key, found, allowed, remedy});
}

std::optional<StudyOptions> parse(const std::vector<std::string>& arguments) {
  const auto visible = studyOptions();
  po::options_description all = visible;
  all.add_options()("step", po::value<std::string>())("place", po::value<std::vector<std::string>>());
  po::positional_options_description positional;
  positional.add("step", 1).add("place", -1);
  StudyOptions options;
  po::store(po::command_line_parser(arguments).options(all).positional(positional).run(), options.values);
  if (options.values.count("help")) {
    std::ostringstream text;
    text << visible;
    showText(fmt::format(
        "usage: ohmic study plan|run|status|merge|report|slurm STUDY.yaml|DIR [OPTIONS]\n"
        "       ohmic study why POINT POINT\n\n"
        "  plan    list the points; runs nothing\n"
        "  run     run the points that are not done; then merge, unless --shard is given\n"
        "  status  count the points that are done, failed and missing\n"
        "  merge   write results.csv, results.json and the report; further folders add their points\n"
        "  report  draw report.html and plots/ anew, with the study file's present plots\n"
        "  slurm   write DIR/slurm.sh, a job array for sbatch, and DIR/parallel.sh for GNU parallel\n"
        "  why     in which settings, figures and layers two points differ, each DIR:N or a run's "
        "folder\n\n{}",
        text.str()));
    return std::nullopt;
  }
  if (!options.values.count("step") || !options.values.count("place")) {
    refuseCommand("study", "no study given", "ohmic study plan|run|status|merge|report|slurm STUDY.yaml|DIR",
                  "write `ohmic study run configs/studies/bit_slicing.yaml`");
  }
  options.step = options.values["step"].as<std::string>();
  if (std::find(kSteps.begin(), kSteps.end(), options.step) == kSteps.end()) {
    refuseCommand("study", fmt::format("unknown step '{}'", options.step),
                  fmt::format("allowed: {}", fmt::join(kSteps, ", ")),
                  configs::didYouMean(options.step, kSteps));
  }
  const auto places = options.values["place"].as<std::vector<std::string>>();
  options.place = places.front();
  options.others.assign(places.begin() + 1, places.end());
  if (!options.others.empty() && options.step != "merge" && options.step != "why") {
    refuseCommand("study", fmt::format("'{}' beside '{}'", places[1], places[0]), "one study",
                  "give one at a time");
  }
  if (options.values.count("set")) {
    for (const auto& override : options.values["set"].as<std::vector<std::string>>()) {
      const bool isStudys = override.rfind("study.", 0) == 0;
      (isStudys ? options.studyOverrides : options.runOverrides).push_back(override);
    }
  }
  return options;
}

bool wantsPointReports(const StudyOptions& options) { return options.values.count("point-reports") > 0; }

Shard readShard(const po::variables_map& values) {
  if (!values.count("shard")) {
    return {};
  }
  const auto text = values["shard"].as<std::string>();
  const auto slash = text.find('/');
  const auto index = configs::parseInteger(text.substr(0, slash));
  const auto count =
      slash == std::string::npos ? std::nullopt : configs::parseInteger(text.substr(slash + 1));
  if (!index || !count || *count < 1 || *count > 1000000 || *index < 1 || *index > *count) {
    refuseCommand("--shard", fmt::format("found '{}'", text), "I/N with I from 1 to N", "write --shard 3/32");
  }
  return {static_cast<int>(*index), static_cast<int>(*count)};
}

/// A count that an option gives.
int readCount(const po::variables_map& values, const std::string& option, int least, int most) {
  const int count = values[option].as<int>();
  if (count < least || count > most) {
    refuseCommand("--" + option, fmt::format("found {}", count), fmt::format("in [{}, {}]", least, most), "");
  }
  return count;
}

Study loadStudy(const fs::path& file, const std::vector<std::string>& overrides, const World& world) {
  return readStudy(file, loadOptions(world, overrides));
}

/// A study with its folder, as a step finds it.
struct OpenStudy {
  StudyFolder folder;
  std::optional<KeptPlan> kept;  ///< what the folder was begun with
  fs::path file;                 ///< the study file
};

/// Whether a folder holds nothing but what a study has before its plan: another process may be planning it.
bool isBeingBegun(const fs::path& folder) {
  return fs::is_directory(folder) && std::all_of(fs::directory_iterator(folder), fs::directory_iterator(),
                                                 [](const fs::directory_entry& entry) {
                                                   const auto name = entry.path().filename().string();
                                                   return name == "points" || name == "cache" ||
                                                          name.rfind(".ohmic-", 0) == 0 ||
                                                          name.rfind("lock-", 0) == 0;
                                                 });
}

/// What a study's folder was begun with, if it was.
std::optional<KeptPlan> keptIn(const StudyFolder& folder) {
  return fs::exists(folder.plan()) ? std::optional(readPlan(folder.path())) : std::nullopt;
}

/// @p options learns the overrides that a folder was begun with.
OpenStudy open(StudyOptions& options) {
  if (fs::is_directory(options.place)) {
    KeptPlan kept = readPlan(options.place);
    options.studyOverrides.insert(options.studyOverrides.begin(), kept.studyOverrides.begin(),
                                  kept.studyOverrides.end());
    options.runOverrides.insert(options.runOverrides.begin(), kept.runOverrides.begin(),
                                kept.runOverrides.end());
    const fs::path file = kept.file;
    return {StudyFolder(options.place), std::move(kept), file};
  }
  const fs::path path = options.values.count("output") ? fs::path(options.values["output"].as<std::string>())
                                                       : fs::path("results") / options.place.stem();
  const StudyFolder folder(path);
  OpenStudy study{folder, keptIn(folder), options.place};
  if (!study.kept && fs::exists(path) && !isBeingBegun(path)) {
    refuseCommand("--output", fmt::format("'{}' exists and is no study", path.string()),
                  "a study's folder, or one that does not exist", "choose another name");
  }
  return study;
}

fs::path programFile() { return fs::read_symlink("/proc/self/exe"); }

StudyPlan planNow(Study study, const StudyOptions& options, const World& world) {
  return planStudy(std::move(study), options.studyOverrides, options.runOverrides,
                   {loadOptions(world, {}), world.hardwareThreads, world.inputs});
}

/// The points as the folder has them.
StudyPlan keptPlan(const OpenStudy& study, const World& world) {
  if (!study.kept) {
    refuseCommand("study", fmt::format("'{}' has not been run", study.folder.path().string()),
                  "a study that `ohmic study run` began", "run it first, or name its folder");
  }
  study.folder.requireReadable();
  return keptPoints(*study.kept, loadStudy(study.file, study.kept->studyOverrides, world));
}

std::string countText(const StudyCount& count) {
  return fmt::format("{} done, {} failed, {} missing", count.done, count.failed, count.missing);
}

int endOf(const StudyCount& count) { return count.failed > 0 ? kPointsFailed : 0; }

/// The points that other folders have finished or failed.
void takePoints(const StudyPlan& plan, const fs::path& from, const StudyFolder& to) {
  const StudyFolder other(from);
  for (const auto& id : readPlan(from).ids) {
    const bool isPlanned = std::any_of(plan.points.begin(), plan.points.end(),
                                       [&id](const StudyPoint& point) { return point.id == id; });
    if (!isPlanned) {
      throw configs::InputError({from.string(), "", "another study's points",
                                 fmt::format("points of {}", to.path().string()),
                                 "merge folders of one study, run by one program"});
    }
    if (!to.isDone(id)) {
      to.take(other, id);
    }
  }
}

std::vector<std::string> failuresOf(const StudyPlan& plan, const StudyFolder& folder) {
  std::vector<std::string> failures;
  for (std::size_t p = 0; p < plan.points.size(); ++p) {
    if (folder.isFailed(plan.points[p].id)) {
      const PointEnd end = folder.readFailure(plan.points[p].id);
      const auto line = end.lastWords.substr(end.lastWords.rfind('\n') + 1);
      failures.push_back(fmt::format("point {} ({}): {}{}", p + 1, fmt::join(plan.points[p].texts, ", "),
                                     end.reason, line.empty() ? "" : ": " + line));
    }
  }
  return failures;
}

/// Where a point's report is, from the study's.
std::string pointReport(const StudyPoint& point) {
  return "reports/" + configs::fileName(point.id) + ".html";
}

/// The report of each point that is done.
void writePointReports(const StudyPlan& plan, const StudyFolder& folder) {
  makeOwnFolder(folder.path() / "reports");
  for (const auto& point : plan.points) {
    if (folder.isDone(point.id)) {
      writeFile(folder.path() / pointReport(point), renderReport(readResults(folder.result(point.id))));
    }
  }
}

/// Those that there are, now or from an earlier time: an id stands for one result.
std::map<std::string, std::string> pointReports(const StudyPlan& plan, const StudyFolder& folder) {
  std::map<std::string, std::string> reports;
  for (const auto& point : plan.points) {
    if (folder.isDone(point.id) && fs::exists(folder.path() / pointReport(point))) {
      reports[point.id] = pointReport(point);
    }
  }
  return reports;
}

/// Writes a run file for each point of the answer, under names that are free, and removes those of an earlier
/// one that nobody has edited.
/// @returns their names, as the answer's lines.
std::vector<std::string> writePicks(const StudyFindings& found, const StudyFolder& folder,
                                    const StudyAnswer& answer, const World& world) {
  constexpr std::size_t kMostPicks = 100;
  for (const auto& edited : removePicks(folder.path())) {
    say(fmt::format("ohmic: {} was edited and stays; this answer's run files have other numbers\n", edited));
  }
  StudyPlan plan = found.plan;
  const PlanEnvironment environment{loadOptions(world, {}), world.hardwareThreads, world.inputs};
  std::vector<std::string> picks(answer.lines.size());
  int used = 0;  // names
  try {
    addOverrides(environment, plan);
    for (std::size_t i = 0; i < std::min(picks.size(), kMostPicks); ++i) {
      const auto number = static_cast<std::size_t>(found.results.find("point")->numbers[answer.lines[i]]);
      std::string name;
      do {
        name = fmt::format("pick-{}.yaml", ++used);
      } while (fs::exists(fs::symlink_status(folder.path() / name)));
      const StudyPoint& point = plan.points[number - 1];
      const auto text = runFileOf(plan, point, folder.path() / name, environment);
      if (text) {
        writeFile(folder.path() / name, pickText(number, plan.study.name, *text));
        picks[i] = name;
      }
    }
  } catch (const configs::InputError& error) {
    say(fmt::format("ohmic: no run files of the answer: {}\n", configs::terminalText(error.what())));
  }
  return picks;
}

/// report.html, and each plot as SVG with its CSV. @returns the lines that tell of them.
std::string writeReport(const StudyFindings& found, const StudyFolder& folder, bool wantsPoints,
                        const World& world) {
  const auto& [plan, results, race] = found;
  StudyReport report{
      drawFigures(plan, results), drawPairedFigures(plan, results), failuresOf(plan, folder), {}, {}};
  const StudyAnswer answer = answerOf(found);
  report.answer = answerHtml(found, answer, writePicks(found, folder, answer, world));
  makeOwnFolder(folder.path() / "plots");
  for (const auto* figures : {&report.figures, &report.paired}) {
    for (const auto& figure : *figures) {
      writeFile(folder.path() / "plots" / (configs::fileName(figure.name) + ".svg"), figure.svg);
      writeFile(folder.path() / "plots" / (configs::fileName(figure.name) + ".csv"), figure.csv);
    }
  }
  if (wantsPoints) {
    writePointReports(plan, folder);
  }
  report.pointReports = pointReports(plan, folder);
  writeFile(folder.path() / "report.html", renderStudyReport(plan, results, report));
  return fmt::format("answer      {}\nreport      {}\n", configs::terminalText(answer.sentence),
                     configs::terminalText((folder.path() / "report.html").string()));
}

/// @returns the lines that tell of them.
std::string writeResults(const StudyFindings& found, const StudyFolder& folder, bool wantsPoints,
                         const World& world) {
  const auto& [plan, results, race] = found;
  writeFile(folder.path() / "results.csv", resultsCsv(results));
  writeFile(folder.path() / "results.json",
            resultsJson(plan, folder, results, race ? searchJson(plan, *race) : std::string()));
  if (race) {
    writeFile(folder.path() / "decisions.csv", decisionsCsv(plan, *race));
  }
  constexpr std::size_t kMostNotes = 10;
  const auto notes = notesOf(results);
  for (std::size_t n = 0; n < std::min(notes.size(), kMostNotes); ++n) {
    say(fmt::format("ohmic: {}\n", configs::terminalText(notes[n])));
  }
  if (notes.size() > kMostNotes) {
    say(fmt::format("ohmic: {} more notes are in the report\n", notes.size() - kMostNotes));
  }
  return fmt::format("hash        {}\ntable       {}\n", resultsHash(results),
                     configs::terminalText((folder.path() / "results.csv").string())) +
         writeReport(found, folder, wantsPoints, world);
}

/// What has become of the points.
std::string stateText(const StudyPlan& plan, const StudyFolder& folder, const StudyCount& count) {
  std::string words = fmt::format("points      {}\n", countText(count));
  for (const auto& failure : failuresOf(plan, folder)) {
    words += fmt::format("failed      {}\n", configs::terminalText(failure));
  }
  return words;
}

/// The same, of a search with how far it is.
std::string stateText(const StudyFindings& found, const StudyFolder& folder) {
  const std::string words = stateText(found.plan, folder, found.count());
  return found.race ? words + fmt::format("search      {}\n", raceText(found.plan, *found.race)) : words;
}

int planStep(StudyOptions& options, const World& world) {
  const OpenStudy study = open(options);
  const StudyPlan plan = planNow(loadStudy(study.file, options.studyOverrides, world), options, world);
  std::vector<std::string> keys;
  for (const auto& column : plan.columns) {
    keys.push_back(column.key);
  }
  show("{} points: {}\n", plan.points.size(), fmt::format("{}", fmt::join(keys, ", ")));
  for (std::size_t p = 0; p < plan.points.size(); ++p) {
    show("{:>6}  {}  {}\n", p + 1, plan.points[p].id.substr(0, 12),
         fmt::format("{}", fmt::join(plan.points[p].texts, ", ")));
  }
  return 0;
}

/// The place of the plan, in a folder that is made where it is missing. Another process on this study that
/// fails takes away the folder that it made while nothing lies in it: then it is made again.
OutputFile claimPlan(const StudyFolder& folder, MadeFolders& made) {
  constexpr int kTries = 10;
  for (int tries = 1;; ++tries) {
    made = MadeFolders(folder.path());
    try {
      return OutputFile(folder.plan());
    } catch (const std::runtime_error&) {
      if (tries == kTries) {
        throw;
      }
    }
  }
}

/// A study that may be run: its points as they are now, which must be those that the folder was begun with.
StudyPlan begin(const StudyOptions& options, const OpenStudy& study, const World& world) {
  Study asked = loadStudy(study.file, options.studyOverrides, world);  // before any folder is made
  MadeFolders folders;
  OutputFile planFile = claimPlan(study.folder, folders);  // before the points are planned
  StudyPlan plan = planNow(std::move(asked), options, world);
  const auto kept = study.kept ? study.kept : keptIn(study.folder);  // others may have begun it meanwhile
  std::vector<std::string> changed;
  if (kept) {
    changed = refuseChanges(study.folder.path(), *kept, plan);
    for (const auto& file : changed) {
      say(fmt::format("{} has changed: points that read it are run anew\n", configs::terminalText(file)));
    }
  }
  const bool isNewSearch = kept && plan.search && !kept->search;
  if (!kept || !changed.empty() || isNewSearch) {
    planFile.write(planJson(plan));
  }
  folders.keep();
  study.folder.makePoints();
  return plan;
}

/// Runs a search. Every shard knows the whole outcome; a lone one writes it.
int searchStep(const StudyOptions& options, const StudyPlan& plan, const StudyFolder& folder,
               const StudyWork& work, Progress& progress, const World& world) {
  std::string stage;
  SearchWork search{work, [&](std::size_t round, std::size_t rounds) {
                      stage = fmt::format("round {} of {}", round, rounds);
                    }};
  search.study.progress = [&](std::int64_t done, std::int64_t failed, std::int64_t total) {
    progress.report(failed > 0 ? fmt::format("{} ({} failed)", stage, failed) : stage, done + failed, total);
  };
  static_cast<void>(executeSearch(plan, folder, search));
  progress.finish();
  const StudyFindings found = findingsOf(plan, folder);
  std::string words = stateText(found, folder);
  if (work.shard.count == 1) {
    words += writeResults(found, folder, wantsPointReports(options), world);
  }
  showText(words);
  return endOf(found.count());
}

int runStep(StudyOptions& options, const World& around) {
  constexpr std::uintmax_t kMostInputBytes = std::uintmax_t{1} << 30;  // in the memory of every point
  World world = around;
  world.inputs = KnownInputs(kMostInputBytes);
  const Shard shard = readShard(options.values);
  const int threads = readCount(options.values, "threads", 1, kMostThreads);
  const int workers = readCount(options.values, "workers", 0, kMostWorkers);
  const OpenStudy study = open(options);
  const StudyPlan plan = begin(options, study, world);
  const StudyLock lock(study.folder.path() / fmt::format("lock-{}-of-{}", shard.index, shard.count));
  Progress progress(world.isTerminal);
  StudyWork work;
  work.shard = shard;
  work.threads = threads;
  work.workers = workers > 0 ? workers : std::max(world.hardwareThreads / work.threads, 1);
  work.retriesFailed = options.values.count("retry-failed") > 0;
  work.usesCache = options.values.count("no-cache") == 0;
  work.program = programFile();
  work.execute = [&world](const std::vector<std::string>& command) { return executePoint(command, world); };
  work.now = steadySeconds;
  work.progress = [&](std::int64_t done, std::int64_t failed, std::int64_t total) {
    progress.report(failed > 0 ? fmt::format("points ({} failed)", failed) : "points", done + failed, total);
  };
  if (plan.search) {
    return searchStep(options, plan, study.folder, work, progress, world);
  }
  const StudyCount count = executeStudy(plan, study.folder, work);
  progress.finish();
  std::string words = stateText(plan, study.folder, count);
  if (shard.count == 1) {
    words += writeResults(findingsOf(plan, study.folder), study.folder, wantsPointReports(options), world);
  }
  showText(words);
  return endOf(count);
}

int statusStep(StudyOptions& options, const World& world) {
  const OpenStudy study = open(options);
  const StudyPlan plan = keptPlan(study, world);
  if (plan.search) {
    const StudyFindings found = findingsOf(plan, study.folder);
    showText(stateText(found, study.folder));
    return endOf(found.count());
  }
  const StudyCount count = countPoints(plan, study.folder, readShard(options.values));
  showText(stateText(plan, study.folder, count));
  return endOf(count);
}

int reportStep(StudyOptions& options, const World& world) {
  const OpenStudy study = open(options);
  const StudyPlan plan = keptPlan(study, world);
  showText(writeReport(findingsOf(plan, study.folder), study.folder, wantsPointReports(options), world));
  return 0;
}

/// A path that is shown as part of a command.
std::string wordOf(const fs::path& path) { return configs::terminalText(configs::shellWord(path.string())); }

int slurmStep(StudyOptions& options, const World& world) {
  constexpr double kBytesOfMB = 1e6, kSecondsOfHour = 3600.0;
  const auto& values = options.values;
  ClusterJob job;
  job.shards = values["shards"].as<int>();
  job.throttle = values["throttle"].as<int>();
  job.cores = values["cores"].as<int>();
  job.time_s = kSecondsOfHour * values["hours"].as<double>();
  constexpr int kMostShards = 1000000, kMostCores = 10000;
  constexpr double kMostHours = 100000.0;
  const bool isMost =
      job.shards <= kMostShards && job.cores <= kMostCores && values["hours"].as<double>() <= kMostHours;
  if (job.shards < 1 || job.cores < 1 || job.throttle < 0 || !(job.time_s > 0.0) || !isMost) {
    refuseCommand("study slurm", "shards, cores or hours out of range",
                  fmt::format("shards in [1, {}], cores in [1, {}], hours above 0 and up to {}", kMostShards,
                              kMostCores, kMostHours),
                  "write `ohmic study slurm DIR --shards 32 --cores 4 --hours 12`");
  }
  const OpenStudy study = open(options);
  const StudyPlan plan = begin(options, study, world);
  const fs::path& folder = study.folder.path();
  job.name = "ohmic-" + plan.study.name;
  job.program = programFile();
  job.folder = fs::absolute(folder);
  job.start = fs::current_path();
  job.memory_MB = static_cast<std::int64_t>(plan.study.limits.memory_bytes / kBytesOfMB) * job.cores;
  writeFile(folder / "slurm.sh", slurmScript(job));
  writeFile(folder / "parallel.sh", parallelScript(job));
  writeFile(folder / kShardScript, shardScript(job));
  for (const char* const script : {"parallel.sh", kShardScript}) {
    fs::permissions(folder / script, fs::perms::owner_exec, fs::perm_options::add);
  }
  show(
      "points      {} in {} shards\nsubmit      sbatch {}\nor          {}\nthen        ohmic study merge "
      "{}\n",
      plan.points.size(), job.shards, wordOf(folder / "slurm.sh"), wordOf(folder / "parallel.sh"),
      wordOf(folder));
  return 0;
}

int mergeStep(StudyOptions& options, const World& world) {
  const OpenStudy study = open(options);
  const StudyPlan plan = keptPlan(study, world);
  if (plan.search && !options.others.empty()) {
    refuseCommand("study", "found several folders of a search",
                  "one folder that all shards of a search work in", "run the shards with the same -o DIR");
  }
  for (const auto& other : options.others) {
    takePoints(plan, other, study.folder);
  }
  const StudyFindings found = findingsOf(plan, study.folder);
  const StudyCount count = plan.search ? found.count() : countPoints(plan, study.folder, {});
  if (count.missing > 0 && !options.values.count("partial")) {
    refuseCommand("study", fmt::format("{} of {} points are missing", count.missing, plan.points.size()),
                  "a study whose points are all done or failed",
                  "run the rest, or merge what there is with --partial");
  }
  const std::string results = writeResults(found, study.folder, wantsPointReports(options), world);
  const std::string state =
      plan.search ? stateText(found, study.folder) : stateText(plan, study.folder, count);
  showText(state + results);
  return endOf(count);
}

int whyStep(const StudyOptions& options) {
  if (options.others.size() != 1) {
    refuseCommand("study why", fmt::format("found {} points", options.others.size() + 1), "two points",
                  "write `ohmic study why results/my_study:1 results/my_study:4`");
  }
  const auto [first, second] = resultsToCompare(options.place.string(), options.others.front().string());
  showText(whyText(readResults(first), readResults(second)));
  return 0;
}

}  // namespace

int studyVerb(const std::vector<std::string>& arguments, const World& world) {
  auto options = parse(arguments);
  if (!options) {
    return 0;
  }
  if (options->step == "why") {
    return whyStep(*options);
  }
  options->place = findFile(world, options->place);
  return options->step == "plan"     ? planStep(*options, world)
         : options->step == "run"    ? runStep(*options, world)
         : options->step == "status" ? statusStep(*options, world)
         : options->step == "slurm"  ? slurmStep(*options, world)
         : options->step == "report" ? reportStep(*options, world)
                                     : mergeStep(*options, world);
}

}  // namespace ohmic::sim
