// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace ohmic::sim {

/// A drawing of a report as a file of its own.
struct Drawing {
  std::string name;  ///< its id in the report: "plot-accuracy"
  std::string svg;
};

/// The drawings of a page that renderReport() or renderComparison() made, in its order: each is an SVG file
/// by itself, with its light colours.
[[nodiscard]] std::vector<Drawing> drawingsOf(const std::string& html);

}  // namespace ohmic::sim
