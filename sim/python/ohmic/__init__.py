# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Ohmic: trained networks on analog crossbar hardware.

>>> import ohmic
>>> r = ohmic.run("configs/runs/quickstart.yaml", {"run.chips": 1})
>>> r.top1, r.hash, r.layers, r.report

:func:`run`, :func:`check`, :func:`resolve`, :func:`study`, :func:`compare`, :func:`explain`, :func:`presets` are the
command's verbs; :func:`program` and :class:`Array` give chips as NumPy arrays; :mod:`ohmic.torch` retrains PyTorch
models through the hardware. docs/python.md.
"""
from ._inputs import share_folder
from ._ohmic import build_id, kernel, version
from .chips import Array, Chip, Layer, program
from .comparison import Difference, Explanation, Preset, compare, explain, presets
from .errors import InputError, MachineError
from .results import Result, check, resolve, run
from .studies import StudyResult, study

__version__ = version()
__all__ = ["Array", "Chip", "Difference", "Explanation", "InputError", "Layer", "MachineError", "Preset", "Result",
           "StudyResult", "build_id", "check", "compare", "explain", "kernel", "presets", "program", "resolve", "run",
           "share_folder", "study", "version"]
