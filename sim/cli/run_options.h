// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/program_options.hpp>
#include <optional>
#include <string>
#include <vector>

#include "configs/reader/with_places.h"

namespace ohmic::sim {

/// The options of every verb that takes a run file: --set, --seed, --threads, --help.
[[nodiscard]] boost::program_options::options_description runFileOptions();

/// Parse a verb's command line; `file` is the positional argument. Prints the help where it is asked for.
/// @returns nothing if the help was printed.
/// @throws configs::InputError without a run file; boost::program_options::error.
[[nodiscard]] std::optional<boost::program_options::variables_map> parseRunFile(
    const boost::program_options::options_description& visible, const std::vector<std::string>& arguments,
    const std::string& verb);

using configs::withPlaces;

/// --set, then what --seed and --threads stand for.
[[nodiscard]] std::vector<std::string> overridesOf(const boost::program_options::variables_map& options);

}  // namespace ohmic::sim
