// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// Values of the wrong unit or size.

#include "tests/robustness/mistakes.h"

namespace ohmic::tests {

const std::vector<Mistake> kValueMistakes = {
    badRunFile("TimeForConductance", {{"30 uS", "30 us"}},
               "ohmic: run.yaml:9:62: hardware.cell.g_max: conductance expected, found time (30 us); write a "
               "number with its unit, such as 25 uS"),
    badRunFile("MissingUnit", {{"30 uS", "30"}},
               "ohmic: run.yaml:9:62: hardware.cell.g_max: conductance expected, found 30 without a unit; "
               "write a number with its unit, such as 25 uS"),
    badRunFile("UnknownUnit", {{"30 uS", "30 uSv"}},
               "ohmic: run.yaml:9:62: hardware.cell.g_max: conductance expected, found the unknown unit "
               "'uSv' (30 uSv); write a number with its unit, such as 25 uS"),
    badRunFile("WordForWholeNumber", {{"chips: 1", "chips: two"}},
               "ohmic: run.yaml:12:24: run.chips: a whole number expected, found the text 'two'; allowed: in "
               "[1, 100000]"),
    badRunFile(
        "FractionForWholeNumber", {{"chips: 1", "chips: 1.5"}},
        "ohmic: run.yaml:12:24: run.chips: a whole number expected, found 1.5; allowed: in [1, 100000]"),
    badRunFile(
        "WordForBoolean", {{"lenet5.onnx", "lenet5.onnx, fold_batch_norm: perhaps"}},
        "ohmic: run.yaml:1:49: network.fold_batch_norm: true or false expected, found the text 'perhaps'"),
    badRunFile("ScalarForSection", {{"adc: { bits: 8, range: calibrated }", "adc: 8"}},
               "ohmic: run.yaml:8:8: hardware.adc: a mapping of keys expected, found 8"),
    badRunFile("ListForNumber", {{"rows: 128", "rows: [128, 64]"}},
               "ohmic: run.yaml:5:18: hardware.array.rows: a whole number expected, found a list; allowed: "
               "in [1, 8192]"),
    badRunFile("ConverterOf40Bits", {{"adc: { bits: 8", "adc: { bits: 40"}},
               "ohmic: run.yaml:8:16: hardware.adc.bits: found 40; allowed: in [2, 16], ideal"),
    badRunFile("NegativeChips", {{"chips: 1", "chips: -3"}},
               "ohmic: run.yaml:12:24: run.chips: found -3; allowed: in [1, 100000]"),
    badRunFile("ArrayWithoutRows", {{"rows: 128", "rows: 0"}},
               "ohmic: run.yaml:5:18: hardware.array.rows: found 0; allowed: in [1, 8192]"),
    badRunFile("WordThatIsNoChoice", {{"encoding: bit_serial", "encoding: serial"}},
               "ohmic: run.yaml:7:31: hardware.input.encoding: found 'serial'; allowed: parallel, "
               "pulse_width, bit_serial"),
    badRunFile("WordForALayer", {{"run: {", "layers: { conv1: digitally }\nrun: {"}},
               "ohmic: run.yaml:12:18: layers.conv1: found 'digitally'; allowed: digital; did you mean "
               "'digital'?"),
    badRunFile("ReadTimeWithoutUnit", {{"  chip:", "  read_time: 3600\n  chip:"}},
               "ohmic: run.yaml:10:14: hardware.read_time: time expected, found 3600 without a unit; write a "
               "number with its unit, such as 100 ns"),
    badRunFile(
        "BandWithoutWidth", {{"30 uS", "30 uS, programming: { verify: { band: 0 } }"}},
        "ohmic: run.yaml:9:100: hardware.cell.programming.verify.band: found 0; allowed: in [1e-06, 1]"),
    badRunFile("TelegraphWithoutAmplitude", {{"30 uS", "30 uS, read_noise: { model: random_telegraph }"}},
               "ohmic: run.yaml:9:81: hardware.cell.read_noise.amplitude: missing; write a fraction in "
               "[0, 1], such as 0.02 or 2 %"),
    badRunFile(
        "RetentionTowardsNowhere",
        {{"30 uS", "30 uS, drift: { model: neurosim_retention, v: 0.1, direction: target, target: 50 uS }"}},
        "ohmic: run.yaml:9:140: hardware.cell.drift.target: found 50 uS; allowed: in [1 uS, 30 uS]"),
    badRunFile("MoreStuckCellsThanCells", {{"30 uS", "30 uS, faults: { stuck_high: 120 % }"}},
               "ohmic: run.yaml:9:91: hardware.cell.faults.stuck_high: found 120 %; allowed: in [0, 1]"),
    badRunFile("VariationOfTwiceTheMean", {{"30 uS", "30 uS, variation: { die: 2 }"}},
               "ohmic: run.yaml:9:87: hardware.cell.variation.die: found 2; allowed: in [0, 1]"),
    badRunFile("UnknownRemapping", {{"columns: 128", "columns: 128, remapping: rows"}},
               "ohmic: run.yaml:5:48: hardware.array.remapping: found 'rows'; allowed: none, fault_aware"),
    badFiles("StuckCellOfAnUnknownState",
             "printf 'layer,array,row,column,stuck\nconv1,0,1,2,open\n' > faults.csv",
             {{"30 uS", "30 uS, faults: { map: faults.csv }"}},
             "ohmic: faults.csv:2: found 'open' for stuck; allowed: high, low"),
    badFiles("StuckCellOfAnUnknownLayer",
             "printf 'layer,array,row,column,stuck\nconv9,0,1,2,low\n' > faults.csv",
             {{"30 uS", "30 uS, faults: { map: faults.csv }"}},
             "ohmic: faults.csv:2: no layer 'conv9'; allowed: a layer's name or path, * for any "
             "letters; `ohmic map` lists the layers"),
    badFiles("StuckCellOutsideItsArray",
             "printf 'layer,array,row,column,stuck\nconv1,0,128,2,low\n' > faults.csv",
             {{"30 uS", "30 uS, faults: { map: faults.csv }"}},
             "ohmic: faults.csv:2: found row 128 of conv1; allowed: 0 to 127; `ohmic map` lists the "
             "layers"),
    badRunFile("NegativeReadTime", {{"  chip:", "  read_time: [1 s, -1 h]\n  chip:"}},
               "ohmic: run.yaml:10:20: hardware.read_time[1]: found -1 h; allowed: >= 0 s"),
    badRunFile("UnknownTimelineDetail", {{"chips: 1", "timeline: all"}},
               "ohmic: run.yaml:12:27: run.timeline: found 'all'; allowed: none, rows, operations"),
    badRunFile("UnknownOverflow", {{"tiles: auto", "overflow: reload"}},
               "ohmic: run.yaml:10:21: hardware.chip.overflow: found 'reload'; allowed: refuse, reprogram"),
    badRunFile(
        "UnknownCompensation", {{"  chip:", "  drift_compensation: per_tile\n  chip:"}},
        "ohmic: run.yaml:10:23: hardware.drift_compensation: found 'per_tile'; allowed: none, per_layer, "
        "per_column, adabs"),
    badRunFile(
        "LevelWithoutUnit", {{"  chip:", "  weight_noise: { snr: 10 }\n  chip:"}},
        "ohmic: run.yaml:10:24: hardware.weight_noise.snr: level expected, found 10 without a unit; write a "
        "number with its unit, such as 10 dB"),
    badRunFile("NegativeWeightNoise", {{"  chip:", "  weight_noise: { eta: -5 % }\n  chip:"}},
               "ohmic: run.yaml:10:24: hardware.weight_noise.eta: found -5 %; allowed: in [0, 100]"),
    badRunFile("NoReplica", {{"  chip:", "  replicas: 0\n  chip:"}},
               "ohmic: run.yaml:10:13: hardware.replicas: found 0; allowed: in [1, 65536]"),
    badRunFile("WordForSharedArrays", {{"columns: 128 }", "columns: 128, shared: small }"}},
               "ohmic: run.yaml:5:45: hardware.array.shared: true or false expected, found the text 'small'"),
    badRunFile("UnknownConvolution", {{"  chip:", "  convolution: winograd\n  chip:"}},
               "ohmic: run.yaml:10:16: hardware.convolution: found 'winograd'; allowed: im2col, "
               "kernel_position"),
    badRunFile("NotANumber", {{"tiles: auto", "read_voltage: .nan V"}},
               "ohmic: run.yaml:10:25: hardware.chip.read_voltage: voltage expected, found the text '.nan "
               "V'; write a number with its unit, such as 0.2 V"),
};

}  // namespace ohmic::tests
