// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/modules/agenda.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/chip/modules/chip_module.h"
#include "sim/chip/modules/kernel.h"
#include "tests/unit/chip/test_network.h"

namespace ohmic::sim {
namespace {

constexpr double kPeriod = 1e-9;

struct Act {
  char name;
  std::int64_t cycle;
};
bool operator==(const Act& a, const Act& b) { return a.name == b.name && a.cycle == b.cycle; }

/// Turns that write down when they act.
struct Bench {
  Kernel kernel;
  Agenda agenda{"agenda", kPeriod};
  std::vector<Act> acts;
  std::map<char, std::unique_ptr<Turn>> turns;

  void add(char name, Rank rank, std::size_t index) {
    turns[name] = std::make_unique<Turn>(agenda, rank, index, [this, name] {
      acts.push_back({name, now()});
    });
  }
  [[nodiscard]] std::int64_t now() const { return agenda.now(); }
};

TEST(Agenda, TurnsOfACycleActByTheirPlacesHoweverTheyWereNoted) {
  std::string order = "abcde";
  do {
    Bench bench;
    bench.add('c', Rank::buffer, 0);
    bench.add('a', Rank::replica, 7);
    bench.add('e', Rank::host, 0);
    bench.add('d', Rank::buffer, 3);
    bench.add('b', Rank::outlet, 1);
    for (const char name : order) {
      bench.turns[name]->wakeAt(5);
    }
    sc_core::sc_start();
    ASSERT_EQ(bench.acts, (std::vector<Act>{{'a', 5}, {'b', 5}, {'c', 5}, {'d', 5}, {'e', 5}})) << order;
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST(Agenda, WhoIsWokenInACycleActsInItByItsPlace) {
  Bench bench;
  bench.add('a', Rank::replica, 0);
  bench.add('c', Rank::node, 1);
  bench.add('d', Rank::host, 0);
  Turn waker(bench.agenda, Rank::node, 0, [&] {
    bench.acts.push_back({'b', bench.now()});
    bench.turns['c']->wake();
    bench.turns['a']->wake();
  });
  bench.turns['d']->wakeAt(3);
  waker.wakeAt(3);
  sc_core::sc_start();
  EXPECT_EQ(bench.acts, (std::vector<Act>{{'b', 3}, {'a', 3}, {'c', 3}, {'d', 3}}));
}

TEST(Agenda, ATurnActsAtTheEarliestOfItsCyclesAlone) {
  Bench bench;
  bench.add('a', Rank::node, 0);
  for (const std::int64_t cycle : {9, 4, 4, 6}) {
    bench.turns['a']->wakeAt(cycle);
  }
  sc_core::sc_start();
  EXPECT_EQ(bench.acts, (std::vector<Act>{{'a', 4}}));
}

// Turns of every number from 1 to 20, woken at random, some of them by others while these act, also in the
// cycle itself: each acts as a list says from which always the first of the earliest cycle is taken.
TEST(Agenda, ActsByCycleAndPlaceHoweverManyTurnsThereAre) {
  std::mt19937 random(5);
  const auto draw = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
  for (std::size_t count = 1; count <= 20; ++count) {
    Bench bench;
    std::map<char, std::int64_t> due;  // by their places, which are in the order of the names
    std::vector<std::unique_ptr<Turn>> turns;
    std::vector<Act> expected;
    int wakes = 200;
    const auto wakeSome = [&](std::int64_t now) {
      for (int k = draw(0, 2); k > 0 && wakes > 0; --k, --wakes) {
        const auto n = static_cast<std::size_t>(draw(0, static_cast<int>(count) - 1));
        const std::int64_t cycle = now + draw(0, 3) * draw(0, 700);
        const char name = static_cast<char>('a' + n);
        due[name] = due.count(name) == 0 ? cycle : std::min(due[name], cycle);
        turns[n]->wakeAt(cycle);
      }
    };
    for (std::size_t n = 0; n < count; ++n) {
      const char name = static_cast<char>('a' + n);
      turns.push_back(
          std::make_unique<Turn>(bench.agenda, n < count / 2 ? Rank::outlet : Rank::node, n, [&, name] {
            const auto first = std::min_element(
                due.begin(), due.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
            ASSERT_NE(first, due.end());
            expected.push_back({first->first, first->second});
            due.erase(first);
            bench.acts.push_back({name, bench.now()});
            wakeSome(bench.now());
          }));
    }
    while (due.empty()) {
      wakeSome(1);
    }
    sc_core::sc_start();
    EXPECT_EQ(bench.acts, expected) << count << " turns";
    EXPECT_TRUE(due.empty());
  }
}

TEST(Agenda, RefusesThePastAndASecondTurnOfOnePlace) {
  Bench bench;
  bench.add('a', Rank::node, 0);
  EXPECT_THROW(Turn(bench.agenda, Rank::node, 0, [] {}), std::logic_error);
  bench.turns['a']->wakeAt(4);
  sc_core::sc_start(sc_core::sc_time(10.5 * kPeriod, sc_core::SC_SEC));
  EXPECT_THROW(bench.turns['a']->wakeAt(9), std::logic_error);
}

/// Wakes every module of a chip in every cycle, in an order of its own.
class Disturber : public sc_core::sc_module {
 public:
  Disturber(const sc_core::sc_module_name& name, const Agenda& agenda, unsigned seed, std::int64_t cycles)
      : sc_module(name), agenda_(agenda), random_(seed), cycles_(cycles) {
    SC_HAS_PROCESS(Disturber);
    SC_METHOD(run);
  }

 private:
  void run() {
    std::vector<Turn*> turns;
    for (const auto& [place, turn] : agenda_.turns()) {
      turns.push_back(turn);
    }
    std::shuffle(turns.begin(), turns.end(), random_);
    for (Turn* turn : turns) {
      turn->wakeAt(agenda_.now());
    }
    if (agenda_.now() < cycles_) {
      next_trigger(sc_core::sc_time(kPeriod, sc_core::SC_SEC));
    }
  }
  const Agenda& agenda_;
  std::mt19937 random_;
  std::int64_t cycles_;
};

/// When a stream's images left, how long each unit worked, and what each layer waited for.
struct Cycles {
  std::vector<std::int64_t> completed;
  std::map<std::string, std::int64_t> busy;
  std::vector<std::map<std::string, std::int64_t>> spent;
};
Cycles cyclesOf(const tests::TestChip& test, std::optional<unsigned> seed) {
  const Kernel kernel;
  const ChipJob job{test.deployment, test.chip, test.moment, test.model, test.images(), test.numbers()};
  ChipContext context(job);
  const ChipModule chip("chip", context);
  std::optional<Disturber> disturber;
  if (seed) {
    disturber.emplace("disturber", context.agenda, *seed, 6000);
  }
  sc_core::sc_start();
  Cycles result{chip.host().completed(), chip.busyCycles(), {}};
  for (std::size_t l = 0; l < test.deployment.plan.layers.size(); ++l) {
    result.spent.push_back(chip.layer(l).sequencer.spent().byCause());
  }
  return result;
}

// Narrow ports and links, slow digital units, replicas on tiles of one array: requests meet at every unit.
// The first wait of a layer is booked when the layer is first woken, so its causes are compared among streams
// in which everybody is woken in every cycle.
TEST(OrderInACycle, WakingEveryModuleInAnyOrderChangesNoCycleOfACrowdedChip) {
  tests::TestHardware hardware;
  hardware.mapping.array = {32, 16, mapping::Split::equal};
  hardware.replicas = 2;
  tests::TestChip test = tests::makeChip(tests::residualNetwork(), hardware, 3);
  test.model.clockPeriod = kPeriod;
  test.model.organisation = {1, 1, 0};
  test.model.buffer.bitsPerCycle = 64;
  test.model.network.bitsPerCycle = 16;
  test.model.digital.lanes = 2;
  const Cycles quiet = cyclesOf(test, std::nullopt), disturbed = cyclesOf(test, 0U);
  ASSERT_GT(quiet.completed.back(), 0);
  EXPECT_EQ(disturbed.completed, quiet.completed);
  EXPECT_EQ(disturbed.busy, quiet.busy);
  for (const unsigned seed : {1U, 2U}) {
    const Cycles other = cyclesOf(test, seed);
    EXPECT_EQ(other.completed, quiet.completed) << seed;
    EXPECT_EQ(other.busy, quiet.busy) << seed;
    EXPECT_EQ(other.spent, disturbed.spent) << seed;
  }
}

}  // namespace
}  // namespace ohmic::sim
