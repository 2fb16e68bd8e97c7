// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/run_report.h"

#include <fmt/format.h>

#include <cassert>

#include "sim/report/accuracy_figures.h"
#include "sim/report/chip_figures.h"
#include "sim/report/class_figures.h"
#include "sim/report/cost_table.h"
#include "sim/report/headline.h"
#include "sim/report/layer_figures.h"
#include "sim/report/page.h"
#include "sim/report/provenance.h"
#include "sim/report/storage_table.h"
#include "sim/report/weight_noise_table.h"

namespace ohmic::sim {
namespace {

std::string pair(const std::string& figures) { return "<div class=\"pair\">\n" + figures + "</div>\n"; }

std::vector<report::PageSection> figureSections(const RunRecord& record) {
  using namespace report;
  if (record.weightNoise) {
    return {{"accuracy", "Accuracy", pair(accuracyFigure(record) + accuracyTable(record))},
            {"classes", "Classes", pair(classFigures(record))},
            {"noise", "Noise by tensor", weightNoiseTable(record)}};
  }
  if (record.storage) {
    return {{"accuracy", "Accuracy", pair(accuracyFigure(record) + accuracyTable(record))},
            {"classes", "Classes", pair(classFigures(record))},
            {"storage", "Stored kernels", storageTable(record)}};
  }
  return {{"accuracy", "Accuracy", pair(accuracyFigure(record) + accuracyTable(record))},
          {"classes", "Classes", pair(classFigures(record))},
          {"fidelity", "Errors by layer", pair(errorFigure(record) + saturationFigure(record))},
          {"energy", "Energy", pair(energyFigures(record))},
          {"time", "Time", pair(timeFigures(record))},
          {"mapping", "Mapping and area", pair(utilisationFigure(record) + areaFigure(record))},
          {"costs", "Costs and their origin", costTable(record)},
          {"layers", "Layers in figures", layerTable(record)},
          {"omissions", "What is not modelled", omissionsHtml(record)}};
}

std::vector<report::PageSection> sections(const RunRecord& record) {
  auto sections = figureSections(record);
  if (!record.notes.empty()) {
    sections.push_back({"notes", "Notes", report::listHtml(record.notes)});
  }
  sections.push_back({"reproduction", "Reproduce this run", report::reproductionHtml(record)});
  sections.push_back({"configuration", "Configuration", report::configurationHtml(record)});
  return sections;
}

}  // namespace

std::string renderReport(const RunRecord& record) {
  assert(!record.byReadTime.empty());
  return report::pageHtml({fmt::format("{}: Ohmic run report", record.configName),
                           report::headlineHtml(record), sections(record),
                           fmt::format("Ohmic {}. Hash {}.", record.version, record.hash)});
}

}  // namespace ohmic::sim
