// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/read_wires.h"

namespace ohmic::devices {

WireResistance readWires(const configs::Section& wires) {
  const auto ohm = [&wires](const char* key) {
    return wires.quantity(key, configs::Dimension::resistance, configs::Range::atLeast(0.0), 0.0);
  };
  WireResistance resistance{ohm("row"), ohm("column"), ohm("driver"), ohm("sense")};
  resistance.gated = wires.choice("inputs", {"driven", "gated"}, "driven") == "gated";
  for (const char* const key : {"row", "driver"}) {
    if (resistance.gated && wires.has(key) && ohm(key) > 0.0) {
      wires.refuse(key, "found a resistance of word lines that only switch their cells",
                   "0 ohm with inputs: gated", std::string("leave out wires.") + key);
    }
  }
  return resistance;
}

}  // namespace ohmic::devices
