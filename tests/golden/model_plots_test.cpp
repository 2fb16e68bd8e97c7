// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/golden/model_plots.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "tests/places.h"

namespace ohmic::tests {
namespace {

// A figure that a model no longer draws is out of date: `write_model_plots docs/models/plots` renews them.
TEST(ModelPlots, AreThoseThatTheModelsDrawToday) {
  for (const auto& [name, svg] : modelPlots()) {
    std::ifstream in(tests::sourceFolder() + "/docs/models/plots/" + name);
    const std::string committed{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    EXPECT_TRUE(svg == committed) << "docs/models/plots/" << name << " differs";
  }
}

}  // namespace
}  // namespace ohmic::tests
