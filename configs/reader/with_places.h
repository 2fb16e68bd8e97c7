// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include "configs/reader/config.h"
#include "configs/reader/error.h"

namespace ohmic::configs {

/// Runs @p work on what a configuration says. A complaint about one of its keys that names no place, because
/// whoever raised it knows no run file, gets the key's place.
template <typename Work>
auto withPlaces(const Config& config, const Work& work) {
  try {
    return work();
  } catch (const InputError& error) {
    Complaint complaint = error.complaint();
    if (complaint.place.empty()) {
      complaint.place = config.place(complaint.key);
    }
    throw InputError(std::move(complaint));
  }
}

}  // namespace ohmic::configs
