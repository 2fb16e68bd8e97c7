// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "devices/cells/conductance_range.h"
#include "devices/cells/current_voltage.h"
#include "devices/cells/faults.h"
#include "devices/cells/variation.h"
#include "devices/random/normal.h"
#include "devices/random/stream.h"

namespace ohmic::devices {

/// What a law's fits give for neighbouring cells' targets.
struct CellTerms {
  const double* first = nullptr;
  std::size_t stride = 0;  ///< numbers from one term to the next

  /// A term of each cell.
  [[nodiscard]] const double* operator[](std::size_t term) const { return first + term * stride; }
};

/// A law with fits that depend on a cell's target and the read time alone: its terms. Where cells have few
/// targets they are evaluated once for each target and looked up for each cell, which gives the same numbers.
class TargetLaw {
 public:
  virtual ~TargetLaw() = default;

  /// How many numbers the law needs of a target; 0: it is asked cell by cell.
  [[nodiscard]] virtual std::size_t terms() const { return 0; }
  /// Evaluate them. @param target  siemens.
  virtual void evaluateTerms(double target, double readTime, double* terms) const;
  /// Those of every target, term by term.
  [[nodiscard]] std::vector<double> termsOf(const double* target, std::size_t count, double readTime) const;
};

/// What did programming leave? One law, replaceable by itself.
class Programming : public TargetLaw {
 public:
  /// Replace targets by what programming left, in place.
  ///
  /// @param cells   neighbouring cells, with the draws that belong to them.
  /// @param stream  of Purpose::programming.
  /// @param g       cells.size() conductances in siemens, each within the model's range; none negative
  /// afterwards.
  virtual void program(const CellBlock& cells, const RandomStream& stream, double* g) const = 0;
  /// The same from what evaluateTerms() says of each cell's target.
  virtual void programFrom(const CellBlock& cells, const RandomStream& stream, const CellTerms& terms,
                           double* g) const;

  /// The same, with the write pulses that each cell took until it was accepted; 0: it was given up after
  /// mostPulses(). A law that verifies nothing takes one.
  virtual void programCounted(const CellBlock& cells, const RandomStream& stream, double* g,
                              std::uint32_t* pulses) const;
  [[nodiscard]] virtual std::uint32_t mostPulses() const { return 1; }
  /// Whether cells are read and written again.
  [[nodiscard]] virtual bool isVerified() const { return false; }

  /// One sentence for `ohmic explain`: the law with its numbers and its source.
  [[nodiscard]] virtual std::string describe() const = 0;
};

/// What has time done? One trajectory per cell: another read time repeats the same draws.
class Drift : public TargetLaw {
 public:
  /// Age programmed cells to @p readTime, in place.
  ///
  /// @param stream    of Purpose::driftExponent.
  /// @param target    cells.size() targets in siemens (laws may depend on them).
  /// @param readTime  seconds since the end of programming, >= 0, at which refusal() is empty.
  /// @param g         cells.size() programmed conductances in siemens.
  virtual void age(const CellBlock& cells, const RandomStream& stream, const double* target, double readTime,
                   double* g) const = 0;
  /// The same from what evaluateTerms() says of each cell's target.
  virtual void ageFrom(const CellBlock& cells, const RandomStream& stream, const CellTerms& terms,
                       const double* target, double readTime, double* g) const;

  /// Empty if the law holds at a read time, else the times it holds at: "0 s to 1 s, 1 day, 2 days".
  [[nodiscard]] virtual std::string refusal(double readTime) const;

  [[nodiscard]] virtual std::string describe() const = 0;
};

/// How does it flicker? Slow noise that is one draw per cell, its size growing with time, and fresh noise at
/// every read.
class ReadNoise : public TargetLaw {
 public:
  /// Add the slow (1/f) part to aged cells, in place. The default has none.
  ///
  /// @param stream  of Purpose::flicker.
  /// @param target  cells.size() targets in siemens (laws may depend on them).
  virtual void flicker(const CellBlock& cells, const RandomStream& stream, const double* target,
                       double readTime, double* g) const;
  /// The same from what evaluateTerms() says of each cell's target.
  virtual void flickerFrom(const CellBlock& cells, const RandomStream& stream, const CellTerms& terms,
                           const double* target, double readTime, double* g) const;

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
