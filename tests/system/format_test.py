#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Every source is as clang-format 14 (Debian 12's) writes it with the root's .clang-format. Exit 77, with a word, where
another version or none is installed: versions differ in what they write.
usage: format_test.py SOURCE_DIR"""
import pathlib
import re
import shutil
import subprocess
import sys

ROOMS = ("configs", "models", "devices", "mapping", "sim", "tests")
VERSION = "14"

source = pathlib.Path(sys.argv[1])
program = shutil.which(f"clang-format-{VERSION}") or shutil.which("clang-format")
if program is None:
    print("skipped: clang-format is not installed")
    sys.exit(77)
version = re.search(r"version (\d+)", subprocess.run([program, "--version"], capture_output=True, text=True).stdout)
if version is None or version[1] != VERSION:
    print(f"skipped: {program} is version {version and version[1]}; the tree is formatted by {VERSION}")
    sys.exit(77)

files = sorted(str(path.relative_to(source)) for room in ROOMS for path in (source / room).rglob("*")
               if path.suffix in (".cpp", ".h"))
run = subprocess.run([program, "--dry-run", "-Werror", "--style=file", *files], cwd=source, capture_output=True, text=True)
unformatted = sorted({line.split(":")[0] for line in run.stderr.splitlines() if "error: code should be clang-formatted" in line})
if unformatted:
    print(f"{len(unformatted)} files are not formatted. Write them anew:\n  clang-format -i", *unformatted)
    sys.exit(1)
if run.returncode != 0:
    print(run.stderr)
    sys.exit(1)
print(f"{len(files)} files are formatted")
