// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// One accumulator alone: what it sends of the rows that it hears in any order.

#include "sim/chip/modules/accumulator.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "sim/chip/modules/chip_context.h"
#include "sim/chip/modules/kernel.h"
#include "tests/unit/chip/test_network.h"

namespace ohmic::sim {
namespace {

/// Everything around an accumulator: a mesh and a digital unit without delay, a reader with room.
class Surroundings : public sc_core::sc_module,
                     public MessagePort,
                     public DigitalPort,
                     public ResultPort,
                     public LoadPort {
 public:
  explicit Surroundings(const sc_core::sc_module_name& name) : sc_module(name) {}

  std::int64_t send(int /*from*/, int /*to*/, std::int64_t /*bits*/, std::int64_t cycle) override {
    return cycle;
  }
  Served serve(std::int64_t cycle, std::int64_t /*operations*/, const std::string& /*what*/) override {
    return {cycle, cycle};
  }
  void accept(const ActivationRows& rows, std::int64_t cycle) override {
    sent.emplace_back(rows);
    cycles.push_back(cycle);
  }
  [[nodiscard]] bool hasRoom(std::int64_t /*image*/) const override { return true; }
  void addWriter(Turn& /*writer*/) override {}
  [[nodiscard]] bool isLoaded(std::size_t /*layer*/, std::int64_t /*image*/) const override { return true; }
  void addLayer(Turn& /*layer*/) override {}
  void finish(std::size_t /*layer*/, std::int64_t cycle) override { finished.push_back(cycle); }

  std::vector<ActivationRows> sent;
  std::vector<std::int64_t> cycles, finished;
};

class AccumulatorOrder : public testing::Test {
 protected:
  AccumulatorOrder()
      : made_(tests::makeChip(tests::convolutionNetwork(2, 3, 5), {}, 2)),
        job_{made_.deployment, made_.chip, made_.moment, made_.model, made_.images(), made_.numbers()},
        context_(job_),
        around_("around"),
        accumulator_("accumulator", context_, 0),
        layer_(made_.deployment.plan.layers[0]) {
    accumulator_.mesh(around_);
    accumulator_.digital(around_);
    accumulator_.out(around_);
    accumulator_.loader(around_);
    sc_core::sc_start(sc_core::SC_ZERO_TIME);
  }

  /// A column's sum at a position of an image, another one for each.
  static std::int64_t sumAt(std::int64_t image, int position, int column) {
    return 1000 * image + 10 * position + column;
  }

  /// The numbers of a row, all positions at once.
  void take(const Operations& row) {
    for (std::size_t a = 0; a < layer_.arrays.size(); ++a) {
      PartialSums words{row, a, {}, std::vector<std::int64_t>(static_cast<std::size_t>(row.count), 0)};
      for (int x = 0; x < row.count; ++x) {
        for (int c = 0; c < layer_.arrays[a].columns; ++c) {
          const int column = layer_.arrays[a].columnBegin + c;
          words.sums.push_back(layer_.arrays[a].rowBlock == 0 ? sumAt(row.image, row.of(x).position, column)
                                                              : 0);
        }
      }
      accumulator_.take(words);
    }
  }

  void hear(std::int64_t image, int row, std::int64_t cycle) {
    const int width = layer_.patch.outputWidth;
    const Operations operations{image, 0, row * width, 1, width};
    take(operations);
    for (int x = 0; x < width; ++x) {
      for (std::size_t a = 0; a < layer_.arrays.size(); ++a) {
        accumulator_.accept({operations.of(x), a}, cycle);
      }
    }
  }

  const Kernel kernel_;
  tests::TestChip made_;
  ChipJob job_;
  ChipContext context_;
  Surroundings around_;
  Accumulator accumulator_;
  const mapping::LayerPlan& layer_;
};

// The last row first, the first row last: nothing leaves before the first is there, no row overtakes another,
// and none leaves before it was complete.
TEST_F(AccumulatorOrder, RowsLeaveInTheirOrderHoweverTheyAreCompleted) {
  const int rows = layer_.patch.outputHeight;
  ASSERT_GE(rows, 3);
  for (int row = rows - 1; row > 1; --row) {
    hear(0, row, 10 + row);
  }
  hear(1, 0, 5);  // of the next image, before the first image's
  EXPECT_TRUE(around_.sent.empty());
  hear(0, 0, 100);
  ASSERT_EQ(around_.sent.size(), 1U);
  hear(0, 1, 200);
  ASSERT_EQ(around_.sent.size(), static_cast<std::size_t>(rows) + 1);
  for (std::size_t i = 0; i < around_.sent.size(); ++i) {
    EXPECT_EQ(around_.sent[i].image, static_cast<std::int64_t>(i) / rows);
    EXPECT_EQ(around_.sent[i].first, static_cast<std::int64_t>(i) % rows);
    EXPECT_EQ(around_.cycles[i], i == 0 ? 100 : 200);
  }
  EXPECT_EQ(around_.finished, std::vector<std::int64_t>{200});
  EXPECT_EQ(accumulator_.lastOfFirstImage(), 200);
}

TEST_F(AccumulatorOrder, ARowHoldsItsOwnPositionsSums) {
  const int rows = layer_.patch.outputHeight, width = layer_.patch.outputWidth;
  for (int row = rows - 1; row >= 0; --row) {
    hear(0, row, 1);
  }
  ASSERT_EQ(around_.sent.size(), static_cast<std::size_t>(rows));
  for (int row = 0; row < rows; ++row) {
    const auto& values = around_.sent[static_cast<std::size_t>(row)].values;
    ASSERT_EQ(values.size(), static_cast<std::size_t>(layer_.columns * width));
    for (int c = 0; c < layer_.columns; ++c) {
      for (int x = 0; x < width; ++x) {
        EXPECT_EQ(values[static_cast<std::size_t>(c * width + x)],
                  made_.deployment.arithmetic[0].output(sumAt(0, row * width + x, c), 0, c, 1.0));
      }
    }
  }
}

}  // namespace
}  // namespace ohmic::sim
