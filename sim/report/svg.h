// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/report/palette.h"

namespace ohmic::sim::report {

/// A place in a drawing, from its upper left corner.
struct Place {
  double x = 0.0;
  double y = 0.0;
};

/// A rectangle in a drawing.
struct Box {
  double x = 0.0, y = 0.0, width = 0.0, height = 0.0;

  [[nodiscard]] double right() const { return x + width; }
  [[nodiscard]] double bottom() const { return y + height; }
};

struct Fill {
  Colour colour = kAccent;
  double opacity = 1.0;
};

struct Stroke {
  Colour colour = kInk;
  double width = 1.0;
  bool dashed = false;
};

enum class Anchor { start, middle, end };

struct TextStyle {
  double size = 11.0;
  Anchor anchor = Anchor::start;
  Colour colour = kInk;
  bool bold = false;
  double turn = 0.0;  ///< degrees, clockwise
};

/// Width of a text in a sans-serif face, estimated: a file has no font to ask.
[[nodiscard]] double textWidth(std::string_view text, double size);

/// One drawing, written as it grows. The text stands alone as a file and inside a page: it names its
/// namespace, carries its light colours as attributes and needs no style sheet. A tip is what a mark says
/// under the pointer.
class Svg {
 public:
  /// @param id     of the drawing in its page
  /// @param label  what it shows, for readers who do not see it
  Svg(std::string_view id, std::string_view label, double width, double height);

  void rect(const Box& box, const Fill& fill, std::string_view tip = {});
  void circle(Place centre, double radius, const Fill& fill, std::string_view tip = {});
  void line(Place from, Place to, const Stroke& stroke);
  void polyline(const std::vector<Place>& places, const Stroke& stroke, std::string_view tip = {});
  void polygon(const std::vector<Place>& places, const Fill& fill);
  void text(Place at, std::string_view text, const TextStyle& style = {});

  [[nodiscard]] std::string str() const { return text_ + "</svg>\n"; }

 private:
  std::string text_;
};

}  // namespace ohmic::sim::report
