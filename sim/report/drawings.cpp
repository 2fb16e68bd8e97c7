// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/report/drawings.h"

#include <string_view>

namespace ohmic::sim {

std::vector<Drawing> drawingsOf(const std::string& html) {
  constexpr std::string_view kBegin = "<svg ", kEnd = "</svg>\n", kId = " id=\"";
  std::vector<Drawing> drawings;
  for (auto begin = html.find(kBegin); begin != std::string::npos; begin = html.find(kBegin, begin)) {
    const auto end = html.find(kEnd, begin);
    if (end == std::string::npos) {
      break;
    }
    const auto id = html.find(kId, begin) + kId.size();
    drawings.push_back(
        {html.substr(id, html.find('"', id) - id), html.substr(begin, end + kEnd.size() - begin)});
    begin = end;
  }
  return drawings;
}

}  // namespace ohmic::sim
