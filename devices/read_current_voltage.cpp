// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/read_current_voltage.h"

#include <fmt/format.h>

namespace ohmic::devices {

using configs::Dimension;
using configs::Range;

NonLinearity readNonLinearity(const configs::Section& iv) {
  NonLinearity result;
  if (!iv.present()) {
    return result;
  }
  const auto model = iv.choice("model", {"none", "milo_2021", "cubic", "sinh"});
  if (model == "none") {
    return result;
  }
  if (model == "milo_2021") {
    result.law = std::make_shared<MiloCurrentVoltage>();
  } else if (model == "cubic") {
    result.law = std::make_shared<CubicCurrentVoltage>();
  } else {
    result.law =
        std::make_shared<SinhCurrentVoltage>(iv.quantity("v0", Dimension::voltage, Range::positive()));
  }
  result.readVoltage = iv.quantity("read_voltage", Dimension::voltage, Range::positive());
  if (result.readVoltage > result.law->greatestVoltage()) {
    iv.refuse("read_voltage",
              fmt::format("found {}, beyond where {} holds",
                          configs::formatQuantity(result.readVoltage, Dimension::voltage), model),
              fmt::format("allowed: up to {}",
                          configs::formatQuantity(result.law->greatestVoltage(), Dimension::voltage)),
              "use a lower read voltage or another model");
  }
  result.chord = iv.choice("approximation", {"none", "chord"}, "none") == "chord";
  return result;
}

}  // namespace ohmic::devices
