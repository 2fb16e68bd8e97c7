// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// The shipped command, whose runs crash with seed 13, hang with seed 14 and take all memory with seed 15.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

#include "sim/cli/verbs.h"

namespace {

bool has(const std::vector<std::string>& arguments, const std::string& word) {
  return std::find(arguments.begin(), arguments.end(), word) != arguments.end();
}

void takeAllMemory() {
  constexpr std::size_t kBlock = std::size_t{1} << 24U;
  std::vector<std::vector<char>> taken;
  for (;;) {
    taken.emplace_back(kBlock, 'x');
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const bool isPoint = has(arguments, "run") && has(arguments, "--summary");
  if (isPoint && has(arguments, "run.seed=13")) {
    std::fputs("these are my last words\n", stderr);
    std::abort();
  }
  if (isPoint && has(arguments, "run.seed=14")) {
    std::this_thread::sleep_for(std::chrono::hours(1));
  }
  if (isPoint && has(arguments, "run.seed=15")) {
    try {
      takeAllMemory();
    } catch (const std::bad_alloc&) {
      std::fputs("ohmic: out of memory\n", stderr);
      return 3;
    }
  }
  return ohmic::sim::executeCommand(argc, argv);
}
