# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""The command that belongs to this package: of the same build, so that the two share a study's folder."""
from __future__ import annotations

import os
import pathlib
import shutil
import subprocess
import sys
from typing import Iterator, NoReturn

from . import _ohmic
from .errors import MachineError


def candidates() -> Iterator[pathlib.Path]:
    package = pathlib.Path(_ohmic.__file__).resolve().parent
    yield package / "bin" / "ohmic"  # installed by pip: beside the module
    for folder in package.parents:
        yield folder / "bin" / "ohmic"  # a prefix: PREFIX/lib/python3/dist-packages/ohmic
    yield package.parent.parent / "ohmic"  # a build folder: BUILD/python/ohmic
    found = shutil.which("ohmic")
    if found:
        yield pathlib.Path(found)


def build_of(program: pathlib.Path) -> str:
    """Build id that a command says of itself; empty if it says none."""
    try:
        said = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return ""
    words = [line.split()[1].rstrip(",") for line in said.splitlines() if line.startswith("build ")]
    return words[0] if words else ""


def command() -> pathlib.Path:
    """Path of the command of this package's build.

    Raises:
        MachineError: there is none, or all are of other builds.
    """
    others = []
    for program in candidates():
        if program.is_file() and os.access(program, os.X_OK):
            build = build_of(program)
            if build == _ohmic.build_id():
                return program
            others.append(f"{program} is build {build or 'unknown'}")
    raise MachineError(f"no command `ohmic` of build {_ohmic.build_id()} is found: "
                       + ("; ".join(others) if others else "none is installed")
                       + "; install the package and the command from the same sources")


def main() -> NoReturn:
    """The console script: becomes the command."""
    program = str(command())
    os.execv(program, [program] + sys.argv[1:])
