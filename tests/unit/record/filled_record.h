// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/record/run_record.h"

namespace ohmic::sim {

/// A record of two read times, two chips, eight images, two classes, two layers, two tiles and two tensors in
/// which every listed figure has a value of its own, so that a mix-up of two of them shows; shares are
/// below 1. Its parts agree with each other in number, as those of a run do.
[[nodiscard]] RunRecord filledRecord();

}  // namespace ohmic::sim
