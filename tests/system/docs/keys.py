#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""The keys of docs/run_files.md, docs/chip.md, docs/study_files.md and docs/search.md are those that the program reads.

    keys.py OHMIC SOURCE

A key that no reader has is put into each mapping, in many settings; the message that refuses it lists the keys
that are allowed there. All of them must be in the pages' tables, and every key of the tables must be allowed
in one setting.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import page as documentation

UNKNOWN = "zzzzzzzz"

RUN = """network: { model: models/zoo/lenet5-fashion-mnist.onnx }
dataset: { name: fashion-mnist }
hardware: { preset: rram_128x128 }
"""
# Settings under which readers ask for more than they do for RUN.
SETTINGS = [
    [],
    ["hardware.adc.range=given", "hardware.adc.full_scale=10"],
    ["dataset.name=npz", "dataset.path=models"],
    ["dataset.name=csv", "dataset.path=models"],
    ["dataset.name=folder", "dataset.path=models"],
    ["run.until.half_width=1 %", "run.until.max_chips=9"],
    ["hardware.cell.model=gaussian"],
    ["hardware.cell.model=pcm_nandakumar_2019"],
    ["hardware.cell.programming.verify.band=1 %"],
    ["hardware.cell.drift.model=neurosim_retention", "hardware.cell.drift.v=0.1",
     "hardware.cell.drift.direction=target", "hardware.cell.drift.target=20 uS"],
    ["hardware.cell.read_noise.model=random_telegraph", "hardware.cell.read_noise.amplitude=1 %",
     "hardware.cell.read_noise.occupancy=50 %"],
    ["hardware.cell.model=table", "hardware.cell.file=cells.csv"],
    ["hardware.cell.model=ideal", "hardware.cell.programming.model=table",
     "hardware.cell.programming.file=cells.csv", "hardware.cell.drift.model=table",
     "hardware.cell.drift.file=cells.csv", "hardware.cell.read_noise.model=table",
     "hardware.cell.read_noise.file=noise.csv"],
    ["hardware.cell.iv.model=sinh", "hardware.cell.iv.v0=0.2 V", "hardware.cell.iv.read_voltage=0.2 V"],
    ["hardware.chip.preset=neurosim_22nm_rram", "hardware.adc.bits=5"],
    ["hardware.chip.costs.model=equations"],
]
WEIGHT_NOISE = "hardware: { weight_noise: { eta: 10 % } }\n"
STORAGE = "hardware: { storage: { medium: cells, redundancy: { share: 10 %, copies: 2 } }, cell: { model: pcm_joshi_2020 } }\n"
MEMORY = "hardware: { storage: { medium: memory } }\n"
FILES = {
    "cells.csv": "time_s,target_uS,mean_uS,std_uS\n0,1,1,0.1\n0,120,120,1\n60,1,1,0.2\n60,120,119,2\n",
    "noise.csv": "conductance_uS,std_uS\n1,0.1\n120,0.2\n",
}
ROOTS = ("study",)  # a study's overrides reach its keys and those of its runs, not the file's first level
# Mappings whose keys are the user's own words, or the components of a chip.
FREE = ("layers", "hardware.chip.costs", "study.set", "study.axes", "study.sizes", "study.plots",
        "study.search.per_layer")


def documented(page: pathlib.Path, prefix: str, cells: list) -> set:
    """Full paths of the keys in a table's first column: `rows`, `.columns`, `timing: { dac, adc }`."""
    found = set()
    for cell in cells:
        for name in documentation.names(cell):
            head, _, tail = name.partition(": {")
            head = prefix + head.strip()
            found.add(head)
            found |= {f"{head}.{key.strip()}" for key in tail.rstrip(" }").split(",") if tail and key.strip()}
    return found


class Program:
    def __init__(self, ohmic: pathlib.Path, source: pathlib.Path, folder: pathlib.Path):
        self.ohmic, self.folder = ohmic, folder
        (folder / "models").symlink_to(source / "models")
        for name, text in FILES.items():
            (folder / name).write_text(text)

    def allowed(self, arguments: list, mapping: str) -> set:
        """The keys that the refusal of an unknown one lists; none where something else is refused."""
        key = f"{mapping}.{UNKNOWN}" if mapping else UNKNOWN
        done = subprocess.run([self.ohmic, *arguments, "--set", f"{key}=1"], cwd=self.folder, text=True,
                              capture_output=True)
        listed = re.search(rf"{re.escape(key)}: unknown key; allowed here: ([^;\n]*)", done.stderr)
        return {f"{mapping}.{name}".strip(".") for name in listed.group(1).split(", ")} if listed else set()


def read_keys(program: Program, files: list, mappings: set) -> set:
    found = set()
    for verb, text, settings in files:
        (program.folder / "file.yaml").write_text(text)
        for setting in settings:
            options = [word for value in setting for word in ("--set", value)]
            for mapping in mappings:
                found |= program.allowed([*verb, "file.yaml", *options], mapping)
    return found


def check(what: str, page_keys: set, program: Program, files: list) -> list:
    parents = {key.rsplit(".", 1)[0] for key in page_keys if "." in key}
    parents |= {parent.rsplit(".", 1)[0] for parent in parents if "." in parent} | {""}
    read = read_keys(program, files, {parent for parent in parents if not parent.startswith(FREE)})
    outer = {".".join(key.split(".")[:n]) for key in page_keys for n in range(1, key.count(".") + 1)}
    own = {key for key in page_keys | outer if not key.startswith(tuple(free + "." for free in FREE))} - set(ROOTS)
    return [f"{what}: no reader has the key {key}" for key in sorted(own - read)] + [
        f"{what}: the key {key} is read and not documented" for key in sorted(read - own)]


def main() -> int:
    ohmic, source = (pathlib.Path(name).resolve() for name in sys.argv[1:3])
    run_page, chip_page, study_page, search_page = (
        source / "docs" / name for name in ("run_files.md", "chip.md", "study_files.md", "search.md"))
    run_keys = documented(run_page, "", [row[0] for row in documentation.table(run_page, "key")])
    run_keys |= documented(chip_page, "hardware.chip.", [row[0] for row in documentation.table(chip_page, "key")])
    study_keys = documented(study_page, "", [row[0] for row in documentation.table(study_page, "key")])
    study_keys |= documented(search_page, "",
                             [row[0] for row in documentation.table(search_page, "key")])
    with tempfile.TemporaryDirectory() as folder:
        program = Program(ohmic, source, pathlib.Path(folder))
        base = "\n".join(RUN.split("\n")[:2]) + "\n"
        faults = check("docs/run_files.md, docs/chip.md", run_keys, program,
                       [(["check"], RUN, SETTINGS), (["check"], base + WEIGHT_NOISE, [[]]),
                        (["check"], base + STORAGE, [[]]), (["check"], base + MEMORY, [[]])])
        (program.folder / "run.yaml").write_text(RUN)
        study = "study: { run: run.yaml, axes: { run.seed: [1, 2] }, sizes: { small: {} } }\n"
        faults += check("docs/study_files.md, docs/search.md", study_keys, program,
                        [(["study", "plan"], study, [[], ["study.until.half_width=1 %", "study.until.max_chips=9"],
                          ["study.search.maximise=top1"]])])
    print("\n".join(faults) or "every key of the pages is read, and every key that is read is in the pages")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
