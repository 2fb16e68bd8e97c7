#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""The README's table of dependencies names the packages of .ci/packages, and no others.
usage: packages_test.py SOURCE_DIR"""
import pathlib
import re
import sys

source = pathlib.Path(sys.argv[1])
# What every build machine has; the table is of what Ohmic itself asks for.
TOOLS = {"g++", "cmake", "ninja-build", "pkg-config"}

lines = [line.split() for line in (source / ".ci/packages").read_text().splitlines() if line and line[0] != "#"]
wrong = [line for line in lines if len(line) != 2 or line[0] not in ("build", "test", "long", "training")]
listed = {line[1] for line in lines} - TOOLS

readme = (source / "README.md").read_text()
rows = [row for row in re.findall(r"^\|(.*)\|$", readme[readme.index("## Dependencies"):], re.M)]
named = {name for row in rows for name in re.findall(r"`([a-z0-9.+-]+)`", row.split("|")[0])} - TOOLS

if wrong or listed != named:
    print("not `group package`:", wrong)
    print("in .ci/packages but not in README.md:", sorted(listed - named))
    print("in README.md but not in .ci/packages:", sorted(named - listed))
    sys.exit(1)
print(f"{len(listed)} packages")
