// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/catalogue.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "devices/converters/adc_kind.h"
#include "devices/costs/adc_cost.h"
#include "devices/read_cell_models.h"
#include "devices/read_converters.h"

namespace ohmic::devices {
namespace {

std::string rangeText(const ConductanceRange& range) {
  const auto text = [](double g) { return configs::formatQuantity(g, configs::Dimension::conductance); };
  return range.greatest == CellModel{}.fitted.greatest
             ? "any conductance"
             : fmt::format("{} to {}", text(range.least), text(range.greatest));
}

std::string cellText(const CellModel& model) {
  std::vector<std::string> laws;
  if (model.programming) {
    laws.emplace_back("programming");
  }
  if (model.drift) {
    laws.emplace_back("drift");
  }
  if (model.readNoise) {
    laws.emplace_back("read noise");
  }
  std::string text = laws.empty() ? "no error" : fmt::format("{}", fmt::join(laws, ", "));
  text += "; " + rangeText(model.fitted);
  if (model.fittedDrift) {
    text += ", drift " + rangeText(*model.fittedDrift);
  }
  return text;
}

std::string adcText(const AdcKind& kind) {
  constexpr int kBits = 8;
  std::vector<std::string> errors;
  const auto impossible = kind.impossibleErrors();
  for (const AdcErrorKey& key : adcErrorKeys()) {
    const bool isPossible = std::none_of(impossible.begin(), impossible.end(),
                                         [&key](const auto& one) { return one.error == key.error; });
    if (isPossible) {
      errors.push_back(fmt::format("{} {}", key.key, key.range.text()));
    }
  }
  const auto steps = kind.steps(kBits);
  return fmt::format("bits {}, {} step{} per conversion of {} bits; {}",
                     configs::Range::between(adcBits().least, kind.mostBits()).text(), steps,
                     steps == 1 ? "" : "s", kBits, fmt::join(errors, ", "));
}

}  // namespace

std::vector<CatalogueEntry> catalogue() {
  std::vector<CatalogueEntry> entries;
  for (const auto& name : cellModelNames()) {
    const bool isTable = name == kTableModel;
    entries.push_back(
        {"cell", name, "hardware.cell.model",
         isTable ? "what a CSV file was measured with; its range" : cellText(namedCellModel(name))});
  }
  for (const AdcKind* kind : adcKinds()) {
    entries.push_back({"adc", kind->name(), "hardware.adc.kind", adcText(*kind)});
  }
  for (const auto& model : adcCostModels()) {
    ConverterDemand none;
    none.bits = 0;  // covered by no model
    entries.push_back({"adc_cost", model->name(), "hardware.chip.adc.model", model->refusal(none)});
  }
  return entries;
}

}  // namespace ohmic::devices
