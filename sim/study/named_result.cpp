// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/study/named_result.h"

#include <fmt/format.h>

#include <cstdint>
#include <optional>

#include "configs/reader/error.h"
#include "configs/reader/number.h"
#include "sim/study/plan.h"
#include "sim/study/study_folder.h"

namespace ohmic::sim {

std::filesystem::path namedResult(const std::string& text) {
  const auto colon = text.rfind(':');
  const auto number =
      colon == std::string::npos ? std::nullopt : configs::parseInteger(text.substr(colon + 1));
  if (std::filesystem::exists(text) || !number) {
    return text;
  }
  const std::filesystem::path folder = text.substr(0, colon);
  const auto ids = readPlan(folder).ids;
  if (*number < 1 || *number > static_cast<std::int64_t>(ids.size())) {
    throw configs::InputError({"compare", text, fmt::format("point {}", *number),
                               fmt::format("1 to {}", ids.size()), "`ohmic study plan` numbers the points"});
  }
  return StudyFolder(folder).result(ids[static_cast<std::size_t>(*number - 1)]);
}

}  // namespace ohmic::sim
