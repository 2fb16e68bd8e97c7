// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "sim/study/study_figures.h"

namespace ohmic::sim {

/// The names of these figures, and of their files.
constexpr std::array<const char*, 2> kPairedFigures = {"paired_best", "paired_axes"};

/// Differences of accuracy between points, image with image and chip with chip, with 95 % intervals over the
/// images: how far each of the best results lies from the best of all ("paired_best"), and what each value of
/// an axis does against the first one, the mean over all settings of the other axes ("paired_axes"). Two
/// separate intervals that overlap may hide a difference that is certain: the same images are easy or hard in
/// both, and a weight's error is the same in both.
///
/// Only results with the same images, chips and seed are compared; none where there are no two of them, and
/// of an axis that changes one of these.
[[nodiscard]] std::vector<StudyFigure> drawPairedFigures(const StudyPlan& plan, const StudyResults& results);

}  // namespace ohmic::sim
