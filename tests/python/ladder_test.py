# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""docs/precision_ladder.py: its ladder is the lower hull of loss and energy, and its axis is one that a study reads."""
import csv
import importlib.util
import itertools
import json
import os
import pathlib
import subprocess
import sys
import unittest

import places
from places import COMMAND, SOURCE

places.needed("numpy")

SCRIPT = SOURCE / "docs/precision_ladder.py"
_spec = importlib.util.spec_from_file_location("precision_ladder", SCRIPT)
ladders = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(ladders)

# loss and energy above the base's, and the loss's error, which the ladder does not ask for
EFFECTS = {
    "a": {"keep": (0.0, 0.0, 0.0), "coarse": (3.0, -1.0, 0.1), "fine": (-1.0, 2.0, 0.1), "worse": (0.5, 1.0, 0.1)},
    "b": {"keep": (0.0, 0.0, 0.0), "coarse": (0.2, -2.0, 0.1), "digital": (-0.3, -1.0, 0.1)},
    "c": {"keep": (0.0, 0.0, 0.0), "middle": (-0.4, 1.0, 0.1), "fine": (-2.0, 2.0, 0.1)},
}


def place(design):
    chosen = [EFFECTS[layer][option] for layer, option in design.items()]
    return sum(c[0] for c in chosen), sum(c[1] for c in chosen)


class Ladder(unittest.TestCase):
    def test_begins_with_the_least_energy_and_ends_with_the_least_loss(self):
        designs = ladders.ladder(EFFECTS)
        self.assertEqual(designs[0], {"a": "coarse", "b": "coarse", "c": "keep"})
        self.assertEqual(designs[-1], {"a": "fine", "b": "digital", "c": "fine"})

    def test_is_the_best_of_all_designs_for_every_weight_of_energy(self):
        grid = [dict(zip(EFFECTS, options)) for options in itertools.product(*EFFECTS.values())]
        steps = [place(design) for design in ladders.ladder(EFFECTS)]
        for weight in (0.0, 0.1, 0.3, 0.49, 0.7, 0.99, 1.5, 2.9, 3.1, 100.0):
            with self.subTest(weight=weight):
                best = min(loss + weight * energy for loss, energy in map(place, grid))
                self.assertAlmostEqual(min(loss + weight * energy for loss, energy in steps), best)

    def test_changes_one_layer_a_step_and_leaves_out_what_is_above_the_hull(self):
        designs = ladders.ladder(EFFECTS)
        for low, high in zip(designs, designs[1:]):
            self.assertEqual(sum(low[layer] != high[layer] for layer in EFFECTS), 1)
        self.assertFalse({"worse", "middle"} & {option for design in designs for option in design.values()})

    def test_layers_of_one_module_path_have_their_full_names(self):
        self.assertEqual(ladders.patterns(["/f/conv1/Conv_output_0", "/f/twice/Conv_output_0", "/f/twice/Conv_1_output_0", "x"]),
                         ["f/conv1", "=/f/twice/Conv_output_0", "=/f/twice/Conv_1_output_0", "=x"])


class Script(places.FolderCase):
    def ladder(self, hardware, *options):
        """The script on LeNet-5 with this hardware over that of other tests, ten images a run."""
        run = {**places.RUN, "network": {"model": str(SOURCE / places.RUN["network"]["model"])},
               "hardware": {**places.RUN["hardware"], **hardware}}
        pathlib.Path("my.yaml").write_text(json.dumps(run))
        path = {**os.environ, "PATH": f"{pathlib.Path(COMMAND).parent}:{os.environ['PATH']}"}
        return subprocess.run([sys.executable, "-B", SCRIPT, "my.yaml", "ladder", "--images", "10", *options],
                              capture_output=True, text=True, env=path)

    def test_prints_an_axis_that_a_study_reads(self):
        hardware = {"adc": {"bits": 6}, "input": {"encoding": "bit_serial"},
                    "chip": {"preset": "isaac_2016", "adc": {"model": "murmann_regression"}}}
        done = self.ladder(hardware, "--option", "4={ adc: { bits: 4 } }", "--option", "8={ adc: { bits: 8 } }")
        self.assertEqual(done.returncode, 0, done.stderr)
        axis = "".join("    " + line + "\n" for line in done.stdout.splitlines())
        pathlib.Path("study.yaml").write_text("study:\n  run: my.yaml\n  axes:\n" + axis)
        plan = subprocess.run([COMMAND, "study", "plan", "study.yaml"], capture_output=True, text=True)
        self.assertEqual(plan.returncode, 0, plan.stderr)
        self.assertIn("step 2", plan.stdout)
        with open("ladder/sensitivity.csv", encoding="utf-8") as file:
            lines = list(csv.DictReader(file))
        self.assertEqual(len(lines), 5 * 3)  # LeNet-5 has five layers, each as it is and with two options
        for line in lines:  # fewer bits of converter take less energy, more take more
            self.assertEqual((float(line["energy_J"]) > 0) - (float(line["energy_J"]) < 0), {"4": -1, "keep": 0, "8": 1}[line["option"]], line)

    def test_says_why_it_ends(self):
        for key, words in (("adc.bots", "bots"), ("adc.bits", "no hardware.chip")):
            with self.subTest(key=key):
                done = self.ladder({}, "--set", f"hardware.{key}=6", "--option", "digital=digital")
                self.assertEqual(done.returncode, 1)
                self.assertIn(words, done.stderr)
                self.assertNotIn("Traceback", done.stderr)


places.main()
