// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "devices/cells/conductance_range.h"
#include "devices/cells/current_voltage.h"
#include "devices/cells/faults.h"
#include "devices/cells/variation.h"
#include "devices/random/normal.h"
#include "devices/random/stream.h"

namespace ohmic::devices {

/// What did programming leave? One law, replaceable by itself.
class Programming {
 public:
  virtual ~Programming() = default;

  /// Replace targets by what programming left, in place.
  ///
  /// @param cells   neighbouring cells of one row; they say which draws belong to them.
  /// @param stream  of Purpose::programming.
  /// @param g       cells.count conductances in siemens, each within the model's range; none negative
  /// afterwards.
  virtual void program(const CellRow& cells, const RandomStream& stream, double* g) const = 0;

  /// The same, with the write pulses that each cell took until it was accepted; 0: it was given up after
  /// mostPulses(). A law that verifies nothing takes one.
  virtual void programCounted(const CellRow& cells, const RandomStream& stream, double* g,
                              std::uint32_t* pulses) const;
  [[nodiscard]] virtual std::uint32_t mostPulses() const { return 1; }
  /// Whether cells are read and written again.
  [[nodiscard]] virtual bool isVerified() const { return false; }

  /// One sentence for `ohmic explain`: the law with its numbers and its source.
  [[nodiscard]] virtual std::string describe() const = 0;
};

/// What has time done? One trajectory per cell: another read time repeats the same draws.
class Drift {
 public:
  virtual ~Drift() = default;

  /// Age programmed cells to @p readTime, in place.
  ///
  /// @param stream    of Purpose::driftExponent.
  /// @param target    cells.count targets in siemens (laws may depend on them).
  /// @param readTime  seconds since the end of programming, >= 0, at which refusal() is empty.
  /// @param g         cells.count programmed conductances in siemens.
  virtual void age(const CellRow& cells, const RandomStream& stream, const double* target, double readTime,
                   double* g) const = 0;

  /// Empty if the law holds at a read time, else the times it holds at: "0 s to 1 s, 1 day, 2 days".
  [[nodiscard]] virtual std::string refusal(double readTime) const;

  [[nodiscard]] virtual std::string describe() const = 0;
};

/// How does it flicker? Slow noise that is one draw per cell, its size growing with time, and fresh noise at
/// every read.
class ReadNoise {
 public:
  virtual ~ReadNoise() = default;

  /// Add the slow (1/f) part to aged cells, in place. The default has none.
  ///
  /// @param stream  of Purpose::flicker.
  /// @param target  cells.count targets in siemens (laws may depend on them).
  virtual void flicker(const CellRow& cells, const RandomStream& stream, const double* target,
                       double readTime, double* g) const;

  /// Standard deviation in siemens of the fresh noise of one read of a cell of conductance @p g (siemens).
  /// The default has none.
  [[nodiscard]] virtual double freshSigma(double g) const;

  /// Whether freshSigma() is ever above zero: what the arithmetic must pay for.
  [[nodiscard]] virtual bool isFresh() const { return false; }

  [[nodiscard]] virtual std::string describe() const = 0;
};

/// A cell answers independent questions; a question without an answer is an absent law.
struct Cell {
  std::string model;  ///< key of the run file
  ConductanceRange range;
  std::shared_ptr<const Programming> programming;  ///< absent: the target is reached exactly
  std::shared_ptr<const Drift> drift;              ///< absent: the state is kept
  std::shared_ptr<const ReadNoise> readNoise;      ///< absent: silent
  NonLinearity iv;                                 ///< without a law: ohmic
  std::shared_ptr<const Faults> faults;            ///< absent: nothing is stuck
  std::shared_ptr<const Variation> variation;      ///< absent: dies and arrays are alike
};

}  // namespace ohmic::devices
