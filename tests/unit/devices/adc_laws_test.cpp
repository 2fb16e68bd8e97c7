// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Laws of converters: linearity of a ramp, signal-to-noise ratios of a ramp and a sine, mismatch, noise-free
// successive approximation.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "devices/converters/adc.h"

namespace ohmic::devices {
namespace {

constexpr double kPi = 3.14159265358979323846;
const RandomStream kRandom{20260101, Purpose::converter, 0, 1, 0};

/// Integral and differential non-linearity over all codes, LSB, from the transitions of a fine ramp.
struct Linearity {
  double inl = 0.0;
  double dnl = 0.0;
  int codes = 0;
};

/// @param steps  of the ramp in an LSB: a power of two, so that its values are exact.
Linearity measure(const AdcTransfer& adc, int steps = 64) {
  std::vector<double> first;  // signal, in LSB, at which each code begins
  std::int32_t last = adc.codes.least - 1;
  for (int i = (adc.codes.least - 1) * steps; i <= (adc.codes.greatest + 1) * steps; ++i) {
    const double signal = (i + 0.5) / steps;  // no ramp value is a tie
    const std::int32_t code = convert(adc, signal * adc.lsb);
    for (; last < code; ++last) {
      first.push_back(signal - 0.5 / steps);
    }
  }
  Linearity found;
  found.codes = static_cast<int>(first.size());
  for (std::size_t i = 1; i < first.size(); ++i) {
    const double ideal = adc.codes.least + static_cast<double>(i) - 0.5;
    found.inl = std::max(found.inl, std::abs(first[i] - ideal));
    found.dnl =
        i + 1 < first.size() ? std::max(found.dnl, std::abs(first[i + 1] - first[i] - 1.0)) : found.dnl;
  }
  return found;
}

TEST(AdcLaws, AnIdealRampHitsEveryCodeWithoutNonLinearity) {
  for (int bits = 2; bits <= 10; ++bits) {
    for (const bool isSigned : {false, true}) {
      const AdcTransfer adc{8.0, adcCodes(bits, isSigned)};
      const Linearity found = measure(adc);
      EXPECT_EQ(found.codes, adc.codes.greatest - adc.codes.least + 1);
      EXPECT_EQ(found.inl, 0.0);
      EXPECT_EQ(found.dnl, 0.0);
    }
  }
}

double decibel(double signal, double noise) { return 10.0 * std::log10(signal / noise); }

// A ramp over 2^N LSB has the power 2^(2N) / 12 about its mean, its rounding error 1 / 12.
TEST(AdcLaws, AFullScaleRampGives6Point0206DecibelForEachBit) {
  for (int bits = 2; bits <= 12; ++bits) {
    const AdcTransfer adc{4.0, adcCodes(bits, false)};
    const int steps = 64;
    const double levels = static_cast<double>(1 << bits);
    double power = 0.0, noise = 0.0;
    for (int i = 0; i < steps << bits; ++i) {
      const double signal = (i + 0.5) / steps - 0.5;
      const double error = convert(adc, signal * adc.lsb) - signal;
      power += (signal - (levels - 1.0) / 2.0) * (signal - (levels - 1.0) / 2.0);
      noise += error * error;
    }
    EXPECT_NEAR(decibel(power, noise), 6.0206 * bits, 0.01) << bits;
  }
}

/// Ten lines that know nothing of the converter: rounding of a sine of amplitude @p amplitude.
double sineReference(int amplitude, int samples) {
  double power = 0.0, noise = 0.0;
  for (int i = 0; i < samples; ++i) {
    const double signal = amplitude * std::sin(2.0 * kPi * 1021 * i / samples);
    const double error = std::nearbyint(signal) - signal;
    power += signal * signal;
    noise += error * error;
  }
  return decibel(power, noise);
}

TEST(AdcLaws, AFullScaleSineGivesTheReferencesSignalToNoiseRatio) {
  constexpr int kSamples = 1 << 16;
  for (int bits = 3; bits <= 12; ++bits) {
    const AdcTransfer adc{16.0, adcCodes(bits, true)};
    double power = 0.0, noise = 0.0;
    for (int i = 0; i < kSamples; ++i) {
      const double signal = adc.codes.greatest * std::sin(2.0 * kPi * 1021 * i / kSamples);
      const double error = convert(adc, static_cast<float>(signal * adc.lsb)) - signal;
      power += signal * signal;
      noise += error * error;
    }
    EXPECT_NEAR(decibel(power, noise), sineReference(adc.codes.greatest, kSamples), 0.02) << bits;
  }
}

TEST(AdcLaws, SuccessiveApproximationWithoutMismatchIsTheNearestCode) {
  for (const bool isSigned : {false, true}) {
    AdcTransfer ideal{8.0, adcCodes(8, isSigned)};
    AdcTransfer sar = ideal;
    sar.deviation.levels.emplace();
    for (int b = 0; b < 16; ++b) {
      (*sar.deviation.levels)[b] = static_cast<float>(1 << b);
    }
    for (double signal = 8.0 * ideal.codes.least - 40.0; signal < 8.0 * ideal.codes.greatest + 40.0;
         signal += 0.37) {
      ASSERT_EQ(convert(sar, signal), convert(ideal, signal)) << signal;
      ASSERT_EQ(convert(sar, static_cast<float>(signal)),
                convert(sar, static_cast<double>(static_cast<float>(signal))));
    }
  }
}

// The highest capacitor decides at half scale: three quarters of an LSB too large, it moves that transition
// by as much.
TEST(AdcLaws, ACapacitorsErrorIsAStepWhereItsBitIsTried) {
  AdcTransfer adc{8.0, adcCodes(6, false)};
  adc.deviation.levels = SarLevels{1.0F, 2.0F, 4.0F, 8.0F, 16.0F, 32.75F};
  const Linearity found = measure(adc);
  EXPECT_EQ(found.inl, 0.75);
  EXPECT_EQ(found.dnl, 0.75);
  EXPECT_EQ(convert(adc, 8.0 * 31.9), 31);
  EXPECT_EQ(convert(adc, 8.0 * 32.2), 31);
  EXPECT_EQ(convert(adc, 8.0 * 32.3), 32);
}

// Five of seven bits take the first steps: the levels of the highest bits, in LSB that are four times as
// large.
TEST(AdcLaws, AShorterConversionTakesTheHighestBitsLevels) {
  AdcDeviation own;
  own.gain = 1.5F;
  own.levels.emplace();
  for (std::size_t b = 0; b < 7; ++b) {
    (*own.levels)[b] = static_cast<float>((1 << b) + (b == 6 ? 2 : 0));
  }
  const AdcDeviation shorter = own.shortened(2);
  EXPECT_EQ(shorter.gain, 1.5F);
  EXPECT_EQ((*shorter.levels)[4], 16.5F);
  EXPECT_EQ((*shorter.levels)[3], 8.0F);
  EXPECT_EQ((*shorter.levels)[0], 1.0F);
  EXPECT_EQ(own.shortened(0).levels, own.levels);
}

TEST(AdcLaws, ABowIsGreatestAtHalfScaleAndZeroAtTheEnds) {
  AdcTransfer adc{8.0, adcCodes(8, false)};
  adc.deviation.bow = 3.0F;
  EXPECT_EQ(convert(adc, 0.0), 0);
  EXPECT_EQ(convert(adc, 8.0 * 255), 255);
  EXPECT_EQ(convert(adc, 8.0 * 127.5), 130);  // 130.5, half to even
  EXPECT_NEAR(measure(adc).inl, 3.0, 0.1);
}

TEST(AdcLaws, SaturationIsExactWithErrorsToo) {
  for (const bool isSar : {false, true}) {
    AdcTransfer adc{8.0, adcCodes(6, true)};
    adc.deviation.gain = 1.02F;
    if (isSar) {
      adc.deviation.levels = SarLevels{1.01F, 1.98F, 4.05F, 7.9F, 16.1F};
    }
    for (const double beyond : {31.0, 40.0, 1e4}) {
      EXPECT_EQ(convert(adc, 8.0 * beyond), 31);
      EXPECT_EQ(convert(adc, -8.0 * beyond), -31);
    }
  }
}

/// Mean and standard deviation of one number over many converters.
template <class Number>
std::pair<double, double> moments(const AdcFormat& format, Number number) {
  constexpr int kConverters = 20000;
  double sum = 0.0, squares = 0.0;
  for (std::uint32_t i = 0; i < kConverters; ++i) {
    const double value = number(drawConverter(format, 8, kRandom, {i / 128, 0, i % 128}));
    sum += value, squares += value * value;
  }
  const double mean = sum / kConverters;
  return {mean, std::sqrt(squares / kConverters - mean * mean)};
}

// 4.5 standard errors of a mean over 20,000 are 0.032 sigma, of a standard deviation 0.0225 sigma.
TEST(AdcMismatch, HasTheMomentsThatWereAskedFor) {
  AdcFormat format;
  format.errors = {0.02, 0.7, 1.5, 0.0};
  const auto gain = moments(format, [](const AdcDeviation& own) { return own.gain - 1.0; });
  const auto offset = moments(format, [](const AdcDeviation& own) { return own.offset; });
  const auto bow = moments(format, [](const AdcDeviation& own) { return own.bow; });
  EXPECT_NEAR(gain.first, 0.0, 0.032 * 0.02);
  EXPECT_NEAR(gain.second, 0.02, 0.0225 * 0.02);
  EXPECT_NEAR(offset.second, 0.7, 0.0225 * 0.7);
  EXPECT_NEAR(bow.second, 1.5, 0.0225 * 1.5);
}

// C_7 = 128 unit capacitors and the whole array 256: d(level_7) = 256 d(C_7 / C) has the standard deviation
// sigma sqrt(128 * (1 - 1/2)^2 + 128 * (1/2)^2) = sigma sqrt(64) LSB.
TEST(AdcMismatch, OfUnitCapacitorsGrowsWithTheRootOfTheirNumber) {
  AdcFormat format;
  format.kind = &adcKind("sar");
  format.errors.capacitor = 0.01;
  const auto top = moments(format, [](const AdcDeviation& own) { return (*own.levels)[7] - 128.0; });
  EXPECT_NEAR(top.second, 0.08, 0.0225 * 0.08);
  const auto bottom = moments(format, [](const AdcDeviation& own) { return (*own.levels)[0] - 1.0; });
  EXPECT_NEAR(bottom.second, 0.01 * std::sqrt(1.0 - 1.0 / 256.0), 0.0225 * 0.01);
}

TEST(AdcMismatch, OfARampIsOneForTheArrayButForItsComparators) {
  AdcFormat format;
  format.kind = &adcKind("ramp");
  format.errors = {0.02, 0.7, 1.5, 0.0};
  const auto first = drawConverter(format, 8, kRandom, {3, 0, 0}),
             second = drawConverter(format, 8, kRandom, {3, 0, 1});
  EXPECT_EQ(first.gain, second.gain);
  EXPECT_EQ(first.bow, second.bow);
  EXPECT_NE(first.offset, second.offset);
  EXPECT_NE(first.gain, drawConverter(format, 8, kRandom, {4, 0, 0}).gain);
}

// The products of two independent numbers of mean 0 have mean 0 and the product of their deviations; 4.5 of
// that over the root of their number.
TEST(AdcMismatch, EachErrorHasADrawOfItsOwn) {
  AdcFormat format;
  format.errors = {0.02, 0.7, 1.5, 0.0};
  double gainOffset = 0.0, gainBow = 0.0, offsetBow = 0.0;
  constexpr std::uint32_t kConverters = 20000;
  for (std::uint32_t i = 0; i < kConverters; ++i) {
    const AdcDeviation own = drawConverter(format, 8, kRandom, {0, 0, i});
    const double gain = (static_cast<double>(own.gain) - 1.0) / 0.02;
    const double offset = static_cast<double>(own.offset) / 0.7, bow = static_cast<double>(own.bow) / 1.5;
    gainOffset += gain * offset, gainBow += gain * bow, offsetBow += offset * bow;
  }
  const double bound = 4.5 * std::sqrt(static_cast<double>(kConverters));
  EXPECT_NEAR(gainOffset, 0.0, bound);
  EXPECT_NEAR(gainBow, 0.0, bound);
  EXPECT_NEAR(offsetBow, 0.0, bound);
}

TEST(AdcMismatch, TurningOneErrorOnChangesNoOther) {
  AdcFormat one, both;
  one.errors.offset = 0.7;
  both.errors = {0.02, 0.7, 1.5, 0.0};
  EXPECT_EQ(drawConverter(one, 8, kRandom, {0, 0, 5}).offset,
            drawConverter(both, 8, kRandom, {0, 0, 5}).offset);
}

}  // namespace
}  // namespace ohmic::devices
