// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "sim/record/run_record.h"

namespace ohmic::sim::report {

/// "n = 2,000 images on each of 3 chips".
[[nodiscard]] std::string sampleText(const RunRecord& record);

/// "91.42 % (95 % interval 90.11 to 92.57 %)".
[[nodiscard]] std::string accuracyText(double share, const Interval& interval);

/// Wilson's interval of the digital network's accuracy on the run's images.
[[nodiscard]] Interval digitalInterval(const RunRecord& record);

/// A narrow scale with the chips, the interval of their mean and the digital network, for the headline.
[[nodiscard]] std::string headlineScale(const RunRecord& record);

/// Accuracy of each chip, by read time where there are several.
[[nodiscard]] std::string accuracyFigure(const RunRecord& record);

/// The same in figures.
[[nodiscard]] std::string accuracyTable(const RunRecord& record);

}  // namespace ohmic::sim::report
