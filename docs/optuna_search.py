#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Optuna (python3-optuna) drives `ohmic run`: the most accuracy for the least energy, with a budget of image evaluations.

    optuna_search.py my.yaml results/optuna --axis hardware.adc.bits=5,6,8 --axis hardware.weights.cell_bits=2,7

Each trial is one run in a folder of its own. A trial that repeats settings costs nothing. An image evaluation is an image
on a chip; a run's calibration counts too. docs/search.md compares this with `study.search`. The run needs a chip, which
has an energy. `ohmic` is looked for in PATH.
"""

import argparse
import json
import pathlib
import subprocess

import optuna

SAMPLERS = {
    "tpe": lambda seed: optuna.samplers.TPESampler(seed=seed),
    "nsga2": lambda seed: optuna.samplers.NSGAIISampler(seed=seed, population_size=10),
}


class Runs:
    """`ohmic run` with the settings of a trial, and what all of them cost."""

    def __init__(self, run_file, folder):
        self.run_file, self.folder = run_file, folder
        self.found, self.evaluations = {}, 0

    def __call__(self, settings):
        key = tuple(sorted(settings.items()))
        if key not in self.found:
            place = self.folder / str(len(self.found) + 1)
            sets = [word for name, value in settings.items() for word in ("--set", f"{name}={value}")]
            subprocess.run(["ohmic", "run", self.run_file, "-o", place, *sets], check=True, capture_output=True)
            summary = json.loads((place / "summary.json").read_text())
            self.evaluations += summary["accuracy"]["images"] * summary["chips"]
            self.evaluations += int(summary["config"].get("calibration.images", 0))
            self.found[key] = summary["accuracy"]["top1"], summary["chip"]["energy_per_image_J"]
        return self.found[key]


def axis(text):
    name, _, values = text.partition("=")
    if not values:
        raise argparse.ArgumentTypeError(f"{text}: write KEY=VALUE,VALUE")
    return name, values.split(",")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("run_file")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--axis", type=axis, action="append", required=True, metavar="KEY=VALUE,VALUE")
    parser.add_argument("--sampler", choices=SAMPLERS, default="nsga2")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--trials", type=int, default=20)
    parser.add_argument("--images", type=int, help="image evaluations after which no run begins")
    given = parser.parse_args()
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    runs = Runs(given.run_file, given.folder)
    study = optuna.create_study(directions=["maximize", "minimize"], sampler=SAMPLERS[given.sampler](given.seed))
    for _ in range(given.trials):
        if given.images is not None and runs.evaluations >= given.images:
            break
        trial = study.ask()
        study.tell(trial, runs({name: trial.suggest_categorical(name, values) for name, values in given.axis}))
    print(f"{len(runs.found)} runs, {runs.evaluations} image evaluations; not beaten:")
    for trial in sorted(study.best_trials, key=lambda t: t.values[1]):
        settings = ", ".join(f"{name} {value}" for name, value in trial.params.items())
        print(f"{100 * trial.values[0]:.2f} %  {1e6 * trial.values[1]:.3f} uJ  {settings}")


main()
