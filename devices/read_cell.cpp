// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/read_cell.h"

#include <fmt/format.h>

#include <functional>
#include <limits>
#include <map>

#include "devices/cells/gaussian.h"
#include "devices/cells/pcm_hermes_2022.h"
#include "devices/cells/pcm_joshi_2020.h"
#include "devices/cells/pcm_nandakumar_2019.h"
#include "devices/cells/rram_milo_2021.h"
#include "devices/cells/rram_wan_2022.h"

namespace ohmic::devices {
namespace {

using configs::Dimension;
using configs::Range;
using configs::Section;

constexpr double kAnyConductance = std::numeric_limits<double>::max();

/// What a model answers, and where it is valid. An absent maker is an absent law.
struct Model {
  ConductanceRange fitted{0.0, kAnyConductance};
  ConductanceRange usual{};
  std::function<std::shared_ptr<const Programming>(const Section&, const ConductanceRange&)> programming;
  std::function<std::shared_ptr<const Drift>(const Section&)> drift;
  std::function<std::shared_ptr<const ReadNoise>(const Section&, const ConductanceRange&)> readNoise;
};

NoiseKind readKind(const Section& law) {
  const auto kind =
      law.choice("kind", {"independent", "proportional", "inverse_proportional"}, "independent");
  return kind == "independent"    ? NoiseKind::independent
         : kind == "proportional" ? NoiseKind::proportional
                                  : NoiseKind::inverseProportional;
}

double readSigma(const Section& law) { return law.fraction("sigma", Range::atLeast(0.0), 0.0); }

double readScale(const Section& law) { return law.number("scale", Range::atLeast(0.0), 1.0); }

Model generic(GenericProgramming::Shape shape) {
  Model model;
  model.usual = {1e-6, 100e-6};
  model.programming = [shape](const Section& law, const ConductanceRange& range) {
    return std::make_shared<GenericProgramming>(readKind(law), readSigma(law), range, shape);
  };
  model.readNoise = [](const Section& law, const ConductanceRange& range) {
    return std::make_shared<GenericReadNoise>(readKind(law), readSigma(law), range);
  };
  return model;
}

Model ideal() {
  Model model;
  model.usual = {1e-6, 100e-6};
  return model;
}

Model fitted(const ProgrammingFit& fit, const ConductanceRange& usual) {
  Model model;
  model.fitted = fit.fitted;
  model.usual = usual;
  model.programming = [&fit](const Section& law, const ConductanceRange&) {
    return std::make_shared<FittedProgramming>(fit, readScale(law));
  };
  return model;
}

/// A fit of all three laws of phase-change cells.
Model phaseChange(const ProgrammingFit& programming, const DriftFit& drift, const FlickerFit& flicker) {
  Model model = fitted(programming, programming.fitted);
  model.drift = [&drift](const Section& law) {
    return std::make_shared<PowerLawDrift>(drift, readScale(law));
  };
  model.readNoise = [&flicker](const Section& law, const ConductanceRange&) {
    return std::make_shared<Flicker>(flicker, readScale(law));
  };
  return model;
}

const std::map<std::string, Model>& models() {
  static const std::map<std::string, Model> table = {
      {"gaussian", generic(GenericProgramming::Shape::normal)},
      {"ideal", ideal()},
      {"pcm_hermes_2022_one", phaseChange(pcm_hermes_2022_one::programming(), pcm_hermes_2022_one::drift(),
                                          pcm_hermes_2022_one::flicker())},
      {"pcm_hermes_2022_two", phaseChange(pcm_hermes_2022_two::programming(), pcm_hermes_2022_two::drift(),
                                          pcm_hermes_2022_two::flicker())},
      {"pcm_joshi_2020", fitted(pcmJoshi2020(), kPcmJoshi2020Usual)},
      {"pcm_nandakumar_2019", phaseChange(pcm_nandakumar_2019::programming(), pcm_nandakumar_2019::drift(),
                                          pcm_nandakumar_2019::flicker())},
      {"rram_milo_2021", fitted(rramMilo2021(), rramMilo2021().fitted)},
      {"rram_wan_2022_crosssim", fitted(rramWan2022Crosssim(), kRramWan2022Usual)},
      {"uniform", generic(GenericProgramming::Shape::uniform)},
  };
  return table;
}

std::vector<std::string> modelNames() {
  std::vector<std::string> names;
  for (const auto& [name, model] : models()) {
    names.push_back(name);
  }
  return names;
}

ConductanceRange readRange(const Section& cell, const Model& model) {
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
void checkFit(const Section& cell, const std::string& name, const Model& model,
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
  auto names = modelNames();
  names.emplace_back("none");
  const std::string name = law.choice("model", names, cellModel);
  return name == "none" ? "ideal" : name;
}

}  // namespace

Cell readCell(const Section& section) {
  Cell cell;
  cell.model = section.choice("model", modelNames());
  cell.range = readRange(section, models().at(cell.model));
  const auto programming = lawModel(section, "programming", cell.model);
  const auto drift = lawModel(section, "drift", cell.model);
  const auto readNoise = lawModel(section, "read_noise", cell.model);
  for (const auto& name : {programming, drift, readNoise}) {
    checkFit(section, name, models().at(name), cell.range);
  }
  if (const auto& make = models().at(programming).programming) {
    cell.programming = make(section.section("programming"), cell.range);
  }
  if (const auto& make = models().at(drift).drift) {
    cell.drift = make(section.section("drift"));
  }
  if (const auto& make = models().at(readNoise).readNoise) {
    cell.readNoise = make(section.section("read_noise"), cell.range);
  }
  return cell;
}

std::vector<double> readReadTimes(const Section& hardware) {
  return hardware.quantities("read_time", Dimension::time, Range::atLeast(0.0), std::vector<double>{0.0});
}

}  // namespace ohmic::devices
