// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/read_weight_noise.h"

#include <vector>

#include "configs/mathematics/elementary.h"
#include "configs/reader/choose.h"

namespace ohmic::devices {
namespace {

using configs::choose;
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

constexpr double kGreatestCompensator = 1e6;

/// `estimator: mmse` with `lambda` and `beta`: numbers, or lists of which every draw takes the best pair.
std::optional<WeightNoise::Compensators> readEstimator(const Section& noise) {
  if (noise.choice("estimator", {"ml", "mmse"}, "ml") == "ml") {
    for (const char* key : {"lambda", "beta"}) {
      if (noise.has(key)) {
        noise.refuse(key, "found without estimator: mmse", "a compensator of the mmse estimator",
                     "write estimator: mmse, or leave it out");
      }
    }
    return std::nullopt;
  }
  const Range range = Range::between(-kGreatestCompensator, kGreatestCompensator);
  return WeightNoise::Compensators{
      noise.numbers("lambda", range, std::vector<double>{0.96, 0.98, 1.0, 1.02, 1.04}),
      noise.numbers("beta", range, std::vector<double>{-4.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0})};
}

}  // namespace

std::optional<WeightNoise> readWeightNoise(const Section& hardware) {
  if (!hardware.has("weight_noise")) {
    return std::nullopt;
  }
  const Section section = hardware.section("weight_noise");
  WeightNoise noise;
  noise.eta = readEta(section);
  noise.relative = choose(section, "relative_to", WeightNoise::kRelativeWords, noise.relative);
  noise.scope = choose(section, "scope", WeightNoise::kScopeWords, noise.scope);
  noise.target = choose(section, "on", WeightNoise::kTargetWords, noise.target);
  noise.biasSigma = choose(section, "bias_sigma", WeightNoise::kBiasSigmaWords, noise.biasSigma);
  const bool hasBiases = noise.target == WeightNoise::Target::kernelsAndBiases ||
                         noise.target == WeightNoise::Target::folded ||
                         noise.target == WeightNoise::Target::all;
  if (noise.biasSigma == WeightNoise::BiasSigma::kernel && !hasBiases) {
    section.refuse("bias_sigma", "found kernel where no bias has noise",
                   "with on: kernels_and_biases, folded or all", "leave it out, or change on");
  }
  noise.negativeVariance =
      choose(section, "negative_variance", WeightNoise::kNegativeVarianceWords, noise.negativeVariance);
  noise.mmse = readEstimator(section);
  return noise;
}

}  // namespace ohmic::devices
