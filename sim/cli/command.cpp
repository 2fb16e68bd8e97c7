// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/program_options/errors.hpp>
#include <exception>
#include <filesystem>
#include <new>

#include "configs/reader/error.h"
#include "configs/reader/suggest.h"
#include "sim/cli/verbs.h"
#include "sim/run/build_id.h"

namespace ohmic::sim {
namespace {

constexpr int kInputWrong = 2;
constexpr int kMachineFailed = 3;
constexpr int kOurBug = 70;

std::string usage() {
  std::string text =
      "Ohmic simulates trained networks on analog crossbar hardware: accuracy, latency, energy and area from "
      "one "
      "run.\n\nusage: ohmic VERB [OPTIONS]\n\n";
  for (const auto& verb : verbs()) {
    text += fmt::format("  {:<10} {}\n", verb.name, verb.summary);
  }
  return text +
         "\n`ohmic VERB --help` tells a verb's options. Start with: ohmic run configs/runs/quickstart.yaml\n";
}

int executeVerb(const std::vector<std::string>& arguments, const World& world) {
  const auto verb =
      std::find_if(verbs().begin(), verbs().end(), [&](const Verb& v) { return v.name == arguments[0]; });
  if (verb == verbs().end()) {
    std::vector<std::string> names;
    for (const auto& v : verbs()) {
      names.push_back(v.name);
    }
    throw configs::InputError({"", "", fmt::format("unknown verb '{}'", arguments[0]),
                               fmt::format("allowed: {}", fmt::join(names, ", ")),
                               configs::didYouMean(arguments[0], names)});
  }
  return verb->execute({arguments.begin() + 1, arguments.end()}, world);
}

int reportBug(const std::vector<std::string>& arguments, const char* what) {
  fmt::print(stderr, "ohmic {}: a bug in Ohmic: {}\nPlease report it with this command: ohmic", OHMIC_VERSION,
             what);
  for (const auto& argument : arguments) {
    fmt::print(stderr, " {}", argument);
  }
  fmt::print(stderr, "\n");
  return kOurBug;
}

}  // namespace

const std::vector<Verb>& verbs() {
  static const std::vector<Verb> all = {
      {"run", "simulate a network: accuracy, latency, energy, area and a report", runVerb},
      {"study", "run many points, resume, spread over a cluster, and see the answer", studyVerb},
      {"compare", "compare two results on the same images and chips; 1 if worse", compareVerb},
      {"program", "program a chip and save it, for `ohmic run --chip` and your own tools", programVerb},
      {"check", "validate a run file without running it", checkVerb},
      {"calibrate", "choose input scales and converter ranges, and keep them in a file", calibrateVerb},
      {"map", "show the plan: layers on arrays", mapVerb},
      {"explain", "show what the hardware really is: units, ranges, noise, the cells' laws", explainVerb},
      {"inspect", "show a network, a programmed chip or results", inspectVerb},
      {"report", "rebuild a run's report.html without running", reportVerb},
      {"presets", "list the presets, or show one", presetsVerb},
  };
  return all;
}

int executeCommand(const std::vector<std::string>& arguments, const World& world) {
  if (arguments.empty() || arguments[0] == "--help" || arguments[0] == "-h" || arguments[0] == "help") {
    fmt::print("{}", usage());
    return arguments.empty() ? kInputWrong : 0;
  }
  if (arguments[0] == "--version") {
    fmt::print("ohmic {} (build {})\n", OHMIC_VERSION, buildId());
    return 0;
  }
  try {
    return executeVerb(arguments, world);
  } catch (const configs::InputError& error) {
    fmt::print(stderr, "ohmic: {}\n", error.what());
    return kInputWrong;
  } catch (const boost::program_options::error& error) {
    fmt::print(stderr, "ohmic {}: {}; see `ohmic {} --help`\n", arguments[0], error.what(), arguments[0]);
    return kInputWrong;
  } catch (const configs::MachineError& error) {
    fmt::print(stderr, "ohmic: {}\n", error.what());
    return kMachineFailed;
  } catch (const std::filesystem::filesystem_error& error) {
    fmt::print(stderr, "ohmic: {}\n", error.what());
    return kMachineFailed;
  } catch (const std::bad_alloc&) {
    fmt::print(stderr, "ohmic: out of memory; use fewer threads, images or chips\n");
    return kMachineFailed;
  } catch (const std::exception& error) {
    return reportBug(arguments, error.what());
  }
}

}  // namespace ohmic::sim
