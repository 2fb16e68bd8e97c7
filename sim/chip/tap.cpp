// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/chip/tap.h"

namespace ohmic::sim {

void tapBytes(Place /*place*/, void* /*words*/, std::size_t /*wordBytes*/, std::size_t /*count*/) {}

}  // namespace ohmic::sim
