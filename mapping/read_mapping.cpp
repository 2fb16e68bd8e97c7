// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "mapping/read_mapping.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace ohmic::mapping {
namespace {

using configs::Range;

ArrayFormat readArray(const configs::Section& array) {
  ArrayFormat format;
  format.rows = static_cast<int>(array.integer("rows", Range::between(1, 8192), format.rows));
  format.columns = static_cast<int>(array.integer("columns", Range::between(1, 8192), format.columns));
  if (array.has("active_rows")) {
    format.activeRows = static_cast<int>(array.integer("active_rows", Range::between(1, 8192)));
    format.activeRows = format.activeRows < format.rows ? format.activeRows : 0;
  }
  format.split = array.choice("split", {"equal", "fill"}, "equal") == "equal" ? Split::equal : Split::fill;
  format.shared = array.boolean("shared", false);
  if (array.has("remapping")) {
    format.remaps = array.choice("remapping", {"none", "fault_aware"}) == "fault_aware";
    if (format.remaps && format.shared) {
      array.refuse("remapping", "found fault_aware with array.shared: true",
                   "an array's free columns belong to the layers on it", "leave out one of the two");
    }
  }
  if (array.has("spare_columns")) {
    format.spareColumns = static_cast<int>(array.integer("spare_columns", Range::between(0, 8191)));
    if (format.spareColumns > 0 && !format.remaps) {
      array.refuse("spare_columns", fmt::format("found {} columns that nothing uses", format.spareColumns),
                   "spare columns go with array.remapping: fault_aware",
                   "add remapping: fault_aware, or leave out spare_columns");
    }
  }
  return format;
}

/// Several devices for each digit, if any are asked for.
void readDevices(const configs::Section& weights, WeightFormat& format) {
  if (weights.has("devices")) {
    format.devices = static_cast<int>(weights.integer("devices", Range::between(1, 64)));
  }
  if (weights.has("fill")) {
    format.fill = weights.choice("fill", {"equal", "maximum"}) == "maximum" ? Fill::maximum : Fill::equal;
    if (format.devices == 1 && !weights.has("devices")) {  // written out it is a point of a series: 1, 2, 4
      weights.refuse("fill", "found a way to share a digit that one device holds alone",
                     "fill goes with weights.devices: 2 or more", "add devices: 4, or leave out fill");
    }
  }
}

Encoding readEncoding(const configs::Section& weights) {
  const auto word = weights.choice(
      "encoding", {"differential", "differential_two_sided", "offset", "offset_unit_column"}, "differential");
  if (word == "differential") {
    return Encoding::differential;
  }
  if (word == "differential_two_sided") {
    return Encoding::differentialTwoSided;
  }
  return word == "offset" ? Encoding::offset : Encoding::offsetUnitColumn;
}

WeightFormat readWeights(const configs::Section& weights) {
  WeightFormat format;
  format.bits = static_cast<int>(weights.integer("bits", Range::between(2, 16), format.bits));
  const auto cellBits = weights.integerOrChoice("cell_bits", Range::between(1, 16), {"analog"},
                                                configs::IntegerOrWord{std::int64_t{format.bits}});
  format.cellBits.reset();  // analog
  if (const auto* bits = std::get_if<std::int64_t>(&cellBits)) {
    format.cellBits = static_cast<int>(*bits);
  }
  format.encoding = readEncoding(weights);
  const bool isPair =
      format.encoding == Encoding::differential || format.encoding == Encoding::differentialTwoSided;
  if (!isPair && weights.has("pair")) {
    weights.refuse("pair", "found a pair with encoding: " + weights.text("encoding"),
                   "pairs are of encoding: differential and differential_two_sided",
                   "leave out weights.pair");
  }
  if (isPair) {
    format.pair =
        weights.choice("pair", {"adjacent", "twin"}, "adjacent") == "twin" ? Pair::twin : Pair::adjacent;
  }
  const char* const usual = format.encoding == Encoding::offset ? "digital" : "analog";
  format.subtraction = weights.choice("subtraction", {"analog", "digital"}, usual) == "analog"
                           ? Subtraction::analog
                           : Subtraction::digital;
  if (format.encoding == Encoding::offset && format.subtraction == Subtraction::analog) {
    weights.refuse("subtraction", "analog: encoding: offset has no line to subtract before the converter",
                   "digital with encoding: offset", "try encoding: offset_unit_column");
  }
  if (weights.has("clip")) {
    format.clip = weights.number("clip", Range::between(0.5, 100.0));
  }
  format.scale = weights.choice("scale", {"layer", "column"}, "layer") == "column" ? ScaleScope::column
                                                                                   : ScaleScope::layer;
  if (weights.has("gain")) {
    format.gain = weights.number("gain", Range::between(0.001, 1000.0));
  }
  readDevices(weights, format);
  return format;
}

SignedDrive readSignedDrive(const configs::Section& input) {
  const auto word = input.choice("signed", {"bipolar", "two_phase", "offset"}, "bipolar");
  if (word == "bipolar") {
    return SignedDrive::bipolar;
  }
  return word == "two_phase" ? SignedDrive::twoPhase : SignedDrive::offset;
}

InputEncoding readInputEncoding(const configs::Section& input) {
  std::vector<std::string> names;
  for (const auto& row : kInputEncodings) {
    names.emplace_back(row.name);
  }
  const std::string word = input.choice("encoding", names, names.front());
  return std::find_if(kInputEncodings.begin(), kInputEncodings.end(),
                      [&](const auto& row) { return row.name == word; })
      ->encoding;
}

InputFormat readInput(const configs::Section& input) {
  constexpr int kGreatestAtOnce = 12;
  InputFormat format;
  format.encoding = readInputEncoding(input);
  format.signedDrive = readSignedDrive(input);
  const InputEncodingRow& encoding = rowOf(format.encoding);
  if (isBitByBit(format.encoding)) {
    format.accumulation = input.choice("accumulation", {"digital", "analog"}, "digital") == "analog"
                              ? Accumulation::analog
                              : Accumulation::digital;
  } else if (input.has("accumulation")) {
    input.refuse("accumulation", fmt::format("found bits to accumulate with encoding: {}", encoding.name),
                 "bits are accumulated with encoding: bit_serial", "leave out input.accumulation");
  }
  format.bits = static_cast<int>(input.integer("bits", Range::between(1, 16), format.bits));
  const bool isAtOnce = !isBitByBit(format.encoding);
  if ((isAtOnce || format.accumulation == Accumulation::analog) && format.bits > kGreatestAtOnce) {
    input.refuse("bits",
                 isAtOnce ? fmt::format("{} bits on one {}", format.bits, encoding.carrier)
                          : fmt::format("{} bits in one conversion", format.bits),
                 isAtOnce ? fmt::format("at most {} bits with encoding: {}", kGreatestAtOnce, encoding.name)
                          : fmt::format("at most {} bits with accumulation: analog", kGreatestAtOnce),
                 isAtOnce ? "use encoding: bit_serial" : "use accumulation: digital");
  }
  if (!isAtOnce && format.accumulation == Accumulation::analog) {
    format.parts = static_cast<int>(input.integer("parts", Range::between(1, kGreatestAtOnce), 1));
  } else if (input.has("parts")) {
    input.refuse("parts", "found parts of bits that are not accumulated before the converter",
                 "parts go with encoding: bit_serial and accumulation: analog", "leave out input.parts");
  }
  return format;
}

}  // namespace

MappingOptions readMapping(const configs::Section& hardware) {
  MappingOptions options;
  options.array = readArray(hardware.section("array"));
  options.weights = readWeights(hardware.section("weights"));
  options.input = readInput(hardware.section("input"));
  options.convolution = hardware.choice("convolution", {"im2col", "kernel_position"}, "im2col") == "im2col"
                            ? Convolution::im2col
                            : Convolution::kernelPosition;
  options.replicas = static_cast<int>(hardware.integer("replicas", Range::between(1, 65536), 1));
  return options;
}

}  // namespace ohmic::mapping
