// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/cli/run_options.h"

#include <fmt/format.h>

#include <sstream>

#include "configs/reader/error.h"
#include "sim/cli/guard.h"

namespace ohmic::sim {

namespace po = boost::program_options;

po::options_description runFileOptions() {
  po::options_description visible("options");
  visible.add_options()("help,h", "show this help")(
      "set", po::value<std::vector<std::string>>()->value_name("KEY=VALUE")->composing(),
      "override a key of the run file, full path: --set hardware.array.rows=64")(
      "seed", po::value<std::string>()->value_name("N"), "short for --set run.seed=N")(
      "threads", po::value<std::string>()->value_name("N"),
      "short for --set run.threads=N; 0 takes all cores");
  return visible;
}

std::optional<po::variables_map> parseRunFile(const po::options_description& visible,
                                              const std::vector<std::string>& arguments,
                                              const std::string& verb) {
  po::options_description all = visible;
  all.add_options()("file", po::value<std::string>());
  po::positional_options_description positional;
  positional.add("file", 1);
  po::variables_map options;
  po::store(po::command_line_parser(arguments).options(all).positional(positional).run(), options);
  if (options.count("help")) {
    std::ostringstream text;
    text << visible;
    showText(fmt::format("usage: ohmic {} RUN.yaml [OPTIONS]\n\n{}", verb, text.str()));
    return std::nullopt;
  }
  if (!options.count("file")) {
    throw configs::InputError(
        fmt::format("{}: no run file given; write `ohmic {} RUN.yaml`, for example "
                    "`ohmic {} configs/runs/quickstart.yaml`",
                    verb, verb, verb));
  }
  return options;
}

std::vector<std::string> overridesOf(const po::variables_map& options) {
  std::vector<std::string> overrides;
  if (options.count("set")) {
    overrides = options["set"].as<std::vector<std::string>>();
  }
  for (const char* name : {"seed", "threads"}) {
    if (options.count(name)) {
      overrides.push_back(fmt::format("run.{}={}", name, options[name].as<std::string>()));
    }
  }
  return overrides;
}

}  // namespace ohmic::sim
