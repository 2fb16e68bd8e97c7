// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/headline.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "configs/files/escape.h"
#include "sim/report/accuracy_figures.h"
#include "sim/report/components.h"
#include "sim/report/elide.h"
#include "sim/report/figure_label.h"
#include "sim/report/findings.h"
#include "sim/report/number_text.h"
#include "sim/report/svg.h"

namespace ohmic::sim::report {
namespace {

/// A figure with its unit, as in "12.3 nJ": the unit is set smaller.
std::string valueHtml(const std::string& value) {
  const auto space = value.find(' ');
  return space == std::string::npos
             ? configs::markupText(value)
             : fmt::format("{} <small>{}</small>", configs::markupText(value.substr(0, space)),
                           configs::markupText(value.substr(space + 1)));
}

std::string fact(const std::string& name, const std::string& value, const std::string& more) {
  return fmt::format("<div><dt>{}</dt><dd class=\"value\">{}</dd><dd class=\"more\">{}</dd></div>\n",
                     configs::markupText(name), valueHtml(value), configs::markupText(more));
}

/// "1.18 points below the digital network".
std::string gapText(double analog, double digital) {
  const double points = 100.0 * (analog - digital);
  if (fixed(points, 2) == "0.00") {
    return "level with the digital network";
  }
  return fmt::format("{} points {} the digital network", fixed(std::abs(points), 2),
                     points < 0.0 ? "below" : "above");
}

/// Accuracy at the last of several read times.
std::string lastReadTimeHtml(const RunRecord& record) {
  if (record.byReadTime.size() < 2) {
    return {};
  }
  const auto& last = record.byReadTime.back();
  return fmt::format("<p>At {}: {}, {}.</p>\n", configs::markupText(readTimeText(last.readTime)),
                     configs::markupText(accuracyText(last.top1, last.interval95)),
                     configs::markupText(gapText(last.top1, record.digitalTop1)));
}

std::string heroName(const RunRecord& record) {
  const char* const metric =
      record.metric == "auc_reconstruction" ? "AUC of the reconstruction error" : "Top-1 accuracy";
  if (record.isTimeless()) {
    return fmt::format("{} with {}", metric,
                       record.weightNoise ? "noise on the weights" : "weights from digital memory");
  }
  return record.storage ? fmt::format("{} with weights read from cells, {} after programming", metric,
                                      configs::markupText(readTimeText(record.byReadTime.front().readTime)))
                        : fmt::format("{} on analog hardware, {} after programming", metric,
                                      configs::markupText(readTimeText(record.byReadTime.front().readTime)));
}

std::string heroHtml(const RunRecord& record) {
  const auto& at = record.byReadTime.front();
  return fmt::format(
      "<div class=\"hero\">\n<p class=\"name\">{}</p>\n"
      "<p class=\"big\">{}</p>\n<p>95 % interval {} to {},<br>\n{}.</p>\n"
      "<p><strong>{}</strong>:<br>\n{} on the same images.</p>\n{}{}</div>\n",
      heroName(record), valueHtml(percent(at.top1)), fixed(100.0 * at.interval95.low, 2),
      percent(at.interval95.high), sampleText(record), gapText(at.top1, record.digitalTop1),
      accuracyText(record.digitalTop1, digitalInterval(record)), lastReadTimeHtml(record),
      headlineScale(record));
}

/// One bar of all components and the names of the three largest.
std::string energyBar(const RunRecord& record) {
  constexpr double kWidth = 640.0;
  constexpr int kLongestName = 16;  // three find room
  const auto components = energyComponents(*record.chip);
  const double sum = record.chip->energyPerImage_J;
  Svg svg("plot-headline-energy", "Shares of the energy per image", kWidth, 40.0);
  double x = 0.0, word = 0.0;
  for (std::size_t i = 0; i < components.size(); ++i) {
    const auto& c = components[i];
    const double share = sum > 0.0 ? c.amount / sum : 0.0;
    const std::string text = fmt::format("{} {}", elide(c.name, kLongestName), percent(share, 0));
    svg.rect({x, 0.0, std::max(share * kWidth - 1.0, 0.0), 12.0}, {c.colour},
             fmt::format("{}: {}, {}", c.name, quantity(c.amount, "J"), percent(share, 1)));
    x += share * kWidth;
    if (i < 3) {
      svg.rect({word, 23.0, 10.0, 10.0}, {c.colour});
      svg.text({word + 15.0, 33.0}, text, {13.0});
      word += textWidth(text, 13.0) + 34.0;
    }
  }
  return svg.str();
}

std::int64_t multiplyAdds(double operations) { return static_cast<std::int64_t>(0.5 * operations); }

/// Which products an efficiency leaves out; empty: none.
std::string leftOutText(const ChipRecord& chip) {
  const double digital = chip.digitalOperations.value_or(0.0);
  return digital > 0.0 ? fmt::format("without the {} of products that run digitally; ",
                                     percent(digital / (digital + chip.operations), 1))
                       : std::string();
}

/// Two operations for each multiply-add, over the energy of an image.
std::string efficiencyFact(const RunRecord& record) {
  const auto& chip = *record.chip;
  const std::string leftOut = leftOutText(chip);
  return fact(leftOut.empty() ? labelOf(&ChipRecord::topsPerWatt)
                              : labelOf(&ChipRecord::topsPerWatt) + ", arrays only",
              significant(chip.topsPerWatt) + " TOPS/W",
              fmt::format("{}{} TOPS, {} TOPS/mm²; two operations for each of {} multiply-adds; {}", leftOut,
                          significant(chip.tops), significant(chip.topsPerMm2),
                          grouped(multiplyAdds(chip.operations)), chip.bits));
}

std::string energyHtml(const RunRecord& record) {
  return fmt::format(
      "<div class=\"wide\"><dt>{}, and its three largest consumers</dt><dd "
      "class=\"value\">{}</dd>\n"
      "<dd>{}</dd></div>\n",
      labelOf(&ChipRecord::energyPerImage_J), valueHtml(quantity(record.chip->energyPerImage_J, "J")),
      energyBar(record));
}

std::string chipFacts(const RunRecord& record) {
  if (!record.chip) {
    return "<div class=\"wide\"><dt>Energy, latency, throughput, area</dt><dd class=\"more\">No chip was "
           "simulated in time: the run has no hardware.chip section.</dd></div>\n";
  }
  const auto& chip = *record.chip;
  return energyHtml(record) + efficiencyFact(record) +
         fact(labelOf(&ChipRecord::latency_s), quantity(chip.latency_s, "s"), "first pixel to logits") +
         fact(labelOf(&ChipRecord::throughput), significant(chip.throughput) + " images/s",
              chip.timedImages > 1 ? "steady state" : "one image at a time") +
         fact(labelOf(&ChipRecord::areaInstalled_m2), quantity(chip.areaInstalled_m2, "m²"),
              fmt::format("{} in use, {} tile{}", quantity(chip.areaUsed_m2, "m²"), chip.tiles,
                          chip.tiles == 1 ? "" : "s"));
}

/// What the float network got, in the place of a chip's facts.
std::string noiseFacts(const WeightNoiseRecord& noise) {
  std::int64_t weights = 0;
  for (const auto& tensor : noise.tensors) {
    weights += tensor.elements;
  }
  return fact("Noise", significant(noise.eta) + " " + noise.relative,
              fmt::format("Gaussian, relative to the {} of {}", noise.relative,
                          noise.scope == "network" ? "the network" : "each " + noise.scope)) +
         fact("Weights with noise", grouped(weights),
              fmt::format("{} tensors: {}", noise.tensors.size(), noise.on)) +
         "<div class=\"wide\"><dt>Hardware</dt><dd class=\"more\">None: the float network by itself, without "
         "arrays, converters and time.</dd></div>\n";
}

/// What stored weights take, in the place of a chip's facts.
std::string storageFacts(const StorageRecord& storage) {
  return fact(labelOf(&StorageRecord::cellsPerWeight), significant(storage.cellsPerWeight),
              fmt::format("{} cells for {} weights", grouped(storage.cells), grouped(storage.weights))) +
         fact(labelOf(&StorageRecord::bitsPerWeight), significant(storage.bitsPerWeight),
              fmt::format("{} bits, without errors", grouped(storage.bits))) +
         "<div class=\"wide\"><dt>Hardware</dt><dd class=\"more\">A storage whose weights are read back; the "
         "float network computes.</dd></div>\n";
}

std::string mappingFacts(const RunRecord& record) {
  return fact(labelOf(&RunRecord::arrays), grouped(record.arrays),
              record.arrayRows > 0 ? fmt::format("{} × {} cells each", record.arrayRows, record.arrayColumns)
                                   : std::string("of several sizes")) +
         fact(labelOf(&RunRecord::utilisation), percent(record.utilisation, 1), "of all cells hold a digit");
}

std::string ledeText(const RunRecord& record) {
  return fmt::format("{} on {}: {} images, {} {}{}{}.", record.model, record.dataset,
                     grouped(record.distinctImages()), record.chips, record.weightNoise ? "draw" : "chip",
                     record.chips == 1            ? std::string()
                     : record.chipsOfAnImage == 1 ? std::string("s, each with its own")
                     : record.isDealt() ? fmt::format("s, each image on {} of them", record.chipsOfAnImage)
                                        : std::string("s"),
                     record.chip ? ", timed on " + record.chip->preset : std::string());
}

}  // namespace

std::string headlineHtml(const RunRecord& record) {
  return fmt::format(
      "<header>\n<p class=\"eyebrow\">Ohmic {}, run report</p>\n<h1>{}</h1>\n<p "
      "class=\"lede\">{}</p>\n</header>\n{}"
      "<div class=\"headline\" id=\"headline\">\n{}<dl class=\"facts\">\n{}</dl>\n"
      "<p class=\"prints\">seed <span class=\"mono\">{}</span> &nbsp; hash <span "
      "class=\"mono\">{}</span></p>\n</div>\n",
      configs::markupText(record.version), configs::markupText(record.configName),
      configs::markupText(ledeText(record)), findingsHtml(record), heroHtml(record),
      record.weightNoise ? noiseFacts(*record.weightNoise)
      : record.storage   ? storageFacts(*record.storage)
                         : chipFacts(record) + mappingFacts(record),
      record.seed, configs::markupText(record.hash));
}

}  // namespace ohmic::sim::report
