// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace ohmic::tests {

/// A text of the right run file, and what stands there instead.
struct Edit {
  std::string from;
  std::string to;
};

/// A mistake of a user, and the one line that answers it.
struct Mistake {
  std::string name;
  std::vector<Edit> edits;  ///< of run.yaml
  std::string files;        ///< shell commands that make or break files
  std::string command;      ///< what follows "ohmic"
  std::string message;      ///< on stderr; "{source}" and "{folder}" stand for the source tree and the folder
};

/// What a list of tests shows beside a case's name.
inline void PrintTo(const Mistake& mistake, std::ostream* out) { *out << "ohmic " << mistake.command; }

inline Mistake badRunFile(std::string name, std::vector<Edit> edits, std::string message) {
  return {std::move(name), std::move(edits), "", "run run.yaml", std::move(message)};
}

inline Mistake badFiles(std::string name, std::string files, std::vector<Edit> edits, std::string message) {
  return {std::move(name), std::move(edits), std::move(files), "run run.yaml", std::move(message)};
}

inline Mistake badCommand(std::string name, std::string command, std::string message,
                          std::string files = "") {
  return {std::move(name), {}, std::move(files), std::move(command), std::move(message)};
}

extern const std::vector<Mistake> kYamlMistakes;
extern const std::vector<Mistake> kKeyMistakes;
extern const std::vector<Mistake> kValueMistakes;
extern const std::vector<Mistake> kContradictions;
extern const std::vector<Mistake> kCommandMistakes;
extern const std::vector<Mistake> kModelMistakes;
extern const std::vector<Mistake> kStudyMistakes;
extern const std::vector<Mistake> kDatasetMistakes;

}  // namespace ohmic::tests
