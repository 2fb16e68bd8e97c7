// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/costs/component_costs.h"

namespace ohmic::devices {

const std::vector<std::string>& elementComponents() {
  static const std::vector<std::string> names = {"dac",       "sample_hold",    "array",
                                                 "shift_add", "input_register", "output_register"};
  return names;
}

const std::vector<std::string>& tileComponents() {
  static const std::vector<std::string> names = {"buffer",  "bus",         "router",         "activation",
                                                 "pooling", "elementwise", "output_register"};
  return names;
}

const std::vector<std::string>& chipComponents() {
  static const std::vector<std::string> names = {"host_link"};
  return names;
}

}  // namespace ohmic::devices
