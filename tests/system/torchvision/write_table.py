#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Runs torchvision_test network by network and writes what it finds into docs/networks.md.

    write_table.py build/dev/tests/system/torchvision/torchvision_test RESULTS [NETWORK...]

RESULTS is a folder; a network whose RESULTS/NETWORK.json is there is not run again, so that an interrupted run goes on.
Without names it runs all. Exit code 1 if a network of the table fails.
"""
import datetime
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs" / "networks.md"
START, END = "<!-- torchvision: written by write_table.py -->\n", "<!-- torchvision: end -->\n"


def networks(binary):
    """Names in the order of the suite."""
    lines = subprocess.run([binary, "--gtest_list_tests", "--gtest_filter=*Torchvision.*/*"], check=True, text=True,
                           stdout=subprocess.PIPE).stdout.splitlines()
    return [line.split("#")[0].strip().rsplit("/", 1)[1] for line in lines if line.startswith("  ")]


def run(binary, name, folder):
    """One test. The network is exported here, where PyTorch is loaded once for all."""
    report = folder / f"{name}.json"
    if report.exists():
        return
    from export_network import export  # loads PyTorch, which the table alone does not need
    with tempfile.TemporaryDirectory() as temporary:
        exported = pathlib.Path(temporary) / f"ohmic-torchvision-{name}"
        exported.mkdir()
        export(name, exported)
        (exported / "ready").touch()
        subprocess.run([binary, f"--gtest_filter=*Torchvision.*/{name}", f"--gtest_output=json:{report}"],
                       env={**os.environ, "TMPDIR": temporary})
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short=10", "HEAD"], text=True,
                            stdout=subprocess.PIPE).stdout.strip()
    found = json.loads(report.read_text())
    report.write_text(json.dumps({**found, "commit": commit, "date": str(datetime.date.today())}))


def result(folder, name):
    """(parameters, [difference, error, PyTorch's error], whether it passes, date and commit); None if it has not run."""
    report = folder / f"{name}.json"
    if not report.exists():
        return None
    found = json.loads(report.read_text())
    case = found["testsuites"][0]["testsuite"][0]
    passes = "failures" not in case and "difference" in case
    figures = [case.get(name, "") for name in ("difference", "error", "pytorchs_error")]
    return case.get("parameters", ""), figures, passes, f"{found['date']}, commit {found['commit']}"


def table(names, results):
    ran = {name: found for name, found in results.items() if found}
    passed = sum(found[2] for found in ran.values())
    runs = "; ".join(sorted({found[3] for found in ran.values()}))
    text = (f"Last run {runs}: {passed} of {len(names)} networks pass"
            + (f", {len(names) - len(ran)} were not run" if len(ran) < len(names) else "") + ".\n\n")
    text += "| network | parameters | difference | Ohmic's error | PyTorch's error |\n|---|---|---|---|---|\n"
    for name in names:
        parameters, figures, passes, _ = results[name] or ("", ["", "", ""], True, "")
        shown = [f"{float(figure):.1e}" if figure else "" for figure in figures]
        shown[0] = "not run" if not results[name] else shown[0] if passes else f"{shown[0]} fails".strip()
        text += f"| {name} | {parameters} | {' | '.join(shown)} |\n"
    return text


def main():
    binary, folder = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
    names = networks(binary)
    for name in sys.argv[3:] or names:
        run(binary, name, folder)
    results = {name: result(folder, name) for name in names}
    page = PAGE.read_text()
    before, rest = page.split(START)
    PAGE.write_text(before + START + table(names, results) + END + rest.split(END)[1])
    return 0 if all(found is None or found[2] for found in results.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
