// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "sim/record/run_record.h"

namespace ohmic::sim {

/// Text of a file that says which point of a study it is of, and proves that it is whole: a JSON object on
/// one line that begins with the hash of all that follows it, and the point's id.
///
///     {"content_hash":"1f...","id":"a0...","accuracy":{...},...}
///
/// @param object  a JSON object on one line, "{...}", without these two keys.
[[nodiscard]] std::string pointText(const std::string& id, const std::string& object);

/// Whether a text is one of point @p id, byte by byte as pointText() made it: no other point's, not edited,
/// not cut.
[[nodiscard]] bool isPointText(const std::string& text, const std::string& id);

/// A run's summary as a point's file; its id is the record's.
[[nodiscard]] std::string pointText(const RunRecord& record);

}  // namespace ohmic::sim
