#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""clang-tidy 14 (Debian 12's) finds nothing in any source with the checks of .clang-tidy. Takes an hour of processor
time; name files or folders for a part. Exit 77, with a word, where another version or none is installed.
usage: tidy_test.py SOURCE_DIR [PATH...]"""
import concurrent.futures
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

VERSION = "14"

source = pathlib.Path(sys.argv[1]).resolve()
wanted = [(source / path).resolve() for path in sys.argv[2:]] or [source]
if not sys.argv[2:]:
    subprocess.run([source / ".ci/install", "long"], check=True)
program = shutil.which(f"clang-tidy-{VERSION}")
if program is None:
    print(f"skipped: clang-tidy-{VERSION} is not installed")
    sys.exit(77)

os.nice(10)
with tempfile.TemporaryDirectory(prefix="ohmic-tidy-") as build:
    # GCC's precompiled headers are nothing to Clang.
    subprocess.run(["cmake", "-S", source, "-B", build, "-G", "Ninja", "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON",
                    "-DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON", "-DCMAKE_BUILD_TYPE=Dev"], check=True, stdout=subprocess.DEVNULL)
    commands = json.loads((pathlib.Path(build) / "compile_commands.json").read_text())
    files = sorted({pathlib.Path(command["file"]) for command in commands})
    files = [file for file in files if file.is_relative_to(source) and not file.is_relative_to(build)
             and any(file == path or path in file.parents for path in wanted)]

    def findings(file):
        run = subprocess.run([program, "--quiet", "-p", build, file], cwd=source, capture_output=True, text=True)
        return run.stdout if run.returncode != 0 else ""

    told = set()
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for text in pool.map(findings, files):
            lines = {line for line in text.splitlines() if " error: " in line or " warning: " in line}
            for line in sorted(lines - told):  # a header's once
                print(line.removeprefix(f"{source}/"), flush=True)
            told |= lines
if not files:
    sys.exit(f"no source under {', '.join(sys.argv[2:])}")
print(f"{len(files)} files, {len(told)} findings")
sys.exit(1 if told else 0)
