// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "devices/cells/cell.h"
#include "devices/cells/measured_curves.h"

namespace ohmic::devices {

/// What was measured on the cells of one target, siemens.
struct MeasuredState {
  double target = 0.0;
  double mean = 0.0;
  double sigma = 0.0;
};

/// All targets at one time since the end of programming.
struct MeasuredTime {
  double time = 0.0;                  ///< s
  std::vector<MeasuredState> states;  ///< ascending targets
};

/// Mean and standard deviation of measured cells by target and time: a laboratory's data as a cell.
///
/// Linear between targets; between times linear in ln t, from a time of 0 linear in t. Before the first time
/// the first one holds, which is what programming left; after the last one the table has no value.
class MeasuredTable {
 public:
  /// @param times  ascending, all with the same two or more targets.
  /// @throws configs::InputError naming @p name if not, or if a value is negative.
  MeasuredTable(std::string name, std::vector<MeasuredTime> times);

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  /// First and last target, siemens.
  [[nodiscard]] ConductanceRange fitted() const noexcept;
  /// Last time, seconds.
  [[nodiscard]] double latest() const noexcept { return times_.back().time; }

  /// Mean and standard deviation in siemens at a target (siemens) and a time (seconds).
  [[nodiscard]] double mean(double target, double time) const noexcept;
  [[nodiscard]] double sigma(double target, double time) const noexcept;

 private:
  [[nodiscard]] double interpolate(double target, double time, double MeasuredState::*value) const noexcept;

  std::string name_;
  std::vector<MeasuredTime> times_;
};

/// A table from a CSV file. The header names the unit of each column, blank lines and lines with # are
/// skipped:
///
///     time_s,target_uS,mean_uS,std_uS
///     0,1,1.02,0.31
///     0,25,24.6,1.1
///     3600,1,0.9,0.4
///     3600,25,23.8,1.3
///
/// @throws configs::InputError with file and line.
[[nodiscard]] MeasuredTable readMeasuredTable(const std::filesystem::path& file);

/// What a CSV file was measured on, by its header.
enum class TableKind {
  states,      ///< time, target, mean, std: programming and retention
  errors,      ///< target, std: programming whose mean is the target
  relaxation,  ///< time, shift, std: the same for all states
  readNoise    ///< conductance, std
};

/// @throws configs::InputError if the file cannot be read. A header that is none of them is of `states`,
///         whose reader refuses it.
[[nodiscard]] TableKind tableKind(const std::filesystem::path& file);

/// A table of errors: its mean is the target, its time 0.
[[nodiscard]] MeasuredTable readErrorTable(const std::filesystem::path& file);

/// The numbers of a table of relaxation, or of read noise.
[[nodiscard]] std::vector<MeasuredPoint> readCurve(const std::filesystem::path& file, TableKind kind);

/// Programming error of a table: g = max(T + scale * (mean(T) - T + sigma(T) z), 0) at the table's first
/// time.
class TableProgramming : public Programming {
 public:
  /// @param scale  1 is the measured device, 0 an ideal one.
  /// @throws configs::InputError if scale is negative or not finite.
  explicit TableProgramming(std::shared_ptr<const MeasuredTable> table, double scale = 1.0);

  /// @throws std::out_of_range naming the first target outside the table, or not a number.
  void program(const CellBlock& cells, const RandomStream& stream, double* g) const override;
  [[nodiscard]] std::size_t terms() const override { return 2; }
  void evaluateTerms(double target, double readTime, double* terms) const override;
  void programFrom(const CellBlock& cells, const RandomStream& stream, const CellTerms& terms,
                   double* g) const override;
  [[nodiscard]] std::string describe() const override;

 private:
  std::shared_ptr<const MeasuredTable> table_;
  double scale_;
};

/// Retention of a table, with one trajectory per cell: a cell keeps its place among the cells of its target.
///
///     g(t) = max(g + scale * (mean(t) - mean(0) + (g - mean(0)) (sigma(t) / sigma(0) - 1)), 0)
///
/// Where programming left no spread none grows. t = 0 is the identity. No draw of its own.
class TableRetention : public Drift {
 public:
  /// @param scale  1 is the measured device, 0 one that keeps its state.
  /// @throws configs::InputError if scale is negative or not finite.
  explicit TableRetention(std::shared_ptr<const MeasuredTable> table, double scale = 1.0);

  /// @throws std::out_of_range for a read time after the table's last (a reader refuses it first).
  void age(const CellBlock& cells, const RandomStream& stream, const double* target, double readTime,
           double* g) const override;
  [[nodiscard]] std::size_t terms() const override { return 3; }
  void evaluateTerms(double target, double readTime, double* terms) const override;
  void ageFrom(const CellBlock& cells, const RandomStream& stream, const CellTerms& terms,
               const double* target, double readTime, double* g) const override;
  [[nodiscard]] std::string refusal(double readTime) const override;
  [[nodiscard]] std::string describe() const override;

 private:
  std::shared_ptr<const MeasuredTable> table_;
  double scale_;
};

}  // namespace ohmic::devices
