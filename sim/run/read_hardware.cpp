// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0
#include "sim/run/read_hardware.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "configs/reader/error.h"
#include "devices/read_cell.h"
#include "devices/read_converters.h"
#include "devices/read_costs.h"
#include "devices/read_wires.h"
#include "mapping/read_mapping.h"
#include "sim/chip/read_chip.h"

namespace ohmic::sim {
namespace {

using configs::Dimension;
using configs::Range;
using configs::Section;

InputRange readInputRange(const Section& input) {
  InputRange range;
  const auto criterion = input.choice("criterion", {"percentile", "minimum_error"}, "percentile");
  range.criterion =
      criterion == "percentile" ? InputRange::Criterion::percentile : InputRange::Criterion::minimumError;
  range.percentile = input.fraction("percentile", Range::between(0.5, 1.0), range.percentile);
  range.margin = input.number("margin", Range::between(1.0, 1e6), range.margin);
  return range;
}

/// The chip's DAC cost holds for drivers of `dac_bits`; more bits on one amplitude need another chip.
void checkDrivers(const Section& chip, const mapping::InputFormat& input) {
  if (devices::isComputed(chip)) {
    static_cast<void>(chip.has("dac_bits"));  // a preset's: computed drivers have the input's bits
    return;
  }
  const auto covered = chip.integer("dac_bits", Range::between(1, 12));
  if (isAmplitude(input.encoding) && input.bits > covered) {
    chip.refuse(
        "dac_bits",
        fmt::format("input.bits: {} with input.encoding: {}", input.bits, rowOf(input.encoding).name),
        fmt::format("the chip's DACs and their costs cover {} bit{}", covered, covered == 1 ? "" : "s"),
        "use hardware.input.encoding: bit_serial, or another hardware.chip.preset");
  }
}

/// Errors of a driver's amplitude steps, where it has any.
void checkDriverErrors(const Section& dac, const mapping::InputFormat& input) {
  if (!isBitByBit(input.encoding)) {
    return;
  }
  std::vector<std::string_view> atOnce;  // encodings whose drivers have more than two levels
  for (const auto& row : mapping::kInputEncodings) {
    if (!isBitByBit(row.encoding)) {
      atOnce.push_back(row.name);
    }
  }
  const bool isAnalog = input.accumulation == mapping::Accumulation::analog;
  for (const char* const key : {"inl", "noise"}) {
    const bool isRefused = isAnalog || std::string_view(key) == "inl";
    if (isRefused && dac.has(key)) {
      dac.refuse(key,
                 isAnalog ? "found errors of drivers whose bits are accumulated before the converter"
                          : "found a non-linearity of drivers that have two levels only",
                 isAnalog ? fmt::format("driver errors go with encoding: {} and digital accumulation",
                                        fmt::join(atOnce, ", "))
                          : fmt::format("inl goes with encoding: {}", fmt::join(atOnce, " and ")),
                 "leave out hardware.dac." + std::string(key));
    }
  }
}

/// Lower parts of an input's bits are converted with fewer bits, which comparators' own thresholds do not
/// say.
void checkParts(const Section& adc, const LayerHardware& layer) {
  if (layer.mapping.input.parts > 1 && layer.adc.errors.threshold > 0.0) {
    adc.refuse("threshold_mismatch", "found thresholds of comparators with input.parts above 1",
               "lower parts of the bits are converted with fewer bits; allowed with input.parts: 1",
               "leave out hardware.adc.threshold_mismatch");
  }
}

/// Inputs that switch cells are single bits, on or off.
void checkGates(const Section& wires, const Section& dac, const LayerHardware& layer) {
  const auto& input = layer.mapping.input;
  if (!layer.wires.gated) {
    return;
  }
  const auto refuse = [&](const char* found, const char* allowed, const char* remedy) {
    wires.refuse("inputs", found, allowed, remedy);
  };
  if (!isBitByBit(input.encoding) || input.accumulation == mapping::Accumulation::analog) {
    refuse("gated: a cell is on or off, so codes reach it bit by bit",
           "input.encoding: bit_serial with digital accumulation", "use inputs: driven");
  }
  if (input.signedDrive == mapping::SignedDrive::bipolar) {
    refuse("gated: a cell that is switched cannot be driven below zero", "input.signed: two_phase or offset",
           "set hardware.input.signed: two_phase");
  }
  if (layer.mapping.weights.devices > 1) {
    refuse("gated: the line is one ladder of single cells", "one device for each digit (weights.devices: 1)",
           "use inputs: driven");
  }
  if (layer.dac.noise > 0.0) {
    dac.refuse("noise", "found noise of drivers whose rows are switched", "0 with wires.inputs: gated",
               "leave out hardware.dac.noise");
  }
}

/// A network of wires is solved for linear cells.
void checkBends(const Section& iv, const LayerHardware& layer) {
  if (layer.cell.iv.law && !layer.cell.iv.chord && (!layer.wires.isIdeal() || layer.wires.gated)) {
    iv.refuse("model", "found a non-linear cell in an array with wire resistance",
              "wires are solved for linear cells",
              "use cell.iv.approximation: chord (the conductance at the read voltage), or leave out wires");
  }
}

/// Arrays that several layers share.
void checkShared(const Section& array, const Section& chip, const LayerHardware& layer) {
  if (!layer.mapping.array.shared) {
    return;
  }
  if (!layer.wires.isIdeal() || layer.wires.gated) {
    array.refuse("shared", "true in arrays with wire resistance",
                 "wires are solved for one layer's cells, which begin at the drivers",
                 "leave out hardware.wires or hardware.array.shared");
  }
  if (chip.present() && chip.choice("overflow", {"refuse", "reprogram"}, "refuse") == "reprogram") {
    array.refuse("shared", "true where layers take turns on the arrays (chip.overflow: reprogram)",
                 "layers that share an array are on it together", "leave one of them out");
  }
}

/// With verification each cell takes the pulses that it needs.
void checkWrites(const Section& chip, const devices::Cell& cell) {
  if (!cell.programming || !cell.programming->isVerified() || !chip.present()) {
    return;
  }
  if (chip.section("programming").has("pulses")) {
    chip.section("programming")
        .refuse("pulses", "found a number of pulses beside hardware.cell.programming.verify",
                "verified cells take the pulses that they need", "leave it out");
  }
  if (chip.has("overflow") && chip.text("overflow") == "reprogram") {
    chip.refuse("overflow", "found reprogram with hardware.cell.programming.verify",
                "a load takes the same time on every chip, verified writes do not",
                "leave out verify, or use tiles: auto");
  }
}

/// Volt that drive a row at its greatest code, if anything says so.
std::optional<double> readVoltageOf(const Section& chip, const devices::Cell& cell) {
  if (cell.iv.law) {
    return cell.iv.readVoltage;
  }
  return chip.present() ? std::optional(chip.quantity("read_voltage", Dimension::voltage, Range::positive()))
                        : std::nullopt;
}

/// The greatest code of `range: given`, in cells of g_max at the greatest input.
double readFullScale(const Section& adc, const Section& chip, const LayerHardware& layer) {
  const bool isGiven = layer.adc.range == devices::AdcFormat::Range::given && !layer.adc.ideal;
  for (const char* const key : {"full_scale", "full_scale_current"}) {
    if (!isGiven && adc.has(key)) {
      adc.refuse(key, "found a range that is not used", "it goes with adc.range: given and a number of bits",
                 "use range: given, or leave it out");
    }
  }
  if (!isGiven || !adc.has("full_scale_current")) {
    return isGiven ? adc.number("full_scale", Range::positive()) : 0.0;
  }
  if (adc.has("full_scale")) {
    adc.refuse("full_scale_current", "found two ranges", "full_scale (in cells) or full_scale_current",
               "leave one out");
  }
  const double current = adc.quantity("full_scale_current", Dimension::current, Range::positive());
  const auto voltage = readVoltageOf(chip, layer.cell);
  if (!voltage) {
    adc.refuse("full_scale_current", "found a current, but no voltage that drives it",
               "a current goes with hardware.chip.read_voltage or hardware.cell.iv.read_voltage",
               "use full_scale: a number of cells at g_max");
  }
  const double range = layer.cell.range.greatest - layer.cell.range.least;
  return current / (range * layer.mapping.weights.devices * *voltage);
}

/// Converters of an array: the chip's, or one for so many columns.
int readConverters(const Section& adc, const Section& chip, int columns) {
  int fallback = 1;
  const bool isChips = chip.present() && !chip.section("costs").has("macro");
  if (isChips) {
    const auto perElement = chip.section("adc").integer("per_element", Range::between(1, 65536));
    const auto arrays = chip.section("organisation").integer("arrays_per_element", Range::between(1, 65536));
    const int own = std::max(1, static_cast<int>(perElement / arrays));
    fallback = (columns + own - 1) / own;
  }
  const auto sharedBy = static_cast<int>(adc.integer("shared_by", Range::between(1, 8192), fallback));
  if (isChips && sharedBy != fallback) {
    adc.refuse("shared_by", fmt::format("found {}", sharedBy),
               fmt::format("{} columns share a converter of the chip (adc.per_element)", fallback),
               "leave it out, or change hardware.chip.adc.per_element");
  }
  return (columns + sharedBy - 1) / sharedBy;
}

/// Hardware of the `hardware` section, or of it with a layer's values over it.
LayerHardware readLayer(const Section& hardware) {
  LayerHardware layer;
  layer.mapping = mapping::readMapping(hardware);
  layer.inputRange = readInputRange(hardware.section("input"));
  layer.adc = devices::readAdc(hardware.section("adc"));
  layer.dac = devices::readDac(hardware.section("dac"));
  checkDriverErrors(hardware.section("dac"), layer.mapping.input);
  checkParts(hardware.section("adc"), layer);
  layer.cell = devices::readCell(hardware.section("cell"));
  layer.wires = devices::readWires(hardware.section("wires"));
  checkBends(hardware.section("cell").section("iv"), layer);
  checkGates(hardware.section("wires"), hardware.section("dac"), layer);
  checkWrites(hardware.section("chip"), layer.cell);
  const Section adc = hardware.section("adc"), chip = hardware.section("chip");
  checkShared(hardware.section("array"), chip, layer);
  layer.adc.fullScale = readFullScale(adc, chip, layer);
  layer.adc.converters = readConverters(adc, chip, layer.mapping.array.columns);
  const std::string compensation =
      hardware.choice("drift_compensation", {"none", "per_layer", "per_column", "adabs"}, "none");
  layer.compensation = compensation == "none"         ? Compensation::none
                       : compensation == "per_layer"  ? Compensation::perLayer
                       : compensation == "per_column" ? Compensation::perColumn
                                                      : Compensation::adaBs;
  return layer;
}

/// What formats contradict is found by physics, which knows only the key: here it gets its place.
void checkFormat(const Section& hardware, const LayerHardware& layer) {
  try {
    mapping::checkFormat(layer.mapping);
  } catch (const configs::InputError& error) {
    const auto& complaint = error.complaint();
    const auto dot = complaint.key.rfind('.');
    const auto first = complaint.key.find('.') + 1;  // behind "hardware."
    hardware.section(complaint.key.substr(first, dot - first))
        .refuse(complaint.key.substr(dot + 1), complaint.found, complaint.allowed, complaint.remedy);
  }
}

/// A chip whose reads settle gives all arrays the time of its usual ones.
void checkReadTime(const Section& chip, double usual_s, double own_s) {
  if (own_s > usual_s * (1.0 + 1e-9)) {
    chip.refuse("read_time",
                fmt::format("settled: these arrays take {}, the chip's usual ones {}",
                            configs::formatQuantity(own_s, Dimension::time),
                            configs::formatQuantity(usual_s, Dimension::time)),
                "a chip reads all of its arrays for as long as its usual ones settle",
                "give hardware.chip.read_time a time, or these layers smaller arrays or fewer adc.bits");
  }
}

/// A macro is measured at one size.
void checkMacro(const Section& array, const mapping::ArrayFormat& own, const mapping::ArrayFormat& usual) {
  if (own.rows != usual.rows || own.columns != usual.columns) {
    array.refuse(
        own.rows != usual.rows ? "rows" : "columns",
        fmt::format("{}x{} beside hardware.chip.costs.macro", own.rows, own.columns),
        fmt::format("a macro's costs are those of the chip's arrays, {}x{}", usual.rows, usual.columns),
        "give costs of the components, or these layers the same arrays");
  }
}

LayerHardware readRule(const Section& laid, const LayerHardware& usual) {
  LayerHardware layer = readLayer(laid);
  checkFormat(laid, layer);
  static_cast<void>(devices::readReadTimes(laid));  // refuses times that the layer's drift does not cover
  const Section chip = laid.section("chip");
  if (chip.present()) {
    checkDrivers(chip, layer.mapping.input);
    const ChipModel own = readChip(chip, layer, laid.section("adc").path("bits"));
    if (chip.isText("read_time") && chip.text("read_time") == "settled") {
      checkReadTime(chip, readChip(chip, usual).readTime, own.readTime);
    }
    if (own.costs.hasMacro()) {
      checkMacro(laid.section("array"), layer.mapping.array, usual.mapping.array);
    }
    layer.costs = own.costs;
  }
  return layer;
}

/// A complaint about a key outside the entry says which layers asked for it.
template <class Read>
LayerHardware readFor(const std::string& rule, const Read& read) {
  try {
    return read();
  } catch (const configs::InputError& error) {
    configs::Complaint complaint = error.complaint();
    if (complaint.key.rfind("layers.", 0) != 0) {
      complaint.found += fmt::format(" (for {})", rule);
    }
    throw configs::InputError(std::move(complaint));
  }
}

/// Keys that are one for the whole chip.
void refuseShared(const Section& entry) {
  const auto refuse = [&entry](const char* key, const char* why) {
    if (entry.has(key)) {
      entry.refuse(key, "one for all layers", why, fmt::format("write hardware.{}", key));
    }
  };
  refuse("read_time", "a chip is read as a whole");
  refuse("array_budget", "arrays are shared out among all layers");
  refuse("chip", "a run has one chip");
  refuse("preset", "a preset describes a whole chip");
}

LayerRule readRuleHead(const Section& layers, const std::string& pattern) {
  LayerRule rule{pattern, layers.path(pattern), layers.place(pattern), false};
  if (!layers.isMap(pattern)) {
    static_cast<void>(layers.choice(pattern, {"digital"}));
    rule.isDigital = true;
  } else {
    refuseShared(layers.section(pattern));
  }
  return rule;
}

}  // namespace

HardwareChoice readHardware(const Section& root) {
  const Section hardware = root.section("hardware");
  const Section layers = root.section("layers");
  if (hardware.has("preset")) {
    static_cast<void>(hardware.text("preset"));  // recorded with its origin
  }
  HardwareChoice choice;
  choice.usual = readLayer(hardware);
  checkFormat(hardware, choice.usual);
  for (const auto& pattern : layers.orderedKeys()) {
    choice.rules.push_back(readRuleHead(layers, pattern));
  }
  choice.resolve = [hardware, layers, rules = choice.rules,
                    usual = choice.usual](const std::vector<std::size_t>& numbers) {
    Section laid = hardware;
    for (const std::size_t number : numbers) {
      laid = layers.section(rules[number].pattern).laidOver(laid);
    }
    return readFor(rules[numbers.back()].key, [&] { return readRule(laid, usual); });
  };
  for (std::size_t r = 0; r < choice.rules.size(); ++r) {
    if (!choice.rules[r].isDigital) {
      static_cast<void>(choice.resolve({r}));  // each must make sense by itself
    }
  }
  return choice;
}

std::optional<Replication> readReplication(const Section& hardware, const std::optional<ChipModel>& chip) {
  if (!hardware.has("array_budget")) {
    return std::nullopt;
  }
  Replication replication;
  const auto budget = hardware.integerOrChoice("array_budget", Range::between(1, 1e8), {"chip"});
  if (const auto* arrays = std::get_if<std::int64_t>(&budget)) {
    replication.arrays = static_cast<int>(*arrays);
  } else if (chip && chip->organisation.tiles > 0) {
    replication.arrays = chip->organisation.tiles * chip->organisation.arraysPerTile();
  } else {
    hardware.refuse("array_budget", "found chip, and no chip of a fixed size",
                    "chip with a number of hardware.chip.tiles, or a number of arrays",
                    "write the number of arrays");
  }
  if (chip) {
    replication.timing = chip->array;
  }
  return replication;
}

std::optional<ChipModel> readChipOf(const Section& hardware, const LayerHardware& usual) {
  const Section section = hardware.section("chip");
  if (!section.present()) {
    return std::nullopt;
  }
  checkDrivers(section, usual.mapping.input);
  return readChip(section, usual);
}

}  // namespace ohmic::sim
