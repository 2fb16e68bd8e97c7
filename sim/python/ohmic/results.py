# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""A run, and what it found."""
from __future__ import annotations

import html
import io
import json
import os
import pathlib
import tempfile
import weakref
from typing import TYPE_CHECKING, Any, Dict, List, Optional, Tuple, Union

import numpy

from . import _ohmic
from ._inputs import Config, Overrides, load
from ._progress import Listener, shown
from .errors import refuse

if TYPE_CHECKING:
    import pandas

Path = Union[str, "os.PathLike[str]"]


def _frame(text: str) -> "pandas.DataFrame":
    import pandas

    return pandas.read_csv(io.StringIO(text))


class Result:
    """What a run found: the figures of the command's results folder, under the same names.

    Made by :func:`ohmic.run`. It does not change, and needs no folder.
    """

    def __init__(self, record: "_ohmic.Record", folder: Optional[pathlib.Path]) -> None:
        self._record = record
        self._folder = folder
        self._summary: Optional[Dict[str, Any]] = None

    @property
    def hash(self) -> str:
        """Of results, inputs and resolved configuration, 32 hexadecimal digits: the command's (docs/results.md)."""
        return self._record.hash

    @property
    def id(self) -> str:
        """Of inputs, resolved configuration and program: what a study knows this run by."""
        return self._record.id

    @property
    def build(self) -> str:
        """Build id of the library, equal to that of the command of the same sources."""
        return self._record.build

    @property
    def summary(self) -> Dict[str, Any]:
        """summary.json as a dictionary (docs/results.md)."""
        if self._summary is None:
            self._summary = json.loads(self._record.summary_json())
        return self._summary

    @property
    def top1(self) -> float:
        """Share of images classified as labelled (0 to 1), mean over the chips, at the first read time."""
        return self.summary["accuracy"]["top1"]

    @property
    def interval(self) -> Tuple[float, float]:
        """95 % Wilson interval of :attr:`top1` over the images."""
        low, high = self.summary["accuracy"]["interval95"]
        return low, high

    @property
    def digital_top1(self) -> float:
        """The same share of the float network on the same images."""
        return self.summary["accuracy"]["digital_top1"]

    @property
    def layers(self) -> "pandas.DataFrame":
        """layers.csv: a row for each layer on arrays; units in the columns' names (_J, _s, _m2)."""
        return _frame(self._record.layers_csv())

    @property
    def predictions(self) -> "pandas.DataFrame":
        """predictions.csv: a row for each read time, chip and image."""
        return _frame(self._record.predictions_csv())

    @property
    def logits(self) -> "numpy.ndarray":
        """float32, read time x chip x image x class; of runs with ``logits=True``."""
        if not self._record.has_logits():
            raise refuse("logits", "the run kept none", "a run with logits=True", "run it again with logits=True")
        return self._record.logits()

    @property
    def notes(self) -> List[str]:
        """What readers of files decided, a sentence each."""
        return list(self._record.notes)

    @property
    def folder(self) -> Optional[pathlib.Path]:
        """The results folder, if there is one: of ``output=`` or :meth:`save`."""
        return self._folder

    @property
    def report(self) -> pathlib.Path:
        """Path of report.html: in the results folder, else in a temporary folder that lives with this object."""
        if self._folder is None:
            self._temporary = tempfile.TemporaryDirectory(prefix="ohmic-")
            weakref.finalize(self, self._temporary.cleanup)
            self.save(pathlib.Path(self._temporary.name) / "result")
        assert self._folder is not None
        return self._folder / "report.html"

    def save(self, folder: Path, force: bool = False) -> pathlib.Path:
        """Write the results folder as ``ohmic run -o`` does.

        Args:
            folder: one that does not exist.
            force: also into one that exists; results in it are replaced.

        Raises:
            InputError: it exists. MachineError: it cannot be written.
        """
        place = _ohmic.Folder.force(os.fsencode(folder)) if force else _ohmic.Folder.make(os.fsencode(folder))
        place.write(self._record)
        self._folder = pathlib.Path(folder)
        return self._folder

    def __repr__(self) -> str:
        low, high = self.interval
        return (f"<ohmic.Result {self.summary['accuracy'].get('metric', 'top1')} "
                f"{100 * self.top1:.2f} % ({100 * low:.2f} to {100 * high:.2f}), "
                f"digital {100 * self.digital_top1:.2f} %, hash {self.hash[:12]}>")

    def _repr_html_(self) -> str:
        """The head of the report, for a notebook."""
        rows = [("accuracy", f"{100 * self.top1:.2f} % (95 % interval {100 * self.interval[0]:.2f} to "
                             f"{100 * self.interval[1]:.2f} over {self.summary['accuracy']['images']} images)"),
                ("digital", f"{100 * self.digital_top1:.2f} %")]
        for later in self.summary["accuracy"]["by_read_time"][1:]:
            rows.append((f"at {later['read_time_s']:g} s", f"{100 * later['top1']:.2f} %"))
        chip = self.summary.get("chip")
        if chip:
            rows += [("energy per image", f"{1e6 * chip['energy_per_image_J']:.4g} uJ"),
                     ("latency", f"{1e6 * chip['latency_s']:.4g} us"),
                     ("area", f"{1e6 * chip['area_m2']:.4g} mm2")]
        rows.append(("hash", self.hash))
        body = "".join(f"<tr><th style='text-align:left'>{html.escape(name)}</th>"
                       f"<td style='text-align:left'>{html.escape(value)}</td></tr>" for name, value in rows)
        title = html.escape(f"{self.summary['network']} on {self.summary['dataset']}")
        return f"<table class='ohmic'><caption>{title}</caption>{body}</table>"


def run(config: Config, overrides: Optional[Overrides] = None, *, output: Optional[Path] = None,
        force: bool = False, logits: bool = False, engine: str = "functional", chip: Optional[Path] = None,
        progress: Union[bool, Listener] = True) -> Result:
    """Simulate a network on analog hardware, as ``ohmic run`` does: same results, same hash.

    >>> r = ohmic.run("configs/runs/quickstart.yaml", {"hardware.adc.bits": 6, "run.chips": 1})
    >>> r.top1, r.hash

    Args:
        config: path of a run file (also one that ships), its text, or a mapping with its keys.
        overrides: values for full keys, as ``--set``; texts carry units: ``{"hardware.wires.row": "1 ohm"}``.
        output: results folder, claimed before any work; without it nothing is written.
        force: ``output`` may exist.
        logits: keep the logits (:attr:`Result.logits`).
        engine: ``functional``, or ``systemc``: all images through the chip's modules.
        chip: a file of ``ohmic program`` to use instead of programming.
        progress: a bar on stderr or in the notebook, none, or a callable (stage, done, total).

    Raises:
        InputError: with place, key and remedy. MachineError: the machine failed.
        KeyboardInterrupt: Ctrl-C ends the work within a second; no folder is left half-written.
    """
    if engine not in ("functional", "systemc"):
        raise refuse("engine", f"found {engine!r}", "functional, systemc")
    loaded = load(config, overrides)
    place = None
    if output is not None:
        place = _ohmic.Folder.force(os.fsencode(output)) if force else _ohmic.Folder.make(os.fsencode(output))
    with shown(progress) as listener:
        record = loaded.execute(listener, logits, engine == "systemc", os.fsencode(chip) if chip is not None else b"")
    if place is not None:
        place.write(record)
    return Result(record, pathlib.Path(output) if output is not None else None)


def check(config: Config, overrides: Optional[Overrides] = None) -> None:
    """Check a run without running it, as ``ohmic check`` does. Raises what :func:`run` would raise before it starts."""
    load(config, overrides).check(None)


def resolve(config: Config, overrides: Optional[Overrides] = None) -> Dict[str, str]:
    """Every value of a run by its full key, presets and defaults included, as ``ohmic run --print-config``."""
    return {path: value for path, value, _ in load(config, overrides).config()}
