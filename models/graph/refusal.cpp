// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "models/graph/refusal.h"

#include <utility>

namespace ohmic::models {

void refuse(std::string found, std::string allowed, std::string remedy) {
  throw configs::InputError(
      configs::Complaint{{}, {}, std::move(found), std::move(allowed), std::move(remedy)});
}

configs::InputError within(const std::string& thing, const configs::InputError& error) {
  configs::Complaint complaint = error.complaint();
  complaint.key = complaint.key.empty() ? thing : thing + ": " + complaint.key;
  return configs::InputError(std::move(complaint));
}

std::string inQuotes(std::string_view name) {
  constexpr std::size_t kMostCharacters = 100;
  std::string text(name.substr(0, kMostCharacters));
  for (char& character : text) {
    const auto byte = static_cast<unsigned char>(character);
    character = byte < 0x20 || byte == 0x7f ? '?' : character;
  }
  return "'" + text + (name.size() > kMostCharacters ? "...'" : "'");
}

}  // namespace ohmic::models
