// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "devices/cells/cell.h"

namespace ohmic::devices {

/// Two measured numbers at ascending places.
struct MeasuredPoint {
  double at = 0.0;
  double first = 0.0, second = 0.0;
};

/// Relaxation of a table, the same for all states, with one draw for each cell:
///
///     g(t) = max(g + scale * (shift(t) + sigma(t) z), 0)
///
/// Shift and sigma are linear in ln t between the table's times, linear in t from 0 at t = 0 to the first
/// one; after the last one the table has no value.
class TableRelaxation : public Drift {
 public:
  /// @param points  s, then shift and sigma in siemens; ascending from 0 s, sigmas not negative.
  /// @throws configs::InputError naming @p name if not, or if scale is negative or not finite.
  TableRelaxation(std::string name, std::vector<MeasuredPoint> points, double scale = 1.0);

  /// @throws std::out_of_range for a read time after the table's last (a reader refuses it first).
  void age(const CellBlock& cells, const RandomStream& stream, const double* target, double readTime,
           double* g) const override;
  [[nodiscard]] std::string refusal(double readTime) const override;
  [[nodiscard]] std::string describe() const override;

 private:
  std::string name_;
  std::vector<MeasuredPoint> points_;
  double scale_;
};

/// Fresh Gaussian read noise of a table, its sigma linear in the conductance between the table's, constant
/// outside.
class TableReadNoise : public ReadNoise {
 public:
  /// @param points  siemens, then sigma in siemens (first); ascending, nothing negative.
  /// @throws configs::InputError naming @p name if not, or if scale is negative or not finite.
  TableReadNoise(std::string name, std::vector<MeasuredPoint> points, double scale = 1.0);

  [[nodiscard]] double freshSigma(double g) const override;
  [[nodiscard]] bool isFresh() const override { return scale_ > 0.0; }
  [[nodiscard]] std::string describe() const override;

 private:
  std::string name_;
  std::vector<MeasuredPoint> points_;
  double scale_;
};

}  // namespace ohmic::devices
