// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

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

/// Codes of an array's rows, from the input register.
struct RowCodes {
  Operation operation;
  std::vector<std::int16_t> codes;
};

/// What drives the rows: pass by pass (phases of the input, in each groups of rows), an even number of rows
/// with a zero behind the last.
struct Drive {
  Operation operation;
  std::vector<std::int16_t> rows;
  std::vector<std::int16_t> nominal;  ///< the same without the drivers' errors; empty without errors
  std::int64_t codeSum = 0;           ///< of sumCodes(): what the digital side knows of the drives
};

/// Column currents: plane by plane, pass by pass, all columns; exact, in fixed-point units.
struct ColumnSums {
  Operation operation;
  std::vector<std::int64_t> sums;
  std::vector<std::int64_t> variances;      ///< of the fresh noise, in the same order; empty without
  std::vector<std::int64_t> unitVariances;  ///< of unit columns, plane by plane, pass by pass
  std::vector<double> bends;            ///< of the cells' non-linearity, in the order of sums; empty if ohmic
  std::vector<std::int64_t> driveSums;  ///< pass by pass
  std::int64_t codeSum = 0;
};

/// Converter codes in the order of ColumnSums::sums.
struct Codes {
  Operation operation;
  std::vector<std::int64_t> codes;
  std::int64_t codeSum = 0;
};

/// What an array adds to the outputs that it holds, in fixed-point units.
struct PartialSum {
  Operation operation;
  std::size_t array = 0;  ///< as ProgrammedLayer::arrays
  std::vector<std::int64_t> sums;
  std::int64_t offset = 0;  ///< of LayerArithmetic::offsetOf(), the same for all its outputs
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

}  // namespace ohmic::sim
