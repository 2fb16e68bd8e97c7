// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/palette.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace ohmic::sim::report {

Colour seriesColour(std::size_t rank) { return kSeries[std::min(rank, kSeries.size() - 1)]; }

Colour componentColour(std::string_view component) {
  const auto* const found =
      std::find_if(kComponents.begin(), kComponents.end(),
                   [&](const ComponentColour& entry) { return entry.component == component; });
  return found == kComponents.end() ? kRest : found->colour;
}

std::string paletteStyle() {
  std::vector<Colour> colours = {kInk, kQuiet, kRule, kPaper, kBright};
  colours.insert(colours.end(), kSeries.begin(), kSeries.end());
  for (const auto& entry : kComponents) {
    colours.push_back(entry.colour);
  }
  std::string light, dark, rules;
  for (const auto& colour : colours) {
    light += fmt::format("--{}:{};", colour.name, colour.light);
    dark += fmt::format("--{}:{};", colour.name, colour.dark);
    rules += fmt::format(".f-{0}{{fill:var(--{0})}}.l-{0}{{stroke:var(--{0})}}\n", colour.name);
  }
  return fmt::format(":root{{{}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{}}}}}\n{}", light,
                     dark, rules);
}

}  // namespace ohmic::sim::report
