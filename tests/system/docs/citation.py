#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""CITATION.cff has the keys that version 1.2.0 of the format requires, and the project's version and licence.

    citation.py SOURCE
"""
import pathlib
import re
import sys


def main() -> int:
    source = pathlib.Path(sys.argv[1])
    text = (source / "CITATION.cff").read_text(encoding="utf-8")
    values = dict(re.findall(r"^([a-z-]+): *(.*)$", text, flags=re.M))
    version = re.search(r"project\(ohmic VERSION ([\d.]+)", (source / "CMakeLists.txt").read_text(encoding="utf-8"))
    expected = {"cff-version": "1.2.0", "version": version.group(1), "license": "Apache-2.0", "type": "software"}
    faults = [f"{key}: found {values.get(key)}, expected {value}" for key, value in expected.items() if values.get(key) != value]
    faults += [f"{key}: missing" for key in ("message", "title", "authors") if key not in values]
    if not re.search(r"^authors:\n  - (name|family-names): \S", text, flags=re.M):
        faults.append("authors: no name")
    print("\n".join(faults) or "the citation is the project's")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
