// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>

namespace ohmic::configs {

/// The parts of a message about something the user wrote. Each part is a finished phrase; empty parts are
/// left out:
///
///     run.yaml:7:15: hardware.adc.bits: found 40; allowed: in [1, 16]; try 8
///     place          key                found     allowed              remedy
struct Complaint {
  std::string place;    ///< "file:line:column", a file, or the text of a --set
  std::string key;      ///< full path of the key, "hardware.adc.bits"
  std::string found;    ///< what is wrong
  std::string allowed;  ///< what would be right
  std::string remedy;   ///< what to try
};

/// The user's mistake: the command prints the message and exits with 2.
class InputError : public std::runtime_error {
 public:
  /// A message that has no place in a configuration, for example about a damaged model file.
  explicit InputError(std::string message);
  explicit InputError(Complaint complaint);

  [[nodiscard]] const std::string& place() const noexcept { return complaint_.place; }
  [[nodiscard]] const std::string& key() const noexcept { return complaint_.key; }
  [[nodiscard]] const Complaint& complaint() const noexcept { return complaint_; }

 private:
  Complaint complaint_;
};

/// The machine's failure (disk full, file not writable): the command prints the message and exits with 3.
class MachineError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace ohmic::configs
