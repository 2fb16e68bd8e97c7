// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>

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
#include "devices/read_cell_models.h"
#include "tests/places.h"

// The tables of docs/models are those that the models give today; a row that is missing there is printed.

namespace ohmic::devices {
namespace {

constexpr double kDay = 86400.0;

std::string pageText(const std::string& name) {
  std::ifstream in(tests::sourceFolder() + "/docs/models/" + name + ".md");
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// "| 1 | 0.5 |" with four significant digits.
std::string row(const std::vector<double>& values) {
  std::string text = "|";
  for (const double value : values) {
    text += fmt::format(" {:.4g} |", value);
  }
  return text + "\n";
}

/// Expect a page to hold one row for each of five states from the least to the greatest target.
template <class Columns>
void expectStates(const std::string& page, const ConductanceRange& range, const Columns& columns) {
  const std::string text = pageText(page);
  for (const double share : {0.0, 0.25, 0.5, 0.75, 1.0}) {
    const double g = range.least + share * (range.greatest - range.least);
    std::vector<double> values = {g * 1e6};
    for (const double value : columns(g)) {
      values.push_back(value);
    }
    EXPECT_NE(text.find(row(values)), std::string::npos) << page << ".md lacks\n" << row(values);
  }
}

void expectPhaseChange(const std::string& page, const ProgrammingFit& programming, const DriftFit& drift,
                       const FlickerFit& flicker) {
  const Flicker noise(flicker);
  expectStates(page, programming.fitted, [&](double g) {
    return std::vector<double>{programming.sigma(g) * 1e6, drift.meanExponent(g), drift.exponentSigma(g),
                               g * flicker.amplitude(g) * noise.growth(kDay) * 1e6};
  });
}

double phi(double x) { return 0.5 * std::erfc(-x / std::sqrt(2.0)); }

void expectRow(const std::string& page, const std::vector<double>& values) {
  EXPECT_NE(pageText(page).find(row(values)), std::string::npos) << page << ".md lacks\n" << row(values);
}

TEST(ModelPages, HoldWriteVerify) {
  for (const double edge : {0.25, 0.5, 1.0, 2.0}) {
    const double p = 2.0 * phi(edge) - 1.0;
    const double density = std::exp(-0.5 * edge * edge) / std::sqrt(2.0 * M_PI);
    const double givenUp = std::pow(1.0 - p, 20.0);
    expectRow("programming",
              {edge, p, (1.0 - givenUp) / p, givenUp, std::sqrt(1.0 - 2.0 * edge * density / p)});
  }
}

TEST(ModelPages, HoldRandomTelegraphNoise) {
  for (const double p : {0.1, 0.3, 0.5, 0.9}) {
    const RandomTelegraph noise(0.05, p, RandomTelegraph::Switching::fast);
    double g = 1.0;
    noise.flicker({0, 0, 1, 0, 0}, RandomStream(1), &g, 0.0, &g);
    expectRow("random_telegraph", {p, g, noise.freshSigma(g), (1.0 / (p * (1.0 - p)) - 6.0) / 128.0});
  }
}

TEST(ModelPages, HoldNeurosimsRetention) {
  for (const double time : {1.0, 3600.0, kDay, 3.1536e7}) {
    const ConductanceRange range{0.0, 1.0};
    const auto factor = [&](double target) {
      const NeurosimRetention law(0.02, NeurosimRetention::Direction::target, target, range);
      double g = 0.1;
      law.age({0, 0, 1, 0, 0}, RandomStream(1), &g, time, &g);
      return g / 0.1;
    };
    expectRow("neurosim_retention", {time, factor(1.0), factor(0.0)});
  }
}

TEST(ModelPages, HoldThePcmModels) {
  expectPhaseChange("pcm_nandakumar_2019", pcm_nandakumar_2019::programming(), pcm_nandakumar_2019::drift(),
                    pcm_nandakumar_2019::flicker());
  expectPhaseChange("pcm_hermes_2022", pcm_hermes_2022_one::programming(), pcm_hermes_2022_one::drift(),
                    pcm_hermes_2022_one::flicker());
  expectPhaseChange("pcm_hermes_2022", pcm_hermes_2022_two::programming(), pcm_hermes_2022_two::drift(),
                    pcm_hermes_2022_two::flicker());
  expectStates("pcm_joshi_2020", kPcmJoshi2020Usual,
               [](double g) { return std::vector<double>{pcmJoshi2020().sigma(g) * 1e6}; });
}

TEST(ModelPages, HoldTheReramModels) {
  expectStates("rram_milo_2021", rramMilo2021().fitted,
               [](double g) { return std::vector<double>{rramMilo2021().sigma(g) * 1e6}; });
  expectStates("rram_wan_2022_crosssim", kRramWan2022Usual,
               [](double g) { return std::vector<double>{rramWan2022Crosssim().sigma(g) * 1e6}; });
  expectStates("rram_wan_2022_aihwkit", rram_wan_2022_aihwkit::kUsual, [](double g) {
    const double sigma = rram_wan_2022_aihwkit::programming().sigma(g) * 1e6;
    const auto& growth = rram_wan_2022_aihwkit::retention().growth;
    return std::vector<double>{sigma, sigma * growth(g, kDay), sigma * growth(g, 2.0 * kDay)};
  });
  expectStates("rram_falcone_2023", rram_falcone_2023::kFitted, [](double g) {
    return std::vector<double>{rram_falcone_2023::programmingFine().sigma(g) * 1e6,
                               rram_falcone_2023::programmingCoarse().sigma(g) * 1e6,
                               rram_falcone_2023::Flicker::sigma(g, kDay) * 1e6};
  });
}

TEST(ModelPages, HoldTheSonosModel) {
  expectStates("sonos_agrawal_2022", sonos_agrawal_2022::kUsual, [](double g) {
    const double sigma = sonos_agrawal_2022::programming().sigma(g) * 1e6;
    const RetentionFit& retention = sonos_agrawal_2022::retention();
    return std::vector<double>{sigma,
                               retention.shift(g, kDay) * 1e6,
                               sigma * retention.growth(g, kDay),
                               retention.shift(g, 5.0 * kDay) * 1e6,
                               sigma * retention.growth(g, 5.0 * kDay),
                               sonos_agrawal_2022::FreshNoise().freshSigma(g) * 1e6};
  });
}

TEST(ModelPages, NameEveryModel) {
  const std::string text = pageText("README");
  for (const auto& name : cellModelNames()) {
    EXPECT_NE(text.find("`" + name + "`"), std::string::npos) << name;
  }
}

}  // namespace
}  // namespace ohmic::devices
