// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/record/run_record.h"

namespace ohmic::sim {

/// Wilson's 95 % score interval of a share @p p seen in @p n trials (E. B. Wilson, JASA 22:209, 1927).
/// @pre 0 <= p <= 1, n >= 1
[[nodiscard]] Interval wilsonInterval(double p, std::int64_t n);

/// Share of pairs of an image of class 1 and one of class 0 with the greater score at class 1; a tie counts
/// half.
/// @pre both classes are there.
[[nodiscard]] double areaUnderCurve(const std::vector<double>& scores, const std::vector<int>& labels);

/// 95 % interval of an area under the curve by Hanley's and McNeil's standard error, cut to [0, 1].
/// @pre positives, negatives >= 1
[[nodiscard]] Interval areaInterval(double area, std::int64_t positives, std::int64_t negatives);

/// 95 % interval over the images of a value of the record's metric, which is of all chips or of the digital
/// network: Wilson's for a share, else areaInterval().
[[nodiscard]] Interval metricInterval(const RunRecord& record, double value);

/// The same of one chip's value.
[[nodiscard]] Interval chipMetricInterval(const RunRecord& record, double value);

[[nodiscard]] double mean(const std::vector<double>& values);

/// Sample standard deviation (n - 1); 0 for fewer than two values.
[[nodiscard]] double standardDeviation(const std::vector<double>& values);

/// 95 % interval of the mean share by Student's t, cut to [0, 1]; none for fewer than two values.
[[nodiscard]] std::optional<Interval> studentInterval(const std::vector<double>& values);

/// Whether @p values are known well enough: half of Student's interval (not cut) is at most @p halfWidth.
[[nodiscard]] bool isKnownWithin(const std::vector<double>& values, double halfWidth);

/// Two-sided 95 % quantile of Student's t, rounded to 9 decimals, as printed tables have it. @pre degrees >=
/// 1
[[nodiscard]] double studentQuantile(std::int64_t degrees);

/// Value that Student's t exceeds with probability @p upperTail, rounded to 9 decimals.
/// @pre degrees >= 1, 0 < upperTail <= 0.5
[[nodiscard]] double studentQuantile(std::int64_t degrees, double upperTail);

}  // namespace ohmic::sim
