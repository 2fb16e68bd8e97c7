// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

namespace ohmic::mapping {

enum class Encoding { differential };        ///< a weight is the difference of two cells
enum class Pair { adjacent, twin };          ///< the two cells: neighbouring columns, or twin arrays
enum class Subtraction { analog, digital };  ///< of the pair: before or after the converter
enum class Split { equal, fill };            ///< rows over row blocks: evenly, or full blocks first
enum class InputEncoding { parallel, bitSerial };
enum class ScaleScope { layer, column };  ///< one weight scale for a layer, or one for each column

/// What the user says of the weights' representation.
struct WeightFormat {
  int bits = 8;                     ///< sign and magnitude, 2 to 12
  std::optional<int> cellBits = 8;  ///< bits of one cell; none: analog, rounded to the fixed-point unit only
  Encoding encoding = Encoding::differential;
  Pair pair = Pair::adjacent;
  Subtraction subtraction = Subtraction::analog;
  ScaleScope scale = ScaleScope::layer;
};

struct InputFormat {
  int bits = 8;  ///< 1 to 12 in parallel, 1 to 16 bit-serial
  InputEncoding encoding = InputEncoding::parallel;
};

struct ArrayFormat {
  int rows = 128;     ///< word lines
  int columns = 128;  ///< physical bit lines
  Split split = Split::equal;
};

struct MappingOptions {
  ArrayFormat array;
  WeightFormat weights;
  InputFormat input;
};

/// How a weight's level becomes digits on cells, and cells become integers (DESIGN, section 3).
///
/// A weight of b bits is a level in [-L, L], L = 2^(b-1) - 1. Its magnitude of b-1 bits is cut into
/// slices of w = min(cell bits, b-1) bits; digit 2^w - 1 is g_max and digit 0 is g_min in every slice.
/// An effective level is stored in units of 2^-f.
struct LevelFormat {
  int magnitudeBits = 7;
  int sliceBits = 7;
  int slices = 1;
  int fractionBits = 7;
  bool analog = false;  ///< levels are not rounded to integers

  [[nodiscard]] int greatestLevel() const { return (1 << magnitudeBits) - 1; }
  [[nodiscard]] int greatestDigit() const { return (1 << sliceBits) - 1; }
  [[nodiscard]] double unit() const { return 1.0 / static_cast<double>(1 << fractionBits); }

  /// Digit of slice @p s (0 is the least significant) of a magnitude. Analog magnitudes have one slice.
  [[nodiscard]] double digit(double magnitude, int s) const {
    return analog ? magnitude
                  : static_cast<double>((static_cast<std::int64_t>(magnitude) >> (s * sliceBits)) &
                                        greatestDigit());
  }
};

/// @throws configs::InputError if the bits leave fewer than 6 fraction bits in int16 (use slices).
[[nodiscard]] LevelFormat levelFormat(const WeightFormat& weights);

/// The DAC codes of one layer's input: symmetric where the input can be negative, else from zero.
struct InputCodes {
  std::int32_t least = 0;
  std::int32_t greatest = 255;
  bool bitSerial = false;

  [[nodiscard]] bool isSigned() const { return least < 0; }
  /// Reads of an array for one input vector: the magnitude's bits if bit-serial, else one.
  [[nodiscard]] int phases() const;
  /// Greatest magnitude of what drives a row in one phase.
  [[nodiscard]] std::int32_t greatestDrive() const { return bitSerial ? 1 : greatest; }
};

[[nodiscard]] InputCodes inputCodes(const InputFormat& input, bool nonNegative);

}  // namespace ohmic::mapping
