#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""What docs/ says of files is what the program writes: fields, columns, figures, arrays with type and length.

    contents.py OHMIC SOURCE

Both ways: what the pages name is written by one of the runs below, and what these write is named.
"""
import csv
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import numpy

sys.dont_write_bytecode = True
import page as documentation

HEAD = """network: { model: models/zoo/lenet5-fashion-mnist.onnx }
dataset: { name: fashion-mnist, images: 4, mean: [0.2860], std: [0.3530] }
calibration: { split: train, images: 4 }
run: { seed: 1, chips: 2, timed_images: 1 }
"""
RUNS = {
    "plain": HEAD + "hardware: { preset: rram_128x128 }\n",
    "dealt": HEAD.replace("chips: 2,", "chips: 2, deal_images: true,") + "hardware: { preset: rram_128x128 }\n",
    "verified": HEAD + "hardware: { preset: rram_128x128, cell: { programming: { verify: { band: 1 % } } } }\n",
    "noise": HEAD.replace("calibration: { split: train, images: 4 }\n", "")
    + "hardware: { weight_noise: { eta: 10 %, estimator: mmse, lambda: 1, beta: 0 } }\n",
    "stored": HEAD + "hardware: { storage: { sign: memory }, cell: { model: pcm_joshi_2020 } }\n",
}
# Inputs of 1e37 overflow in the network.
RUNS["overflow"] = RUNS["noise"].replace("std: [0.3530]", "std: [1.0e-38]")
CHIPS = {
    "writes": "cell: { model: gaussian, programming: { sigma: 1 %, verify: { band: 1 % } } }",
    "unit": "weights: { encoding: offset_unit_column, subtraction: analog }, "
            "cell: { model: gaussian, read_noise: { sigma: 1 % } }",
    "gated": "input: { bits: 8, encoding: bit_serial, signed: two_phase }, "
             "wires: { column: 1 ohm, inputs: gated }, cell: { model: ideal }",
    "bent": "cell: { model: ideal, iv: { model: cubic, read_voltage: 0.2 V } }",
}
STUDY = "study: { run: plain.yaml, axes: { hardware.read_time: [1 s, 2 s] } }\n"
# Maps from the user's or the chip's own words: their keys are not the program's.
MAPS = ("config", "config_origins", "chip.area_by_component_m2", "chip.energy_by_component_J", "inputs")
DTYPES = {"float32": "<f4", "float64": "<f8", "int16": "<i2", "int64": "<i8", "bytes": "|u1"}


class Places:
    def __init__(self, ohmic: pathlib.Path, source: pathlib.Path, folder: pathlib.Path):
        self.ohmic, self.docs, self.folder = ohmic, source / "docs", folder
        (folder / "models").symlink_to(source / "models")

    def run(self, *arguments: str):
        subprocess.run([self.ohmic, *arguments], cwd=self.folder, check=True, capture_output=True)


def section(page: pathlib.Path, heading: str) -> str:
    """The text below a heading, to the next of its rank."""
    rank, _ = heading.split(" ", 1)
    return re.split(rf"^{rank} ", documentation.prose(page).split(heading + "\n", 1)[1], flags=re.M)[0]


def differences(what: str, named: set, written: set) -> list:
    return [f"{what}: '{name}' is named and not written" for name in sorted(named - written)] + [
        f"{what}: '{name}' is written and not named" for name in sorted(written - named)]


def fields(value, path: str = "") -> set:
    """Paths of a JSON value: "layers[].name"."""
    if path in MAPS:
        return {path}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return {path + "[]"} | set().union(*(fields(item, path + "[]") for item in value))
    if isinstance(value, dict):
        inner = set().union(*(fields(item, f"{path}.{key}".strip(".")) for key, item in value.items()))
        return inner | ({path} if path else set())
    return {path}


def check_summary(places: Places) -> list:
    page = places.docs / "results.md"
    named, inside = set(), {}
    for row in documentation.all_rows(page, "field"):
        for name in documentation.names(row[0]):
            named.add(name)
            inside[name] = set(documentation.ticked(row[1]))
    written = set()
    for run in RUNS:
        written |= fields(json.loads((places.folder / run / "summary.json").read_text()))

    def is_named(path: str) -> bool:
        if path in named or path + "[]" in named:
            return True
        parent, _, last = path.rpartition(".")
        return any(last.rstrip("[]") in inside[key] for key in (parent, parent + "[]") if key in inside) or (
            bool(parent) and parent.count(".") > 0 and is_named(parent))

    parents = {path.rsplit(".", n)[0] for path in named for n in range(1, path.count(".") + 1)}
    faults = [f"summary.json: '{path}' is written and not named" for path in sorted(written)
              if not parents & {path, path + "[]"} and not is_named(path)]
    plain = {path.replace("[]", "") for path in written}
    return faults + [f"summary.json: '{name}' is named and not written" for name in sorted(named)
                     if name.replace("[]", "") not in plain]


def header(file: pathlib.Path) -> list:
    with open(file, newline="", encoding="utf-8") as lines:
        return next(csv.reader(lines))


def check_tables(places: Places) -> list:
    page = places.docs / "results.md"
    layers = set(header(places.folder / "plain/layers.csv"))
    fields_of_layers = {name[len("layers[].") :] for row in documentation.all_rows(page, "field")
                        for name in documentation.names(row[0]) if name.startswith("layers[].")}
    apart = {name for name in fields_of_layers if re.search(r"by_component|by_cause|\.", name)}
    faults = differences("layers.csv", fields_of_layers - apart | {"layer"}, layers)
    predictions = ", ".join(header(places.folder / "plain/predictions.csv"))
    if f"`{predictions}`" not in section(page, "## predictions.csv, logits.npy"):
        faults.append(f"predictions.csv: the page does not name its columns, {predictions}")
    study_page = places.docs / "study_files.md"
    named = {name for row in documentation.table(study_page, "column") for name in documentation.ticked(row[0])}
    written = set(header(places.folder / "study/results.csv")) - {"point", "hardware.read_time_s"}
    return faults + differences("results.csv", named, written)


def check_report(places: Places) -> list:
    named = {name for row in documentation.table(places.docs / "results.md", "figure")
             for name in documentation.ticked(row[1])}
    report = (places.folder / "plain/report.html").read_text(encoding="utf-8")
    written = set(re.findall(r'id="((?:plot|table)-[a-z-]+)"', report))
    return differences("report.html", named, written)


def check_calibration(places: Places) -> list:
    named = set(re.findall(r"`(name|input_scale|lsb_units|hash)`",
                           documentation.prose(places.docs / "calibration.md")))
    written = fields(json.loads((places.folder / "calibration.json").read_text()))
    return [f"calibration.json: '{name}' is named and not written" for name in sorted(named)
            if not any(path.split(".")[-1].rstrip("[]") == name for path in written)]


def general(key: str) -> str:
    """layer0/array12/plane1/levels -> layer<l>/array<a>/plane<p>/levels"""
    for word, letter in (("layer", "l"), ("array", "a"), ("plane", "p"), ("bend", "t")):
        key = re.sub(rf"{word}\d+", f"{word}<{letter}>", key)
    return re.sub(r"(weights|biases|names)/\d+$", r"\1/<n>", key)


def check_chip_files(places: Places) -> list:
    rows = {}
    for cells in documentation.table(places.docs / "chip_files.md", "array"):
        for name in documentation.ticked(cells[0]):
            if not re.search(r"/\d", name):
                rows[name] = cells[1]
    faults, written = [], set()
    for chip in CHIPS:
        archive = numpy.load(places.folder / f"{chip}.npz")
        for key in archive.files:
            name, array = general(key), archive[key]
            written.add(name)
            kind = rows.get(name, "")
            length = re.search(r"(\d+) values?", kind)
            if name in rows and array.dtype.str != DTYPES[kind.split(",")[0]]:
                faults.append(f"chip.npz: '{key}' is {array.dtype}, the page says {kind}")
            if length and array.size != int(length.group(1)):
                faults.append(f"chip.npz: '{key}' holds {array.size} values, the page says {kind}")
    return sorted(set(faults)) + differences("chip.npz", set(rows), written)


def main() -> int:
    ohmic, source = (pathlib.Path(name).resolve() for name in sys.argv[1:3])
    with tempfile.TemporaryDirectory() as folder:
        places = Places(ohmic, source, pathlib.Path(folder))
        for name, text in RUNS.items():
            (places.folder / f"{name}.yaml").write_text(text)
            places.run("run", f"{name}.yaml", "-o", name)
        (places.folder / "study.yaml").write_text(STUDY)
        places.run("study", "run", "study.yaml", "-o", "study")
        places.run("calibrate", "plain.yaml", "-o", "calibration.json")
        for name, hardware in CHIPS.items():
            (places.folder / f"{name}.yaml").write_text(HEAD + f"hardware: {{ {hardware} }}\n")
            places.run("program", f"{name}.yaml", "-o", f"{name}.npz")
        checks = (check_summary, check_tables, check_report, check_calibration, check_chip_files)
        faults = [fault for check in checks for fault in check(places)]
    print("\n".join(faults) or "files hold what the pages say")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
