// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <systemc>
#include <vector>

namespace ohmic::sim {

/// One output position of one image: what an array works on at a time.
struct Operation {
  std::int64_t image = 0;    ///< in the stream
  std::uint32_t number = 0;  ///< of the image in the data set
  int position = 0;
};

/// Operations that a replica's arrays take one after the other. Their numbers are computed together, as soon
/// as the first of them starts; when each of them starts and ends is another matter.
struct Operations {
  std::int64_t image = 0;    ///< in the stream
  std::uint32_t number = 0;  ///< of the image in the data set
  int position = 0;          ///< of the first
  int step = 1;              ///< from one position to the next
  int count = 0;

  [[nodiscard]] Operation of(int index) const { return {image, number, position + index * step}; }
};

/// Codes of an array's rows, from the input register. They stay the sequencer's.
struct RowCodes {
  Operations operations;
  const std::int16_t* codes = nullptr;  ///< operation by operation
  std::ptrdiff_t stride = 0;            ///< from one operation to the next

  [[nodiscard]] const std::int16_t* of(int index) const { return codes + index * stride; }
};

/// What drives the rows: pass by pass (phases of the input, in each groups of rows), operation by operation,
/// an even number of rows with a zero behind the last.
struct Drive {
  Operations operations;
  std::vector<std::int16_t> rows;
  std::vector<std::int16_t> nominal;   ///< the same without the drivers' errors; empty without errors
  std::vector<std::int64_t> codeSums;  ///< of sumCodes(): what the digital side knows of the drives
};

/// Column currents, exact, in fixed-point units: plane by plane, pass by pass, panel by panel, operation by
/// operation, the plane's padded columns. A column's current is the sum of its panels, each of so few rows
/// that it fits 32 bits.
struct ColumnSums {
  Operations operations;
  int panels = 1;
  std::vector<std::int32_t> sums;
  /// Of the fresh noise: plane by plane, pass by pass, operation by operation, columns; empty without.
  std::vector<std::int64_t> variances;
  std::vector<std::int64_t> unitVariances;  ///< of unit columns, in the same order
  std::vector<double> bends;                ///< of the cells' non-linearity, as variances; empty if ohmic
  std::vector<std::int64_t> driveSums;      ///< pass by pass, operation by operation
  std::vector<std::int64_t> codeSums;       ///< as Drive::codeSums
};

/// Converter codes: plane by plane, pass by pass, operation by operation, columns.
struct Codes {
  Operations operations;
  std::vector<std::int64_t> codes;
  std::vector<std::int64_t> codeSums;  ///< as Drive::codeSums
};

/// What an array adds to the outputs that it holds, in fixed-point units.
struct PartialSums {
  Operations operations;
  std::size_t array = 0;           ///< as ProgrammedLayer::arrays
  std::vector<std::int64_t> sums;  ///< operation by operation, outputs
  std::vector<std::int64_t>
      offsets;  ///< of LayerArithmetic::offsetOf(): an operation's is that of its outputs
};

/// An operation's sums leave an array. Their numbers have been computed before: PartialSums.
struct PartialSum {
  Operation operation;
  std::size_t array = 0;  ///< as ProgrammedLayer::arrays
};

/// Rows [first, first + count) of an activation, channels x count x width.
struct ActivationRows {
  std::int64_t image = 0;  ///< in the stream
  std::int64_t first = 0;
  std::int64_t count = 1;
  std::vector<float> values;
};

/// Takes words that arrive at a cycle.
template <class T>
class Receiver : public virtual sc_core::sc_interface {
 public:
  /// @param cycle  not in the past.
  virtual void accept(const T& words, std::int64_t cycle) = 0;
};

/// Takes numbers of some operations together from what made them. Nothing makes the units of an array wait,
/// so the replica alone keeps their time.
template <class T>
class Follower : public virtual sc_core::sc_interface {
 public:
  /// @param words  the follower's until the next are made.
  virtual void take(T& words) = 0;
};

}  // namespace ohmic::sim
