// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// write_model_plots FOLDER: draw the figures of docs/models into a folder.

#include <filesystem>
#include <fstream>
#include <iostream>

#include "tests/golden/model_plots.h"

int main(int argc, char** argv) {
  if (argc != 2 || !std::filesystem::is_directory(argv[1])) {
    std::cerr << "usage: write_model_plots FOLDER\n";
    return 2;
  }
  for (const auto& [name, svg] : ohmic::tests::modelPlots()) {
    std::ofstream(std::filesystem::path(argv[1]) / name) << svg;
  }
  return 0;
}
