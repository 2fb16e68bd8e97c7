#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Writes what a study's folder holds of each point as one compact table.

    write_table.py results/tiles tiles.csv.gz

A line for each point: its number, its settings, energy in joules, and of each chip the images that it classified
as labelled, a bit each, hexadecimal, the first in the highest bit. The same folder gives the same bytes.
"""

import gzip
import json
import pathlib
import sys


def lines(folder):
    plan = json.loads((folder / "plan.json").read_text())
    yield "point,settings,energy_J,correct"
    for number, point in enumerate(plan["points"], start=1):
        record = json.loads((folder / "points" / (point["id"] + ".json")).read_text().split("\n")[0])
        settings = "|".join(text.replace(",", ";") for text in point["values"])
        energy = record["chip"]["energy_per_image_J"]
        yield f"{number},{settings},{energy!r}," + " ".join(record["correct"][0])


def main():
    folder, out = pathlib.Path(sys.argv[1]), sys.argv[2]
    text = "\n".join(lines(folder)) + "\n"
    with open(out, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
        file.write(text.encode())


main()
