// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/cost_table.h"

#include <fmt/format.h>

#include <optional>

#include "configs/files/escape.h"
#include "sim/report/figure_label.h"
#include "sim/report/number_text.h"
#include "sim/report/table.h"

namespace ohmic::sim::report {
namespace {

TableCell optionalCell(const std::optional<double>& value, const std::string& text) {
  return value ? numberCell(*value, text) : TableCell{"-", "", "", ""};
}

std::string factorText(const std::optional<double>& factor) {
  return factor ? significant(*factor) : std::string("not stated");
}

std::string names(const ChipRecord& chip, const std::string& origin) {
  std::string text;
  for (const auto& cost : chip.costs) {
    text += cost.origin != origin ? "" : (text.empty() ? "" : ", ") + cost.component;
  }
  return text;
}

}  // namespace

std::string costOrigins(const ChipRecord& chip) {
  const std::string given = names(chip, "given");
  const bool isComputed = !names(chip, "equations").empty();
  const bool isPublished = !names(chip, "published").empty();
  std::string text = isComputed ? "equations" : isPublished ? "published" : "";
  if (isComputed && isPublished) {
    text += "; published: " + names(chip, "published");
  }
  return given.empty() ? text : text + (text.empty() ? "" : "; ") + "given: " + given;
}

std::string costTable(const RunRecord& record) {
  if (!record.chip || record.chip->costs.empty()) {
    return "<p>The results list no costs of components.</p>\n";
  }
  const auto& chip = *record.chip;
  using Cost = CostRecord;
  Table table{"table-costs", {}, {}, {}};
  table.columns = {{titleOf(&Cost::component)},
                   {titleOf(&Cost::level), false, true},
                   {titleOf(&Cost::origin), false, true},
                   {titleOf(&Cost::energy_J), true},
                   {"of one"},
                   {titleOf(&Cost::area_m2), true},
                   {titleOf(&Cost::leakage_W), true},
                   {titleOf(&Cost::errorFactor), true},
                   {titleOf(&Cost::source)}};
  for (const auto& cost : chip.costs) {
    table.rows.push_back({{cost.component, "", "", ""},
                          {cost.level, "", "", ""},
                          {cost.origin, "", "", ""},
                          optionalCell(cost.energy_J, quantity(cost.energy_J.value_or(0.0), "J")),
                          {cost.per, "", "", ""},
                          numberCell(cost.area_m2, quantity(cost.area_m2, "m²")),
                          numberCell(cost.leakage_W, quantity(cost.leakage_W, "W")),
                          optionalCell(cost.errorFactor, factorText(cost.errorFactor)),
                          {cost.source.empty() ? chip.preset : cost.source, "", "", ""}});
  }
  return fmt::format(
      "<p>Costs: {}. Energy per image within a factor of: {}; area within a factor of: {}. Area and leakage "
      "are "
      "those of all components of one element, one tile, or the chip.</p>\n{}",
      configs::markupText(costOrigins(chip)), factorText(chip.energyErrorFactor),
      factorText(chip.areaErrorFactor), tableHtml(table));
}

}  // namespace ohmic::sim::report
