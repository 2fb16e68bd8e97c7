// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "devices/wires/wire_resistance.h"

namespace ohmic::devices {

/// A bit line whose cells are switched by the inputs (1T1R: the word line gates the transistor, a source line
/// drives every cell with the same voltage): what it takes from the source lines for each volt, in siemens.
///
///     y = 0;  for each row from the far one:  y += on(k) g(k),  y <- y / (1 + r y)     r = column, at the
///     end
///                                                                                         column + sense
///
/// Exact for every input; unlike a driven array's it is another number for each of them, so it costs per
/// read. Word lines carry no current: `row` and `driver` play no part.
///
/// Source  rpelke's analog-cim-sim states the same recursion.
/// Omits   resistance of the source lines and of the transistors, cells that leak when they are off.
/// @param g   of the cells, far row first, siemens. @param on  as many: whether the input drives the row.
/// @throws std::out_of_range naming the first resistance or cell that is negative or not finite.
[[nodiscard]] double gatedConductance(const WireResistance& wires, const std::vector<double>& g,
                                      const std::vector<bool>& on);

/// The same without checks. @param on  not zero: the row is on.
[[nodiscard]] double gatedConductance(const WireResistance& wires, const double* g, const std::int16_t* on,
                                      int rows);

}  // namespace ohmic::devices
