// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/random/normal_table.h"

namespace ohmic::devices {

/// kNormalTable for arguments that are whole numbers of 2^-20: powers of two, so that nothing is rounded
/// anew.
struct ScaledNormalTable {
  static constexpr int kLast = 64;  ///< pieces at the table's end: probabilities above 2^-9
  /// Pieces begin where the argument's exponent and first bits, read as a number, are kFirstBits and up.
  static constexpr int kFirstBits = 126 * 8;
  static constexpr int kLastBits = kFirstBits + kNormalPieces - kLast;

  static constexpr int kPlaces = 512;

  alignas(64) float piece[kPlaces][4] = {};  ///< coefficients of a piece, by the lowest bits of that number
  alignas(64) float last[4][kLast] = {};     ///< by the lowest bits of that number

  constexpr ScaledNormalTable() {
    float scale = 1.0F;
    for (int power = 0; power < 4; ++power) {
      for (int i = 0; i < kNormalPieces; ++i) {
        piece[(kFirstBits + i) % kPlaces][power] = kNormalTable[power][i] * scale;
      }
      for (int i = 0; i < kLast; ++i) {
        last[power][(kLastBits + i) % kLast] = piece[(kLastBits + i) % kPlaces][power];
      }
      scale /= 1048576.0F;
    }
  }
};
inline constexpr ScaledNormalTable kScaledNormalTable;

}  // namespace ohmic::devices
