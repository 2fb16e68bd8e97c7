// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "configs/reader/config.h"
#include "devices/converters/adc_kind.h"
#include "devices/costs/adc_cost.h"
#include "devices/read_converters.h"
#include "devices/read_costs.h"
#include "tests/places.h"
#include "tests/unit/configs/refusal.h"

// Every kind of converters, through every reader of devices. Block forms: BlockForm.*Kinds*; engines and the
// chip in time: BothEngines.*Converters*.

namespace ohmic::devices {
namespace {

const RandomStream kRandom{20260101, Purpose::converter, 0, 0, 0};

configs::Config configOf(const std::string& yaml) {
  configs::LoadOptions options;
  options.presetFolders = {tests::sourceFolder() + "/configs/presets"};
  return configs::Config::fromText(yaml + "\n", "run.yaml", options);
}

class EveryAdcKind : public testing::TestWithParam<const AdcKind*> {
 protected:
  [[nodiscard]] bool isPossible(double AdcErrors::*error) const {
    const auto impossible = GetParam()->impossibleErrors();
    return std::none_of(impossible.begin(), impossible.end(),
                        [&](const auto& one) { return one.error == error; });
  }
  [[nodiscard]] AdcFormat formatWithAllErrors() const {
    AdcFormat format;
    format.kind = GetParam();
    for (const auto error : {&AdcErrors::gain, &AdcErrors::offset, &AdcErrors::inl, &AdcErrors::capacitor}) {
      format.errors.*error = isPossible(error) ? 0.02 : 0.0;
    }
    return format;
  }
};

TEST_P(EveryAdcKind, IsReadByItsName) {
  const auto config = configOf("adc: { kind: " + GetParam()->name() + " }");
  EXPECT_EQ(readAdc(config.root().section("adc")).kind, GetParam());
  EXPECT_EQ(&adcKind(GetParam()->name()), GetParam());
}

TEST_P(EveryAdcKind, RefusesTheErrorsThatItCannotHave) {
  const std::pair<double AdcErrors::*, const char*> keys[] = {{&AdcErrors::gain, "gain_mismatch"},
                                                              {&AdcErrors::offset, "offset_mismatch"},
                                                              {&AdcErrors::inl, "inl"},
                                                              {&AdcErrors::capacitor, "capacitor_mismatch"}};
  for (const auto& [error, key] : keys) {
    const auto config = configOf("adc: { kind: " + GetParam()->name() + ", " + key + ": 0.01 }");
    const auto read = [&] { return readAdc(config.root().section("adc")); };
    if (isPossible(error)) {
      EXPECT_EQ(read().errors.*error, 0.01) << key;
    } else {
      EXPECT_NE(configs::refusal(read).find(std::string("adc.") + key), std::string::npos) << key;
    }
  }
}

TEST_P(EveryAdcKind, WithoutErrorsIsTheIdealConverter) {
  AdcFormat format;
  format.kind = GetParam();
  const AdcTransfer own{4.0, adcCodes(6, true), drawConverter(format, 5, kRandom, {1, 0, 2})};
  const AdcTransfer ideal{4.0, adcCodes(6, true)};
  for (double signal = -140.0; signal <= 140.0; signal += 0.25) {
    ASSERT_EQ(convert(own, signal), convert(ideal, signal)) << signal;
  }
}

TEST_P(EveryAdcKind, ConvertsInFloatAsInDouble) {
  const auto format = formatWithAllErrors();
  const AdcTransfer own{4.0, adcCodes(6, true), drawConverter(format, 5, kRandom, {1, 0, 2})};
  int differences = 0;
  for (double signal = -140.0; signal <= 140.0; signal += 0.25) {
    differences += convert(own, signal) == convert(own, static_cast<float>(signal)) ? 0 : 1;
  }
  EXPECT_LE(differences, 2);  // a threshold may lie within a float's rounding
}

TEST_P(EveryAdcKind, IsPricedByAModelThatItNames) {
  const auto names = adcCostModelNames();
  EXPECT_TRUE(std::any_of(names.begin(), names.end(),
                          [&](const std::string& name) { return GetParam()->mayBePricedBy(name); }));
  EXPECT_GE(GetParam()->steps(8), 1);
}

INSTANTIATE_TEST_SUITE_P(Kinds, EveryAdcKind, testing::ValuesIn(adcKinds()),
                         [](const auto& kind) { return kind.param->name(); });

ChipCosts costsOf(const std::string& kind, int bits, const std::string& model) {
  const auto config =
      configOf("chip: { preset: isaac_2016, adc: { model: " + model + ", rate: 1.28 GHz, per_element: 8 } }");
  AdcFormat format;
  format.kind = &adcKind(kind);
  format.bits = bits;
  return readCosts(config.root().section("chip"), format);
}

// A source that describes successive approximation says nothing of a ramp.
TEST(AdcKinds, ARampIsNotPricedAsSuccessiveApproximation) {
  for (const std::string model : {"isaac_2016", "hwcomponents_isaac", "puma_2019", "zigzag_28nm"}) {
    EXPECT_NE(configs::refusal([&] { return costsOf("ramp", 8, model); })
                  .find("chip.adc.model: " + model +
                        " does not describe converters of kind: ramp; models that do: "
                        "murmann_regression; use --set "
                        "chip.adc.model=murmann_regression, or another kind"),
              std::string::npos)
        << model;
  }
  EXPECT_EQ(costsOf("ramp", 8, "murmann_regression").adcModel, "murmann_regression");
  EXPECT_EQ(costsOf("sar", 8, "isaac_2016").adcModel, "isaac_2016");
  EXPECT_EQ(costsOf("linear", 8, "isaac_2016").adcModel, "isaac_2016");
}

// 1.28 GHz are the ramp's steps: 256 of them are a conversion, so a converter makes 5 million of them in a
// second.
TEST(AdcKinds, ARampConvertsOnceInTwoToTheBitsSteps) {
  EXPECT_EQ(adcKind("ramp").steps(8), 256);
  EXPECT_EQ(adcKind("ramp").steps(5), 32);
  EXPECT_EQ(adcKind("sar").steps(8), 1);
  EXPECT_EQ(adcKind("linear").steps(8), 1);
  const ComponentCost ramp = *costsOf("ramp", 8, "murmann_regression")[Component::adc];
  EXPECT_DOUBLE_EQ(ramp.actionsPerSecond, 8 * 1.28e9 / 256);
  const ConverterCost slow = adcCostModel("murmann_regression").cost({8, 5e6, 32e-9});
  EXPECT_DOUBLE_EQ(ramp.energyPerAction_J(), slow.energy_J);
  EXPECT_DOUBLE_EQ(ramp.area_m2, 8 * slow.area_m2);
  const ComponentCost sar = *costsOf("sar", 8, "murmann_regression")[Component::adc];
  EXPECT_LT(ramp.area_m2, sar.area_m2);
}

}  // namespace
}  // namespace ohmic::devices
