// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "devices/cells/variation.h"

#include <fmt/format.h>

#include <algorithm>

#include "devices/random/normal.h"
#include "devices/random/stream.h"

namespace ohmic::devices {
namespace {

constexpr std::uint32_t kDiePlane = 0, kArrayPlane = 1;  // of the streams' keys

double factorOf(double sigma, std::uint32_t word) {
  return std::max(1.0 + sigma * static_cast<double>(standardNormal(word)), 0.0);
}

}  // namespace

double Variation::factor(std::uint64_t seed, std::uint32_t chip, std::uint32_t node, std::uint32_t row,
                         std::uint32_t column, std::uint32_t replica, std::uint32_t crossbar) const {
  const RandomStream dies(seed, Purpose::variation, chip, 0, kDiePlane);
  const RandomStream arrays(seed, Purpose::variation, chip, node, kArrayPlane);
  return factorOf(die, dies.block(0, 0, 0, 0)[0]) *
         factorOf(array, arrays.block(row, column, replica, crossbar)[0]);
}

std::string Variation::describe() const {
  return fmt::format("factors of {:g} % from die to die, {:g} % from array to array", 100.0 * die,
                     100.0 * array);
}

}  // namespace ohmic::devices
