// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <boost/program_options.hpp>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <utility>

#include "configs/files/escape.h"
#include "configs/reader/error.h"
#include "sim/cli/claim_output.h"
#include "sim/cli/guard.h"
#include "sim/cli/verbs.h"
#include "sim/record/compare_runs.h"
#include "sim/record/read_results.h"
#include "sim/report/comparison.h"
#include "sim/study/amount.h"
#include "sim/study/named_result.h"

namespace ohmic::sim {
namespace {

namespace po = boost::program_options;
namespace fs = std::filesystem;

constexpr int kCheckFailed = 1;

po::options_description compareOptions() {
  po::options_description visible("options");
  visible.add_options()("help,h", "show this help")(
      "metric", po::value<std::string>()->value_name("NAME")->default_value("accuracy.top1"),
      "a number of summary.json: accuracy.top1, chip.energy_per_image_J")(
      "at-least", po::value<std::string>()->value_name("CHANGE"),
      "exit with 1 if B less A is below: --at-least '-0.5 %'")(
      "at-most", po::value<std::string>()->value_name("CHANGE"),
      "exit with 1 if B less A is above: --at-most '5 %'")(
      "read-time", po::value<int>()->value_name("N")->default_value(1),
      "the N-th read time of a run that has several")(
      "report", po::value<std::string>()->value_name("FILE"),
      "also write a page with all runs side by side, at their first read times; then there may be more than "
      "two")("force", "overwrite the page");
  return visible;
}

double readChange(const po::variables_map& options, const std::string& name) {
  const auto text = options[name].as<std::string>();
  const Amounts amounts = readAmounts({text});
  if (!amounts.isNumeric || amounts.dimension) {
    throw configs::InputError({"", "--" + name, fmt::format("found '{}'", text),
                               "a share such as -0.5 % or -0.005", fmt::format("write --{} '-0.5 %'", name)});
  }
  return amounts.values.front();
}

std::string signedPercent(double share) { return fmt::format("{:+.2f} %", 100.0 * share); }

std::string intervalText(const Interval& interval) {
  return fmt::format("{} to {}", signedPercent(interval.low), signedPercent(interval.high));
}

std::string text(const RunDifference& d) {
  if (!d.overImages) {
    return fmt::format("{}  A {:.6g}, B {:.6g}: {}{}\n", d.metric, d.first, d.second,
                       signedPercent(d.difference), d.isShare ? " of all images" : " of A");
  }
  std::string words = fmt::format(
      "{}  A {:.2f} %, B {:.2f} %\n"
      "B less A       {} of all images, paired over {} images and {} chip{}\n"
      "over images    {} (95 % interval)\n",
      d.metric, 100.0 * d.first, 100.0 * d.second, signedPercent(d.difference), d.images, d.chips,
      d.chips == 1 ? "" : "s", intervalText(*d.overImages));
  if (d.overChips) {
    words += fmt::format("over chips     {} (95 % interval)\n", intervalText(*d.overChips));
  }
  return words + fmt::format("only A right   {} of {}; only B right {}\n", d.onlyFirst, d.images * d.chips,
                             d.onlySecond);
}

/// @returns whether B is worse than the options allow.
bool compareTwo(const std::string& first, const std::string& second, const po::variables_map& options) {
  const auto readTime = options["read-time"].as<int>();
  const RunDifference difference =
      compareRuns(namedResult(first), namedResult(second), options["metric"].as<std::string>(),
                  static_cast<std::size_t>(std::max(readTime, 1) - 1));
  showText(text(difference));
  for (const auto& [name, isBelow] : {std::pair("at-least", true), std::pair("at-most", false)}) {
    if (options.count(name)) {
      const double change = readChange(options, name);
      if (isBelow ? difference.difference < change : difference.difference > change) {
        show("worse than     {}\n", signedPercent(change));
        return true;
      }
    }
  }
  return false;
}

/// The same; beside a page, runs that cannot be paired are told so, unless a check asks for the difference.
bool compareInWords(const std::string& first, const std::string& second, const po::variables_map& options) {
  if (!options.count("report") || options.count("at-least") || options.count("at-most")) {
    return compareTwo(first, second, options);
  }
  try {
    return compareTwo(first, second, options);
  } catch (const configs::InputError& error) {
    show("not compared   {}\n", configs::terminalText(error.what()));
    return false;
  }
}

/// Results under names that tell them apart: their folders', or what was written where two are equal.
std::vector<ComparedRun> readRuns(const std::vector<std::string>& results) {
  std::vector<ComparedRun> runs;
  std::set<std::string> names;
  for (const auto& result : results) {
    const fs::path path = fs::path(result).lexically_normal();
    names.insert((path.has_filename() ? path : path.parent_path()).filename().string());
  }
  std::map<std::string, int> uses;
  for (const auto& result : results) {
    const fs::path path = fs::path(result).lexically_normal();
    std::string name = names.size() == results.size()
                           ? (path.has_filename() ? path : path.parent_path()).filename().string()
                           : result;
    const int use = ++uses[name];
    name += use > 1 ? fmt::format(" ({})", use) : "";
    runs.push_back({name, readResults(namedResult(result))});
  }
  return runs;
}

/// "--at-least -0.5 %" as one word: the parser takes a word that begins with '-' for an option.
std::vector<std::string> joined(const std::vector<std::string>& arguments) {
  std::vector<std::string> words;
  for (const auto& argument : arguments) {
    if (!words.empty() && (words.back() == "--at-least" || words.back() == "--at-most")) {
      words.back() += "=" + argument;
    } else {
      words.push_back(argument);
    }
  }
  return words;
}

}  // namespace

int compareVerb(const std::vector<std::string>& arguments, const World&) {
  const auto visible = compareOptions();
  po::options_description all = visible;
  all.add_options()("result", po::value<std::vector<std::string>>());
  po::positional_options_description positional;
  positional.add("result", -1);
  po::variables_map options;
  po::store(po::command_line_parser(joined(arguments)).options(all).positional(positional).run(), options);
  if (options.count("help")) {
    std::ostringstream words;
    words << visible;
    showText(fmt::format(
        "usage: ohmic compare A B [C ...] [OPTIONS]\n\nHow B, and each further result, differs from A: "
        "results "
        "folders, or points of a study (results/my-study:3).\n\n{}",
        words.str()));
    return 0;
  }
  const auto results =
      options.count("result") ? options["result"].as<std::vector<std::string>>() : std::vector<std::string>();
  if (results.size() < 2 || (results.size() > 2 && !options.count("report"))) {
    throw configs::InputError({"", "compare", fmt::format("found {} results", results.size()),
                               "two, or more with --report",
                               "write `ohmic compare results/a results/b`, or add --report comparison.html"});
  }
  if (options.count("report")) {
    const fs::path file = options["report"].as<std::string>();
    std::vector<fs::path> inputs;
    for (const auto& result : results) {
      const fs::path place = namedResult(result);
      inputs.push_back(fs::is_directory(place) ? place / "summary.json" : place);
    }
    OutputFile page = claimFile("--report", file, options.count("force") > 0, inputs);
    page.write(renderComparison(readRuns(results)));
    show("report         {}\n", file.string());
  }
  bool isWorse = false;
  for (std::size_t other = 1; other < results.size(); ++other) {
    if (results.size() > 2) {
      show("{}A {}, B {}\n", other > 1 ? "\n" : "", results[0], results[other]);
    }
    isWorse = compareInWords(results[0], results[other], options) || isWorse;
  }
  return isWorse ? kCheckFailed : 0;
}

}  // namespace ohmic::sim
