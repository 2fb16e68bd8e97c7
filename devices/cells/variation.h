// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace ohmic::devices {

/// How dies and arrays differ: one factor on all conductances of a die, and one on those of a crossbar:
///
///     g = g_cell * max(1 + die * z_die, 0) * max(1 + array * z_array, 0)              z ~ N(0, 1)
///
/// What programming could not take away: read voltages, access transistors, mirrors. The factors hold for
/// whatever programming, drift and 1/f noise leave, and for unused cells; stuck cells keep their conductance.
///
/// Source  the usual split of process variation into inter-die and intra-die parts, its spreads given.
/// Omits   gradients within a die or an array, variation of each cell (that is `programming`).
struct Variation {
  double die = 0.0;    ///< relative standard deviation over chips
  double array = 0.0;  ///< relative standard deviation over the crossbars of a chip

  /// @param node      hash of the layer's name.
  /// @param row,column,replica  of the array's first cell in the layer's matrix; which copy.
  /// @param crossbar  1 for the second of twin crossbars, else 0.
  [[nodiscard]] double factor(std::uint64_t seed, std::uint32_t chip, std::uint32_t node, std::uint32_t row,
                              std::uint32_t column, std::uint32_t replica, std::uint32_t crossbar) const;

  [[nodiscard]] std::string describe() const;
};

}  // namespace ohmic::devices
