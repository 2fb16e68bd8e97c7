// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace ohmic::sim::report {

/// A figure: title, drawing, one sentence that says what it shows. @p drawing is SVG or HTML; title and
/// caption are text.
/// @param isWide  takes the width of two columns
[[nodiscard]] std::string figureHtml(const std::string& title, const std::string& drawing,
                                     const std::string& caption, bool isWide = false);

/// A sentence where a figure cannot be.
[[nodiscard]] std::string absenceHtml(const std::string& title, const std::string& sentence);

/// A part of a page, reached from its table of contents.
struct PageSection {
  std::string id;
  std::string title;
  std::string body;  ///< HTML
};

/// A page that needs nothing but itself: style and script inside, and a policy that forbids it the network.
struct Page {
  std::string title;
  std::string header;  ///< HTML above the table of contents
  std::vector<PageSection> sections;
  std::string footer;  ///< text
};

[[nodiscard]] std::string pageHtml(const Page& page);

/// Sentences as a list; their texts are escaped here.
[[nodiscard]] std::string listHtml(const std::vector<std::string>& sentences);

}  // namespace ohmic::sim::report
