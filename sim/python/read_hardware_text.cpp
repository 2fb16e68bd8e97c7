// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/python/read_hardware_text.h"

#include "configs/reader/with_places.h"
#include "devices/read_cell.h"
#include "sim/run/read_hardware.h"

namespace ohmic::sim::python {

HardwareText readHardwareText(const std::string& text, const World& world) {
  const auto config = configs::Config::fromText(text, "hardware", loadOptions(world, {}));
  return configs::withPlaces(config, [&] {
    HardwareText read;
    read.choice = readHardware(config.root());
    read.readTimes = devices::readReadTimes(config.root().section("hardware"));
    const auto chip = readChipOf(config.root().section("hardware"), read.choice.usual);
    if (read.choice.usual.cell.iv.law) {
      read.readVoltage = read.choice.usual.cell.iv.readVoltage;
    } else if (chip) {
      read.readVoltage = chip->readVoltage;
    }
    config.finish();
    return read;
  });
}

}  // namespace ohmic::sim::python
