// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "configs/reader/section.h"
#include "devices/cells/cell.h"

namespace ohmic::devices {

/// A model of the run file: what it answers, and where it is valid. An absent maker is an absent law. A maker
/// reads the keys of its law's section.
struct CellModel {
  ConductanceRange fitted{0.0, std::numeric_limits<double>::max()};  ///< S, where the laws hold
  std::optional<ConductanceRange> fittedDrift;  ///< S, where drift holds, if that is another range
  ConductanceRange usual{1e-6, 100e-6};         ///< S, without g_min and g_max
  std::function<std::shared_ptr<const Programming>(const configs::Section&, const ConductanceRange&)>
      programming;
  std::function<std::shared_ptr<const Drift>(const configs::Section&, const ConductanceRange&)> drift;
  std::function<std::shared_ptr<const ReadNoise>(const configs::Section&, const ConductanceRange&)> readNoise;
};

/// Key of the model that takes its numbers from a file.
inline constexpr const char* kTableModel = "table";

/// The model of a key. Only `table` reads the section that named it, for its `file`.
/// @pre the name is one of cellModelNames()
/// @throws configs::InputError if a table's file is refused.
[[nodiscard]] CellModel cellModel(const std::string& name, const configs::Section& section);

/// The same for every name but `table`. @throws std::out_of_range for another name.
[[nodiscard]] const CellModel& namedCellModel(const std::string& name);

[[nodiscard]] std::vector<std::string> cellModelNames();

}  // namespace ohmic::devices
