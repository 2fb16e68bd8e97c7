// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// A replica alone, in SystemC time, against the closed form of device-models 4.8 written out here.

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <stdexcept>
#include <vector>

#include "sim/chip/chip.h"
#include "sim/chip/modules/chip_context.h"
#include "sim/chip/modules/inbox.h"
#include "sim/chip/modules/kernel.h"
#include "sim/chip/modules/replica.h"
#include "tests/unit/chip/test_network.h"

namespace ohmic::sim {
namespace {

constexpr double kPeriod = 1e-9;

/// Takes a replica's sums when they are due.
class Sink : public sc_core::sc_module, public Receiver<PartialSum> {
 public:
  Sink(const sc_core::sc_module_name& name, Agenda& agenda)
      : sc_module(name), agenda_(agenda), turn_(agenda, Rank::outlet, 0, [this] { run(); }), inbox_(turn_) {}
  void accept(const PartialSum& words, std::int64_t cycle) override { inbox_.push(cycle) = words; }
  std::vector<std::int64_t> arrivals;
  std::vector<PartialSum> sums;  ///< that arrived

 private:
  void run() {
    inbox_.drain(agenda_.now(), [&](const PartialSum& sum) {
      arrivals.push_back(agenda_.now());
      sums.push_back(sum);
    });
  }
  Agenda& agenda_;
  Turn turn_;
  Inbox<PartialSum> inbox_;
};

/// A random array with random units around it.
struct RandomArray {
  tests::TestChip chip;
  std::int64_t passes = 1;
  std::int64_t columns = 1;
};

RandomArray randomArray(int seed) {
  std::mt19937 random(static_cast<unsigned>(seed) + 1000);
  const auto draw = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
  const int inputs = draw(1, 64), outputs = draw(1, 32);
  tests::TestHardware hardware;
  hardware.mapping.array = {64, 64, mapping::Split::equal};
  hardware.mapping.array.activeRows = draw(0, 2) == 0 ? draw(1, 64) : 0;
  const bool bitSerial = draw(0, 1) == 1;
  hardware.mapping.input.encoding =
      bitSerial ? mapping::InputEncoding::bitSerial : mapping::InputEncoding::parallel;
  RandomArray made;
  made.chip = tests::makeChip(tests::linearNetwork(inputs, outputs), hardware, 1);
  const int atOnce = hardware.mapping.array.activeRows > 0 ? hardware.mapping.array.activeRows : inputs;
  made.passes = (bitSerial ? 7 : 1) * ((inputs + atOnce - 1) / atOnce);  // 8 bits with sign: 7 of magnitude
  made.columns = outputs;  // pairs are subtracted before the converter
  auto& timing = made.chip.model.array;
  timing.inputRegister = draw(0, 4);
  timing.dac = draw(0, 4);
  timing.read = draw(1, 150);
  timing.sampleHold = draw(0, 4);
  timing.adc = draw(1, 12);
  timing.shiftAdd = draw(1, 6);
  timing.outputRegister = draw(0, 3);
  timing.adcsPerArray = draw(1, 8);
  timing.pipelined = draw(0, 3) != 0;
  timing.readsGiveCodes = draw(0, 3) == 0;
  return made;
}

/// front = in + dac + read + hold; back = adc + add + (ceil(columns / adcs) - 1) max(adc, add), or the
/// addition where a read gives codes.
struct ClosedForm {
  std::int64_t front, back, latency, interval;
};

ClosedForm closedForm(const RandomArray& made) {
  const ArrayTiming& t = made.chip.model.array;
  const std::int64_t front = t.inputRegister + t.dac + t.read + t.sampleHold;
  const std::int64_t add = t.shiftAdd + t.outputRegister;
  const std::int64_t rounds = made.columns / t.adcsPerArray + (made.columns % t.adcsPerArray != 0 ? 1 : 0);
  const std::int64_t back = t.readsGiveCodes ? add : t.adc + add + (rounds - 1) * std::max(t.adc, add);
  const std::int64_t pace = std::max(front, back);
  return t.pipelined ? ClosedForm{front, back, front + back + (made.passes - 1) * pace, made.passes * pace}
                     : ClosedForm{front, back, made.passes * (front + back), made.passes * (front + back)};
}

/// The replica between a driver and a sink, in a kernel of its own.
struct Bench {
  explicit Bench(const RandomArray& made)
      : job{made.chip.deployment, made.chip.chip,     made.chip.moment,
            made.chip.model,      made.chip.images(), made.chip.numbers()},
        context(job),
        replica("replica", context, 0, 0),
        sink("sink", context.agenda) {
    replica.out(sink);
  }
  void start(std::int64_t cycle, const Operation& operation = {}) {
    replica.start(operation, cycle + job.model.array.inputRegister);
  }
  /// To half a cycle before or after a cycle's edge.
  static void runTo(double cycle) {
    sc_core::sc_start(sc_core::sc_time(cycle * kPeriod, sc_core::SC_SEC) - sc_core::sc_time_stamp());
  }

  const Kernel kernel;
  ChipJob job;
  ChipContext context;
  Replica replica;
  Sink sink;
};

class IdleTile : public testing::TestWithParam<int> {};

TEST_P(IdleTile, IsReadyAtTheClosedFormsCycleAndNotOneBefore) {
  const RandomArray made = randomArray(GetParam());
  const auto latency = closedForm(made).latency;
  Bench bench(made);
  bench.start(0);
  Bench::runTo(static_cast<double>(latency) - 0.5);
  EXPECT_TRUE(bench.sink.arrivals.empty());
  Bench::runTo(static_cast<double>(latency) + 0.5);
  EXPECT_EQ(bench.sink.arrivals, std::vector<std::int64_t>{latency});
}

TEST_P(IdleTile, TakesAnOperationEveryIntervalOfItsSlowestStage) {
  const RandomArray made = randomArray(GetParam());
  const auto expected = closedForm(made);
  Bench bench(made);
  std::vector<std::int64_t> arrivals;
  for (std::int64_t k = 0; k < 4; ++k) {
    bench.start(k * expected.interval);
    arrivals.push_back(k * expected.interval + expected.latency);
  }
  Bench::runTo(static_cast<double>(arrivals.back()) + 0.5);
  EXPECT_EQ(bench.sink.arrivals, arrivals);
}

TEST_P(IdleTile, RefusesAnOperationOneCycleBeforeTheInterval) {
  const RandomArray made = randomArray(GetParam());
  Bench bench(made);
  bench.start(0);
  EXPECT_THROW(bench.start(closedForm(made).interval - 1), std::logic_error);
}

// Four column blocks of 20, 20, 20 and 5 outputs with one converter each: three arrays' sums leave together,
// the short one's before them.
TEST(ReplicaOfUnequalArrays, EachArraysSumsLeaveAtItsOwnCycleInTheArraysOrder) {
  RandomArray made;
  tests::TestHardware hardware;
  hardware.mapping.array = {64, 40, mapping::Split::fill};  // pairs: 20 outputs
  made.chip = tests::makeChip(tests::linearNetwork(30, 65), hardware, 1);
  made.chip.model.array.adcsPerArray = 1;
  made.chip.model.array.pipelined = true;
  made.columns = 20;
  const ClosedForm wide = closedForm(made);
  made.columns = 5;
  const ClosedForm narrow = closedForm(made);
  ASSERT_LT(narrow.latency, wide.latency);
  Bench bench(made);
  ASSERT_EQ(bench.job.deployment.plan.layers[0].arrays.size(), 4U);
  std::vector<std::int64_t> cycles;
  std::vector<std::size_t> arrays;
  std::vector<int> positions;
  for (int k = 0; k < 3; ++k) {
    const std::int64_t begin = k * (wide.interval + 7 * k);
    bench.start(begin, {0, 0, k});
    for (const std::size_t a : {3, 0, 1, 2}) {
      cycles.push_back(begin + (a == 3 ? narrow.latency : wide.latency));
      arrays.push_back(a);
      positions.push_back(k);
    }
  }
  Bench::runTo(static_cast<double>(cycles.back()) + 0.5);
  EXPECT_EQ(bench.sink.arrivals, cycles);
  ASSERT_EQ(bench.sink.sums.size(), arrays.size());
  for (std::size_t i = 0; i < arrays.size(); ++i) {
    EXPECT_EQ(bench.sink.sums[i].array, arrays[i]) << i;
    EXPECT_EQ(bench.sink.sums[i].operation.position, positions[i]) << i;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, IdleTile, testing::Range(0, 60));

}  // namespace
}  // namespace ohmic::sim
