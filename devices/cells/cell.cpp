// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/cell.h"

namespace ohmic::devices {

std::string Drift::refusal(double) const { return {}; }

void ReadNoise::flicker(const CellRow&, const RandomStream&, const double*, double, double*) const {}

double ReadNoise::freshSigma(double) const { return 0.0; }

}  // namespace ohmic::devices
