// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "mapping/read_mapping.h"

#include <fmt/format.h>

namespace ohmic::mapping {
namespace {

using configs::Range;

ArrayFormat readArray(const configs::Section& array) {
  ArrayFormat format;
  format.rows = static_cast<int>(array.integer("rows", Range::between(1, 8192), format.rows));
  format.columns = static_cast<int>(array.integer("columns", Range::between(1, 8192), format.columns));
  format.split = array.choice("split", {"equal", "fill"}, "equal") == "equal" ? Split::equal : Split::fill;
  return format;
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
  static_cast<void>(weights.choice("encoding", {"differential"}, "differential"));
  format.pair =
      weights.choice("pair", {"adjacent", "twin"}, "adjacent") == "twin" ? Pair::twin : Pair::adjacent;
  format.subtraction = weights.choice("subtraction", {"analog", "digital"}, "analog") == "analog"
                           ? Subtraction::analog
                           : Subtraction::digital;
  format.scale = weights.choice("scale", {"layer", "column"}, "layer") == "column" ? ScaleScope::column
                                                                                   : ScaleScope::layer;
  return format;
}

InputFormat readInput(const configs::Section& input) {
  constexpr int kGreatestParallel = 12;
  InputFormat format;
  format.encoding = input.choice("encoding", {"parallel", "bit_serial"}, "parallel") == "parallel"
                        ? InputEncoding::parallel
                        : InputEncoding::bitSerial;
  format.bits = static_cast<int>(input.integer("bits", Range::between(2, 16), format.bits));
  if (format.encoding == InputEncoding::parallel && format.bits > kGreatestParallel) {
    input.refuse("bits", fmt::format("{} bits on one amplitude", format.bits),
                 fmt::format("at most {} bits with encoding: parallel", kGreatestParallel),
                 "use encoding: bit_serial");
  }
  return format;
}

}  // namespace

MappingOptions readMapping(const configs::Section& hardware) {
  MappingOptions options;
  options.array = readArray(hardware.section("array"));
  options.weights = readWeights(hardware.section("weights"));
  options.input = readInput(hardware.section("input"));
  return options;
}

}  // namespace ohmic::mapping
