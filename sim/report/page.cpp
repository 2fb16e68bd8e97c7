// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/page.h"

#include <fmt/format.h>

#include "configs/files/escape.h"
#include "sim/report/page_script.h"
#include "sim/report/page_style.h"
#include "sim/report/palette.h"

namespace ohmic::sim::report {
namespace {

std::string contentsHtml(const Page& page) {
  std::string html = "<nav aria-label=\"Contents\">";
  for (const auto& section : page.sections) {
    html += fmt::format("<a href=\"#{}\">{}</a>", configs::markupText(section.id),
                        configs::markupText(section.title));
  }
  return html + "</nav>\n";
}

std::string sectionHtml(const PageSection& section) {
  return fmt::format("<section id=\"{}\">\n<h2>{}</h2>\n{}</section>\n", configs::markupText(section.id),
                     configs::markupText(section.title), section.body);
}

std::string headHtml(const Page& page) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
      "script-src 'unsafe-inline'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light "
      "dark\">\n<title>{}</title>\n<style>\n{}{}</style>\n</head>\n",
      configs::markupText(page.title), paletteStyle(), kPageStyle);
}

}  // namespace

std::string figureHtml(const std::string& title, const std::string& drawing, const std::string& caption,
                       bool isWide) {
  const bool isSvg = drawing.rfind("<svg ", 0) == 0;
  return fmt::format("<figure{}>\n<h3>{}</h3>\n{}{}{}<figcaption>{}</figcaption>\n</figure>\n",
                     isWide ? " class=\"wide\"" : "", configs::markupText(title),
                     isSvg ? "<div class=\"drawing\">\n" : "", drawing, isSvg ? "</div>\n" : "",
                     configs::markupText(caption));
}

std::string absenceHtml(const std::string& title, const std::string& sentence) {
  return fmt::format("<div class=\"absent\">\n<h3>{}</h3>\n<p>{}</p>\n</div>\n", configs::markupText(title),
                     configs::markupText(sentence));
}

std::string pageHtml(const Page& page) {
  std::string html = headHtml(page) + "<body>\n<main>\n" + page.header + contentsHtml(page);
  for (const auto& section : page.sections) {
    html += sectionHtml(section);
  }
  return html + fmt::format(
                    "<footer>{}</footer>\n</main>\n<div id=\"tip\" role=\"status\" hidden></div>\n"
                    "<script>\n{}</script>\n</body>\n</html>\n",
                    configs::markupText(page.footer), kPageScript);
}

std::string listHtml(const std::vector<std::string>& sentences) {
  std::string html = "<ul>\n";
  for (const auto& sentence : sentences) {
    html += fmt::format("<li>{}</li>\n", configs::markupText(sentence));
  }
  return html + "</ul>\n";
}

}  // namespace ohmic::sim::report
