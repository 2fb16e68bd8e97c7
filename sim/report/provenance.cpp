// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/provenance.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "configs/files/escape.h"
#include "configs/reader/pattern.h"
#include "sim/report/number_text.h"

namespace ohmic::sim::report {
namespace {

using configs::Origin;

constexpr std::string_view kSet = "--set ";

std::string_view nameOf(Origin::Kind kind) {
  switch (kind) {
    case Origin::Kind::preset:
      return "preset";
    case Origin::Kind::file:
      return "run file";
    case Origin::Kind::override_:
      return "override";
    case Origin::Kind::default_:
      return "default";
  }
  return "default";
}

/// Plain words stay; all else stands in single quotes.
std::string shellWord(std::string_view word) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./=:,+@%";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string_view::npos) {
    return std::string(word);
  }
  std::string quoted = "'";
  for (const char c : word) {
    quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return quoted + "'";
}

/// The seed's stands apart; threads and batch decide no result.
bool isRepeated(std::string_view override_) {
  return !configs::startsWith(override_, "run.seed=") && !configs::startsWith(override_, "run.threads=") &&
         !configs::startsWith(override_, "run.batch=");
}

/// The overrides that decide results, as they were given, each once.
std::vector<std::string> overrides(const RunRecord& record) {
  std::vector<std::string> found;
  for (const auto& value : record.config) {
    const auto& place = value.origin.place;
    if (value.origin.kind != Origin::Kind::override_ || !configs::startsWith(place, kSet)) {
      continue;
    }
    const std::string given = place.substr(kSet.size());
    if (isRepeated(given) && std::find(found.begin(), found.end(), given) == found.end()) {
      found.push_back(given);
    }
  }
  return found;
}

/// Where the run file lay, by the first value that comes from a file of its name.
std::string runFile(const RunRecord& record) {
  const std::string name = record.configName + ".yaml";
  for (const auto& value : record.config) {
    const auto end = value.origin.place.find(name + ":");
    if (value.origin.kind == Origin::Kind::file && end != std::string::npos) {
      return value.origin.place.substr(0, end + name.size());
    }
  }
  return name;
}

std::string configRow(const configs::ResolvedValue& value) {
  const bool isOverride = value.origin.kind == Origin::Kind::override_;
  const bool isDefault = value.origin.kind == Origin::Kind::default_;
  return fmt::format("<tr{}><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                     isOverride ? " class=\"overridden\"" : "", configs::markupText(value.path),
                     configs::markupText(value.value), nameOf(value.origin.kind),
                     isDefault ? std::string() : configs::markupText(value.origin.place));
}

std::string definition(std::string_view name, const std::string& value) {
  return value.empty() ? ""
                       : fmt::format("<tr><td>{}</td><td>{}</td></tr>\n", name, configs::markupText(value));
}

std::string machineText(const RunRecord& record) {
  return fmt::format(
      "The run took {} on {} thread{} ({}, {}), {} of it in the {}: {} images/s over all "
      "chips and read times. The machine decides none of the results.",
      quantity(record.seconds, "s"), record.threads, record.threads == 1 ? "" : "s", record.kernel,
      record.compiler, quantity(record.simulationSeconds, "s"),
      record.isFloat() ? "float network" : "functional engine", significant(record.imagesPerSecond));
}

}  // namespace

std::string configurationHtml(const RunRecord& record) {
  std::string html = fmt::format(
      "<details>\n<summary>All {} values and where each came from</summary>\n<div class=\"scroll\"><table "
      "id=\"table-config\" class=\"config\">\n<thead><tr><th scope=\"col\">key</th><th "
      "scope=\"col\">value</th><th scope=\"col\">origin</th><th "
      "scope=\"col\">place</th></tr></thead>\n<tbody>\n",
      record.config.size());
  for (const auto& value : record.config) {
    html += configRow(value);
  }
  return html + "</tbody></table></div>\n</details>\n";
}

std::string omissionsHtml(const RunRecord& record) {
  if (!record.chip) {
    return "<p>Time, energy and area: the run has no hardware.chip section.</p>\n";
  }
  std::string html;
  if (record.chip->notModelled.empty()) {
    html = fmt::format("<p>Every component that the chip {} was asked for has a cost model.</p>\n",
                       configs::markupText(record.chip->preset));
  } else {
    html = "<p>These components have no cost model; energy and area are without them:</p>\n<ul>\n";
    for (const auto& name : record.chip->notModelled) {
      html += fmt::format("<li>{}</li>\n", configs::markupText(name));
    }
    html += "</ul>\n";
  }
  return html + fmt::format(
                    "<p>Programming the arrays is not part of the energy per image. Latency, throughput "
                    "and the pipeline come from {} timed image{} on chip 0; the logits of these images are "
                    "equal bit for bit in both engines.</p>\n",
                    record.chip->timedImages, record.chip->timedImages == 1 ? "" : "s");
}

std::string runCommand(const RunRecord& record) {
  std::string command = fmt::format("ohmic run {} --seed {}", shellWord(runFile(record)), record.seed);
  for (const auto& override_ : overrides(record)) {
    command += " --set " + shellWord(override_);
  }
  return command;
}

/// Digests of the other files that the run read, by key.
std::string inputRows(const RunRecord& record) {
  std::string rows;
  for (const auto& [key, digest] : record.inputs) {
    if (key != "network.model" && key != "dataset") {
      rows += definition(key + ", XXH3-128", digest);
    }
  }
  return rows;
}

std::string reproductionHtml(const RunRecord& record) {
  return fmt::format(
      "<pre id=\"command\"><code>{}</code></pre>\n"
      "<p>The same version, network, data and configuration give the same hash on every machine, for every "
      "number of threads and every batch size.</p>\n<table class=\"prints\">\n{}{}{}{}{}{}{}</table>\n<p "
      "class=\"note\">{}</p>\n",
      configs::markupText(runCommand(record)), definition("version", record.version),
      definition("hash", record.hash), definition("seed", fmt::format("{}", record.seed)),
      definition("network, XXH3-128", record.modelDigest),
      definition("data set, XXH3-128", record.dataDigest), inputRows(record),
      definition("all logits, XXH3-128", record.logitsDigest), configs::markupText(machineText(record)));
}

}  // namespace ohmic::sim::report
