#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Designs with another precision in each layer, from the least energy to the least loss: a ladder for a study.

    precision_ladder.py my.yaml results/ladder --option 4="{ adc: { bits: 4 } }" --option digital=digital

Each layer gets each option alone, the others stay as the run file has them: one `ohmic run` each, on the same images and
chips. The ladder begins with the least energy, and each step changes one layer, where a joule takes most of the loss away.
Loss is the cross entropy of the logits, whose paired differences are far sharper than those of accuracies. What an option
costs and brings is taken as if layers added up: the ladder proposes designs, and a study of them decides. Prints the
study's axis; `sensitivity.csv` in the folder has each layer's figures. The run needs a chip, which has an energy. Needs
NumPy; `ohmic` is looked for in PATH.
"""

import argparse
import concurrent.futures
import csv
import json
import pathlib
import subprocess

import numpy as np

KEEP = "keep"


class Runs:
    """`ohmic run` with one layer changed; what was run before is read again."""

    def __init__(self, given):
        self.run_file, self.folder = given.run_file, given.folder
        self.sets = [f"dataset.images={given.images}", *given.set]

    def __call__(self, layer, option, setting):
        place = self.folder / f"{layer.replace('/', '_')}-{option}"
        if not (place / "summary.json").exists():
            sets = self.sets + ([f'layers."{layer}"={setting}'] if setting else [])
            done = subprocess.run(["ohmic", "run", self.run_file, "-o", place, "--logits", "--threads", "1",
                                   "--cache", self.folder / "cache", *(word for text in sets for word in ("--set", text))],
                                  check=False, capture_output=True, text=True)
            if done.returncode:
                raise SystemExit(f"{layer}, {option}: {done.stderr.strip().splitlines()[-1]}")
        summary = json.loads((place / "summary.json").read_text())
        if "chip" not in summary:
            raise SystemExit(f"{self.run_file}: the run has no hardware.chip, so its designs have no energy")
        return losses(place), summary["chip"]["energy_per_image_J"], summary


def losses(place):
    """Cross entropy of each image at the first read time, in nats."""
    logits = np.load(place / "logits.npy")[0].astype(float)
    logits = logits.reshape(-1, logits.shape[-1])
    with open(place / "predictions.csv", encoding="utf-8") as file:
        labels = np.array([int(line["label"]) for line in csv.DictReader(file)][:len(logits)])
    highest = logits.max(axis=1, keepdims=True)
    logs = highest[:, 0] + np.log(np.exp(logits - highest).sum(axis=1))
    return logs - logits[np.arange(len(labels)), labels]


def hull(options):
    """Names of the options that have the least of loss + weight * energy for a weight, from the least energy on."""
    names = []
    for name in sorted(options, key=lambda o: (options[o][1], options[o][0])):
        if names and options[name][0] >= options[names[-1]][0]:
            continue
        while len(names) > 1 and slope(options, names[-2], names[-1]) <= slope(options, names[-2], name):
            names.pop()
        names.append(name)
    return names


def slope(options, low, high):
    """Loss that each joule of @p high over @p low takes away."""
    return (options[low][0] - options[high][0]) / (options[high][1] - options[low][1])


def ladder(effects):
    """Designs from the least energy on: each differs from the one before in the layer where a joule takes most loss away."""
    hulls = {layer: hull(options) for layer, options in effects.items()}
    steps = [(slope(effects[layer], low, high), layer, high) for layer, names in hulls.items() for low, high in zip(names, names[1:])]
    designs = [{layer: names[0] for layer, names in hulls.items()}]
    for _, layer, option in sorted(steps, key=lambda step: -step[0]):
        designs.append({**designs[-1], layer: option})
    return designs


def patterns(names):
    """Of each layer what `layers` of a run file calls it: its module path, or the full name where paths are equal."""
    paths = [name.lstrip("/").rpartition("/")[0] for name in names]
    return [path if path and paths.count(path) == 1 else "=" + name for path, name in zip(paths, names)]


def pair(text):
    name, _, setting = text.partition("=")
    if not setting:
        raise argparse.ArgumentTypeError(f"{text}: write NAME=SETTING")
    return name, setting


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("run_file")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--option", type=pair, action="append", required=True, metavar="NAME=SETTING")
    parser.add_argument("--images", type=int, default=400)
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="of all runs")
    parser.add_argument("--steps", type=int, default=20, help="designs that are printed, evenly in energy")
    parser.add_argument("--workers", type=int, default=1)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    runs, options = Runs(given), dict(given.option)
    base, energy, summary = runs("all", KEEP, "")
    layers = patterns([layer["name"] for layer in summary["layers"]])
    effects = {layer: {KEEP: (0.0, 0.0, 0.0)} for layer in layers}
    with concurrent.futures.ThreadPoolExecutor(given.workers) as pool:
        found = {(layer, name): pool.submit(runs, layer, name, setting) for layer in layers for name, setting in options.items()}
    for (layer, name), run in found.items():
        difference = run.result()[0] - base
        effects[layer][name] = difference.mean(), run.result()[1] - energy, difference.std(ddof=1) / np.sqrt(len(difference))
    with open(given.folder / "sensitivity.csv", "w", encoding="utf-8") as file:
        file.write("layer,option,loss,loss_error,energy_J\n")
        for layer, by_option in effects.items():
            file.writelines(f"{layer},{name},{loss:.5f},{error:.5f},{joule:.4e}\n" for name, (loss, joule, error) in by_option.items())
    designs = ladder(effects)
    joules = [energy + sum(effects[layer][name][1] for layer, name in design.items()) for design in designs]
    chosen = {int(np.argmin(np.abs(np.array(joules) - at))) for at in np.linspace(joules[0], joules[-1], given.steps)}
    print("design:\n  cases:")
    for step, index in enumerate(sorted(chosen), start=1):
        keys = ", ".join(f'layers."{layer}": {json.dumps(options[name])}' for layer, name in designs[index].items() if name != KEEP)
        print(f"    step {step}: {{ {keys} }}  # {1e6 * joules[index]:.2f} uJ expected")


if __name__ == "__main__":
    main()
