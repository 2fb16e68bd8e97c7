// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "devices/cells/cell.h"

namespace ohmic::devices {

/// A published fit of how the states of an array move and spread with time.
struct RetentionFit {
  /// Change in siemens of the mean of the cells of one target (siemens), seconds after programming.
  double (*shift)(double target, double readTime) noexcept;
  /// Their standard deviation over the one that programming left.
  double (*growth)(double target, double readTime) noexcept;
  /// Whether a read time was measured, or lies between measured ones that the source interpolates.
  bool (*covers)(double readTime) noexcept;
  const char* times;  ///< the covered times in words: "0 s to 5 days"
  const char* law;    ///< in words, with its source
};

/// Retention of cells whose mean and spread were measured at several times, with one trajectory per cell: a
/// cell keeps its place among the cells of its target.
///
///     g(t) = max(g + scale * (shift(T, t) + (g - T) (growth(T, t) - 1)), 0)           T = target
///
/// Cells that programming left with deviation sigma(T, 0) have sigma(T, t) at every covered time; the sources
/// draw each time anew, which gives the same distribution at each time and none between times. No draw of its
/// own.
class Retention : public Drift {
 public:
  /// @param scale  1 is the measured device, 0 one that keeps its state.
  /// @throws configs::InputError if scale is negative or not finite.
  explicit Retention(const RetentionFit& fit, double scale = 1.0);

  /// @throws std::out_of_range for a read time that the fit does not cover (a reader refuses it first).
  void age(const CellBlock& cells, const RandomStream& stream, const double* target, double readTime,
           double* g) const override;
  [[nodiscard]] std::size_t terms() const override { return 2; }
  void evaluateTerms(double target, double readTime, double* terms) const override;
  void ageFrom(const CellBlock& cells, const RandomStream& stream, const CellTerms& terms,
               const double* target, double readTime, double* g) const override;
  [[nodiscard]] std::string refusal(double readTime) const override;
  [[nodiscard]] std::string describe() const override;

 private:
  RetentionFit fit_;
  double scale_;
};

}  // namespace ohmic::devices
