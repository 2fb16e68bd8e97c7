// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>
#include <string>

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
    for (const auto error : {&AdcErrors::gain, &AdcErrors::offset, &AdcErrors::inl, &AdcErrors::capacitor,
                             &AdcErrors::threshold}) {
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
                                                              {&AdcErrors::capacitor, "capacitor_mismatch"},
                                                              {&AdcErrors::threshold, "threshold_mismatch"}};
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

TEST_P(EveryAdcKind, RefusesMoreBitsThanItHas) {
  const auto read = [&](int bits) {
    const auto config =
        configOf("adc: { kind: " + GetParam()->name() + ", bits: " + std::to_string(bits) + " }");
    return configs::refusal([&] { return readAdc(config.root().section("adc")); });
  };
  EXPECT_EQ(read(GetParam()->mostBits()), "accepted");
  if (GetParam()->mostBits() < 16) {
    EXPECT_NE(
        read(GetParam()->mostBits() + 1).find("adc.bits: 9 with kind: flash; such converters have at most 8"),
        std::string::npos);
  }
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

// Thresholds at k - 1/2 with N(0, s^2): the mean of many converters' codes of a signal on the middle of two
// codes is between them, and each code's steps are counted whatever their order.
TEST(FlashAdc, CountsTheThresholdsBelowTheSignal) {
  AdcFormat format;
  format.kind = &adcKind("flash");
  format.errors.threshold = 0.3;
  double sum = 0.0;
  constexpr std::uint32_t kConverters = 4000;
  for (std::uint32_t i = 0; i < kConverters; ++i) {
    const AdcTransfer own{1.0, adcCodes(5, false), drawConverter(format, 5, kRandom, {0, 0, i})};
    ASSERT_EQ(own.deviation.thresholds.size(), 62U);
    int above = 0;
    for (std::size_t k = 0; k < 31; ++k) {
      above += 7.5F > own.deviation.thresholds[k] ? 1 : 0;
    }
    ASSERT_EQ(convert(own, 7.5), above);
    sum += above;
  }
  EXPECT_NEAR(sum / kConverters, 7.5, 0.04);  // five standard errors
}

TEST(FlashAdc, ThresholdsHaveTheirStandardDeviation) {
  AdcFormat format;
  format.kind = &adcKind("flash");
  format.errors.threshold = 0.5;
  double squares = 0.0;
  int count = 0;
  for (std::uint32_t i = 0; i < 200; ++i) {
    const auto own = drawConverter(format, 4, kRandom, {0, 0, i});
    for (std::size_t k = 0; k < own.thresholds.size(); ++k) {
      const double deviation = own.thresholds[k] - (static_cast<double>(k % 15) + 0.5);
      squares += deviation * deviation;
      ++count;
    }
  }
  EXPECT_NEAR(std::sqrt(squares / count), 0.5, 0.5 * 5.0 / std::sqrt(2.0 * count));
}

TEST(FlashAdc, SignedCodesHaveThresholdsOnBothSides) {
  AdcFormat format;
  format.kind = &adcKind("flash");
  format.errors.threshold = 0.2;
  const AdcTransfer own{1.0, adcCodes(5, true), drawConverter(format, 4, kRandom, {0, 0, 3})};
  EXPECT_EQ(convert(own, 100.0), 15);
  EXPECT_EQ(convert(own, -100.0), -15);
  EXPECT_EQ(convert(own, 0.0), 0);
  for (double signal = -16.0; signal < 16.0; signal += 0.125) {
    EXPECT_LE(convert(own, signal), convert(own, signal + 0.125)) << signal;
  }
}

// One ratio halves the reference: its error counts once at the highest bit and twice at the next.
TEST(ChargeDecrementAdc, OneRatioMakesEveryLevel) {
  AdcFormat format;
  format.kind = &adcKind("charge_decrement");
  format.errors.capacitor = 0.02;
  double squares = 0.0;
  constexpr std::uint32_t kConverters = 4000;
  for (std::uint32_t i = 0; i < kConverters; ++i) {
    const auto levels = drawConverter(format, 7, kRandom, {0, 0, i}).levels.value();
    const double ratio = static_cast<double>(levels[6]) / 128.0;
    EXPECT_NEAR(levels[5] / 128.0, ratio * ratio, 1e-6);
    EXPECT_NEAR(levels[0] / 128.0, std::pow(ratio, 7), 1e-6);
    squares += (2.0 * ratio - 1.0) * (2.0 * ratio - 1.0);
  }
  const double sigma = 0.02 / std::sqrt(2.0);  // of the ratio of two capacitors
  EXPECT_NEAR(std::sqrt(squares / kConverters), sigma, sigma * 0.06);
}

TEST(AdcKinds, StepsAreThoseOfTheirCircuits) {
  EXPECT_EQ(adcKind("flash").steps(6), 1);
  EXPECT_EQ(adcKind("oscillator").steps(8), 256);  // HERMES: 256 periods of 0.3 ns
  EXPECT_EQ(adcKind("charge_decrement").steps(8), 8);
}

}  // namespace
}  // namespace ohmic::devices
