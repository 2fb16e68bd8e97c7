# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Studies: many runs, each in a process of its own, kept in a folder that the command shares."""
from __future__ import annotations

import html
import os
import pathlib
import re
import signal
import subprocess
import threading
from typing import TYPE_CHECKING, Dict, List, Optional, Tuple, Union

from ._command import command
from ._inputs import Config, Overrides, find_file, override_texts, plain, yaml_text
from ._progress import Listener, shown
from .errors import InputError, MachineError, refuse

if TYPE_CHECKING:
    import pandas

Path = Union[str, "os.PathLike[str]"]

_PAUSE_S = 0.1
_POINTS = re.compile(r"(\d+) of (\d+)")
_COUNTS = re.compile(r"(\d+) done, (\d+) failed, (\d+) missing")


class StudyResult:
    """A study's folder after :func:`ohmic.study`."""

    def __init__(self, folder: pathlib.Path, said: str) -> None:
        self.folder = folder
        counts = _COUNTS.search(said)
        self.done, self.failed, self.missing = (int(n) for n in counts.groups()) if counts else (0, 0, 0)
        words = dict(line.split(None, 1) for line in said.splitlines() if len(line.split(None, 1)) == 2)
        self._hash = words.get("hash", "").strip()

    @property
    def hash(self) -> str:
        """XXH3-128 of the results without the points' ids; empty for a shard."""
        return self._hash

    @property
    def table(self) -> "pandas.DataFrame":
        """results.csv: a row for each point and read time; units in the columns' names (docs/pandas.md)."""
        import pandas

        return pandas.read_csv(self.folder / "results.csv")

    @property
    def report(self) -> pathlib.Path:
        return self.folder / "report.html"

    @property
    def plots(self) -> List[pathlib.Path]:
        """The report's plots, SVG."""
        return sorted((self.folder / "plots").glob("*.svg"))

    def __repr__(self) -> str:
        return f"<ohmic.StudyResult {self.folder}: {self.done} done, {self.failed} failed, {self.missing} missing>"

    def _repr_html_(self) -> str:
        head = (f"<p>{html.escape(str(self.folder))}: {self.done} points done, {self.failed} failed, "
                f"{self.missing} missing</p>")
        return head + "".join(plot.read_text(encoding="utf-8") for plot in self.plots)


def _raise(code: int, words: str) -> None:
    message = words.strip().split("ohmic: ", 1)[-1] if words.strip() else f"exit code {code}"
    if code == 2:
        raise InputError(message)
    if code == 3:
        raise MachineError(message)
    raise RuntimeError(f"ohmic study ended with {code}: {message}")


def _execute(arguments: List[str], listener: Optional[Listener]) -> Tuple[int, str, str]:
    """Run the command. Ctrl-C ends it and its points; those that are done are in the folder."""
    process = subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                               text=True, errors="surrogateescape")
    said: Dict[str, List[str]] = {"stdout": [], "stderr": []}

    def hear(name: str) -> None:
        for line in getattr(process, name):
            said[name].append(line)

    ears = [threading.Thread(target=hear, args=(name,), daemon=True) for name in said]
    for ear in ears:
        ear.start()
    heard = 0
    try:
        while process.poll() is None:
            try:
                process.wait(_PAUSE_S)
            except subprocess.TimeoutExpired:
                pass
            news = said["stderr"][heard:]
            heard += len(news)
            for line in news:
                points = _POINTS.search(line)
                if points and listener is not None:
                    listener("points", int(points[1]), int(points[2]))
    except BaseException:
        process.send_signal(signal.SIGINT)
        process.wait()
        raise
    finally:
        for ear in ears:
            ear.join()
        for name in said:
            getattr(process, name).close()
    return process.returncode, "".join(said["stdout"]), "".join(said["stderr"])


def study(study: Config, overrides: Optional[Overrides] = None, *, output: Optional[Path] = None, workers: int = 0,
          threads: int = 1, shard: Optional[Tuple[int, int]] = None, retry_failed: bool = False,
          progress: Union[bool, Listener] = True) -> StudyResult:
    """Run a study, as ``ohmic study run`` does: what its folder holds is kept and resumed.

    Args:
        study: path of a study file (also one that ships) or of a study's folder; or its text or a mapping with its
            keys, which are kept as ``<output>.yaml``.
        overrides: values for full keys, of the study (``study.size``) or of all points' runs.
        output: the study's folder; default ``results/<name of the study>``.
        workers: points at work at once, each a process; 0 takes all cores over ``threads``.
        threads: of each point.
        shard: (i, n): only the i-th of n parts of the points, from 1.
        retry_failed: run points that failed before again.

    Raises:
        InputError, MachineError: as the command. KeyboardInterrupt: points that were done are in the folder.
    """
    if isinstance(study, os.PathLike) or (isinstance(study, str) and "\n" not in study):
        file = find_file(study)
    else:
        if output is None:
            raise refuse("output", "none for a study that is no file", "a folder", "give output=")
        text = study if isinstance(study, str) else yaml_text(plain(study, "")) + "\n"
        place = pathlib.Path(os.fspath(output) + ".yaml")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
        file = str(place)
    if os.path.isdir(file):
        folder = pathlib.Path(file)
    else:
        folder = pathlib.Path(output) if output is not None else pathlib.Path("results") / pathlib.Path(file).stem
    arguments = [str(command()), "study", "run", file, "--workers", str(int(workers)), "--threads", str(int(threads))]
    if not os.path.isdir(file):
        arguments += ["--output", str(folder)]
    for text in override_texts(overrides):
        arguments += ["--set", text]
    if shard is not None:
        arguments += ["--shard", f"{int(shard[0])}/{int(shard[1])}"]
    if retry_failed:
        arguments.append("--retry-failed")
    with shown(progress) as listener:
        code, said, words = _execute(arguments, listener)
    if code not in (0, 4):
        _raise(code, words)
    return StudyResult(folder, said)
