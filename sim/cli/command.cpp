// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/program_options/errors.hpp>
#include <exception>
#include <functional>
#include <new>
#include <system_error>

#include "configs/files/escape.h"
#include "configs/reader/error.h"
#include "configs/reader/suggest.h"
#include "sim/cli/guard.h"
#include "sim/cli/verbs.h"
#include "sim/cli/version_text.h"
#include "sim/run/build_id.h"

namespace ohmic::sim {
namespace {

constexpr int kInputWrong = 2;

std::string usage() {
  std::string text =
      "Ohmic simulates trained networks on analog crossbar hardware: accuracy, latency, energy and area from "
      "one "
      "run.\n\nusage: ohmic VERB [OPTIONS]\n\n";
  for (const auto& verb : verbs()) {
    text += fmt::format("  {:<10} {}\n", verb.name, verb.summary);
  }
  return text +
         "\n`ohmic VERB --help` lists a verb's options. Start with: ohmic run configs/runs/quickstart.yaml\n";
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
  std::string words = fmt::format("ohmic {}: a bug in Ohmic: {}\nPlease report it with this command: ohmic",
                                  buildId(), configs::terminalText(what));
  for (const auto& argument : arguments) {
    words += " " + configs::terminalText(argument);
  }
  say(words + "\n");
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
      {"presets", "list presets, cell models and converters with their ranges, or show one", presetsVerb},
  };
  return all;
}

namespace {

int answer(const std::vector<std::string>& arguments,
           const std::function<void(const std::vector<std::string>&)>& beforePoint) {
  if (arguments.empty() || arguments[0] == "--help" || arguments[0] == "-h" || arguments[0] == "help") {
    showText(usage());
    return arguments.empty() ? kInputWrong : 0;
  }
  if (arguments[0] == "--version" || arguments[0] == "-V") {
    showText(versionText());
    return 0;
  }
  World world = readWorld();
  world.beforePoint = beforePoint;
  return executeVerb(arguments, world);
}

/// The exit code of some work for these arguments, whose errors it tells.
int attempt(const std::vector<std::string>& arguments, const std::function<int()>& work) {
  try {
    return work();
  } catch (const configs::InputError& error) {
    say(fmt::format("ohmic: {}\n", configs::terminalText(error.what())));
    return kInputWrong;
  } catch (const boost::program_options::error& error) {
    say(fmt::format("ohmic {}: {}; see `ohmic {} --help`\n", arguments[0],
                    configs::terminalText(error.what()), arguments[0]));
    return kInputWrong;
  } catch (const configs::MachineError& error) {
    say(fmt::format("ohmic: {}\n", configs::terminalText(error.what())));
    return kMachineFailed;
  } catch (const std::system_error& error) {  // files and folders, threads, what fmt cannot print
    if (error.code() == std::errc::broken_pipe) {
      return kReaderGone;  // nothing but stdout is written to a pipe
    }
    say(fmt::format("ohmic: {}\n", configs::terminalText(error.what())));
    return kMachineFailed;
  } catch (const std::bad_alloc&) {
    say(fmt::format("ohmic: {}\n", kOutOfMemory));
    return kMachineFailed;
  } catch (const std::exception& error) {
    return reportBug(arguments, error.what());
  }
}

}  // namespace

int executePoint(const std::vector<std::string>& command, const World& world) noexcept {
  guardProcess();
  const std::vector<std::string> arguments(command.begin() + 1, command.end());
  return attempt(arguments, [&] {
    if (world.beforePoint) {
      world.beforePoint(command);
    }
    return executeVerb(arguments, world);
  });
}

int executeCommand(int count, const char* const* words,
                   const std::function<void(const std::vector<std::string>& command)>& beforePoint) {
  guardProcess();
  const std::vector<std::string> arguments(words + std::min(count, 1), words + count);
  const int code = attempt(arguments, [&] { return answer(arguments, beforePoint); });
  const bool isSettled =
      code == kInputWrong || code == kMachineFailed || code == kReaderGone || code == kOurBug;
  if (isSettled) {
    return code;
  }
  const Output output = flushOutput();
  return output == Output::written ? code : output == Output::readerGone ? kReaderGone : kMachineFailed;
}

}  // namespace ohmic::sim
