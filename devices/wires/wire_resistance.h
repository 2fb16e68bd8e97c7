// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace ohmic::devices {

/// Resistances of an array's lines, in ohm, none negative; `row` and `column` are per segment.
///
///     V0 -driver-row-+-----row-----+--    word line 0     a cell g(i, j) joins word line i
///                    | g(0,0)      | g(0,1)               and bit line j at each crossing
///                    + bit line 0  + bit line 1
///                  column        column
///     V1 -driver-row-+-----row-----+--    word line 1
///                    | g(1,0)      | g(1,1)
///                    +             +
///                  column        column
///                  sense         sense
///                    |             |
///                   I0, ground    I1, ground
struct WireResistance {
  double row = 0;
  double column = 0;
  double driver = 0;
  double sense = 0;
  bool gated = false;  ///< the inputs switch the cells (1T1R) instead of driving the word lines

  /// True if all four are zero: the array then multiplies by its own conductances.
  [[nodiscard]] bool isIdeal() const { return row == 0 && column == 0 && driver == 0 && sense == 0; }
};

}  // namespace ohmic::devices
