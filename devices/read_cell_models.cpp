// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/read_cell_models.h"

#include <algorithm>
#include <map>

#include "devices/cells/gaussian.h"
#include "devices/cells/measured_table.h"
#include "devices/cells/neurosim_retention.h"
#include "devices/cells/pcm_hermes_2022.h"
#include "devices/cells/pcm_joshi_2020.h"
#include "devices/cells/pcm_nandakumar_2019.h"
#include "devices/cells/random_telegraph.h"
#include "devices/cells/rram_falcone_2023.h"
#include "devices/cells/rram_milo_2021.h"
#include "devices/cells/rram_wan_2022.h"
#include "devices/cells/rram_wan_2022_aihwkit.h"
#include "devices/cells/sonos_agrawal_2022.h"

namespace ohmic::devices {
namespace {

using configs::Range;
using configs::Section;

NoiseKind readKind(const Section& law) {
  const auto kind =
      law.choice("kind", {"independent", "proportional", "inverse_proportional"}, "independent");
  return kind == "independent"    ? NoiseKind::independent
         : kind == "proportional" ? NoiseKind::proportional
                                  : NoiseKind::inverseProportional;
}

double readSigma(const Section& law) { return law.fraction("sigma", Range::atLeast(0.0), 0.0); }

double readScale(const Section& law) { return law.number("scale", Range::atLeast(0.0), 1.0); }

CellModel generic(GenericProgramming::Shape shape) {
  CellModel model;
  model.programming = [shape](const Section& law, const ConductanceRange& range) {
    return std::make_shared<GenericProgramming>(readKind(law), readSigma(law), range, shape);
  };
  model.readNoise = [](const Section& law, const ConductanceRange& range) {
    return std::make_shared<GenericReadNoise>(readKind(law), readSigma(law), range);
  };
  return model;
}

CellModel fitted(const ProgrammingFit& fit, const ConductanceRange& usual) {
  CellModel model;
  model.fitted = fit.fitted;
  model.usual = usual;
  model.programming = [&fit](const Section& law, const ConductanceRange&) {
    return std::make_shared<FittedProgramming>(fit, readScale(law));
  };
  return model;
}

/// A fit of all three laws of phase-change cells.
CellModel phaseChange(const ProgrammingFit& programming, const DriftFit& drift, const FlickerFit& flicker) {
  CellModel model = fitted(programming, programming.fitted);
  model.drift = [&drift](const Section& law, const ConductanceRange&) {
    return std::make_shared<PowerLawDrift>(drift, readScale(law));
  };
  model.readNoise = [&flicker](const Section& law, const ConductanceRange&) {
    return std::make_shared<Flicker>(flicker, readScale(law));
  };
  return model;
}

/// A fit of programming whose mean and spread were measured again later.
CellModel retained(const ProgrammingFit& programming, const RetentionFit& retention,
                   const ConductanceRange& usual) {
  CellModel model = fitted(programming, usual);
  model.drift = [&retention](const Section& law, const ConductanceRange&) {
    return std::make_shared<Retention>(retention, readScale(law));
  };
  return model;
}

CellModel falcone(const ProgrammingFit& programming) {
  CellModel model = fitted(programming, programming.fitted);
  model.drift = [](const Section& law, const ConductanceRange&) {
    return std::make_shared<rram_falcone_2023::Relaxation>(readScale(law));
  };
  model.readNoise = [](const Section& law, const ConductanceRange&) {
    return std::make_shared<rram_falcone_2023::Flicker>(readScale(law));
  };
  return model;
}

CellModel sonos() {
  CellModel model = retained(sonos_agrawal_2022::programming(), sonos_agrawal_2022::retention(),
                             sonos_agrawal_2022::kUsual);
  model.fittedDrift = sonos_agrawal_2022::retained();
  model.readNoise = [](const Section& law, const ConductanceRange&) {
    return std::make_shared<sonos_agrawal_2022::FreshNoise>(readScale(law));
  };
  return model;
}

/// Tables of one law.
CellModel relaxing(const std::filesystem::path& file) {
  CellModel model;
  model.drift = [name = file.string(), points = readCurve(file, TableKind::relaxation)](
                    const Section& law, const ConductanceRange&) {
    return std::make_shared<TableRelaxation>(name, points, readScale(law));
  };
  return model;
}

CellModel noisy(const std::filesystem::path& file) {
  CellModel model;
  model.readNoise = [name = file.string(), points = readCurve(file, TableKind::readNoise)](
                        const Section& law, const ConductanceRange&) {
    return std::make_shared<TableReadNoise>(name, points, readScale(law));
  };
  return model;
}

/// A laboratory's own data.
CellModel tabulated(const std::filesystem::path& file) {
  const TableKind kind = tableKind(file);
  if (kind == TableKind::relaxation || kind == TableKind::readNoise) {
    return kind == TableKind::relaxation ? relaxing(file) : noisy(file);
  }
  const auto table = std::make_shared<const MeasuredTable>(
      kind == TableKind::errors ? readErrorTable(file) : readMeasuredTable(file));
  CellModel model;
  model.fitted = table->fitted();
  model.usual = table->fitted();
  model.programming = [table](const Section& law, const ConductanceRange&) {
    return std::make_shared<TableProgramming>(table, readScale(law));
  };
  if (kind == TableKind::errors) {
    return model;
  }
  model.drift = [table](const Section& law, const ConductanceRange&) {
    return std::make_shared<TableRetention>(table, readScale(law));
  };
  return model;
}

CellModel telegraph() {
  CellModel model;
  model.readNoise = [](const Section& law, const ConductanceRange&) {
    const double amplitude = law.fraction("amplitude", Range::between(0.0, 1.0));
    const double occupancy = law.fraction("occupancy", Range::between(0.0, 1.0));
    const auto switching = law.choice("switching", {"slow", "fast"}, "fast") == "slow"
                               ? RandomTelegraph::Switching::slow
                               : RandomTelegraph::Switching::fast;
    return std::make_shared<RandomTelegraph>(amplitude, occupancy, switching);
  };
  return model;
}

CellModel neurosim() {
  CellModel model;
  model.drift = [](const Section& law, const ConductanceRange& range) {
    const double v = law.number("v", Range::between(0.0, 10.0));
    const bool isRandom = law.choice("direction", {"random", "target"}, "random") == "random";
    const double target = isRandom ? 0.0
                                   : law.quantity("target", configs::Dimension::conductance,
                                                  Range::between(range.least, range.greatest));
    return std::make_shared<NeurosimRetention>(
        v, isRandom ? NeurosimRetention::Direction::random : NeurosimRetention::Direction::target, target,
        range);
  };
  return model;
}

std::map<std::string, CellModel> makeModels() {
  std::map<std::string, CellModel> models;
  models["ideal"] = CellModel{};
  models["gaussian"] = generic(GenericProgramming::Shape::normal);
  models["uniform"] = generic(GenericProgramming::Shape::uniform);
  models["neurosim_retention"] = neurosim();
  models["random_telegraph"] = telegraph();
  models["pcm_hermes_2022_one"] = phaseChange(pcm_hermes_2022_one::programming(),
                                              pcm_hermes_2022_one::drift(), pcm_hermes_2022_one::flicker());
  models["pcm_hermes_2022_two"] = phaseChange(pcm_hermes_2022_two::programming(),
                                              pcm_hermes_2022_two::drift(), pcm_hermes_2022_two::flicker());
  models["pcm_joshi_2020"] = fitted(pcmJoshi2020(), kPcmJoshi2020Usual);
  models["pcm_nandakumar_2019"] = phaseChange(pcm_nandakumar_2019::programming(),
                                              pcm_nandakumar_2019::drift(), pcm_nandakumar_2019::flicker());
  models["rram_falcone_2023_coarse"] = falcone(rram_falcone_2023::programmingCoarse());
  models["rram_falcone_2023_fine"] = falcone(rram_falcone_2023::programmingFine());
  models["rram_milo_2021"] = fitted(rramMilo2021(), rramMilo2021().fitted);
  models["rram_wan_2022_aihwkit"] =
      retained(rram_wan_2022_aihwkit::programming(), rram_wan_2022_aihwkit::retention(),
               rram_wan_2022_aihwkit::kUsual);
  models["rram_wan_2022_crosssim"] = fitted(rramWan2022Crosssim(), kRramWan2022Usual);
  models["sonos_agrawal_2022"] = sonos();
  return models;
}

/// The models without a file.
const std::map<std::string, CellModel>& cellModels() {
  static const auto models = makeModels();
  return models;
}

}  // namespace

CellModel cellModel(const std::string& name, const Section& section) {
  return name == kTableModel ? tabulated(section.file("file")) : namedCellModel(name);
}

const CellModel& namedCellModel(const std::string& name) { return cellModels().at(name); }

std::vector<std::string> cellModelNames() {
  std::vector<std::string> names;
  for (const auto& [name, model] : cellModels()) {
    names.push_back(name);
  }
  names.emplace_back(kTableModel);
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace ohmic::devices
