// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/read_cell.h"

#include <fmt/format.h>

#include "devices/read_cell_models.h"

namespace ohmic::devices {
namespace {

using configs::Dimension;
using configs::Range;
using configs::Section;

ConductanceRange readRange(const Section& cell, const CellModel& model) {
  ConductanceRange range;
  range.least = cell.quantity("g_min", Dimension::conductance, Range::atLeast(0.0), model.usual.least);
  range.greatest = cell.quantity("g_max", Dimension::conductance, Range::positive(), model.usual.greatest);
  if (range.greatest <= range.least) {
    cell.refuse(
        "g_max",
        fmt::format("found {}, which is not above g_min",
                    configs::formatQuantity(range.greatest, Dimension::conductance)),
        fmt::format("allowed: above {}", configs::formatQuantity(range.least, Dimension::conductance)));
  }
  return range;
}

/// The range must lie in what the law was fitted to.
void checkFit(const Section& cell, const std::string& name, const CellModel& model,
              const ConductanceRange& range) {
  const bool tooHigh = range.greatest > model.fitted.greatest;
  if (tooHigh || range.least < model.fitted.least) {
    cell.refuse(
        tooHigh ? "g_max" : "g_min",
        fmt::format("found {}, outside the range that {} was fitted to",
                    configs::formatQuantity(tooHigh ? range.greatest : range.least, Dimension::conductance),
                    name),
        fmt::format("allowed: {} to {}", configs::formatQuantity(model.fitted.least, Dimension::conductance),
                    configs::formatQuantity(model.fitted.greatest, Dimension::conductance)),
        "use a smaller range or another model");
  }
}

/// The model of one law: its own, or the cell's. "none" leaves the law out.
std::string lawModel(const Section& cell, const char* key, const std::string& cellModel) {
  const Section law = cell.section(key);
  if (!law.present()) {
    return cellModel;
  }
  auto names = cellModelNames();
  names.emplace_back("none");
  const std::string name = law.choice("model", names, cellModel);
  return name == "none" ? "ideal" : name;
}

}  // namespace

Cell readCell(const Section& section) {
  Cell cell;
  cell.model = section.choice("model", cellModelNames());
  cell.range = readRange(section, cellModels().at(cell.model));
  const auto programming = lawModel(section, "programming", cell.model);
  const auto drift = lawModel(section, "drift", cell.model);
  const auto readNoise = lawModel(section, "read_noise", cell.model);
  for (const auto& name : {programming, drift, readNoise}) {
    checkFit(section, name, cellModels().at(name), cell.range);
  }
  if (const auto& make = cellModels().at(programming).programming) {
    cell.programming = make(section.section("programming"), cell.range);
  }
  if (const auto& make = cellModels().at(drift).drift) {
    cell.drift = make(section.section("drift"));
  }
  if (const auto& make = cellModels().at(readNoise).readNoise) {
    cell.readNoise = make(section.section("read_noise"), cell.range);
  }
  return cell;
}

std::vector<double> readReadTimes(const Section& hardware) {
  const auto times =
      hardware.quantities("read_time", Dimension::time, Range::atLeast(0.0), std::vector<double>{0.0});
  const Section cell = hardware.section("cell");
  const auto drift = cell.present() ? readCell(cell).drift : nullptr;
  for (const double time : times) {
    const std::string covered = drift ? drift->refusal(time) : "";
    if (!covered.empty()) {
      hardware.refuse("read_time",
                      fmt::format("found {}, at which the cell's drift was not measured",
                                  configs::formatQuantity(time, Dimension::time)),
                      fmt::format("allowed: {}", covered),
                      "change the time, or use cell: { drift: { model: none } }");
    }
  }
  return times;
}

}  // namespace ohmic::devices
