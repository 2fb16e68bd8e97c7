// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// What the command line got wrong.

#include "tests/robustness/mistakes.h"

namespace ohmic::tests {

const std::vector<Mistake> kCommandMistakes = {
    badCommand("OverrideOfAnUnknownKey", "run run.yaml --set hardware.adc.bit=6",
               "ohmic: --set hardware.adc.bit=6: hardware.adc.bit: unknown key; did you mean 'bits'?"),
    badCommand("OverrideWithoutValue", "run run.yaml --set hardware.adc.bits",
               "ohmic: --set hardware.adc.bits: no '=' between key and value; write it as --set "
               "hardware.array.rows=64"),
    badCommand("OverrideWithTheWrongType", "run run.yaml --set hardware.adc.bits=six",
               "ohmic: --set hardware.adc.bits=six: hardware.adc.bits: a whole number or a word expected, "
               "found the text 'six'; allowed: in [2, 16], ideal"),
    badCommand("SeedThatIsNoNumber", "run run.yaml --seed lucky",
               "ohmic: --set run.seed=lucky: run.seed: a whole number expected, found the text 'lucky'; "
               "allowed: in [0, 9000000000000000]"),
    badCommand(
        "UnknownVerb", "rnu run.yaml",
        "ohmic: unknown verb 'rnu'; allowed: run, study, compare, program, check, calibrate, map, explain, "
        "inspect, report, presets; did you mean 'run'?"),
    badCommand("UnknownOption", "run run.yaml --outptu results",
               "ohmic run: unrecognised option '--outptu'; see `ohmic run --help`"),
    badCommand("OptionWithoutValue", "run run.yaml --output",
               "ohmic run: the required argument for option '--output' is missing; see `ohmic run --help`"),
    badCommand("NoRunFile", "run",
               "ohmic: run: no run file given; write `ohmic run RUN.yaml`, for example `ohmic run "
               "configs/runs/quickstart.yaml`"),
    badCommand("TwoRunFiles", "run run.yaml other.yaml",
               "ohmic run: too many positional options have been specified on the command line; see `ohmic "
               "run --help`"),
    badCommand("OutputExists", "run run.yaml --output taken",
               "ohmic: --output: 'taken' exists; a folder that does not exist; choose another name, or "
               "--force to write into it",
               "mkdir taken"),
    badCommand("UnknownEngine", "run run.yaml --engine verilog",
               "ohmic: --engine: 'verilog'; functional, systemc"),
    badCommand("ManyChipsThroughSystemC", "run run.yaml --engine systemc --set run.chips=3",
               "ohmic: --engine: systemc with 3 chips and 1 read times; one chip and one read time; "
               "try --set run.chips=1, and one hardware.read_time"),
    badCommand(
        "UnknownPresetAskedFor", "presets rram_64x64",
        "ohmic: presets: no preset or model is named 'rram_64x64'; `ohmic presets` lists those there are"),
    badCommand(
        "ChipFileIsMissing", "run run.yaml --chip missing.npz",
        "ohmic: missing.npz: found no such file; an .npz archive that `ohmic program` wrote; write it with "
        "`ohmic program RUN.yaml -o CHIP.npz`"),
    badCommand("ChipFileIsText", "run run.yaml --chip chip.npz",
               "ohmic: chip.npz: found no whole ZIP archive (Not a zip archive); an .npz archive that `ohmic "
               "program` "
               "wrote; write it with `ohmic program RUN.yaml -o CHIP.npz`",
               "echo chip > chip.npz"),
    badCommand("ProgramWithoutOutput", "program run.yaml",
               "ohmic: program: no output given; write `ohmic program RUN.yaml -o CHIP.npz`"),
};

}  // namespace ohmic::tests
