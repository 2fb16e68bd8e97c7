// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ohmic::sim {

/// Values from @p low to @p high, both included, in equal steps or equal ratios. Ends in one unit give values
/// in it ("0.1 ohm"); ends in two of one dimension (1 s, 1 year) give values in its own. What lies between is
/// rounded to six significant digits.
/// @throws configs::InputError without place and key.
[[nodiscard]] std::vector<std::string> spread(const std::string& low, const std::string& high,
                                              std::int64_t points, bool isLogarithmic);

/// @p draws values between two ends, uniform in the value or in its logarithm; the same for the same seed on
/// every machine.
/// @throws configs::InputError without place and key.
[[nodiscard]] std::vector<std::string> drawBetween(const std::string& low, const std::string& high,
                                                   std::int64_t draws, bool isLogarithmic,
                                                   std::uint64_t seed);

/// @p draws of the given values, each equally likely.
[[nodiscard]] std::vector<std::string> drawOf(const std::vector<std::string>& values, std::int64_t draws,
                                              std::uint64_t seed);

}  // namespace ohmic::sim
