// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/costs/adc_cost.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace ohmic::devices {
namespace {

struct Golden {
  ConverterDemand demand;
  double picojoules;
  double squareMicrons;
};

void expectGolden(const std::string& model, const std::vector<Golden>& table) {
  for (const auto& [demand, picojoules, squareMicrons] : table) {
    ASSERT_EQ(adcCostModel(model).refusal(demand), "");
    const ConverterCost cost = adcCostModel(model).cost(demand);
    EXPECT_NEAR(cost.energy_J * 1e12, picojoules, 0.51e-4)
        << demand.bits << " bits, " << demand.rate_Hz << " Hz";
    EXPECT_NEAR(cost.area_m2 * 1e12, squareMicrons, 0.51)
        << demand.bits << " bits, " << demand.rate_Hz << " Hz";
  }
}

TEST(MurmannAdcCost, HasTheRegressionsValuesAt100MegasamplesPerSecond) {
  expectGolden("murmann_regression", {{{4, 1e8, 32e-9}, 0.9237, 3274},
                                      {{5, 1e8, 32e-9}, 0.9363, 3287},
                                      {{6, 1e8, 32e-9}, 1.0651, 3417},
                                      {{7, 1e8, 32e-9}, 1.3122, 3637},
                                      {{8, 1e8, 32e-9}, 1.7137, 3939},
                                      {{9, 1e8, 32e-9}, 2.3401, 4324},
                                      {{10, 1e8, 32e-9}, 3.3097, 4796}});
}

TEST(MurmannAdcCost, HasTheRegressionsValuesAtOneGigasamplePerSecond) {
  expectGolden("murmann_regression", {{{4, 1e9, 32e-9}, 0.9237, 4964},
                                      {{5, 1e9, 32e-9}, 0.9363, 4984},
                                      {{6, 1e9, 32e-9}, 1.0651, 5180},
                                      {{7, 1e9, 32e-9}, 1.3122, 5513},
                                      {{8, 1e9, 32e-9}, 1.7137, 5972},
                                      {{9, 1e9, 32e-9}, 4.6971, 8074},
                                      {{10, 1e9, 32e-9}, 13.9455, 11180}});
}

TEST(MurmannAdcCost, HasTheRegressionsValuesAtOtherNodes) {
  expectGolden("murmann_regression", {{{8, 1e8, 22e-9}, 0.8472, 2199}, {{8, 1e8, 65e-9}, 6.4945, 11862}});
}

// 0.4 pJ and 0.3 us a step.
TEST(NeurramAdcCost, CostsItsSteps) {
  expectGolden("neurram_2022",
               {{{8, 1.0 / 2.4e-6, 130e-9}, 3.2, 1270}, {{10, 1.0 / 3e-6, 130e-9}, 4.0, 1270}});
  EXPECT_EQ(adcCostModel("neurram_2022").refusal({8, 1.0 / 2e-6, 130e-9}),
            "1 to 12 bits at 130 nm, a step in 0.3 us at least");
  EXPECT_NE(adcCostModel("neurram_2022").refusal({8, 1e5, 65e-9}), "");
}

TEST(IsaacAdcCost, IsTwoMilliwattsAt1200MegasamplesPerSecond) {
  expectGolden("isaac_2016", {{{8, 1.2e9, 32e-9}, 1.6667, 1200}, {{8, 1e8, 32e-9}, 1.6667, 1200}});
}

// 2 mW in the time of a conversion: the text's rate for 128 columns in 100 ns.
TEST(IsaacAdcCost, IsTwoMilliwattsAtTheTextsRateToo) {
  expectGolden("isaac_2016", {{{8, 1.28e9, 32e-9}, 1.5625, 1200}});
  EXPECT_EQ(adcCostModel("isaac_2016").refusal({8, 1.3e9, 32e-9}), "8 bits at 32 nm, up to 1.28 GHz");
}

// 2 mW for 2,304 ns, over 16 conversions of 128 columns.
TEST(PumaAdcCost, IsTwoMilliwattsOverAProduct) {
  expectGolden("puma_2019", {{{8, 1e9, 32e-9}, 2.25, 1200}});
  EXPECT_EQ(adcCostModel("puma_2019").refusal({8, 1.1e9, 32e-9}), "8 bits at 32 nm, up to 1 GHz");
}

TEST(HwcomponentsIsaacAdcCost, IsItsTable) {
  expectGolden("hwcomponents_isaac",
               {{{4, 1e9, 32e-9}, 0.79, 361}, {{8, 1e9, 32e-9}, 1.67, 1200}, {{10, 1e9, 32e-9}, 2.38, 3002}});
}

TEST(Zigzag28AdcCost, HasThePublishedValueAtEightBits) {
  expectGolden("zigzag_28nm", {{{8, 1e9, 28e-9}, 0.7011, 2085}});
}

TEST(NeurosimSarAdcCost, HasThePublishedFitsValues) {
  const AdcCostModel& model = adcCostModel("neurosim_sar");
  EXPECT_NEAR(model.cost({8, 1e8, 22e-9, 100e3, 0.55}).energy_J, 8.5261e-14, 0.51e-18);
  EXPECT_NEAR(model.cost({4, 1e8, 22e-9, 10e3, 0.55}).energy_J, 7.2359e-14, 0.51e-18);
  EXPECT_NEAR(model.cost({8, 1e8, 22e-9, 100e3, 0.55}).area_m2, 2 * 3.8 * 28 * 22e-9 * 22e-9 * 1752, 1e-16);
}

TEST(NeurosimSarAdcCost, CoversItsNodesUpToItsOwnRate) {
  const AdcCostModel& model = adcCostModel("neurosim_sar");
  for (const double node :
       {130e-9, 90e-9, 65e-9, 45e-9, 32e-9, 22e-9, 14e-9, 10e-9, 7e-9, 5e-9, 3e-9, 2e-9, 1e-9}) {
    EXPECT_EQ(model.refusal({8, 1e9 / 9.0, node, 10e3, 0.2}), "") << node;
  }
  const std::string covered =
      "1 to 10 bits at NeuroSim's nodes from 130 nm to 1 nm, one conversion in (bits + 1) ns, with a "
      "column_resistance";
  EXPECT_EQ(model.refusal({8, 1.2e8, 32e-9, 10e3, 0.2}), covered);
  EXPECT_EQ(model.refusal({8, 1e8, 28e-9, 10e3, 0.2}), covered);
  EXPECT_EQ(model.refusal({11, 1e6, 32e-9, 10e3, 0.2}), covered);
  EXPECT_EQ(model.refusal({8, 1e8, 32e-9}), covered);
}

TEST(AdcCostModel, RefusesWhatItsSourceDoesNotCover) {
  EXPECT_EQ(adcCostModel("isaac_2016").refusal({7, 1.2e9, 32e-9}), "8 bits at 32 nm, up to 1.28 GHz");
  EXPECT_EQ(adcCostModel("isaac_2016").refusal({8, 1.2e9, 22e-9}), "8 bits at 32 nm, up to 1.28 GHz");
  EXPECT_EQ(adcCostModel("hwcomponents_isaac").refusal({11, 1e9, 32e-9}), "4 to 10 bits at 32 nm");
  EXPECT_EQ(adcCostModel("murmann_regression").refusal({3, 1e9, 32e-9}), "4 to 12 bits at 1 kHz to 10 GHz");
  EXPECT_EQ(adcCostModel("murmann_regression").refusal({8, 2e10, 32e-9}), "4 to 12 bits at 1 kHz to 10 GHz");
  EXPECT_EQ(adcCostModel("zigzag_28nm").refusal({8, 1e9, 32e-9}), "1 to 12 bits at 28 nm");
}

TEST(AdcCostModels, AreFoundByWhatTheyCover) {
  using Names = std::vector<std::string>;
  EXPECT_EQ(modelsCovering({8, 1.2e9, 32e-9}),
            (Names{"isaac_2016", "hwcomponents_isaac", "murmann_regression"}));
  EXPECT_EQ(modelsCovering({6, 1.2e9, 32e-9}), (Names{"hwcomponents_isaac", "murmann_regression"}));
  EXPECT_EQ(modelsCovering({8, 1.2e9, 28e-9}), (Names{"murmann_regression", "zigzag_28nm"}));
  EXPECT_EQ(modelsCovering({16, 1.2e9, 32e-9}), Names{});
}

TEST(AdcCostModels, AreFoundByName) {
  for (const auto& name : adcCostModelNames()) {
    EXPECT_EQ(adcCostModel(name).name(), name);
  }
  EXPECT_THROW(static_cast<void>(adcCostModel("murman")), std::out_of_range);
}

}  // namespace
}  // namespace ohmic::devices
