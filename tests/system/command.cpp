// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/system/command.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace ohmic::tests {

Outcome execute(const std::string& command, const std::filesystem::path& folder) {
  const auto out = folder / "stdout.txt", err = folder / "stderr.txt";
  const std::string line = "cd '" + folder.string() + "' && " + command + " >'" + out.string() + "' 2>'" +
                           err.string() + "' </dev/null";
  const int status = std::system(line.c_str());
  Outcome outcome{WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), readText(out),
                  readText(err)};
  std::filesystem::remove(out);
  std::filesystem::remove(err);
  return outcome;
}

std::filesystem::path freshFolder(const std::string& name) {
  const auto folder =
      std::filesystem::temp_directory_path() / ("ohmic-" + name + "-" + std::to_string(::getpid()));
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  return folder;
}

void writeText(const std::filesystem::path& file, const std::string& text) { std::ofstream(file) << text; }

std::string readText(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace ohmic::tests
