// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/chip/both_engines.h"

#include <gtest/gtest.h>

#include <cstring>

#include "sim/chip/demand.h"
#include "sim/engine/engine.h"

namespace ohmic::tests {

sim::ChipResult simulate(const TestChip& test) {
  return sim::simulateChip(
      {test.deployment, test.chip, test.moment, test.model, test.images(), test.numbers()});
}

namespace {

/// What the functional engine makes of the same images.
struct Functional {
  std::vector<float> logits;
  std::vector<sim::LayerCounts> counts;
};

Functional runFunctional(const TestChip& test) {
  sim::Engine engine(test.deployment, 1);
  const auto& graph = test.deployment.graph;
  const RandomImages samples(graph.values[graph.input].shape, static_cast<std::int64_t>(test.pixels.size()));
  Functional result{std::vector<float>(test.pixels.size() * static_cast<std::size_t>(engine.classes())),
                    engine.emptyCounts()};
  engine.run(test.chip, test.moment, samples, 0, samples.count(), result.logits.data(), result.counts);
  return result;
}

}  // namespace

void expectSameNumbers(const TestChip& test, const sim::ChipResult& timed) {
  const Functional functional = runFunctional(test);
  const std::size_t classes = functional.logits.size() / test.pixels.size();
  for (std::size_t i = 0; i < test.pixels.size(); ++i) {
    ASSERT_EQ(timed.logits[i].size(), classes);
    EXPECT_EQ(std::memcmp(timed.logits[i].data(), &functional.logits[i * classes], classes * sizeof(float)),
              0)
        << "image " << i;
  }
  for (std::size_t l = 0; l < functional.counts.size(); ++l) {
    EXPECT_EQ(timed.counts[l].driveWork, functional.counts[l].driveWork) << "layer " << l;
    EXPECT_EQ(timed.counts[l].saturated, functional.counts[l].saturated) << "layer " << l;
  }
}

void expectClosedForms(const TestChip& test, const sim::ChipResult& timed) {
  const auto images = static_cast<std::int64_t>(test.pixels.size());
  const auto planned = sim::countEvents(test.deployment, test.model);
  for (std::size_t l = 0; l < planned.size(); ++l) {
    sim::EventCounts expected;
    expected.add(planned[l], images);
    EXPECT_TRUE(expected == timed.events[l]) << "layer " << l;
  }
  const auto demand = sim::resourceDemand(test.deployment, test.model);
  for (const auto& [resource, cycles] : timed.busyCycles) {
    const auto found = demand.find(resource);
    EXPECT_EQ(cycles, found == demand.end() ? 0 : found->second * images) << resource;
  }
}

}  // namespace ohmic::tests
