// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/cell.h"

#include <algorithm>

namespace ohmic::devices {

void Programming::programCounted(const CellRow& cells, const RandomStream& stream, double* g,
                                 std::uint32_t* pulses) const {
  program(cells, stream, g);
  std::fill_n(pulses, cells.count, 1U);
}

std::string Drift::refusal(double) const { return {}; }

void ReadNoise::flicker(const CellRow&, const RandomStream&, const double*, double, double*) const {}

double ReadNoise::freshSigma(double) const { return 0.0; }

}  // namespace ohmic::devices
