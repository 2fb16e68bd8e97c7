// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
//
// A program of one's own: runs a run file twice and prints the accuracy. It has an sc_main, as a SystemC
// program has.
#include <configs/reader/error.h>
#include <sim/run/run.h>
#include <sim/run/run_request.h>
#include <sim/run/share_folder.h>

#include <cstdio>

extern "C" int sc_main(int, char**) { return 0; }

int main(int argc, char** argv) try {
  const auto config = ohmic::configs::Config::load(argv[argc - 1], ohmic::sim::shippedFiles());
  const auto request = ohmic::sim::readRun(config, 1);
  const auto first = ohmic::sim::executeRun(request, {});
  const auto second = ohmic::sim::executeRun(request, {});
  std::printf("top-1 %.2f %%  hash %s\n", 100.0 * first.byReadTime[0].top1, first.hash.c_str());
  return first.hash == second.hash && first.chip->energyPerImage_J == second.chip->energyPerImage_J ? 0 : 1;
} catch (const ohmic::configs::InputError& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 2;
}
