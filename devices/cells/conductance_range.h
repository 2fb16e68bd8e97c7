// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace ohmic::devices {

/// Conductances that digits are written to, in siemens: digit 0 is the least, the top digit the greatest.
struct ConductanceRange {
  double least = 0.0;
  double greatest = 0.0;
};

}  // namespace ohmic::devices
