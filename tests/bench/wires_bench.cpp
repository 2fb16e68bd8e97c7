// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include "devices/wires/wires.h"

namespace ohmic::devices {
namespace {

void wires(benchmark::State& state) {
  ConductanceMatrix g(state.range(0), state.range(1));
  for (Eigen::Index i = 0; i < g.size(); ++i) {
    g.data()[i] = 1e-6 * static_cast<double>(1 + i * 7919 % 25);
  }
  for (auto _ : state) {
    benchmark::DoNotOptimize(effectiveConductance({1.0, 1.0, 10.0, 10.0}, g));
  }
}
BENCHMARK(wires)
    ->Args({64, 64})
    ->Args({128, 128})
    ->Args({512, 64})
    ->Args({64, 512})
    ->Args({1024, 128})
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace ohmic::devices
