// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/chip/chip.h"
#include "tests/unit/chip/test_network.h"

namespace ohmic::tests {

/// Run a test's images through the SystemC chip.
[[nodiscard]] sim::ChipResult simulate(const TestChip& test);

/// Expect the functional engine's logits, drive work and saturated codes, bit for bit.
void expectSameNumbers(const TestChip& test, const sim::ChipResult& timed);

/// Expect the plan's event counts and demands.
void expectClosedForms(const TestChip& test, const sim::ChipResult& timed);

}  // namespace ohmic::tests
