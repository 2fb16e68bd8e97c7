#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Every fenced block of README.md and docs/ runs as it is written.

    commands.py OHMIC SOURCE [--long] [PAGE ...]

With --long all blocks of the pages that have one marked `long`, else all blocks without this mark.

`sh`: each line is a command that must end with exit code 0 (`ohmic compare` also with 1: B is worse).
`console`: `$ COMMAND`, then what it prints; `...` stands for anything. Runs are not made smaller.
`yaml`: a run file, or a part of one, which is completed (complete()) and run.
Other languages are not run here.

A page's blocks run in order in one folder in which `configs` and `models` are the project's and the example
files stand that pages write about (SUPPLIES). `ohmic` is the program, with fewer images (Small).
"""
import importlib.util
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import page as documentation

LANGUAGES = {"sh", "console", "yaml", "python", "cpp", "cmake", "json", "csv", "text"}
SECTIONS = {"network", "dataset", "hardware", "layers", "calibration", "run"}
PARTS = {
    "network": "network: { model: models/zoo/lenet5-fashion-mnist.onnx }\n",
    "dataset": "dataset: { name: fashion-mnist, split: test, mean: [0.2860], std: [0.3530] }\n",
    "hardware": "hardware: { cell: { model: rram_wan_2022_crosssim } }\n",
}
# What a page's reader has: files of the user's own, under the names that the pages give them.
SUPPLIES = {
    "my.yaml": "".join(PARTS.values()) + "run: { seed: 1, chips: 3 }\n",
    "run.yaml": "".join(PARTS.values()) + "run: { seed: 1, chips: 3 }\n",
    "my_study.yaml": "study: { run: my.yaml, axes: { hardware.adc.bits: [6, 8] } }\n",
}

# The command that a page calls: the program, on few images and, in studies, small arrays. Studies that ship take minutes: each of
# their points is read and checked instead.
SMALL = """#!/bin/sh
small="--set dataset.images=16 --set run.chips=2"
case "$*" in *weight_noise*) ;; *) small="$small --set calibration.images=16" ;; esac
[ -z "$OHMIC_WHOLE" ] || small=
case "$1 $2" in
  *--help*|*--print-config*) exec {ohmic} "$@" ;;
  "study run") case "$3" in configs/studies/*) shift 2; exec {ohmic} study plan "$@" ;; esac
    exec {ohmic} "$@" ${small:+$small --set hardware.array.rows=32 --set hardware.array.columns=32} ;;
  run\\ *|calibrate\\ *|program\\ *) exec {ohmic} "$@" $small ;;
  *) exec {ohmic} "$@" ;;
esac
"""


def top_keys(text: str) -> list:
    return re.findall(r"^([\w]+):", text, flags=re.M)


def complete(block) -> str:
    """A whole run file of a part of one: keys of `hardware`, or sections of which some are missing."""
    text = block.text
    keys = set(top_keys(text))
    if not keys <= SECTIONS:
        text = "hardware:\n" + re.sub(r"^(?=.)", "  ", text, flags=re.M)
        if "cell" not in keys:
            text += "  cell: { model: rram_wan_2022_crosssim }\n"
        keys = {"hardware"}
    elif "hardware" in keys and not re.search(r"\b(preset|cell|weight_noise):", text):
        text = text.replace("hardware:\n", "hardware:\n  cell: { model: rram_wan_2022_crosssim }\n")
    return text + "".join(part for key, part in PARTS.items() if key not in keys)


class Folder:
    """Where the blocks of one page run."""

    def __init__(self, ohmic: pathlib.Path, source: pathlib.Path):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="ohmic-docs-"))
        for room in ("configs", "models"):
            (self.path / room).symlink_to(source / room)
        for name, text in SUPPLIES.items():
            (self.path / name).write_text(text)
        shutil.copy(source / "models/zoo/lenet5-fashion-mnist.onnx", self.path / "model.onnx")
        tools = self.path / ".bin"
        tools.mkdir()
        (tools / "ohmic").write_text(SMALL.replace("{ohmic}", shlex.quote(str(ohmic))))
        (tools / "ohmic").chmod(0o755)
        (tools / "python3").symlink_to(sys.executable)  # which lacks_modules() asks
        self.environment = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"}

    def run(self, command: str, whole: bool = False):
        environment = {**self.environment, "OHMIC_WHOLE": "1" if whole else ""}
        return subprocess.run(["sh", "-c", command], cwd=self.path, env=environment, text=True, capture_output=True)

    def remove(self):
        shutil.rmtree(self.path)


def as_pattern(expected: str, varying: list) -> str:
    lines = []
    for line in expected.rstrip("\n").split("\n"):
        word = line.split(" ")[0]
        if line == "...":
            lines.append(r"(?:.*\n)*")
        elif word in varying:
            lines.append(re.escape(word) + r".*\n")
        else:
            lines.append(re.escape(line).replace(re.escape("..."), ".*") + r"\n")
    return "".join(lines)


def check_console(block, folder: Folder) -> list:
    faults = []
    varying = block.marks.get("varies", "").split(", ")
    for part in re.split(r"^\$ ", block.text, flags=re.M)[1:]:
        command, _, expected = part.partition("\n")
        done = folder.run(command, whole=True)
        printed = done.stdout if done.returncode == 0 else done.stderr
        if not re.fullmatch(as_pattern(expected, varying), printed):
            faults.append(f"{block.place}: `{command}` prints\n{printed}--- the page shows\n{expected}")
    return faults


def check_shell(block, folder: Folder) -> list:
    faults = []
    for line in block.text.split("\n"):
        if not re.sub(r"(^|\s)#.*", "", line).strip():
            continue
        done = folder.run(line)
        allowed = (0, 1) if line.startswith("ohmic compare") else (0,)
        if done.returncode not in allowed:
            faults.append(f"{block.place}: `{line}` ends with exit code {done.returncode}:\n{done.stderr}")
    return faults


def check_run_file(block, folder: Folder) -> list:
    (folder.path / "block.yaml").write_text(complete(block))
    done = folder.run(f"ohmic run block.yaml --force -o block {block.marks.get('with', '')}")
    if done.returncode != 0:
        return [f"{block.place}: the run file\n{complete(block)}ends with exit code {done.returncode}:\n{done.stderr}"]
    return []


def lacks_modules(block) -> bool:
    """Whether the block needs a module that Python does not have here; says so."""
    missing = [name for name in block.marks.get("needs", "").split(", ") if name and not importlib.util.find_spec(name)]
    if missing:
        print(f"{block.place}: not run, Python has no {', '.join(missing)}")
    return bool(missing)


def check_page(page: pathlib.Path, ohmic: pathlib.Path, source: pathlib.Path, is_long: bool) -> list:
    faults = []
    blocks = documentation.blocks(page)
    if is_long and not any("long" in block.marks for block in blocks):
        return []
    folder = Folder(ohmic, source)
    for block in blocks:
        if block.file:
            (folder.path / block.file).write_text(block.text)
    for block in blocks:
        if block.language not in LANGUAGES:
            faults.append(f"{block.place}: a block of the language '{block.language}'; write one of {sorted(LANGUAGES)}")
        elif "not run" in block.marks or ("long" in block.marks and not is_long) or lacks_modules(block):
            continue
        elif block.language == "sh":
            faults += check_shell(block, folder)
        elif block.language == "console":
            faults += check_console(block, folder)
        elif block.language == "yaml" and not block.file:
            faults += check_run_file(block, folder)
        elif block.language == "yaml" and not any(
            block.file in other.text for other in blocks if other.language in ("sh", "console")
        ):
            faults.append(f"{block.place}: no command of the page names the file {block.file}")
    folder.remove()
    return faults


def check_help(ohmic: pathlib.Path, source: pathlib.Path) -> list:
    """The examples of the verbs' help."""
    faults = []
    folder = Folder(ohmic, source)
    verbs = re.findall(r"^  (\w+)  ", folder.run("ohmic help").stdout, flags=re.M)
    examples = set()
    for verb in verbs:
        text = " ".join(folder.run(f"ohmic {verb} --help").stdout.split())
        examples |= set(re.findall(r"--set [a-z][\w.]+=[a-z0-9][\w.]*", text))
    if not examples:
        faults.append("ohmic VERB --help: no example of --set found")
    for example in sorted(examples):
        done = folder.run(f"ohmic check configs/runs/quickstart.yaml {example}")
        if done.returncode != 0:
            faults.append(f"ohmic VERB --help: the example {example} is refused:\n{done.stderr}")
    folder.remove()
    return faults


def main() -> int:
    ohmic, source = (pathlib.Path(name).resolve() for name in sys.argv[1:3])
    is_long = "--long" in sys.argv
    chosen = [pathlib.Path(name).resolve() for name in sys.argv[3:] if name != "--long"]
    faults = [] if chosen or is_long else check_help(ohmic, source)
    for page in chosen or documentation.pages(source):
        faults += check_page(page, ohmic, source, is_long)
    print("\n".join(faults) or "every block runs")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
