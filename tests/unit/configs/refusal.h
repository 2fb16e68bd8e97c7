// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "configs/reader/error.h"

namespace ohmic::configs {

/// The message of the InputError that a call throws; "accepted" if it throws none.
template <typename Call>
std::string refusal(const Call& call) {
  try {
    static_cast<void>(call());
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

}  // namespace ohmic::configs
