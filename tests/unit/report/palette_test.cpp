// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/palette.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>

#include "sim/report/components.h"

namespace ohmic::sim::report {
namespace {

/// Linear light of a colour's red, green and blue. Source: IEC 61966-2-1 (sRGB).
std::array<double, 3> linear(std::string_view colour) {
  std::array<double, 3> light{};
  for (std::size_t i = 0; i < 3; ++i) {
    const double c = std::stoi(std::string(colour.substr(1 + 2 * i, 2)), nullptr, 16) / 255.0;
    light[i] = c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  }
  return light;
}

double luminance(std::string_view colour) {
  const auto [r, g, b] = linear(colour);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/// Contrast ratio of WCAG 2.1.
double contrast(std::string_view a, std::string_view b) {
  const auto [dark, bright] = std::minmax({luminance(a), luminance(b)});
  return (bright + 0.05) / (dark + 0.05);
}

/// CIE L*a*b* under D65.
std::array<double, 3> lab(std::string_view colour) {
  const auto [r, g, b] = linear(colour);
  const auto f = [](double t) {
    return t > 216.0 / 24389.0 ? std::cbrt(t) : 24389.0 / 27.0 * t / 116.0 + 16.0 / 116.0;
  };
  const double x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const double y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const double z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return {116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)};
}

double distance(std::string_view a, std::string_view b) {
  const auto first = lab(a), second = lab(b);
  return std::hypot(first[0] - second[0], first[1] - second[1], first[2] - second[2]);
}

TEST(ComponentColours, AreToldApartInLightAndInDark) {
  constexpr double kClear = 20.0;  // nine times a just noticeable difference of CIE 1976
  for (std::size_t a = 0; a < kComponents.size(); ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      const auto& first = kComponents[a];
      const auto& second = kComponents[b];
      EXPECT_GT(distance(first.colour.light, second.colour.light), kClear)
          << first.component << ", " << second.component;
      EXPECT_GT(distance(first.colour.dark, second.colour.dark), kClear)
          << first.component << ", " << second.component;
      EXPECT_NE(first.colour.name, second.colour.name);
    }
  }
}

TEST(ComponentColours, StandOutFromThePaper) {
  for (const auto& entry : kComponents) {
    EXPECT_GT(contrast(entry.colour.light, kPaper.light), 2.2) << entry.component;
    EXPECT_GT(contrast(entry.colour.dark, kPaper.dark), 3.0) << entry.component;
  }
}

// The same component has the same colour in every report, whatever it takes beside the others.
TEST(ComponentColours, DependOnTheComponentAlone) {
  ChipRecord first, second;
  first.energyByComponent_J = {{"adc", 5.0}, {"buffer", 1.0}, {"host_link", 0.1}};
  second.energyByComponent_J = {{"adc", 1.0}, {"buffer", 9.0}, {"softmax", 3.0}};
  second.areaByComponent_m2 = {{"host_link", 9.0}, {"adc", 1.0}};
  const auto colourIn = [](const std::vector<Component>& components, const std::string& name) {
    return std::find_if(components.begin(), components.end(), [&](const auto& c) { return c.name == name; })
        ->colour.light;
  };
  for (const std::string name : {"adc", "buffer"}) {
    EXPECT_EQ(colourIn(energyComponents(first), name), colourIn(energyComponents(second), name));
  }
  EXPECT_EQ(colourIn(areaComponents(second), "host_link"), colourIn(energyComponents(first), "host_link"));
  EXPECT_EQ(energyComponents(second).front().name, "buffer");
}

TEST(ComponentColours, OfAnUnknownComponentIsTheRests) {
  EXPECT_EQ(componentColour("flux_capacitor").name, kRest.name);
}

TEST(ComponentColours, AreVariablesOfThePage) {
  const std::string style = paletteStyle();
  for (const auto& entry : kComponents) {
    EXPECT_NE(style.find(".f-" + std::string(entry.colour.name) + "{"), std::string::npos) << entry.component;
  }
}

}  // namespace
}  // namespace ohmic::sim::report
