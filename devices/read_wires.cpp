// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/read_wires.h"

namespace ohmic::devices {

WireResistance readWires(const configs::Section& wires) {
  const auto ohm = [&wires](const char* key) {
    return wires.quantity(key, configs::Dimension::resistance, configs::Range::atLeast(0.0), 0.0);
  };
  return {ohm("row"), ohm("column"), ohm("driver"), ohm("sense")};
}

}  // namespace ohmic::devices
