// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

#include "mapping/input_encoding.h"

namespace ohmic::mapping {

/// How cells, whose conductance is never negative, represent a weight with a sign.
enum class Encoding {
  differential,          ///< a pair: the magnitude on one of two cells, the other at digit 0
  differentialTwoSided,  ///< a pair that parts from the middle digit in both directions
  offset,                ///< one cell holds level + 2^(b-1); that share is subtracted digitally
  offsetUnitColumn       ///< the same, subtracted by a unit column of cells at level 0 for each slice
};
enum class Pair { adjacent, twin };          ///< the two cells: neighbouring columns, or twin arrays
enum class Subtraction { analog, digital };  ///< of pair or unit column: before or after the converter
enum class Split { equal, fill };            ///< rows over row blocks: evenly, or full blocks first
/// How a convolution's matrix meets the arrays.
enum class Convolution {
  im2col,         ///< one matrix of all kernel positions, cut where an array is full
  kernelPosition  ///< a matrix of its own for each kernel position, their results added
};
enum class ScaleScope { layer, column };  ///< one weight scale for a layer, or one for each column
/// How several devices share one digit.
enum class Fill {
  equal,   ///< each holds the digit
  maximum  ///< one after the other is filled to the top digit
};

enum class Accumulation { digital, analog };           ///< of the bits: behind the converter, or before it
enum class SignedDrive { bipolar, twoPhase, offset };  ///< how negative codes reach a row

/// The representation of weights as the user configures it.
struct WeightFormat {
  int bits = 8;                     ///< sign and magnitude, 2 to 12
  std::optional<int> cellBits = 8;  ///< bits of one cell; none: analog, rounded to the fixed-point unit only
  Encoding encoding = Encoding::differential;
  Pair pair = Pair::adjacent;
  Subtraction subtraction = Subtraction::analog;
  ScaleScope scale = ScaleScope::layer;
  std::optional<double> clip;  ///< weights beyond so many standard deviations of their scope saturate
  double gain = 1.0;           ///< digital factor on what the weights' columns give, > 0; biases have none
  int devices = 1;             ///< that hold one digit together, their currents added
  Fill fill = Fill::equal;
};

struct InputFormat {
  int bits = 8;  ///< 1 to 12 (1 for inputs that are never negative); to 16 bit-serial, digital accumulation
  InputEncoding encoding = InputEncoding::parallel;
  Accumulation accumulation = Accumulation::digital;  ///< bit-serial only
  SignedDrive signedDrive = SignedDrive::bipolar;     ///< of layers whose input can be negative
  int parts = 1;  ///< analog accumulation: of the bits, each accumulated and converted by itself
};

/// Consecutive bits of a code.
struct BitRange {
  int begin = 0, count = 1;

  [[nodiscard]] int end() const { return begin + count; }
};

struct ArrayFormat {
  int rows = 128;     ///< word lines
  int columns = 128;  ///< physical bit lines
  Split split = Split::equal;
  bool shared = false;   ///< small layers may share an array
  bool remaps = false;   ///< columns are placed so that stuck cells harm least
  int spareColumns = 0;  ///< outputs that an array has room for but is not given
  int activeRows = 0;    ///< used rows that are read at once; 0: all
};

struct MappingOptions {
  ArrayFormat array;
  WeightFormat weights;
  InputFormat input;
  Convolution convolution = Convolution::im2col;
  int replicas = 1;  ///< of the layer's arrays; never more than it has positions
};

/// How a weight's level becomes digits on cells, and cells become integers (DESIGN, section 3).
///
/// A weight of b bits is a level in [-L, L], L = 2^(b-1) - 1. What is cut into slices of w bits is the
/// magnitude (b-1 bits) of a pair, or level + 2^(b-1) (b bits) with an offset; digit 2^w - 1 is g_max and
/// digit 0 is g_min in every slice. An effective level is stored in units of 2^-f.
struct LevelFormat {
  Encoding encoding = Encoding::differential;
  int weightBits = 8;
  int slicedBits = 7;  ///< cut into slices
  int sliceBits = 7;
  int slices = 1;
  int fractionBits = 7;
  bool analog = false;         ///< levels are not rounded to integers
  bool pairSubtracted = true;  ///< a plane holds the difference of two cells
  int devices = 1;             ///< that hold one digit together
  Fill fill = Fill::equal;

  [[nodiscard]] int greatestLevel() const { return (1 << (weightBits - 1)) - 1; }
  [[nodiscard]] int greatestDigit() const { return (1 << sliceBits) - 1; }
  [[nodiscard]] double unit() const { return 1.0 / static_cast<double>(1 << fractionBits); }

  [[nodiscard]] bool isOffset() const {
    return encoding == Encoding::offset || encoding == Encoding::offsetUnitColumn;
  }
  [[nodiscard]] bool hasUnitColumn() const { return encoding == Encoding::offsetUnitColumn; }
  /// Lines of a crossbar that hold unit columns.
  [[nodiscard]] int unitLines() const { return hasUnitColumn() ? slices * devices : 0; }
  /// Cells of a weight in each slice.
  [[nodiscard]] int cellsPerSlice() const { return isOffset() ? 1 : 2; }
  /// Level that a cell of level 0 holds with an offset.
  [[nodiscard]] int offset() const { return isOffset() ? 1 << (weightBits - 1) : 0; }
  /// Digit subtracted from a single cell before it is stored, so that the stored numbers are centred. It
  /// comes back with the common term.
  [[nodiscard]] int middleDigit() const {
    return isOffset() && !pairSubtracted ? (greatestDigit() + 1) / 2 : 0;
  }
  /// What a digit 1 in every slice would be: sum over the slices of 2^(s w).
  [[nodiscard]] double sumOfSliceWeights() const;

  /// Digit of slice @p s (0 is the least significant) of a number of slicedBits bits. Analog numbers have one
  /// slice.
  [[nodiscard]] double digit(double number, int s) const {
    return analog || slices == 1
               ? number
               : static_cast<double>((static_cast<std::int64_t>(number) >> (s * sliceBits)) &
                                     greatestDigit());
  }
  /// Digit of the cell of @p polarity (+1, -1; of an offset cell +1) for a level in [-L, L]. Half digits
  /// occur where a pair is two-sided.
  [[nodiscard]] double cellDigit(double level, int polarity, int s) const {
    if (isOffset()) {
      return digit(level + offset(), s);
    }
    const double own = digit(std::max(level * polarity, 0.0), s);
    if (encoding == Encoding::differential) {
      return own;
    }
    return (greatestDigit() + own - digit(std::max(-level * polarity, 0.0), s)) / 2.0;
  }
  /// What device @p d holds of a digit that all devices hold together as their mean.
  [[nodiscard]] double deviceDigit(double digit, int d) const {
    if (fill == Fill::equal || devices == 1) {
      return digit;
    }
    const double top = greatestDigit();
    return std::clamp(digit * devices - d * top, 0.0, top);
  }
};

/// @throws configs::InputError if the bits leave fewer than 6 fraction bits in int16 (use slices), or the
///         encoding does not go with the subtraction.
[[nodiscard]] LevelFormat levelFormat(const WeightFormat& weights);

/// The DAC codes of one layer's input: symmetric where the input can be negative, else from zero; and how
/// they drive the rows.
struct InputCodes {
  std::int32_t least = 0;
  std::int32_t greatest = 255;
  InputEncoding encoding = InputEncoding::parallel;
  Accumulation accumulation = Accumulation::digital;
  SignedDrive signedDrive = SignedDrive::bipolar;
  int parts = 1;  ///< InputFormat::parts; 1 but with analog accumulation

  [[nodiscard]] bool isSigned() const { return least < 0; }
  [[nodiscard]] bool isTwoPhase() const { return isSigned() && signedDrive == SignedDrive::twoPhase; }
  /// Added to every code before it drives a row.
  [[nodiscard]] std::int32_t offset() const {
    return isSigned() && signedDrive == SignedDrive::offset ? greatest : 0;
  }
  [[nodiscard]] bool drivesNegative() const { return isSigned() && signedDrive == SignedDrive::bipolar; }
  /// Each bit is converted by itself.
  [[nodiscard]] bool isPerBit() const {
    return isBitByBit(encoding) && accumulation == Accumulation::digital;
  }
  [[nodiscard]] std::int32_t greatestMagnitude() const { return greatest + offset(); }
  /// Bits of the greatest magnitude.
  [[nodiscard]] int bits() const;
  /// Bits are accumulated before the converter.
  [[nodiscard]] bool isAccumulated() const {
    return isBitByBit(encoding) && accumulation == Accumulation::analog;
  }
  /// Rows are driven by their codes as they are.
  [[nodiscard]] bool drivesCodes() const {
    return !isPerBit() && !isTwoPhase() && offset() == 0 && parts == 1;
  }
  /// Conversions of a column for one input vector.
  [[nodiscard]] int phases() const {
    return (isPerBit() ? bits() : std::min(parts, bits())) * (isTwoPhase() ? 2 : 1);
  }
  /// Bits that a phase drives, the lowest ones in phase 0; the two signs of two-phase inputs follow each
  /// other. Parts are equally long, the highest ones a bit longer where the bits do not divide.
  [[nodiscard]] BitRange bitsOf(int phase) const;
  /// Reads of the array in a phase: a read for each bit that is accumulated.
  [[nodiscard]] int readsIn(int phase) const { return isAccumulated() ? bitsOf(phase).count : 1; }
  /// Charges that a column takes in a phase: bits are accumulated with weights 2^bit by taking a sample so
  /// often.
  [[nodiscard]] std::int64_t integrationsIn(int phase) const {
    return (std::int64_t{1} << readsIn(phase)) - 1;
  }
  /// Bits of the input above a phase's, which were converted before: a part's conversion needs as many bits
  /// less, on an LSB that is the same in the output. 0 where bits are not converted in parts.
  [[nodiscard]] int bitsAbove(int phase) const { return isAccumulated() ? bits() - bitsOf(phase).end() : 0; }
  /// The LSB of a phase over that of the highest part, as a power of two.
  [[nodiscard]] int lsbShift(int phase) const {
    return isAccumulated() ? bitOf(phases() - 1) - bitOf(phase) : 0;
  }
  /// Lowest bit that a phase drives.
  [[nodiscard]] int bitOf(int phase) const { return bitsOf(phase).begin; }
  /// Whether a phase drives the negative codes of two-phase inputs.
  [[nodiscard]] bool isNegative(int phase) const { return isTwoPhase() && phase >= phases() / 2; }
  /// What a phase's sums count in the output: +- 2^bit.
  [[nodiscard]] std::int64_t weight(int phase) const {
    return (isNegative(phase) ? -1 : 1) * (std::int64_t{1} << bitOf(phase));
  }
  /// What a phase's codes count, in LSB of the highest part.
  [[nodiscard]] std::int64_t codeWeight(int phase) const {
    return weight(phase) * (std::int64_t{1} << lsbShift(phase));
  }
  /// Greatest magnitude of what drives a row in one phase.
  [[nodiscard]] std::int32_t greatestDrive() const;
  /// What drives a row in a phase. Codes of 16 bits that are never negative use all bits of their container.
  [[nodiscard]] std::int16_t drive(std::int16_t code, int phase) const;
  /// What a drive counts in the variance of white noise: its square; its duration; with analog accumulation
  /// the sum of 4^bit.
  [[nodiscard]] std::int64_t noiseWeight(std::int32_t drive) const;
  /// Whether that is the square.
  [[nodiscard]] bool weighsSquares() const {
    return countOf(encoding) != CodeCount::duration && readsIn(phases() - 1) == 1;
  }
  /// What a code counts in the energy of its reads: the sum of squared amplitudes over reads, or its
  /// duration.
  [[nodiscard]] std::int64_t work(std::int16_t code) const;
  [[nodiscard]] std::int64_t greatestWork() const;
  /// Squared amplitude times duration of one count of work(), over those of a read at the greatest drive.
  [[nodiscard]] double workUnit() const;
};

[[nodiscard]] InputCodes inputCodes(const InputFormat& input, bool nonNegative);

}  // namespace ohmic::mapping
