# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Programmed chips as arrays: of a network, or of one matrix."""
from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any, Iterator, List, Mapping, NamedTuple, Optional, Tuple, Union

import numpy

from . import _ohmic
from ._inputs import Config, Overrides, load, plain, world, yaml_text
from ._progress import Listener, shown
from .errors import refuse

if TYPE_CHECKING:
    import pandas

Time = Union[str, float, None]


def seconds(read_time: Time, default: float) -> float:
    """A read time in seconds since the end of programming: a text with its unit, or seconds."""
    if read_time is None:
        return default
    if isinstance(read_time, str):
        return float(_ohmic.seconds(read_time))
    value = float(read_time)
    if not (0.0 <= value < float("inf")):
        raise refuse("read_time", f"found {read_time!r}", "a time from 0 s on", 'write "1 day", or seconds')
    return value


def volts_of(read_voltage: Union[str, float, None], default: Optional[float]) -> Optional[float]:
    """A voltage of a text with its unit, or of volt."""
    if read_voltage is None:
        return default
    value = float(_ohmic.volts(read_voltage) if isinstance(read_voltage, str) else read_voltage)
    if not (0.0 < value < float("inf")):
        raise refuse("read_voltage", f"found {read_voltage!r}", "a voltage above 0 V", 'write "0.2 V", or volt')
    return value


def number(value: int, key: str, greatest: int = 2**32 - 1) -> int:
    """A count from 0 on."""
    if isinstance(value, bool) or int(value) != value or not 0 <= value <= greatest:
        raise refuse(key, f"found {value!r}", f"a whole number from 0 to {greatest}")
    return int(value)


def float32(values: Any, key: str) -> "numpy.ndarray":
    """Numbers as float32, row major. Nothing that is not numbers becomes any."""
    if hasattr(values, "detach"):  # a tensor of PyTorch
        if values.device.type != "cpu":
            raise refuse(key, f"a tensor on {values.device}", "a tensor on the CPU", "call .cpu()")
        if values.requires_grad:
            raise refuse(key, "a tensor that requires a gradient", "numbers without a gradient; ohmic.torch has one",
                         "call .detach()")
    array = numpy.asarray(values)
    if array.dtype.kind not in "fiu" or array.dtype.itemsize > 8:
        raise refuse(key, f"found numbers of type {array.dtype}", "real numbers")
    if not numpy.isfinite(array).all():
        raise refuse(key, "found a number that is not finite", "finite numbers")
    return numpy.ascontiguousarray(array, dtype=numpy.float32)


class LineCodes(NamedTuple):
    """Converters of one array, slice, polarity, phase and group of rows that is read at once."""

    row_block: int
    first_column: int
    slice: int
    polarity: int  #: 1 and -1: the lines of a pair; 0: the pair, subtracted before the converter
    phase: int
    sums: "numpy.ndarray"  #: int64, of each column, fixed-point units: levels x codes x ``info()["sum_units"]``
    codes: "numpy.ndarray"  #: int64, of each column: what the converter makes of it


class LineCurrents(NamedTuple):
    """Bit lines of one array, slice, polarity, phase and group of rows that is read at once."""

    row_block: int
    first_column: int
    slice: int
    polarity: int  #: 1 and -1: the lines of a pair; 0: the pair's difference
    phase: int
    currents: "numpy.ndarray"  #: float64, of each column, ampere


class Layer:
    """A layer of a programmed chip.

    Attributes:
        name: of the first output of its node.
        weights: float32, what multiplies an activation, in the layout of the network's file ({out, in / groups,
            height, width}; {out, in}, or {in, out} where the file has it so). Programming, drift, wires and the
            gain are in them; fresh read noise and converters are not.
        bias: float32, one for each column; digital.
        gain: float64, digital factor on the sums of each column (drift compensation); 1 without.
        scale, shift: float64, digital correction of each column's outputs by AdaBS, y' = scale y + shift; empty
            without.
    """

    def __init__(self, network: "_ohmic.Network", index: int) -> None:
        info = network.layer(index)
        self._network, self._index = network, index
        self.name: str = info["name"]
        self.short_name: str = info["short_name"]
        self.weights: "numpy.ndarray" = network.weights(index)
        self.bias: "numpy.ndarray" = info["bias"]
        self.gain, self.scale, self.shift = network.corrections(index)
        self.arrays: int = info["arrays"]
        self.level_conductance_S: float = info["level_conductance_S"]
        self.weight_scale: "numpy.ndarray" = info["weight_scale"]

    def levels(self) -> List[Tuple[int, int, int, int, "numpy.ndarray"]]:
        """Of every array: first row and column in the layer's matrix, slice, polarity (0: the pair), and effective
        levels (rows x columns, float64; 1 is the step of one level, counted from g_min)."""
        return self._network.levels(self._index)

    def __repr__(self) -> str:
        shape = "x".join(str(n) for n in self.weights.shape)
        return f"<ohmic.Layer {self.short_name}: {shape} on {self.arrays} arrays>"


class Chip:
    """A network's chip at a moment, as arrays. Made by :func:`ohmic.program`."""

    def __init__(self, network: "_ohmic.Network", chip: int, seed: int, read_time: float) -> None:
        self.number, self.seed, self.read_time_s = chip, seed, read_time
        self.layers: List[Layer] = [Layer(network, index) for index in range(network.layers)]

    def __getitem__(self, key: Union[int, str]) -> Layer:
        if isinstance(key, str):
            for layer in self.layers:
                if key in (layer.name, layer.short_name):
                    return layer
            raise KeyError(f"{key!r}; layers: {', '.join(layer.short_name for layer in self.layers)}")
        return self.layers[key]

    def __iter__(self) -> Iterator[Layer]:
        return iter(self.layers)

    def __len__(self) -> int:
        return len(self.layers)

    @property
    def table(self) -> "pandas.DataFrame":
        import pandas

        return pandas.DataFrame([{"layer": layer.short_name, "shape": layer.weights.shape, "arrays": layer.arrays,
                                  "gain": float(layer.gain.mean())} for layer in self.layers])

    def __repr__(self) -> str:
        return f"<ohmic.Chip {self.number} of seed {self.seed}, {self.read_time_s:g} s, {len(self.layers)} layers>"

    def _repr_html_(self) -> str:
        return f"<p>{html.escape(repr(self))}</p>" + self.table.to_html(index=False)


def program(config: Config, overrides: Optional[Overrides] = None, *, chip: int = 0, read_time: Time = None,
            progress: Union[bool, Listener] = True) -> Chip:
    """Program a chip of a run: every layer's effective weights, gains and offsets.

    >>> chip = ohmic.program("run.yaml", chip=3, read_time="1 day")
    >>> chip["features/stem/conv"].weights.shape

    Args:
        chip: which chip of the run, from 0: that of ``ohmic run`` with this number.
        read_time: since the end of programming, "1 day" or seconds; default: the run's first.
    """
    run = load(config, overrides)
    when = seconds(read_time, run.read_times[0])
    which = number(chip, "chip")
    with shown(progress) as listener:
        network = _ohmic.Network(run, False, listener)
        network.program(run.seed, which, when, listener)
    return Chip(network, which, run.seed, when)


def hardware_text(hardware: Any) -> str:
    """The `hardware` section of a preset's name, a mapping, or a text."""
    if isinstance(hardware, str) and "\n" not in hardware and ":" not in hardware:
        return f"hardware: {{ preset: {hardware} }}\n"
    if isinstance(hardware, str):
        return hardware if hardware.lstrip().startswith("hardware:") else "hardware: " + hardware + "\n"
    if isinstance(hardware, Mapping):
        section = hardware["hardware"] if set(hardware) == {"hardware"} else hardware
        return yaml_text({"hardware": plain(section, "hardware")}) + "\n"
    raise refuse("hardware", f"found a {type(hardware).__name__}", "a preset's name, or a mapping of the section's keys")


class Array:
    """One matrix on a crossbar's hardware; a device needs no network.

    Of **weights** (``Array(weights, hardware)``) it is a layer of a network: levels, pairs or offsets, slices, DACs,
    row blocks, wires, read noise, converters, all as in a run. Of **conductances** (``Array(conductances=g, ...)``) it
    is one crossbar of single cells, as a device measurement sees it: currents in ampere for voltages in volt. Either
    gives :meth:`currents`; weights also give :meth:`codes`.

    >>> tile = ohmic.Array(w, {"array": {"rows": 512, "columns": 1024}, "adc": {"bits": "ideal"},
    ...                        "cell": {"model": "pcm_nandakumar_2019"}})
    >>> y = tile @ x

    Args:
        weights: outputs x inputs.
        hardware: the keys of a run's ``hardware`` section, or a preset's name.
        conductances: rows x columns, siemens, within the cell's range; instead of weights.
        chip, seed, read_time: which chip, whose draws, and when; read_time is "1 day" or seconds.
        input_range: greatest magnitude of an input of weights; the greatest DAC code.
        calibration: vectors, count x inputs, that choose input range and converter range instead.
        non_negative: no input is below zero; DAC codes start at 0.
        read_voltage: of weights: what drives a row at the greatest DAC code, "0.2 V" or volt; without it that of the
            hardware's ``cell.iv`` or ``chip``. Only :meth:`currents` needs it.
    """

    def __init__(self, weights: Any = None, hardware: Any = None, *, conductances: Any = None, chip: int = 0,
                 seed: int = 1, read_time: Time = None, input_range: float = 1.0, calibration: Any = None,
                 non_negative: bool = False, read_voltage: Union[str, float, None] = None) -> None:
        if (weights is None) == (conductances is None):
            raise refuse("Array", "weights and conductances" if weights is not None else "neither matrix",
                         "weights, or conductances=")
        if hardware is None:
            raise refuse("hardware", "none", "a preset's name, or a mapping of the section's keys")
        self._text = hardware_text(hardware)
        self._world = world()
        self.chip, self.seed = number(chip, "chip"), number(seed, "seed", 2**63 - 1)
        self._reads = 0
        self._network: Optional["_ohmic.Network"] = None
        if weights is not None:
            matrix = self._matrix(float32(weights, "weights"), "weights", "outputs x inputs")
            if not input_range > 0.0:
                raise refuse("input_range", f"found {input_range}", "above 0")
            vectors = numpy.empty(0, numpy.float32) if calibration is None else float32(calibration, "calibration")
            if vectors.size % matrix.shape[1]:
                raise refuse("calibration", f"shape {vectors.shape}", f"count x {matrix.shape[1]}")
            self._network = _ohmic.Network.of_matrix(matrix, self._text, self._world, vectors, float(input_range),
                                                     bool(non_negative))
            self.read_time_s = seconds(read_time, self._network.read_times[0])
            self._network.program(self.seed, self.chip, self.read_time_s, None)
            self.shape = matrix.shape
            self._read_voltage = volts_of(read_voltage, self._network.read_voltage)
        else:
            if read_voltage is not None:
                raise refuse("read_voltage", "an array of conductances, which takes volts as they are",
                             "an array of weights", "leave it out")
            target = self._matrix(numpy.ascontiguousarray(conductances, dtype=numpy.float64), "conductances",
                                  "rows x columns")
            _, _, times = _ohmic.conductance_range(self._text, self._world)
            self.read_time_s = seconds(read_time, times[0])
            self._effective = _ohmic.program_conductances(target, self._text, self._world, self.seed, self.chip,
                                                          self.read_time_s)
            self._sigma = _ohmic.read_noise(self._effective, self._text, self._world)
            self.shape = target.shape

    @staticmethod
    def _matrix(matrix: "numpy.ndarray", key: str, form: str) -> "numpy.ndarray":
        if matrix.ndim != 2 or 0 in matrix.shape:
            raise refuse(key, f"shape {matrix.shape}", form)
        return matrix

    def _layer(self) -> "_ohmic.Network":
        if self._network is None:
            raise refuse("Array", "conductances, which no code stands for", "an array of weights",
                         "give weights instead of conductances")
        return self._network

    @property
    def weights(self) -> "numpy.ndarray":
        """float32, outputs x inputs: what multiplies an input. Read noise and converters are not in it."""
        return self._layer().weights(0)

    @property
    def conductances(self) -> "numpy.ndarray":
        """float64, rows x columns, siemens: what a row's voltage drives through a column, wires included."""
        if self._network is not None:
            raise refuse("conductances", "an array of weights, each on several cells", "an array of conductances",
                         "levels() has each cell's level, info()['level_conductance_S'] a level's siemens")
        return self._effective

    def levels(self) -> List[Tuple[int, int, int, int, "numpy.ndarray"]]:
        """Of weights: effective levels of every array, as :meth:`Layer.levels`."""
        return self._layer().levels(0)

    def info(self) -> Mapping[str, Any]:
        """Of weights: codes, scales, LSB (fixed-point units), sizes."""
        return self._layer().layer(0)

    def __matmul__(self, vectors: Any) -> "numpy.ndarray":
        """Product with a vector or with the columns of a matrix, like ``weights @ vectors`` and ``conductances.T @``."""
        array = numpy.asarray(vectors)
        product = self.product(array if array.ndim == 1 else array.T)
        return product if array.ndim == 1 else product.T

    def product(self, vectors: Any) -> "numpy.ndarray":
        """Product with vectors through the whole hardware.

        Args:
            vectors: inputs, or count x inputs. Of conductances: volt, one for each row.

        Returns:
            outputs, or count x outputs, float32. Of conductances: ampere, float64, as :meth:`currents`.

        Each call is a new read: fresh noise is drawn anew, the same for the same sequence of calls.
        """
        if self._network is None:
            return self.currents(vectors)
        array = float32(vectors, "vectors")
        rows = self._rows(array, self.shape[1])
        first = self._reads
        self._reads += rows.shape[0]
        product = self._network.read(0, first, rows).reshape(rows.shape[0], self.shape[0])
        return product[0] if array.ndim == 1 else product

    def currents(self, volts: Any) -> Union["numpy.ndarray", List[LineCurrents]]:
        """Currents of the bit lines.

        Of **conductances**: ampere, columns, or count x columns, float64: ``volts @ conductances``, with fresh noise
        of each read.

        Of **weights**: ampere of every line (or subtracted pair) that has a converter, as the drivers, programmed
        cells and wires make them, g_min's share included; without fresh noise, which :meth:`codes` has. With inputs
        in time, the mean over the greatest code's duration.

        Args:
            volts: of conductances, rows, or count x rows. Of weights one for each input; the drivers round it to DAC
                codes, the greatest of which is ``read_voltage``.
        """
        if self._network is not None:
            return self._line_currents(volts)
        array = numpy.ascontiguousarray(volts, dtype=numpy.float64)
        rows = self._rows(array, self.shape[0])
        currents = rows @ self._effective
        if self._sigma.any():
            random = numpy.random.Generator(numpy.random.Philox(key=self.seed, counter=[0, 0, self._reads, self.chip]))
            currents = currents + numpy.sqrt(rows**2 @ self._sigma**2) * random.standard_normal(currents.shape)
        self._reads += rows.shape[0]
        return currents[0] if array.ndim == 1 else currents

    def _line_currents(self, volts: Any) -> List[LineCurrents]:
        if self._read_voltage is None:
            raise refuse("read_voltage", "none", "volt of the greatest DAC code",
                         'give read_voltage="0.2 V", or hardware with cell.iv.read_voltage or chip.read_voltage')
        array = float32(volts, "volts").astype(numpy.float64)
        steps = numpy.rint(array / self._read_voltage * self.info()["greatest_code"])
        if array.shape == (self.shape[1],) and (steps.min() < self.info()["least_code"]
                                                or steps.max() > self.info()["greatest_code"]):
            least = self._read_voltage * self.info()["least_code"] / self.info()["greatest_code"]
            raise refuse("volts", f"found {array.min():g} to {array.max():g}", f"{least:g} to {self._read_voltage:g}")
        return [LineCurrents(*found[:5], found[7] * self._read_voltage) for found in self._convert(steps.astype(int))]

    def codes(self, codes: Any) -> List[LineCodes]:
        """What the converters make of one vector of DAC codes.

        Args:
            codes: int, one for each input, within ``info()["least_code"]`` and ``["greatest_code"]``.
        """
        return [LineCodes(*found[:7]) for found in self._convert(numpy.asarray(codes))]

    def _convert(self, array: "numpy.ndarray") -> List[Tuple[Any, ...]]:
        network = self._layer()
        info = network.layer(0)
        if array.dtype.kind not in "iu" or array.shape != (self.shape[1],):
            raise refuse("codes", f"{array.dtype} of shape {array.shape}", f"{self.shape[1]} whole numbers")
        if array.min() < info["least_code"] or array.max() > info["greatest_code"]:
            raise refuse("codes", f"found {array.min()} to {array.max()}",
                         f"{info['least_code']} to {info['greatest_code']}")
        read = self._reads
        self._reads += 1
        return network.convert(0, read, numpy.ascontiguousarray(array, dtype=numpy.int16))

    @staticmethod
    def _rows(array: "numpy.ndarray", length: int) -> "numpy.ndarray":
        rows = array[None, :] if array.ndim == 1 else array
        if rows.ndim != 2 or rows.shape[1] != length:
            raise refuse("vectors", f"shape {array.shape}", f"{length}, or count x {length}")
        return numpy.ascontiguousarray(rows)

    def __repr__(self) -> str:
        kind = "conductances" if self._network is None else "weights"
        return (f"<ohmic.Array of {kind} {self.shape[0]}x{self.shape[1]}, chip {self.chip}, "
                f"{self.read_time_s:g} s>")
