// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// The shipped command, whose points crash with seed 13, hang with seed 14 and take all memory with seed 15.

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
  return ohmic::sim::executeCommand(argc, argv, [](const std::vector<std::string>& command) {
    if (has(command, "run.seed=13")) {
      std::fputs("these are my last words\n", stderr);
      std::abort();
    }
    if (has(command, "run.seed=14")) {
      std::this_thread::sleep_for(std::chrono::hours(1));
    }
    if (has(command, "run.seed=15")) {
      takeAllMemory();
    }
  });
}
