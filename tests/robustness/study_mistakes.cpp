// SPDX-FileCopyrightText: 2026 The Ohmic authors
// SPDX-License-Identifier: Apache-2.0

// What a study file got wrong. The base run is run.yaml.

#include "tests/robustness/mistakes.h"

namespace ohmic::tests {
namespace {

/// @param body  what stands below `run: run.yaml`, indented by two.
Mistake badStudy(std::string name, const std::string& body, std::string message,
                 std::string command = "study run study.yaml") {
  return badCommand(std::move(name), std::move(command), std::move(message),
                    "printf 'study:\\n  run: run.yaml\\n" + body + "\\n' > study.yaml");
}

}  // namespace

const std::vector<Mistake> kStudyMistakes = {
    badStudy("StudyWithoutAxes", "  title: empty",
             "ohmic: study.yaml:2:3: study.axes: no axis; at least one key with its values; write "
             "axes: { hardware.adc.bits: [4, 6, 8] }"),
    badStudy("StudyWithChipsTwice", "  set: { run.chips: 3 }\\n  chips: 2\\n  axes: { run.seed: [1, 2] }",
             "ohmic: study.yaml:4:10: study.chips: sets run.chips, which `set` gives another value; each key "
             "once; "
             "leave one of them out"),
    badStudy("StudyWithFewerWorkersThanNone", "  axes: { run.seed: [1, 2] }",
             "ohmic: --workers: found -1; in [0, 1024]", "study run study.yaml --workers -1"),
    badStudy("StudyWithMoreThreadsThanARunTakes", "  axes: { run.seed: [1, 2] }",
             "ohmic: --threads: found 1025; in [1, 1024]", "study run study.yaml --threads 1025"),
    badStudy("StudyPlotWithTheNameOfTheReportsOwn",
             "  axes: { run.seed: [1, 2] }\\n  plots: { paired_best: { x: run.seed } }",
             "ohmic: study.yaml:4:25: study.plots.paired_best: found a name whose file, plots/paired_best, a "
             "figure of "
             "every report has; names other than paired_best and paired_axes; rename the plot"),
    badStudy("StudyPlotWhoseFileIsTheReportsOwn",
             "  axes: { run.seed: [1, 2] }\\n  plots: { \"paired axes\": { x: run.seed } }",
             "ohmic: study.yaml:4:27: study.plots.paired axes: found a name whose file, plots/paired_axes, a "
             "figure of "
             "every report has; names other than paired_best and paired_axes; rename the plot"),
    badStudy("StudyAxisOfAnUnknownKey", "  axes: { hardware.adc.bit: [4, 6] }",
             "ohmic: study.yaml:3:29: hardware.adc.bit: unknown key (in the point hardware.adc.bit=4);"
             " did you mean 'bits'?"),
    badStudy("StudyAxisValueThatARunRefuses", "  axes: { hardware.adc.bits: [8, 60] }",
             "ohmic: study.yaml:3:30: hardware.adc.bits: found 60 (in the point hardware.adc.bits=60);"
             " allowed: in [2, 16], ideal"),
    badStudy("StudyAxisWithTheWrongUnit", "  axes: { hardware.wires.row: [1 ohm, 1 s] }",
             "ohmic: study.yaml:3:31: hardware.wires.row: resistance expected, found time (1 s) (in "
             "the point hardware.wires.row=1 s); write a number with its unit, such as 1 kOhm"),
    badStudy("StudyAxisThatIsNoKey", "  axes: { bits: [4, 6] }",
             "ohmic: study.yaml:3:17: study.axes.bits: 'bits' is not the full path of a key of a run "
             "file; keys such as hardware.adc.bits; a name of its own takes cases, zip or random below"
             " it"),
    badStudy("StudyAxisOfTwoKinds",
             "  axes: { hardware.wires.row: { log: [1 ohm, 9 ohm], linear: [1 ohm, 9 ohm] } }",
             "ohmic: study.yaml:3:31: study.axes.\"hardware.wires.row\": found linear beside log; a "
             "list, or exactly one of: values, linear, log; write it as [4, 6, 8] or { log: [0.1 ohm, "
             "10 ohm], points: 5 }"),
    badStudy("StudyAxisWithoutPoints", "  axes: { hardware.wires.row: { log: [1 ohm, 9 ohm] } }",
             "ohmic: study.yaml:3:31: study.axes.\"hardware.wires.row\".points: missing; write a whole"
             " number in [2, 100000]"),
    badStudy("StudyAxisFromZeroInEqualRatios",
             "  axes: { hardware.wires.row: { log: [0 ohm, 9 ohm], points: 3 } }",
             "ohmic: study.yaml:3:38: study.axes.\"hardware.wires.row\".log: found 0 ohm; ends above "
             "zero for equal ratios; use linear, or start above zero"),
    badStudy("StudyAxisOfTwoDimensions", "  axes: { hardware.wires.row: { log: [1 ohm, 9 s], points: 3 } }",
             "ohmic: study.yaml:3:38: study.axes.\"hardware.wires.row\".log: found 1 ohm and 9 s; two "
             "numbers, or two quantities of one dimension, the lower first; write it as [0.1 ohm, 10 "
             "ohm]"),
    badStudy("StudyZipOfTwoLengths", "  axes: { both: { zip: { run.seed: [1, 2], run.chips: [1, 2, 3] } } }",
             "ohmic: study.yaml:3:55: study.axes.both.zip.\"run.chips\": found 3 values; as many as of"
             " run.seed: 2; give each key of a zip as many values"),
    badStudy("StudyKeyOnTwoAxes",
             "  axes: { run.seed: [1, 2], both: { zip: { run.seed: [1, 2], run.chips: [1, 2] } } }",
             "ohmic: study.yaml:3:35: study.axes.both: sets run.seed, which axis 'run.seed' sets; each"
             " key on one axis; leave one of them out"),
    badStudy("StudyKeyOnTwoAxesInTwoSpellings",
             "  axes: { hardware.adc.bits: [4, 6], hardware.\"adc\".bits: [8, 9] }",
             "ohmic: study.yaml:3:59: study.axes.\"hardware.\\\"adc\\\".bits\": sets "
             "hardware.\"adc\".bits, and axis 'hardware.adc.bits' sets hardware.adc.bits; each key on one "
             "axis; leave one of them out"),
    badStudy("StudyAxisInsideAnother",
             "  axes: { hardware.cell.g_max: [9 uS, 8 uS], hardware.cell: [\"{ model: ideal }\"] }",
             "ohmic: study.yaml:3:61: study.axes.\"hardware.cell\": sets hardware.cell, and axis "
             "'hardware.cell.g_max' sets hardware.cell.g_max; each key on one axis; leave one of them out"),
    badStudy("StudySetOfAnAxis", "  axes: { run.seed: [1, 2] }",
             "ohmic: --set run.seed=7: run.seed: found a value that no point has: axis 'run.seed' sets it in "
             "every point; keys that no axis sets; leave it out, or change the axis in the study file",
             "study run study.yaml --set run.seed=7"),
    badStudy("StudyAxisNamedAsAColumn", "  axes: { status: { cases: { a: { run.seed: 1 } } } }",
             "ohmic: study.yaml:3:19: study.axes.status: found 'status', which is a column of the results; a "
             "name that no other column has; rename the axis"),
    badStudy("StudyOfAPointThatARunRefuses", "  axes: { hardware.adc.range: [calibrated, lossless] }",
             "ohmic: study.yaml:3:31: hardware.adc.range: lossless needs 13 bits for layer "
             "'/conv1/Conv_output_0' (sums up to 3175 levels times codes) (in the point "
             "hardware.adc.range=lossless); 8 bits were given; raise hardware.adc.bits, use input.encoding: "
             "bit_serial, fewer rows at once or range: calibrated"),
    badStudy("StudyWithAnUnknownKey", "  axis: { run.seed: [1, 2] }\\n  axes: { run.seed: [1, 2] }",
             "ohmic: study.yaml:3:3: study.axis: unknown key; did you mean 'axes'?"),
    badStudy("StudyOfAnUnknownSize", "  axes: { run.seed: [1, 2] }\\n  sizes: { full: { chips: 9 } }",
             "ohmic: --set study.size=ful: study.size: found 'ful'; allowed: full, small; did you mean"
             " 'full'?",
             "study run study.yaml --set study.size=ful"),
    badStudy("StudyWithFewerMostChips",
             "  axes: { run.seed: [1, 2] }\\n  chips: 5\\n  until: { half_width: 1 %%, max_chips: 3 }",
             "ohmic: study.yaml:5:40: run.until.max_chips: found 3, less than run.chips (in the point "
             "run.chips=5, run.until.half_width=0.01, run.until.max_chips=3, run.seed=1); at least 5; "
             "run.chips is the least number of chips"),
    badCommand("ChipsUntilAWidthOfNone", "run run.yaml --set 'run.until={ half_width: 0 %, max_chips: 9 }'",
               "ohmic: --set run.until={ half_width: 0 %, max_chips: 9 }: run.until.half_width: found 0 "
               "%; allowed: in (0, 0.5]"),
    badCommand("ChipsUntilWithoutMost", "run run.yaml --set 'run.until.half_width=1 %'",
               "ohmic: --set run.until.half_width=1 %: run.until.max_chips: missing; write a whole "
               "number in [2, 100000]"),
    badCommand("CompareOfOneResult", "compare results/a",
               "ohmic: compare: found 1 results; two, or more with --report; write `ohmic compare results/a "
               "results/b`, or add --report "
               "comparison.html"),
    badCommand("CompareWithNothing", "compare a b",
               "ohmic: a: found no such file; a run's summary.json; name a folder that `ohmic run` wrote"),
    badCommand("StudyWithoutItsRun", "study run study.yaml",
               "ohmic: study.yaml:1:8: study.run: missing; write the path of a file or folder",
               "printf 'study: { axes: { run.seed: [1, 2] } }\\n' > study.yaml"),
    badCommand("StudyThatIsARun", "study run run.yaml",
               "ohmic: run.yaml:1:1: study.run: missing; write the path of a file or folder"),
    badCommand(
        "StudyWithoutStep", "study",
        "ohmic: study: no study given; ohmic study plan|run|status|merge|report|slurm STUDY.yaml|DIR; write "
        "`ohmic study run configs/studies/bit_slicing.yaml`"),
    badCommand(
        "StudyOfAnUnknownStep", "study rnu run.yaml",
        "ohmic: study: unknown step 'rnu'; allowed: plan, run, status, merge, report, slurm, why; did you "
        "mean 'run'?"),
    badStudy("StudyShardOutOfRange", "  axes: { run.seed: [1, 2] }",
             "ohmic: --shard: found '3/2'; I/N with I from 1 to N; write --shard 3/32",
             "study run study.yaml --shard 3/2"),
    badStudy("StudyIntoAnotherFolder", "  axes: { run.seed: [1, 2] }",
             "ohmic: --output: '.' exists and is no study; a study's folder, or one that does not "
             "exist; choose another name",
             "study run study.yaml -o ."),
    badCommand(
        "StudyMergeOfNoStudy", "study merge .",
        "ohmic: ./plan.json: found no such file; a folder that `ohmic study run` wrote; name the study "
        "file, or its results folder"),
};

}  // namespace ohmic::tests
