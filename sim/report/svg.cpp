// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/svg.h"

#include <fmt/format.h>

#include "configs/files/escape.h"
#include "sim/report/elide.h"
#include "sim/report/number_text.h"

namespace ohmic::sim::report {
namespace {

std::string attributes(const Fill& fill) {
  std::string text = fmt::format(R"( fill="{}" class="f-{}")", fill.colour.light, fill.colour.name);
  if (fill.opacity < 1.0) {
    text += fmt::format(R"( fill-opacity="{}")", coordinate(fill.opacity));
  }
  return text;
}

std::string attributes(const Stroke& stroke) {
  return fmt::format(R"( fill="none" stroke="{}" class="l-{}" stroke-width="{}"{})", stroke.colour.light,
                     stroke.colour.name, coordinate(stroke.width),
                     stroke.dashed ? R"( stroke-dasharray="5 4")" : "");
}

std::string points(const std::vector<Place>& places) {
  std::string text;
  for (const auto& place : places) {
    text += fmt::format("{}{},{}", text.empty() ? "" : " ", coordinate(place.x), coordinate(place.y));
  }
  return text;
}

/// The end of an element that may carry a tip.
std::string close(std::string_view name, std::string_view tip) {
  return tip.empty() ? "/>\n" : fmt::format("><title>{}</title></{}>\n", configs::markupText(tip), name);
}

std::string_view nameOf(Anchor anchor) {
  return anchor == Anchor::start ? "start" : anchor == Anchor::middle ? "middle" : "end";
}

}  // namespace

double textWidth(std::string_view text, double size) { return 0.6 * size * characters(text); }

Svg::Svg(std::string_view id, std::string_view label, double width, double height)
    : text_(fmt::format(
          R"(<svg xmlns="http://www.w3.org/2000/svg" id="{}" role="img" aria-label="{}" )"
          R"(width="{w}" height="{h}" viewBox="0 0 {w} {h}" )"
          R"(font-family="system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif">)"
          "\n",
          configs::markupText(id), configs::markupText(label), fmt::arg("w", coordinate(width)),
          fmt::arg("h", coordinate(height)))) {
  rect({0.0, 0.0, width, height}, {kPaper});
}

void Svg::rect(const Box& box, const Fill& fill, std::string_view tip) {
  text_ +=
      fmt::format(R"(<rect x="{}" y="{}" width="{}" height="{}"{}{})", coordinate(box.x), coordinate(box.y),
                  coordinate(box.width), coordinate(box.height), attributes(fill), close("rect", tip));
}

void Svg::circle(Place centre, double radius, const Fill& fill, std::string_view tip) {
  text_ += fmt::format(R"(<circle cx="{}" cy="{}" r="{}"{}{})", coordinate(centre.x), coordinate(centre.y),
                       coordinate(radius), attributes(fill), close("circle", tip));
}

void Svg::line(Place from, Place to, const Stroke& stroke) {
  text_ += fmt::format(R"(<line x1="{}" y1="{}" x2="{}" y2="{}"{}/>)"
                       "\n",
                       coordinate(from.x), coordinate(from.y), coordinate(to.x), coordinate(to.y),
                       attributes(stroke));
}

void Svg::polyline(const std::vector<Place>& places, const Stroke& stroke, std::string_view tip) {
  text_ += fmt::format(R"(<polyline points="{}" stroke-linejoin="round"{}{})", points(places),
                       attributes(stroke), close("polyline", tip));
}

void Svg::polygon(const std::vector<Place>& places, const Fill& fill) {
  text_ += fmt::format(R"(<polygon points="{}"{}/>)"
                       "\n",
                       points(places), attributes(fill));
}

void Svg::text(Place at, std::string_view text, const TextStyle& style) {
  const std::string turn = style.turn == 0.0
                               ? ""
                               : fmt::format(R"svg( transform="rotate({} {} {})")svg", coordinate(style.turn),
                                             coordinate(at.x), coordinate(at.y));
  text_ += fmt::format(R"(<text x="{}" y="{}" font-size="{}" text-anchor="{}"{}{}{}>{}</text>)"
                       "\n",
                       coordinate(at.x), coordinate(at.y), coordinate(style.size), nameOf(style.anchor),
                       style.bold ? R"( font-weight="600")" : "", attributes(Fill{style.colour}), turn,
                       configs::markupText(text));
}

}  // namespace ohmic::sim::report
