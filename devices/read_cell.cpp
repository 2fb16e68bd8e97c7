// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/read_cell.h"

#include <fmt/format.h>

#include "devices/cells/verified_programming.h"
#include "devices/read_cell_models.h"
#include "devices/read_current_voltage.h"
#include "devices/read_faults.h"

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
void checkFit(const Section& cell, const std::string& name, const ConductanceRange& fitted,
              const ConductanceRange& range) {
  const bool tooHigh = range.greatest > fitted.greatest;
  if (tooHigh || range.least < fitted.least) {
    cell.refuse(
        tooHigh ? "g_max" : "g_min",
        fmt::format("found {}, outside the range that {} was fitted to",
                    configs::formatQuantity(tooHigh ? range.greatest : range.least, Dimension::conductance),
                    name),
        fmt::format("allowed: {} to {}", configs::formatQuantity(fitted.least, Dimension::conductance),
                    configs::formatQuantity(fitted.greatest, Dimension::conductance)),
        "use a smaller range or another model");
  }
}

/// A law's section and the model that answers there: its own, or the cell's. "none" leaves the law out.
struct Law {
  Section section;
  CellModel model;
};

Law readLaw(const Section& cell, const char* key, const std::string& cellName, const CellModel& cellsModel,
            const ConductanceRange& range) {
  Law law{cell.section(key).ofItsModel(cellName), cellsModel};
  std::string name = cellName;
  if (law.section.present()) {
    auto names = cellModelNames();
    names.emplace_back("none");
    name = law.section.choice("model", names, cellName);
  }
  if (name != cellName || (name == kTableModel && law.section.has("file"))) {
    law.model = cellModel(name == "none" ? "ideal" : name, law.section);
  }
  const bool isDrift = std::string_view(key) == "drift";
  checkFit(cell, isDrift && law.model.fittedDrift ? name + "'s drift" : name,
           isDrift ? law.model.fittedDrift.value_or(law.model.fitted) : law.model.fitted, range);
  return law;
}

/// A table that is named for a law must have been measured for it.
void checkTable(const Law& law, bool answers, const char* question, const char* header) {
  if (!answers && law.section.present() && law.section.has("file")) {
    law.section.refuse(
        "file", fmt::format("found a table without {}", question),
        fmt::format("a table with the columns {}{}", header,
                    std::string_view(question) == "read noise" ? "" : " or time_s,target_uS,mean_uS,std_uS"));
  }
}

/// Write-verify around what one pulse leaves, if it is asked for.
std::shared_ptr<const Programming> readVerify(const Section& programming,
                                              std::shared_ptr<const Programming> pulse,
                                              const ConductanceRange& range) {
  const Section verify = programming.section("verify");
  if (!verify.present()) {
    return pulse;
  }
  if (!pulse) {
    programming.refuse("verify", "found verification of cells that reach their target exactly",
                       "verify goes with a law of programming", "leave it out, or name a model");
  }
  Acceptance acceptance;
  acceptance.band = verify.fraction("band", Range::between(1e-6, 1.0));
  acceptance.relative = verify.choice("relative_to", {"range", "target"}, "range") == "range"
                            ? Acceptance::Relative::range
                            : Acceptance::Relative::target;
  acceptance.mostPulses = static_cast<std::uint32_t>(
      verify.integer("max_pulses", Range::between(1, 65535), acceptance.mostPulses));
  if (acceptance.relative == Acceptance::Relative::target && range.least == 0.0) {
    verify.refuse("relative_to", "found target with g_min: 0 S, around which such a band has no width",
                  "range, or a g_min above 0 S", "use relative_to: range");
  }
  return std::make_shared<VerifiedProgramming>(std::move(pulse), acceptance, range);
}

}  // namespace

Cell readCell(const Section& written) {
  const Section section = written.ofItsModel();
  Cell cell;
  cell.model = section.choice("model", cellModelNames());
  const CellModel model = cellModel(cell.model, section);
  cell.range = readRange(section, model);
  const Law programming = readLaw(section, "programming", cell.model, model, cell.range);
  const Law drift = readLaw(section, "drift", cell.model, model, cell.range);
  const Law readNoise = readLaw(section, "read_noise", cell.model, model, cell.range);
  checkTable(programming, programming.model.programming != nullptr, "programming", "target_uS,std_uS");
  checkTable(drift, drift.model.drift != nullptr, "drift", "time_s,shift_uS,std_uS");
  checkTable(readNoise, readNoise.model.readNoise != nullptr, "read noise", "conductance_uS,std_uS");
  if (const auto& make = programming.model.programming) {
    cell.programming = make(programming.section, cell.range);
  }
  cell.programming = readVerify(programming.section, std::move(cell.programming), cell.range);
  if (const auto& make = drift.model.drift) {
    cell.drift = make(drift.section, cell.range);
  }
  if (const auto& make = readNoise.model.readNoise) {
    cell.readNoise = make(readNoise.section, cell.range);
  }
  const Section iv = section.section("iv").ofItsModel();
  cell.iv = readNonLinearity(iv);
  if (cell.iv.law) {
    checkFit(section, iv.text("model"), cell.iv.law->fitted(), cell.range);
  }
  cell.faults = readFaults(section.section("faults").ofItsModel("stuck"), cell.range);
  cell.variation = readVariation(section.section("variation").ofItsModel("gaussian"));
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
