// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace ohmic::sim::report {

/// A colour by its part. Drawings carry the light value themselves; a page may redefine it by its name in the
/// dark.
struct Colour {
  std::string_view name;
  std::string_view light;
  std::string_view dark;
};

inline constexpr Colour kInk{"ink", "#1c2126", "#e8eaed"};        ///< text
inline constexpr Colour kQuiet{"quiet", "#5b646e", "#a2abb5"};    ///< labels of axes, captions
inline constexpr Colour kRule{"rule", "#e3e7eb", "#2d343b"};      ///< grid lines
inline constexpr Colour kPaper{"paper", "#ffffff", "#14181c"};    ///< background
inline constexpr Colour kBright{"bright", "#ffffff", "#ffffff"};  ///< text on a full colour

/// Okabe and Ito's colours, told apart by colour-blind readers; the first is the report's accent, the last
/// means "rest".
inline constexpr std::array<Colour, 8> kSeries = {{{"c0", "#0072b2", "#2d85c9"},
                                                   {"c1", "#e69f00", "#e69f00"},
                                                   {"c2", "#009e73", "#12b586"},
                                                   {"c3", "#cc79a7", "#d48db5"},
                                                   {"c4", "#56b4e9", "#8ccdf2"},
                                                   {"c5", "#d55e00", "#e8762a"},
                                                   {"c6", "#e6d72f", "#f0e442"},
                                                   {"c7", "#9aa3ac", "#79838d"}}};
inline constexpr Colour kAccent = kSeries[0];
inline constexpr Colour kRest = kSeries[7];

/// The colour of the series at @p rank: the eighth and all later ones share the rest's.
[[nodiscard]] Colour seriesColour(std::size_t rank);

/// Style rules by which a page colours its drawings and itself: variables, light and dark.
[[nodiscard]] std::string paletteStyle();

}  // namespace ohmic::sim::report
