// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "devices/wires/wire_resistance.h"

namespace ohmic::devices {

/// A bit line whose cells are switched by the inputs (1T1R: the word line gates the transistor, a source line
/// drives every cell with the same voltage): what it takes from the source lines for each volt, in siemens.
///
///     y = 0;  for each row from the far one:  y += on(k) g(k),  y <- y / (1 + r y)
///     r = column; behind the last row column + sense
///
/// computed as y = p / q without the divisions in between, from one row that is on to the next:
///
///     p = 0, q = 1;  for each row that is on:  p += g(k) q,  q += R(k) p      R = wire to the next one
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

/// A row that is on, and the wire behind its cell: to the next row that is on, or to ground.
struct GatedRow {
  int row = 0;
  double resistance = 0.0;  ///< ohm
};

/// The rows that are on, far row first. @param on  not zero: the row is on.
void switchedRows(const WireResistance& wires, const std::int16_t* on, int rows,
                  std::vector<GatedRow>& switched);

/// The same without checks, of a line among others. @param g  of the far row; the next is @p stride behind.
[[nodiscard]] double lineConductance(const double* g, std::ptrdiff_t stride, const GatedRow* switched,
                                     std::size_t count);

}  // namespace ohmic::devices
