# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""What stands beside a run: comparison, explanation, presets."""
from __future__ import annotations

import dataclasses
import html
import os
import pathlib
from typing import TYPE_CHECKING, List, Optional, Tuple, Union

from . import _ohmic
from ._inputs import Config, Overrides, load, world
from ._progress import Listener, shown
from .errors import refuse
from .results import Result

if TYPE_CHECKING:
    import pandas


@dataclasses.dataclass(frozen=True)
class Difference:
    """How a second result differs from a first one. Shares and differences are of 1."""

    metric: str
    first: float
    second: float
    is_share: bool  #: the difference is in shares of 1; otherwise relative to the first
    difference: float  #: second less first
    images: int
    chips: int
    only_first: int  #: pairs of image and chip that the first alone got right
    only_second: int
    over_images: Optional[Tuple[float, float]]  #: 95 % interval, paired over images; of accuracy.top1 alone
    over_chips: Optional[Tuple[float, float]]  #: 95 % interval over chips; none with one chip


def compare(first: "Union[Result, str, os.PathLike[str]]", second: "Union[Result, str, os.PathLike[str]]",
            metric: str = "accuracy.top1", read_time: int = 0) -> Difference:
    """Compare two results, as ``ohmic compare``: accuracy is paired image by image and chip by chip.

    Args:
        first, second: results of :func:`ohmic.run`, results folders, or points of a study (``results/s:3``).
        metric: a number of the summary by its path, ``chip.energy_per_image_J``.
        read_time: index of the read time.

    Raises:
        InputError: the two have not seen the same images and as many chips, or lack the metric.
    """
    def place(result: "Union[Result, str, os.PathLike[str]]") -> bytes:
        if isinstance(result, Result):
            return os.fsencode(result.report.parent)
        return os.fsencode(result)

    if read_time < 0:
        raise refuse("read_time", f"found {read_time}", "0 for the first, 1 for the second, ...")
    return Difference(**_ohmic.compare(place(first), place(second), metric, read_time))


class Explanation:
    """What the hardware of a run really is.

    Attributes:
        read_times_s: seconds since the end of programming.
        images: calibration images that the layers were read with.
    """

    def __init__(self, found: dict) -> None:
        self._found = found
        self.read_times_s: List[float] = found["read_times_s"]
        self.images: int = found["images"]

    @property
    def layers(self) -> "pandas.DataFrame":
        """A row for each layer: levels, conductance of a level (S), input scale (activation of one code), LSB of
        each slice (levels under the greatest input; A), share of saturated codes, SNR (dB) by read time."""
        import pandas

        return pandas.DataFrame(self._found["layers"])

    @property
    def cells(self) -> "pandas.DataFrame":
        """A row for each kind of cell, read time and target: mean, deviation and fresh noise of a read (S)."""
        import pandas

        return pandas.DataFrame([{"model": cell["model"], **row} for cell in self._found["cells"]
                                 for row in cell["moments"]])

    @property
    def laws(self) -> List[str]:
        """A sentence for each law of the cells, with its source."""
        return [law for cell in self._found["cells"] for law in cell["laws"]]

    def _repr_html_(self) -> str:
        laws = "".join(f"<li>{html.escape(law)}</li>" for law in self.laws)
        return self.layers.to_html(index=False) + f"<ul>{laws}</ul>"


def explain(config: Config, overrides: Optional[Overrides] = None, *, images: int = 8,
            progress: Union[bool, Listener] = True) -> Explanation:
    """What the hardware really is: units, ranges, noise, the cells' laws. As ``ohmic explain``.

    Args:
        images: calibration images that the layers are read with.
    """
    if images < 1:
        raise refuse("images", f"found {images}", "at least 1")
    with shown(progress) as listener:
        return Explanation(load(config, overrides).explain(listener, images))


@dataclasses.dataclass(frozen=True)
class Preset:
    """A file that ``hardware: { preset: NAME }`` or ``chip: { preset: NAME }`` may name."""

    key: str  #: hardware, chip
    name: str
    file: pathlib.Path

    @property
    def text(self) -> str:
        return self.file.read_text(encoding="utf-8")

    @property
    def headline(self) -> str:
        """Its first comment line that is not its licence."""
        for line in self.text.splitlines():
            if not line.startswith("#"):
                break
            if "SPDX" not in line and len(line) > 2:
                return line[2:]
        return ""

    def __str__(self) -> str:
        return f"{self.key:<10} {self.name:<24} {self.headline}"


def presets(name: Optional[str] = None) -> List[Preset]:
    """The presets that a run file of the current folder may name, as ``ohmic presets``.

    Args:
        name: only those of this name.
    """
    found = [Preset(key, own, pathlib.Path(os.fsdecode(file))) for key, own, file in _ohmic.presets(world())]
    if name is None:
        return found
    named = [preset for preset in found if preset.name == name]
    if not named:
        raise refuse("presets", f"no preset is named {name!r}", "those of ohmic.presets()")
    return named
