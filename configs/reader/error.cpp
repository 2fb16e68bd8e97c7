// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "configs/reader/error.h"

#include <utility>

#include "configs/files/escape.h"

namespace ohmic::configs {
namespace {

std::string append(std::string message, const char* separator, const std::string& part) {
  if (part.empty()) {
    return message;
  }
  return message.empty() ? part : std::move(message) + separator + part;
}

std::string compose(const Complaint& complaint) {
  std::string message = append(complaint.place, ": ", complaint.key);
  message = append(std::move(message), ": ", complaint.found);
  message = append(std::move(message), "; ", complaint.allowed);
  return append(std::move(message), "; ", complaint.remedy);
}

}  // namespace

InputError::InputError(std::string message) : InputError(Complaint{{}, {}, std::move(message), {}, {}}) {}

InputError::InputError(Complaint complaint)
    : std::runtime_error(terminalText(compose(complaint))), complaint_(std::move(complaint)) {}

}  // namespace ohmic::configs
