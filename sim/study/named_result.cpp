// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/named_result.h"

#include <fmt/format.h>

#include "configs/reader/error.h"
#include "configs/reader/number.h"
#include "sim/study/plan.h"
#include "sim/study/study_folder.h"

namespace ohmic::sim {

std::optional<NamedPoint> namedPoint(const std::string& text) {
  const auto colon = text.rfind(':');
  const auto number =
      colon == std::string::npos ? std::nullopt : configs::parseInteger(text.substr(colon + 1));
  if (std::filesystem::exists(text) || !number) {
    return std::nullopt;
  }
  return NamedPoint{text.substr(0, colon), *number};
}

std::filesystem::path namedResult(const std::string& text) {
  const auto named = namedPoint(text);
  if (!named) {
    return text;
  }
  const auto& [folder, number] = *named;
  const KeptPlan plan = readPlan(folder);
  const auto& ids = plan.ids;
  if (number < 1 || number > static_cast<std::int64_t>(ids.size())) {
    throw configs::InputError({"compare", text, fmt::format("point {}", number),
                               fmt::format("1 to {}", ids.size()), "`ohmic study plan` numbers the points"});
  }
  const auto point = static_cast<std::size_t>(number - 1);
  const StudyFolder study(folder);
  if (plan.search) {  // the largest run that there is
    const auto& runs = plan.searched[point].ids;
    for (std::size_t size = runs.size(); size-- > 0;) {
      if (study.isDone(runs[size])) {
        return study.result(runs[size]);
      }
    }
  }
  return study.result(ids[point]);
}

}  // namespace ohmic::sim
