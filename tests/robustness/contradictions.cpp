// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Values that are right one by one and contradict each other.

#include "tests/robustness/mistakes.h"

namespace ohmic::tests {

/// The hardware section of the right run file.
const char* const kHardware =
    "hardware:\n  preset: rram_128x128\n  array: { rows: 128, columns: 128 }\n  weights: { "
    "bits: 8, cell_bits: 8 }\n  input: { bits: 8, encoding: bit_serial }\n  adc: { bits: 8, "
    "range: calibrated }\n  cell: { model: rram_wan_2022_crosssim, g_min: 1 uS, g_max: 30 uS "
    "}\n  chip: { tiles: auto }\n";

const std::vector<Mistake> kContradictions = {
    badRunFile("WeightNoiseBesideHardware", {{"  chip:", "  weight_noise: { eta: 0.1 }\n  chip:"}},
               "ohmic: run.yaml:5:10: hardware.array: found beside hardware.weight_noise; "
               "hardware.weight_noise alone: the float network, without arrays; leave out one of the two"),
    badRunFile(
        "StorageBesideArrays", {{"  chip:", "  storage: { medium: cells }\n  chip:"}},
        "ohmic: run.yaml:5:10: hardware.array: found beside hardware.storage; hardware.storage, cell, "
        "read_time and drift_compensation: the float network, without arrays; leave out one of the two"),
    badRunFile(
        "CellsOfAMemory",
        {{kHardware, "hardware: { storage: { medium: memory }, cell: { model: ideal } }\n"}},
        "ohmic: run.yaml:3:48: hardware.cell: found beside hardware.storage; hardware.storage alone with "
        "medium: memory: the float network, without arrays; leave out one of the two"),
    badRunFile("SignsOfAMemory", {{kHardware, "hardware: { storage: { medium: memory, sign: pair } }\n"}},
               "ohmic: run.yaml:3:40: hardware.storage.sign: unknown key; allowed here: bits, medium, prune"),
    badRunFile("StorageBesideWeightNoise",
               {{kHardware, "hardware: { storage: { medium: memory }, weight_noise: { eta: 0.1 } }\n"}},
               "ohmic: run.yaml:3:22: hardware.storage: found beside hardware.weight_noise; one of the two: "
               "cells have a noise of their own; leave out one of the two"),
    badRunFile(
        "UsedRangeOfAPair", {{kHardware, "hardware: { storage: { range: used }, cell: { model: ideal } }\n"}},
        "ohmic: run.yaml:3:31: hardware.storage.range: found used with sign: pair; used with sign: memory "
        "or cell; the least magnitude of a pair would have no sign; use sign: memory, or range: whole"),
    badRunFile(
        "OutliersAboveWhatIsPruned",
        {{kHardware, "hardware: { storage: { prune: 0.7, outliers: 0.4 }, cell: { model: ideal } }\n"}},
        "ohmic: run.yaml:3:46: hardware.storage.outliers: found 0.4 beside prune: 0.7, which leave no "
        "weight between them; shares of one kernel whose sum is at most 1; lower one of the two"),
    badRunFile(
        "StuckStoredCells",
        {{kHardware,
          "hardware: { storage: {}, cell: { model: ideal, g_min: 0 S, g_max: 1 uS, faults: { stuck_low: "
          "1 % } } }\n"}},
        "ohmic: run.yaml:3:81: hardware.cell.faults: found with hardware.storage; programming, drift and "
        "read_noise: a stored cell is read by itself; leave it out, or compute in place: leave out "
        "hardware.storage"),
    badRunFile("WeightNoiseOnFoldedStatistics",
               {{kHardware, "hardware: { weight_noise: { eta: 0.1, on: all } }\n"}},
               "ohmic: run.yaml:3:43: hardware.weight_noise.on: found all with network.fold_batch_norm: "
               "true; noise on BatchNormalization's own parameters, which are not folded then; set "
               "network.fold_batch_norm: false"),
    badRunFile("TwoSizesOfWeightNoise",
               {{kHardware, "hardware: { weight_noise: { eta: 0.1, snr: 3 dB } }\n"}},
               "ohmic: run.yaml:3:44: hardware.weight_noise.snr: found beside eta; one of eta and snr; leave "
               "one out"),
    badRunFile("SparesThatNothingUses", {{"columns: 128", "columns: 128, spare_columns: 4"}},
               "ohmic: run.yaml:5:52: hardware.array.spare_columns: found 4 columns that nothing uses; spare "
               "columns go with array.remapping: fault_aware; add remapping: fault_aware, or leave out "
               "spare_columns"),
    badRunFile("MoreSparesThanColumns",
               {{"columns: 128", "columns: 128, remapping: fault_aware, spare_columns: 64"}},
               "ohmic: run.yaml:5:32: hardware.array.columns: 128 columns cannot hold the 130 lines of one "
               "output and 64 spare ones; at least 130 columns are needed; use wider arrays or fewer spare "
               "columns"),
    badRunFile("FillOfASingleDevice", {{"cell_bits: 8", "cell_bits: 8, fill: maximum"}},
               "ohmic: run.yaml:6:43: hardware.weights.fill: found a way to share a digit that one device "
               "holds alone; fill goes with weights.devices: 2 or more; add devices: 4, or leave out fill"),
    badRunFile("SeveralDevicesOnAGatedLine",
               {{"cell_bits: 8", "cell_bits: 8, devices: 2"},
                {"encoding: bit_serial }", "encoding: bit_serial, signed: two_phase }"},
                {"  chip:", "  wires: { column: 1 ohm, inputs: gated }\n  chip:"}},
               "ohmic: run.yaml:10:35: hardware.wires.inputs: gated: the line is one ladder of single cells; "
               "one device for each digit (weights.devices: 1); use inputs: driven"),
    badRunFile("MoreStuckThanAll", {{"30 uS", "30 uS, faults: { stuck_high: 0.6, stuck_low: 0.5 }"}},
               "ohmic: run.yaml:9:107: hardware.cell.faults.stuck_low: found 50 % beside 60 % of stuck_high; "
               "at most 100 % together; lower one of them"),
    badRunFile("AdaBsWithoutBatchNormalization", {{"  chip:", "  drift_compensation: adabs\n  chip:"}},
               "ohmic: run.yaml:10:23: hardware.drift_compensation: adabs, and no layer on arrays has a "
               "BatchNormalization; a network with BatchNormalization; use per_layer or per_column"),
    badRunFile(
        "PulsesOfVerifiedCells",
        {{"30 uS", "30 uS, programming: { verify: { band: 1 % } }"},
         {"tiles: auto", "programming: { voltage: 2 V, pulse: 40 ns, pulses: 3 }"}},
        "ohmic: run.yaml:10:62: hardware.chip.programming.pulses: found a number of pulses beside "
        "hardware.cell.programming.verify; verified cells take the pulses that they need; leave it out"),
    badRunFile(
        "LoadsOfVerifiedCells",
        {{"30 uS", "30 uS, programming: { verify: { band: 1 % } }"},
         {"tiles: auto", "programming: { voltage: 2 V, pulse: 40 ns }, overflow: reprogram"}},
        "ohmic: run.yaml:10:66: hardware.chip.overflow: found reprogram with "
        "hardware.cell.programming.verify; a load takes the same time on every chip, verified writes do "
        "not; leave out verify, or use tiles: auto"),
    badRunFile("SixteenBitsOnOneAmplitude",
               {{"bits: 8, encoding: bit_serial", "bits: 16, encoding: parallel"}},
               "ohmic: run.yaml:7:18: hardware.input.bits: 16 bits on one amplitude; at most 12 bits with "
               "encoding: parallel; use encoding: bit_serial"),
    badRunFile("SixteenBitsAccumulatedBeforeTheConverter",
               {{"bits: 8, encoding: bit_serial", "bits: 16, encoding: bit_serial, accumulation: analog"}},
               "ohmic: run.yaml:7:18: hardware.input.bits: 16 bits in one conversion; at most 12 bits "
               "with accumulation: analog; use accumulation: digital"),
    badRunFile("AccumulationOfAmplitudes",
               {{"bits: 8, encoding: bit_serial", "bits: 8, encoding: pulse_width, accumulation: analog"}},
               "ohmic: run.yaml:7:58: hardware.input.accumulation: found bits to accumulate with "
               "encoding: pulse_width; bits are accumulated with encoding: bit_serial; leave out "
               "input.accumulation"),
    badRunFile("PartsOfBitsThatAreConvertedOneByOne",
               {{"bits: 8, encoding: bit_serial", "bits: 8, encoding: bit_serial, parts: 2"}},
               "ohmic: run.yaml:7:50: hardware.input.parts: found parts of bits that are not accumulated "
               "before the converter; parts go with encoding: bit_serial and accumulation: analog; leave out "
               "input.parts"),
    badRunFile("ThresholdsOfShorterConversions",
               {{"encoding: bit_serial }", "encoding: bit_serial, accumulation: analog, parts: 2 }"},
                {"adc: { bits: 8", "adc: { kind: flash, threshold_mismatch: 0.1, bits: 8"}},
               "ohmic: run.yaml:8:43: hardware.adc.threshold_mismatch: found thresholds of comparators with "
               "input.parts above 1; lower parts of the bits are converted with fewer bits; allowed with "
               "input.parts: 1; leave out hardware.adc.threshold_mismatch"),
    badRunFile(
        "OneBitOfASignedInput", {{"bits: 8, encoding: bit_serial", "bits: 1, encoding: bit_serial"}},
        "ohmic: run.yaml:7:18: hardware.input.bits: found 1 for layer '/conv1/Conv_output_0', whose input "
        "can be negative; allowed: 1 for inputs that are never negative, 2 to 16 for others (a sign and a "
        "magnitude); use 2 for this layer: layers: { \"/conv1/Conv_output_0\": { input: { bits: 2 } } }"),
    badRunFile("NoBitsLeftForTheLowestPart",
               {{"encoding: bit_serial }", "encoding: bit_serial, accumulation: analog, parts: 2 }"},
                {"adc: { bits: 8", "adc: { bits: 5"},
                {"tiles: auto", "tiles: auto, adc: { model: murmann_regression }"}},
               "ohmic: run.yaml:8:16: hardware.adc.bits: 5 bits leave 1 for the lowest of 2 parts of layer "
               "'/conv1/Conv_output_0' (4 bits of its input are above it); allowed: 6 bits or more; raise "
               "hardware.adc.bits, or use fewer "
               "input.parts"),
    badRunFile(
        "LosslessPartsOfTheBits",
        {{"encoding: bit_serial }", "encoding: bit_serial, accumulation: analog, parts: 2 }"},
         {"range: calibrated", "range: lossless"}},
        "ohmic: run.yaml:8:26: hardware.adc.range: lossless needs every bit of a sum, but lower parts are "
        "converted with less; allowed with input.parts: 1; try input.parts: 1 or adc.bits: ideal"),
    badRunFile(
        "SharedArraysWithWires",
        {{"columns: 128 }", "columns: 128, shared: true }\n  wires: { row: 1 ohm }"}},
        "ohmic: run.yaml:5:45: hardware.array.shared: true in arrays with wire resistance; wires are solved "
        "for one layer's cells, which begin at the drivers; leave out hardware.wires or "
        "hardware.array.shared"),
    badRunFile(
        "SharedArraysInTurns",
        {{"columns: 128 }", "columns: 128, shared: true }"}, {"tiles: auto", "overflow: reprogram"}},
        "ohmic: run.yaml:5:45: hardware.array.shared: true where layers take turns on the arrays "
        "(chip.overflow: reprogram); layers that share an array are on it together; leave one of them out"),
    badRunFile("PairOfAnOffset", {{"cell_bits: 8", "cell_bits: 8, encoding: offset, pair: twin"}},
               "ohmic: run.yaml:6:61: hardware.weights.pair: found a pair with encoding: offset; "
               "pairs are of encoding: differential and differential_two_sided; leave out "
               "weights.pair"),
    badRunFile("AnalogSubtractionWithNothingToSubtract",
               {{"cell_bits: 8", "cell_bits: 8, encoding: offset, subtraction: analog"}},
               "ohmic: run.yaml:6:68: hardware.weights.subtraction: analog: encoding: offset has no "
               "line to subtract before the converter; digital with encoding: offset; try encoding: "
               "offset_unit_column"),
    badRunFile("NonLinearityOfTwoLevels", {{"adc: { bits: 8", "dac: { inl: 0.5 }\n  adc: { bits: 8"}},
               "ohmic: run.yaml:8:15: hardware.dac.inl: found a non-linearity of drivers that have "
               "two levels only; inl goes with encoding: parallel and pulse_width; leave out "
               "hardware.dac.inl"),
    badRunFile("DriverNoiseOfAccumulatedBits",
               {{"encoding: bit_serial }\n  adc: { bits: 8",
                 "encoding: bit_serial, accumulation: analog }\n  dac: { noise: 0.5 }\n  adc: { bits: 8"}},
               "ohmic: run.yaml:8:17: hardware.dac.noise: found errors of drivers whose bits are "
               "accumulated before the converter; driver errors go with encoding: parallel, "
               "pulse_width and digital accumulation; leave out hardware.dac.noise"),
    badRunFile("BentCellsBetweenWires",
               {{"g_max: 30 uS }",
                 "g_max: 30 uS, iv: { model: cubic, read_voltage: 0.2 V } }\n  wires: { row: 1 ohm }"}},
               "ohmic: run.yaml:9:82: hardware.cell.iv.model: found a non-linear cell in an array "
               "with wire resistance; wires are solved for linear cells; use cell.iv.approximation: "
               "chord (the conductance at the read voltage), or leave out wires"),
    badRunFile(
        "GatesThatAreDrivenBelowZero", {{"chip: {", "wires: { column: 1 ohm, inputs: gated }\n  chip: {"}},
        "ohmic: run.yaml:10:35: hardware.wires.inputs: gated: a cell that is switched cannot be driven "
        "below zero; input.signed: two_phase or offset; set hardware.input.signed: two_phase"),
    badRunFile(
        "GatesOfAmplitudes",
        {{"encoding: bit_serial", "encoding: pulse_width"},
         {"chip: {", "wires: { column: 1 ohm, inputs: gated }\n  chip: {"}},
        "ohmic: run.yaml:10:35: hardware.wires.inputs: gated: a cell is on or off, so codes reach it bit "
        "by bit; input.encoding: bit_serial with digital accumulation; use inputs: driven"),
    badRunFile("WordLinesOfGates", {{"chip: {", "wires: { row: 1 ohm, inputs: gated }\n  chip: {"}},
               "ohmic: run.yaml:10:17: hardware.wires.row: found a resistance of word lines that only switch "
               "their cells; 0 ohm with inputs: gated; leave out wires.row"),
    badRunFile("BentCellsOutsideTheFit",
               {{"g_max: 30 uS }", "g_max: 30 uS, iv: { model: milo_2021, read_voltage: 0.2 V } }"}},
               "ohmic: run.yaml:9:49: hardware.cell.g_min: found 1 uS, outside the range that "
               "milo_2021 was fitted to; allowed: 50 uS to 225 uS; use a smaller range or another "
               "model"),
    badRunFile("ReadVoltageBeyondTheLaw",
               {{"g_max: 30 uS }", "g_max: 30 uS, iv: { model: cubic, read_voltage: 2 V } }"}},
               "ohmic: run.yaml:9:103: hardware.cell.iv.read_voltage: found 2 V, beyond where cubic "
               "holds; allowed: up to 1 V; use a lower read voltage or another model"),
    badRunFile(
        "LosslessWithDriverErrors",
        {{"encoding: bit_serial }\n  adc: { bits: 8, range: calibrated",
          "encoding: bit_serial }\n  dac: { noise: 0.5 }\n  adc: { bits: 8, range: lossless"}},
        "ohmic: run.yaml:9:26: hardware.adc.range: lossless needs sums of whole levels, but the rows are not "
        "driven linearly; allowed without dac.inl, dac.noise and cell.iv; try adc.bits: ideal"),
    badRunFile("GreatestConductanceBelowLeast", {{"g_max: 30 uS", "g_max: 0.5 uS"}},
               "ohmic: run.yaml:9:62: hardware.cell.g_max: found 500 nS, which is not above g_min; allowed: "
               "above 1 uS"),
    badRunFile("RangeOutsideTheFit", {{"g_max: 30 uS", "g_max: 300 uS"}},
               "ohmic: run.yaml:9:62: hardware.cell.g_max: found 300 uS, outside the range that "
               "rram_wan_2022_crosssim was fitted to; allowed: 0 S to 39.26 uS; use a smaller range or "
               "another model"),
    badRunFile("ParallelInputsOnOneBitDrivers", {{"encoding: bit_serial", "encoding: parallel"}},
               "ohmic: {source}/configs/presets/chip/isaac_2016.yaml:14:11: hardware.chip.dac_bits: "
               "input.bits: 8 with input.encoding: parallel; the chip's DACs and their costs cover 1 bit; "
               "use hardware.input.encoding: bit_serial, or another hardware.chip.preset"),
    badRunFile("ConverterThatItsCostsDoNotCover", {{"adc: { bits: 8", "adc: { bits: 6"}},
               "ohmic: {source}/configs/presets/chip/isaac_2016.yaml:18:15: hardware.chip.adc.model: "
               "isaac_2016 does not cover converters of 6 bits at 1.28 GHz and 32 nm; it covers 8 bits at 32 "
               "nm, up to 1.28 GHz; use --set "
               "hardware.chip.adc.model=hwcomponents_isaac or murmann_regression"),
    badRunFile(
        "KeyOfAnotherConverterModel",
        {{"tiles: auto", "adc: { model: murmann_regression, column_resistance: 3 kohm }"}},
        "ohmic: run.yaml:10:45: hardware.chip.adc.column_resistance: unknown key; allowed here: model, "
        "per_element, rate"),
    badRunFile("LosslessWithTooFewBits", {{"range: calibrated", "range: lossless"}},
               "ohmic: run.yaml:8:26: hardware.adc.range: lossless needs 13 bits for layer "
               "'/conv1/Conv_output_0' (sums up to 3175 levels times codes); 8 bits were given; raise "
               "hardware.adc.bits, use input.encoding: bit_serial, fewer rows at once or range: calibrated"),
    badRunFile(
        "LosslessWithAnalogCells",
        {{"cell_bits: 8 }\n  input: { bits: 8, encoding: bit_serial }\n  adc: { bits: 8, range: calibrated",
          "cell_bits: analog }\n  input: { bits: 8, encoding: bit_serial }\n  adc: { bits: 8, range: "
          "lossless"}},
        "ohmic: run.yaml:8:26: hardware.adc.range: lossless needs sums of whole levels, but cells are "
        "analog; allowed with weights.cell_bits: a number; try adc.bits: ideal"),
    badRunFile("CellBitsThatLeaveNoFraction",
               {{"weights: { bits: 8, cell_bits: 8", "weights: { bits: 14, cell_bits: 13"}},
               "ohmic: run.yaml:6:35: hardware.weights.cell_bits: 13 bits in one cell leave 1 fraction bits "
               "in 16; at least 6 are needed; use slices, e.g. cell_bits: 7"),
    badRunFile("ArrayTooNarrowForOneOutput",
               {{"columns: 128 }\n  weights: { bits: 8, cell_bits: 8",
                 "columns: 4 }\n  weights: { bits: 8, cell_bits: 2"}},
               "ohmic: run.yaml:5:32: hardware.array.columns: 4 columns cannot hold the 8 lines of one "
               "output; at least 8 columns are needed; use wider arrays or cells of more bits"),
    badRunFile("CalibrationOnTheTestSplit", {{"split: train", "split: test"}},
               "ohmic: run.yaml:11:23: calibration.split: found test, the split that accuracy is measured "
               "on; allowed: another split, or the same of another calibration.path; calibrate on `train` "
               "and run on "
               "`test`"),
    badRunFile("ChipTooSmall",
               {{"tiles: auto",
                 "tiles: 1, organisation: { arrays_per_element: 1, elements_per_tile: 1 }, adc: { "
                 "per_element: 1 }"}},
               "ohmic: run.yaml:10:18: hardware.chip.tiles: the network needs 14 arrays, 1 tiles of 1 arrays "
               "hold 1; at least 14 tiles are needed; try tiles: auto, or overflow: "
               "reprogram"),
    badRunFile(
        "ArrayBudgetOfAChipWithoutSize", {{"  chip:", "  array_budget: chip\n  chip:"}},
        "ohmic: run.yaml:10:17: hardware.array_budget: found chip, and no chip of a fixed size; "
        "chip with a number of hardware.chip.tiles, or a number of arrays; write the number of arrays"),
    badRunFile("ArrayBudgetTooSmall", {{"  chip:", "  array_budget: 3\n  chip:"}},
               "ohmic: run.yaml:10:17: hardware.array_budget: found 3 arrays, the network needs 14; at least "
               "14; leave it out, or use larger arrays"),
    badRunFile(
        "WavesWithoutATimeline", {{"chips: 1", "timeline: none, vcd: \"*\""}},
        "ohmic: run.yaml:12:38: run.vcd: found units with run.timeline: none; waves are drawn from the "
        "timeline; use run.timeline: rows"),
    badRunFile(
        "ConvertersThatDoNotDivide", {{"tiles: auto", "adc: { per_element: 7 }"}},
        "ohmic: run.yaml:10:31: hardware.chip.adc.per_element: 7 converters for 8 arrays; the same number of "
        "converters for each array; a multiple of 8, or other organisation.arrays_per_element"),
    badRunFile(
        "NoiseOfAnIdealConverter", {{"adc: { bits: 8, range: calibrated", "adc: { bits: ideal, noise: 1"}},
        "ohmic: run.yaml:8:30: hardware.adc.noise: found an error of converters with bits: ideal; an ideal "
        "converter hands the sum on; give hardware.adc.bits a number, or leave it out"),
    badRunFile("CapacitorsWithoutSar", {{"range: calibrated }", "capacitor_mismatch: 1 % }"}},
               "ohmic: run.yaml:8:39: hardware.adc.capacitor_mismatch: found capacitors in a converter that "
               "has none; capacitor_mismatch goes with kind: sar and charge_decrement; use kind: sar, or inl "
               "for a bow"),
    badRunFile(
        "BowOfASarConverter", {{"range: calibrated }", "kind: sar, inl: 0.5 }"}},
        "ohmic: run.yaml:8:35: hardware.adc.inl: found a bow in a successive-approximation converter; its "
        "non-linearity comes from its capacitors; use capacitor_mismatch, or another kind"),
    badRunFile("RangeThatIsNotUsed", {{"range: calibrated }", "full_scale: 10 }"}},
               "ohmic: run.yaml:8:31: hardware.adc.full_scale: found a range that is not used; it goes with "
               "adc.range: "
               "given and a number of bits; use range: given, or leave it out"),
    badRunFile("GivenRangeWithoutAValue", {{"range: calibrated }", "range: given }"}},
               "ohmic: run.yaml:8:8: hardware.adc.full_scale: missing; write a number > 0"),
    badRunFile(
        "ConvertersThatTheChipDoesNotHave", {{"range: calibrated }", "shared_by: 1 }"}},
        "ohmic: run.yaml:8:30: hardware.adc.shared_by: found 1; 128 columns share a converter of the chip "
        "(adc.per_element); leave it out, or change hardware.chip.adc.per_element"),
    badRunFile("OverrideOfALayerThatIsNotThere",
               {{"run: {", "layers: { cnv1: { adc: { bits: 8 } } }\nrun: {"}},
               "ohmic: run.yaml:12:17: layers.cnv1: matches no layer of the network; layers: conv1, conv2, "
               "fc1, fc2, logits; did you mean 'conv1'?"),
    badRunFile(
        "ReadTimeOfOneLayer", {{"run: {", "layers: { conv1: { read_time: 1 h } }\nrun: {"}},
        "ohmic: run.yaml:12:31: layers.conv1.read_time: one for all layers; a chip is read as a whole; write "
        "hardware.read_time"),
    badRunFile("LayersConverterThatItsCostsDoNotCover",
               {{"run: {", "layers: { conv1: { adc: { bits: 10 } } }\nrun: {"}},
               "ohmic: {source}/configs/presets/chip/isaac_2016.yaml:18:15: hardware.chip.adc.model: "
               "isaac_2016 does not cover converters of 10 bits at 1.28 GHz and 32 nm (for layers.conv1); it "
               "covers 8 bits at 32 nm, up to 1.28 GHz; use --set "
               "hardware.chip.adc.model=hwcomponents_isaac or murmann_regression"),
    badRunFile("AllLayersDigital", {{"run: {", "layers: { '*': digital }\nrun: {"}},
               "ohmic: run.yaml:12:16: layers.*: every layer runs digitally; at least one layer on arrays"),
    badRunFile("InverseNoiseWithoutALeastConductance",
               {{"rram_wan_2022_crosssim, g_min: 1 uS, g_max: 30 uS",
                 "gaussian, g_min: 0 S, programming: { sigma: 0.02, kind: inverse_proportional }"}},
               "ohmic: run.yaml:9:9: hardware.cell: kind inverse_proportional has no value at g_min = 0 S; "
               "g_min above 0 S is allowed; raise g_min or use kind: independent"),
};

}  // namespace ohmic::tests
