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

/// A kind of component and its colour.
struct ComponentColour {
  std::string_view component;
  Colour colour;
};

/// One colour for each kind of component of a chip, the same in every report and no two alike: the large
/// consumers have Okabe and Ito's, the others lie as far from all before them as Lab allows.
inline constexpr std::array<ComponentColour, 24> kComponents = {
    {{"adc", {"k-adc", "#0072b2", "#2d85c9"}},
     {"dac", {"k-dac", "#e69f00", "#e69f00"}},
     {"buffer", {"k-buffer", "#009e73", "#12b586"}},
     {"array", {"k-array", "#cc79a7", "#d48db5"}},
     {"input_register", {"k-input_register", "#56b4e9", "#8ccdf2"}},
     {"output_register", {"k-output_register", "#d55e00", "#e8762a"}},
     {"host_link", {"k-host_link", "#b5a300", "#f0e442"}},
     {"bus", {"k-bus", "#2323e7", "#5151ec"}},
     {"router", {"k-router", "#54411c", "#866d50"}},
     {"shift_add", {"k-shift_add", "#15c115", "#15c115"}},
     {"sample_hold", {"k-sample_hold", "#e723d9", "#e723d9"}},
     {"activation", {"k-activation", "#0b0b65", "#8947c2"}},
     {"pooling", {"k-pooling", "#e72357", "#e72357"}},
     {"elementwise", {"k-elementwise", "#9675f0", "#7575f0"}},
     {"multiply", {"k-multiply", "#650b2f", "#c24768"}},
     {"softmax", {"k-softmax", "#cf946e", "#cf946e"}},
     {"macro", {"k-macro", "#931079", "#c9d98c"}},
     {"integrator", {"k-integrator", "#042115", "#fef9ef"}},
     {"column_mux", {"k-column_mux", "#5a7878", "#a500ff"}},
     {"control", {"k-control", "#ff0000", "#ff0000"}},
     {"decoder", {"k-decoder", "#870000", "#b4ff00"}},
     {"dequantise", {"k-dequantise", "#ff3ca5", "#3cffff"}},
     {"leakage", {"k-leakage", "#2a2a46", "#506686"}},
     {"programming", {"k-programming", "#3b650b", "#497a29"}}}};

/// The colour of a kind of component; the rest's for one that the table lacks.
[[nodiscard]] Colour componentColour(std::string_view component);

/// Style rules by which a page colours its drawings and itself: variables, light and dark.
[[nodiscard]] std::string paletteStyle();

}  // namespace ohmic::sim::report
