// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/cli/print_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "configs/files/escape.h"
#include "sim/report/cost_table.h"
#include "sim/report/number_text.h"

namespace ohmic::sim {
namespace {

using report::percent;
using report::quantity;

std::string accuracyText(const RunRecord& record) {
  std::string text;
  for (const auto& at : record.byReadTime) {
    text += fmt::format("{}       {}{}  (95 % interval {} to {}, {} images",
                        record.metric == "top1" ? "top-1" : "AUC  ", percent(at.top1),
                        record.isTimeless() ? "" : " at " + report::readTimeText(at.readTime),
                        percent(at.interval95.low), percent(at.interval95.high), record.distinctImages());
    text += record.chips > 1 ? fmt::format("; {} {}, standard deviation {})\n", record.chips,
                                           record.weightNoise ? "draws" : "chips", percent(at.chipStd))
                             : ")\n";
    if (at.top5) {
      text += fmt::format("top-5       {}", percent(*at.top5));
      text += at.top5Interval95 ? fmt::format("  (95 % interval {} to {})\n", percent(at.top5Interval95->low),
                                              percent(at.top5Interval95->high))
                                : "\n";
    }
  }
  text += fmt::format("digital     {} in float on the same images\n", percent(record.digitalTop1));
  std::int64_t notFinite = 0;
  for (const auto& at : record.byReadTime) {
    notFinite += at.notFinite;
  }
  if (notFinite > 0 || record.digitalNotFinite > 0) {
    text += fmt::format(
        "no number   {} images in float and {} of all simulated ones have a logit that is not finite: the "
        "network "
        "overflows, or divides by zero\n",
        record.digitalNotFinite, notFinite);
  }
  return text;
}

std::string weightNoiseText(const WeightNoiseRecord& noise) {
  std::int64_t weights = 0, nan = 0;
  for (const auto& tensor : noise.tensors) {
    weights += tensor.elements;
  }
  for (const auto images : noise.nanImages) {
    nan += images;
  }
  return fmt::format("noise       {:.4g} times the {} of {}, on {} weights in {} tensors ({})\n", noise.eta,
                     noise.relative, noise.scope == "network" ? "the network" : "each " + noise.scope,
                     weights, noise.tensors.size(), noise.on) +
         (noise.estimator ? fmt::format("estimator   mmse, lambda {:.4g} and beta {:.4g}{}\n",
                                        noise.estimator->lambda.front(), noise.estimator->beta.front(),
                                        noise.estimator->lambda.size() > 1 ? " on the first draw" : "")
                          : std::string()) +
         (nan > 0 ? fmt::format("no number   {} images of all draws have a logit that is none\n", nan)
                  : std::string());
}

std::string storageText(const StorageRecord& storage) {
  return fmt::format(
      "storage     {:.4g} cells and {:.4g} bits of digital memory for each of {} weights ({})\n",
      storage.cellsPerWeight, storage.bitsPerWeight, storage.weights, storage.medium);
}

std::string arraysText(const RunRecord& record) {
  return fmt::format("arrays      {} of {}, {} of their cells used\n", record.arrays,
                     record.arrayRows > 0 ? fmt::format("{}x{}", record.arrayRows, record.arrayColumns)
                                          : std::string("several sizes"),
                     percent(record.utilisation));
}

std::string energyText(const ChipRecord& chip) {
  std::vector<std::pair<double, std::string>> parts;
  for (const auto& [name, joules] : chip.energyByComponent_J) {
    parts.emplace_back(joules, name);
  }
  std::sort(parts.rbegin(), parts.rend());
  parts.resize(std::min<std::size_t>(parts.size(), 3));
  std::string largest;
  for (const auto& [joules, name] : parts) {
    largest += fmt::format("{}{} {:.0f} %", largest.empty() ? "" : ", ", name,
                           chip.energyPerImage_J > 0.0 ? 100.0 * joules / chip.energyPerImage_J : 0.0);
  }
  return fmt::format("energy      {} per image  ({})\n", quantity(chip.energyPerImage_J, "J"), largest);
}

/// Products that the efficiency leaves out.
std::string leftOutText(const ChipRecord& chip) {
  const double digital = chip.digitalOperations.value_or(0.0);
  return digital > 0.0 ? fmt::format("; without the {:.1f} % of products that run digitally",
                                     100.0 * digital / (digital + chip.operations))
                       : std::string();
}

/// Who says what the chip costs, where it is not the preset's table alone.
std::string costText(const ChipRecord& chip) {
  const std::string origins = report::costOrigins(chip);
  const auto within = [](const char* of, const std::optional<double>& factor) {
    return factor ? fmt::format("; {} within a factor of {:.2g}", of, *factor) : std::string();
  };
  return origins.empty() || origins == "published"
             ? std::string()
             : fmt::format("costs       {}{}{}\n", origins, within("energy", chip.energyErrorFactor),
                           within("area", chip.areaErrorFactor));
}

std::string chipText(const ChipRecord& chip) {
  return energyText(chip) +
         fmt::format("latency     {}, throughput {:.4g} images/s\n", quantity(chip.latency_s, "s"),
                     chip.throughput) +
         fmt::format(
             "operations  {:.3g} TOPS/W, {:.3g} TOPS, {:.3g} TOPS/mm2 (two for each multiply-add, {}{})\n",
             chip.topsPerWatt, chip.tops, chip.topsPerMm2, chip.bits, leftOutText(chip)) +
         (chip.programmingEnergy_J
              ? fmt::format("programming {} and {} for the whole network{}\n",
                            quantity(*chip.programmingEnergy_J, "J"), quantity(*chip.programmingTime_s, "s"),
                            chip.loads > 1 ? fmt::format(", in {} loads", chip.loads) : std::string())
              : std::string()) +
         fmt::format("area        {:.3g} mm2 on {} tile{} ({:.3g} mm2 used), {}\n",
                     chip.areaInstalled_m2 * 1e6, chip.tiles, chip.tiles == 1 ? "" : "s",
                     chip.areaUsed_m2 * 1e6, chip.preset) +
         costText(chip);
}

std::string writesText(const RunRecord& record) {
  const auto writes = writesOfAll(record.layers);
  if (!writes) {
    return {};
  }
  const auto cells = static_cast<double>(writes->cells);
  return fmt::format("writing     {:.4g} pulses a cell, {:.3g} % of the cells given up\n",
                     static_cast<double>(writes->pulses) / cells,
                     100.0 * static_cast<double>(writes->givenUp) / cells);
}

std::string profileText(const ProfileRecord& profile, double seconds) {
  std::string text = "profile     seconds    share\n";
  double sum = 0.0, product = 0.0;
  for (const auto& [stage, stageSeconds] : profile.stage_s) {
    text +=
        fmt::format("  {:<12}{:>7.3f}  {:>5.1f} %\n", stage, stageSeconds, 100.0 * stageSeconds / seconds);
    sum += stageSeconds;
    product = stage == "product" ? stageSeconds : product;
  }
  text += fmt::format("  {:<12}{:>7.3f}  {:>5.1f} % of the run's {:.3f} s\n", "all", sum,
                      100.0 * sum / seconds, seconds);
  return text + (product > 0.0 ? fmt::format("  product     {:.1f} G multiply-adds/s\n",
                                             profile.multiplyAdds / product * 1e-9)
                               : std::string());
}

}  // namespace

std::string summaryText(const RunRecord& record) {
  return fmt::format("{} on {}\n", configs::terminalText(record.model),
                     configs::terminalText(record.dataset)) +
         accuracyText(record) + (record.chip ? chipText(*record.chip) : std::string()) +
         (record.weightNoise ? weightNoiseText(*record.weightNoise)
          : record.storage   ? storageText(*record.storage)
                             : arraysText(record)) +
         writesText(record) +
         fmt::format("simulated   {:.0f} images/s, {:.1f} s in all\n", record.imagesPerSecond,
                     record.seconds) +
         (record.profile ? profileText(*record.profile, record.seconds) : std::string()) +
         fmt::format("hash        {}\n", record.hash);
}

}  // namespace ohmic::sim
