// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/read_weight_noise.h"

#include <string>

#include "configs/mathematics/elementary.h"

namespace ohmic::devices {
namespace {

using configs::Range;
using configs::Section;

constexpr double kLn10 = 2.302585092994046;
constexpr double kGreatestEta = 100.0;
constexpr double kGreatestLevel = 200.0;  // dB: below the last bit of a float

double readEta(const Section& noise) {
  if (noise.has("eta") && noise.has("snr")) {
    noise.refuse("snr", "found beside eta", "one of eta and snr", "leave one out");
  }
  if (!noise.has("snr")) {
    return noise.fraction("eta", Range::between(0.0, kGreatestEta));
  }
  const double level =
      noise.quantity("snr", configs::Dimension::level, Range::between(-kGreatestLevel / 5.0, kGreatestLevel));
  return configs::exponential(-level * kLn10 / 20.0);
}

}  // namespace

std::optional<WeightNoise> readWeightNoise(const Section& hardware) {
  if (!hardware.has("weight_noise")) {
    return std::nullopt;
  }
  const Section section = hardware.section("weight_noise");
  WeightNoise noise;
  noise.eta = readEta(section);
  const std::string relative = section.choice("relative_to", {"std", "rms", "max"}, "std");
  noise.relative = relative == "std"   ? WeightNoise::Relative::std
                   : relative == "rms" ? WeightNoise::Relative::rms
                                       : WeightNoise::Relative::max;
  const std::string scope = section.choice("scope", {"tensor", "layer", "network"}, "layer");
  noise.scope = scope == "tensor"  ? WeightNoise::Scope::tensor
                : scope == "layer" ? WeightNoise::Scope::layer
                                   : WeightNoise::Scope::network;
  const std::string target = section.choice("on", {"kernels", "kernels_and_biases", "all"}, "kernels");
  noise.target = target == "kernels" ? WeightNoise::Target::kernels
                 : target == "all"   ? WeightNoise::Target::all
                                     : WeightNoise::Target::kernelsAndBiases;
  return noise;
}

}  // namespace ohmic::devices
