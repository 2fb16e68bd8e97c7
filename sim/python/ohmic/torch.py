# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Retraining through the hardware that is evaluated.

>>> import ohmic.torch
>>> net = ohmic.torch.analog(model, "run.yaml", images)     # or ohmic.torch.load("run.yaml"): the run's own network
>>> for x, y in batches:                                     # a chip is drawn for each step
...     loss(net(x), y).backward(); optimiser.step(); ohmic.torch.clip_weights(net)
>>> net.eval(chip=3, read_time="1 day")                      # the engine's chip 3, bit by bit
>>> ohmic.torch.export(net, "net.onnx")                      # with net.calibration.json, for `ohmic run`

The network is the one that Ohmic's importer makes of the model: BatchNormalization is folded into the weights. Each
layer on arrays computes its forward pass by the engine's own arithmetic (DACs, programmed and aged cells, wires, row
blocks, converters, read noise); the backward pass is straight through: the gradients of the plain layer with the
effective weights, zero for inputs beyond the DAC's range.
"""
from __future__ import annotations

import collections
import inspect
import os
import pathlib
import shutil
import tempfile
import weakref
from typing import Any, Callable, Dict, Iterable, List, Mapping, Optional, Sequence, Tuple, Union

import numpy
import torch
import torch.nn.functional as F

from . import _ohmic
from ._inputs import Config, Overrides, load as load_run, named_text
from ._progress import Listener, shown
from .chips import Time, number, seconds
from .errors import refuse

Path = Union[str, "os.PathLike[str]"]

#: Chips that training draws are numbered from here, so that no chip of an evaluation is trained on.
FIRST_TRAINING_CHIP = 2**24

#: When training draws a chip.
DRAWS = ("step", "epoch", "fixed")

_OPSET = 13
_NORMALS = 2**20  # drawn for an epoch's fast steps


def _check(x: Any, key: str = "input") -> "torch.Tensor":
    if not isinstance(x, torch.Tensor):
        raise refuse(key, f"found a {type(x).__name__}", "a tensor of PyTorch")
    if x.device.type != "cpu":
        raise refuse(key, f"a tensor on {x.device}", "a tensor on the CPU, where the hardware is simulated",
                     "call .cpu()")
    if x.dtype != torch.float32:
        raise refuse(key, f"numbers of type {x.dtype}", "torch.float32", "call .float()")
    return x


class _Read(torch.autograd.Function):
    """A layer's hardware, straight through: y = hardware(x); gradients of the plain layer with effective weights."""

    @staticmethod
    def forward(ctx, x, weight, bias, scale, layer):  # type: ignore[override]
        ctx.layer = layer
        ctx.save_for_backward(x, layer.effective, scale)
        return layer.read(x)

    @staticmethod
    def backward(ctx, grad):  # type: ignore[override]
        x, weight, scale = ctx.saved_tensors
        layer = ctx.layer
        steps = x / scale  # float32: the scale is a number, whatever its type
        codes = torch.clamp(torch.round(steps), layer.least_code, layer.greatest_code)
        inside = (steps >= layer.least_code) & (steps <= layer.greatest_code)
        grad_codes, grad_weight, grad_bias = layer.plain_gradients(grad, codes * scale, weight,
                                                                   ctx.needs_input_grad[0] or ctx.needs_input_grad[3])
        grad_x = grad_scale = None
        if ctx.needs_input_grad[0]:
            grad_x = grad_codes * inside
        if ctx.needs_input_grad[3]:
            # Esser et al., "Learned step size quantization", ICLR 2020: d(code step)/d(step), gradient scaled.
            slope = codes - steps * inside
            grad_scale = (grad_codes * slope).sum().double() / (x[0].numel() * layer.greatest_code) ** 0.5
        return grad_x, grad_weight, grad_bias, grad_scale, None


class AnalogLayer(torch.nn.Module):
    """A product with constant weights on arrays.

    Attributes:
        weight: parameter, {out, in / groups, height, width} or {out, in}; in activations' units, no levels.
        bias: parameter, {out}; digital.
        input_scale: parameter, activation of one DAC code; trained where ranges are learned.
        converter_step: buffer, int64, fixed-point units of a converter's step, one for each slice; of calibration.
        effective: what the programmed arrays multiply with, as ``weight``; of the last chip.
    """

    def __init__(self, node: Mapping[str, Any], info: Mapping[str, Any], learns_range: bool) -> None:
        super().__init__()
        self.index: int = node["layer"]
        self.name: str = info["name"]
        self.short_name: str = info["short_name"]
        self.is_conv = node["op"] == "conv"
        self.is_turned = bool(node.get("is_turned", False))
        if self.is_conv:
            self.stride, self.dilation, self.groups, self.pads = (node[k] for k in ("stride", "dilation", "groups", "pads"))
        self.weight = torch.nn.Parameter(torch.from_numpy(node["weight"]))
        self.bias = torch.nn.Parameter(torch.from_numpy(info["bias"].astype(numpy.float32)))
        self.input_scale = torch.nn.Parameter(torch.tensor(float(info["input_scale"]), dtype=torch.float64),
                                              requires_grad=learns_range)
        self.least_code, self.greatest_code = float(info["least_code"]), float(info["greatest_code"])
        # Fixed-point units of a converter's step, one for each slice; a checkpoint keeps them.
        self.register_buffer("converter_step", torch.from_numpy(numpy.array(info["lsb"], numpy.int64)))
        self.output_noise = torch.from_numpy(numpy.asarray(info["output_noise"], numpy.float32))
        self.has_column_scales = len(info["weight_scale"]) > 1
        self.effective = self.weight.detach()
        self.known = self.versions()
        self._owner: "Optional[weakref.ReferenceType[AnalogModel]]" = None

    def versions(self) -> Tuple[int, int, int, int]:
        return self.weight._version, self.bias._version, self.input_scale._version, self.converter_step._version

    def plain(self, x: "torch.Tensor", weight: "torch.Tensor", bias: "Optional[torch.Tensor]") -> "torch.Tensor":
        """The digital layer."""
        if not self.is_conv:
            return F.linear(x, weight, bias)
        top, bottom, left, right = self.pads
        if top == bottom and left == right:
            return F.conv2d(x, weight, bias, self.stride, (top, left), self.dilation, self.groups)
        return F.conv2d(F.pad(x, (left, right, top, bottom)), weight, bias, self.stride, 0, self.dilation, self.groups)

    def plain_gradients(self, grad: "torch.Tensor", x: "torch.Tensor", weight: "torch.Tensor", wants_x: bool
                        ) -> "Tuple[Optional[torch.Tensor], torch.Tensor, torch.Tensor]":
        """Of the digital layer's input, weight and bias."""
        if not self.is_conv:
            flat, flat_x = grad.reshape(-1, grad.shape[-1]), x.reshape(-1, x.shape[-1])
            return grad @ weight if wants_x else None, flat.t() @ flat_x, flat.sum(0)
        top, bottom, left, right = self.pads
        is_even = top == bottom and left == right
        padded = x if is_even else F.pad(x, (left, right, top, bottom))
        padding = [top, left] if is_even else [0, 0]
        grad_x, grad_weight, _ = torch.ops.aten.convolution_backward(
            grad.contiguous(), padded, weight, None, list(self.stride), padding, list(self.dilation), False, [0, 0],
            self.groups, [wants_x, True, False])
        if wants_x and not is_even:
            grad_x = grad_x[:, :, top:grad_x.shape[2] - bottom, left:grad_x.shape[3] - right]
        return grad_x, grad_weight, grad.sum((0, 2, 3))

    def read(self, x: "torch.Tensor") -> "torch.Tensor":
        owner = self._owner() if self._owner is not None else None
        assert owner is not None
        return torch.from_numpy(owner.network.read(self.index, owner.image, x.detach().contiguous().numpy()))

    def forward(self, x: "torch.Tensor", mode: str) -> "torch.Tensor":
        if mode == "digital":
            return self.plain(x, self.weight, self.bias)
        if mode == "fast":
            weight = self.weight + (self.effective - self.weight).detach()
            y = self.plain(x, weight, self.bias)
            sigma = self.output_noise.reshape((1, -1, 1, 1) if self.is_conv else (-1,))
            owner = self._owner() if self._owner is not None else None
            assert owner is not None
            return torch.addcmul(y, sigma.to(y.dtype), owner.normals_like(y))
        return _Read.apply(x, self.weight, self.bias, self.input_scale, self)

    def extra_repr(self) -> str:
        return f"{self.short_name}: {'x'.join(str(n) for n in self.weight.shape)}"


_UNARY: Dict[str, Callable[["torch.Tensor", float, float], "torch.Tensor"]] = {
    "relu": lambda x, a, b: F.relu(x), "sigmoid": lambda x, a, b: torch.sigmoid(x), "tanh": lambda x, a, b: torch.tanh(x),
    "erf": lambda x, a, b: torch.erf(x), "exp": lambda x, a, b: torch.exp(x), "log": lambda x, a, b: torch.log(x),
    "sqrt": lambda x, a, b: torch.sqrt(x), "neg": lambda x, a, b: -x, "abs": lambda x, a, b: torch.abs(x),
    "reciprocal": lambda x, a, b: torch.reciprocal(x), "floor": lambda x, a, b: torch.floor(x),
    "ceil": lambda x, a, b: torch.ceil(x), "round": lambda x, a, b: x + (torch.round(x) - x).detach(),
    "linear": lambda x, a, b: a * x + b, "not": lambda x, a, b: (x == 0).to(x.dtype),
    "softplus": lambda x, a, b: F.softplus(x), "hardsigmoid": lambda x, a, b: torch.clamp(a * x + b, 0.0, 1.0),
    "hardswish": lambda x, a, b: x * torch.clamp(x / 6.0 + 0.5, 0.0, 1.0),
    "leakyrelu": lambda x, a, b: F.leaky_relu(x, a), "elu": lambda x, a, b: F.elu(x, a),
    "truncate": lambda x, a, b: torch.trunc(x), "sign": lambda x, a, b: torch.sign(x),
    "selu": lambda x, a, b: b * torch.where(x > 0, x, a * torch.expm1(x)), "celu": lambda x, a, b: F.celu(x, a),
    "thresholded": lambda x, a, b: x * (x > a), "softsign": lambda x, a, b: F.softsign(x),
    "mish": lambda x, a, b: F.mish(x), "gelu": lambda x, a, b: F.gelu(x),
    "gelutanh": lambda x, a, b: 0.5 * x * (1.0 + torch.tanh(0.7978845608028654 * (x + 0.044715 * x**3))),
    "swish": lambda x, a, b: x * torch.sigmoid(a * x), "sin": lambda x, a, b: torch.sin(x),
    "cos": lambda x, a, b: torch.cos(x),
}
_BINARY: Dict[str, Callable[["torch.Tensor", "torch.Tensor"], "torch.Tensor"]] = {
    "add": torch.add, "sub": torch.sub, "mul": torch.mul, "div": torch.div, "pow": torch.pow,
    "min": torch.minimum, "max": torch.maximum, "prelu": lambda a, b: torch.where(a < 0, b * a, a),
    "equal": lambda a, b: (a == b).to(a.dtype), "less": lambda a, b: (a < b).to(a.dtype),
    "lessorequal": lambda a, b: (a <= b).to(a.dtype),
}
_REDUCE: Dict[str, Callable[["torch.Tensor", List[int], bool], "torch.Tensor"]] = {
    "sum": lambda x, d, k: x.sum(d, k), "mean": lambda x, d, k: x.mean(d, k), "max": lambda x, d, k: x.amax(d, k),
    "min": lambda x, d, k: x.amin(d, k), "sumsquare": lambda x, d, k: (x * x).sum(d, k),
    "l1": lambda x, d, k: x.abs().sum(d, k), "l2": lambda x, d, k: (x * x).sum(d, k).sqrt(),
    "logsumexp": lambda x, d, k: torch.logsumexp(x, d, k),
}


def _aligned(tensors: "Sequence[torch.Tensor]") -> "List[torch.Tensor]":
    """Equal numbers of axes, the missing ones behind the batch."""
    rank = max(t.dim() for t in tensors)
    return [t.reshape(t.shape[:1] + (1,) * (rank - t.dim()) + t.shape[1:]) for t in tensors]


def _pool(x: "torch.Tensor", node: Mapping[str, Any]) -> "torch.Tensor":
    top, bottom, left, right = node["pads"]
    kernel, stride, dilation, ceil = node["kernel"], node["stride"], node["dilation"], node["ceil_mode"]
    pads = (left, right, top, bottom)
    if node["is_max"]:
        padded = F.pad(x, pads, value=float("-inf")) if any(pads) else x
        return F.max_pool2d(padded, kernel, stride, 0, dilation, ceil)
    if node["count_include_pad"] or not any(pads):
        padded = F.pad(x, pads) if any(pads) else x
        return F.avg_pool2d(padded, kernel, stride, 0, ceil, True)
    ones = F.pad(torch.ones_like(x[:1, :1]), pads)
    return F.avg_pool2d(F.pad(x, pads), kernel, stride, 0, ceil) / F.avg_pool2d(ones, kernel, stride, 0, ceil)


def _normalise(x: "torch.Tensor", node: Mapping[str, Any], scale: "torch.Tensor", shift: "torch.Tensor"
               ) -> "torch.Tensor":
    first, end = node["first_axis"] + 1, node["end_axis"] + 1
    axes = list(range(first, end))
    centred = x - x.mean(axes, True) if node["is_centred"] else x
    y = centred / torch.sqrt((centred * centred).mean(axes, True) + node["epsilon"])
    if node["per_group"]:
        shape = list(x.shape[1:first]) + [1] * (x.dim() - first)
    else:
        shape = list(x.shape[first:end]) + [1] * (x.dim() - end)
    return y * scale.reshape(shape) + shift.reshape(shape)


def _resize(x: "torch.Tensor", taps: Tuple[Any, Any, Any], axis: int) -> "torch.Tensor":
    lower, upper, weight = (torch.from_numpy(part) for part in taps)
    shape = [1] * x.dim()
    shape[axis] = -1
    w = weight.reshape(shape)
    return (1.0 - w) * x.index_select(axis, lower) + w * x.index_select(axis, upper)


class AnalogModel(torch.nn.Module):
    """A network whose layers on arrays are hardware. Made by :func:`analog` and :func:`load`.

    Training (``train()``) draws chips as ``draws`` says: anew at each ``step`` (each forward pass in training),
    each ``epoch`` (:meth:`next_epoch`), or ``fixed``. Chips of training are numbered from ``FIRST_TRAINING_CHIP``.
    Wires are solved for the first chip of each epoch; until :meth:`next_epoch` each cell keeps the share of the
    voltage that it had there. An evaluation solves its own.

    ``mode``: ``full`` is the whole hardware; ``fast`` has the programmed and aged weights and noise of the converters'
    size on the outputs, without rounding of inputs, saturation and fresh noise of cells: for early epochs;
    ``digital`` is the float network. An evaluation is ``full``, or ``digital`` where that is set.

    Input: float32 on the CPU, batch x the network's input shape. Output: batch x the network's output shape.
    """

    def __init__(self, run: "_ohmic.Run", network: "_ohmic.Network", draws: str, learns_ranges: bool,
                 folder: Optional[str]) -> None:
        super().__init__()
        self.network, self._run = network, run
        if folder is not None:
            weakref.finalize(self, shutil.rmtree, folder, True)
        self.draws, self.mode = _one_of(draws, "draws", DRAWS), "full"
        self._values = network.values()
        self._nodes: List[Dict[str, Any]] = network.nodes()
        self._input, self._output = network.input, network.output
        self.layers = torch.nn.ModuleList()
        self.digital_weights = torch.nn.ParameterDict()
        for position, node in enumerate(self._nodes):
            self._adopt(position, node, learns_ranges)
        self._last = self._last_uses()
        # Chips that training has drawn, and its steps: a checkpoint goes on with the next.
        self.register_buffer("draw", torch.zeros((), dtype=torch.int64))
        self.register_buffer("step", torch.zeros((), dtype=torch.int64))
        self._random = torch.Generator()
        self._programmed: Any = None
        self.chip, self.image = 0, 0
        self.read_time_s: float = network.read_times[0]
        self._normals = torch.empty(0)

    def _adopt(self, position: int, node: Dict[str, Any], learns_ranges: bool) -> None:
        """Parameters of layers, buffers of constants; what has no form in PyTorch is refused."""
        op, kind = node["op"], node.get("kind")
        known = {"unary": _UNARY, "binary": _BINARY, "reduce": _REDUCE}.get(op)
        if known is not None and kind not in known:
            raise refuse("network", f"operator {node['type']} ({node['name']}) has no form in ohmic.torch",
                         "operators of docs/python.md", "evaluate the network with ohmic.run")
        if op == "pool" and not node["is_max"] and tuple(node["dilation"]) != (1, 1):
            raise refuse("network", f"a dilated average pooling ({node['name']})", "poolings without dilation")
        if node["layer"] >= 0:
            layer = AnalogLayer(node, self.network.layer(node["layer"]), learns_ranges)
            layer._owner = weakref.ref(self)
            self.layers.append(layer)
            node["module"] = len(self.layers) - 1
            return
        if op in ("conv", "linear"):
            weight = torch.from_numpy(node["weight"])
            bias = torch.from_numpy(node["bias"]) if node["bias"].size else torch.zeros(weight.shape[0])
            self.digital_weights[f"weight{position}"] = torch.nn.Parameter(weight)
            self.digital_weights[f"bias{position}"] = torch.nn.Parameter(bias)
            return
        for key in ("scale", "shift", "value", "indices"):
            if isinstance(node.get(key), numpy.ndarray):
                self.register_buffer(f"{key}{position}", torch.from_numpy(node[key]), persistent=False)

    def _last_uses(self) -> Dict[int, List[int]]:
        last: Dict[int, int] = {}
        for position, node in enumerate(self._nodes):
            for value in node["inputs"]:
                last[value] = position
        uses: Dict[int, List[int]] = collections.defaultdict(list)
        for value, position in last.items():
            if value != self._output:
                uses[position].append(value)
        return uses

    @property
    def input_shape(self) -> Tuple[int, ...]:
        """Of one image."""
        return tuple(self._values[self._input][1])

    def eval(self, chip: int = 0, first_image: int = 0, read_time: Time = None,  # type: ignore[override]
             calibration: Optional[Path] = None) -> "AnalogModel":
        """Evaluate on a chip of the engine: seed, draws, read time and fresh noise are those of ``ohmic run``.

        Args:
            chip: number of the chip, from 0.
            first_image: number in the data set of the first image of the next batch; later batches follow on.
            read_time: "1 day" or seconds; default: the run's first.
            calibration: a file of ``ohmic calibrate`` with input scales and converter ranges.
        """
        super().train(False)
        self.chip, self.image = number(chip, "chip"), number(first_image, "first_image")
        self.read_time_s = seconds(read_time, self.network.read_times[0])
        if calibration is not None:
            self.network.load_calibration(self._run, os.fsencode(calibration))
            self._take_ranges()
        return self

    def calibrate(self, progress: Union[bool, Listener] = False) -> None:
        """Choose the ranges of inputs and converters anew, for the present weights on the run's calibration images.

        Training moves activations away from the ranges that were chosen before it; in ``fast`` mode nothing holds
        them. Before the first full epoch, and before an evaluation after fast training.
        """
        self._synchronise()
        with shown(progress) as listener:
            self.network.calibrate(listener)
        self._take_ranges()

    def _take_ranges(self) -> None:
        """The network's input scales and converter steps, which are newer than the layers'."""
        for layer in self.layers:
            info = self.network.layer(layer.index)
            before = layer.versions()
            with torch.no_grad():
                layer.input_scale.fill_(float(info["input_scale"]))
                layer.converter_step.copy_(torch.from_numpy(numpy.array(info["lsb"], numpy.int64)))
            layer.output_noise = torch.from_numpy(numpy.asarray(info["output_noise"], numpy.float32))
            if layer.known[:2] == before[:2]:
                layer.known = layer.versions()
        self._programmed = None

    def normals_like(self, y: "torch.Tensor") -> "torch.Tensor":
        """Standard normal numbers for a batch: for each image a part of the epoch's draws from a random place on, which
        takes a fifth of the time of drawing them all anew. They follow from the run's seed and the step."""
        size = y[0].numel()
        if self._normals.numel() < 2 * size or self._normals.dtype != y.dtype:
            self._normals = torch.randn(max(_NORMALS, 2 * size), generator=self._random).to(y.dtype)
        places = torch.randint(self._normals.numel() - size + 1, (len(y),), generator=self._random)
        return self._normals.unfold(0, size, 1)[places].reshape(y.shape)

    def next_epoch(self) -> None:
        """Draw another chip, where one is drawn each epoch, and solve the wires anew at the next programming."""
        self.network.forget_wires()
        self._normals = torch.empty(0)  # other ones
        if self.draws == "epoch":
            self.draw += 1

    @property
    def gives_probabilities(self) -> bool:
        """Whether the network ends with a Softmax: a loss on logits takes the logarithm of its outputs."""
        last = self._nodes[-1]
        return last["op"] == "softmax" and not last["logarithm"]

    def _synchronise(self) -> None:
        """Give the hardware the parameters' present values."""
        for layer in self.layers:
            versions = layer.versions()
            if versions == layer.known:
                continue
            scale = float(layer.input_scale.detach())
            if not 0.0 < scale < float("inf"):
                raise refuse("input_scale", f"{scale} in {layer.short_name}", "above 0", "use a smaller learning rate")
            weight, bias = (p.detach().contiguous().numpy() for p in (layer.weight, layer.bias))
            if not (numpy.isfinite(weight).all() and numpy.isfinite(bias).all()):
                raise refuse("weight", f"a number that is not finite in {layer.short_name}", "finite weights",
                             "use a smaller learning rate")
            self.network.set_weights(layer.index, weight, bias)
            self.network.set_input_scale(layer.index, scale)
            self.network.set_converter_steps(layer.index, layer.converter_step.tolist())
            layer.known = versions
            self._programmed = None

    def _program(self) -> None:
        self._synchronise()
        if self.training:
            self.step += 1
            self._random.manual_seed((self._run.seed * 0x9E3779B97F4A7C15 + int(self.step)) % 2**63)
            if self.draws == "step":
                self.draw += 1
            moment = (FIRST_TRAINING_CHIP + int(self.draw), self.network.read_times[0])
        else:
            moment = (self.chip, self.read_time_s)
        if self._programmed == moment:
            return
        # An evaluation solves its wires; training keeps each cell's share of the voltage from the epoch's first chip.
        self.network.program(self._run.seed, moment[0], moment[1], None, self.training)
        for layer in self.layers:
            weights = torch.from_numpy(self.network.weights(layer.index))
            layer.effective = weights.t().contiguous() if layer.is_turned else weights
        self._programmed = moment

    def forward(self, x: "torch.Tensor") -> "torch.Tensor":
        mode = self.mode if self.training or self.mode == "digital" else "full"
        if mode != "digital":
            _check(x)
            if x.dim() == 0 or tuple(x.shape[1:]) != self.input_shape:
                raise refuse("input", f"shape {tuple(x.shape)}", f"batch x {self.input_shape}")
            self._program()
        values: Dict[int, "torch.Tensor"] = {self._input: x}
        for position, node in enumerate(self._nodes):
            inputs = [values[i] for i in node["inputs"]]
            values[node["output"]] = self._compute(position, node, inputs, x, mode)
            for value in self._last[position]:
                del values[value]
        if mode != "digital":
            self.image += x.shape[0]
        return values[self._output]

    def _compute(self, position: int, node: Mapping[str, Any], inputs: "List[torch.Tensor]", batch: "torch.Tensor",
                 mode: str) -> "torch.Tensor":
        op = node["op"]
        if node["layer"] >= 0:
            return self.layers[node["module"]](inputs[0], mode)
        x = inputs[0] if inputs else batch
        constant = lambda key: getattr(self, f"{key}{position}")  # noqa: E731
        if op == "conv":
            top, bottom, left, right = node["pads"]
            return F.conv2d(F.pad(x, (left, right, top, bottom)), self.digital_weights[f"weight{position}"],
                            self.digital_weights[f"bias{position}"], node["stride"], 0, node["dilation"], node["groups"])
        if op == "linear":
            return F.linear(x, self.digital_weights[f"weight{position}"], self.digital_weights[f"bias{position}"])
        if op == "affine":
            shape = [1] * x.dim()
            shape[node["axis"] + 1] = -1
            return (x.double() * constant("scale").reshape(shape) + constant("shift").reshape(shape)).to(x.dtype)
        if op == "unary":
            return _UNARY[node["kind"]](x, node["alpha"], node["beta"])
        if op == "clip":
            return torch.clamp(x, node["low"], node["high"])
        if op == "binary":
            return _BINARY[node["kind"]](*_aligned(inputs))
        if op == "pool":
            return _pool(x, node)
        if op == "concat":
            return torch.cat(inputs, node["axis"] + 1)
        if op == "pad":
            sides = [side for pair in zip(reversed(node["before"]), reversed(node["after"])) for side in pair]
            return F.pad(x, sides, value=node["value"])
        if op == "slice":
            for axis, (start, step, count) in enumerate(zip(node["starts"], node["steps"], node["counts"])):
                x = x.index_select(axis + 1, torch.arange(count) * step + start)
            return x
        if op == "transpose":
            return x.permute([0] + [axis + 1 for axis in node["permutation"]])
        if op == "reshape":
            return x.reshape([-1 if mode == "digital" else x.shape[0]] + list(node["shape"]))
        if op == "softmax":
            flat = x.flatten(node["first_axis"] + 1, node["end_axis"])
            y = F.log_softmax(flat, node["first_axis"] + 1) if node["logarithm"] else F.softmax(flat, node["first_axis"] + 1)
            return y.reshape(x.shape)
        if op == "select":
            condition, a, b = _aligned(inputs)
            return torch.where(condition != 0, a, b)
        if op == "reduce":
            return _REDUCE[node["kind"]](x, [axis + 1 for axis in node["axes"]], node["keep_axes"])
        if op == "normalise":
            return _normalise(x, node, constant("scale"), constant("shift"))
        if op == "lrn":
            return F.local_response_norm(x, node["size"], node["alpha"], node["beta"], node["bias"])
        if op == "matrixproduct":
            return torch.matmul(*_aligned(inputs))
        if op == "gather":
            shape = list(x.shape[:node["axis"] + 1]) + list(node["shape"]) + list(x.shape[node["axis"] + 2:])
            return x.index_select(node["axis"] + 1, constant("indices")).reshape(shape)
        if op == "repeat":
            shape = [1] * (len(node["shape"]) - (x.dim() - 1)) + list(x.shape[1:])
            times = [out // own for out, own in zip(node["shape"], shape)]
            return x.reshape([x.shape[0]] + shape).repeat([1] + times)
        if op == "resize":
            return _resize(_resize(x, node["rows"], x.dim() - 2), node["columns"], x.dim() - 1)
        if op == "quantise":
            y = torch.clamp(torch.round(x / node["scale"]) + node["zero"], node["low"], node["high"])
            straight = torch.clamp(x / node["scale"] + node["zero"], node["low"], node["high"])
            return straight + (y - straight).detach()
        if op == "constant":
            value = constant("value")
            return value.expand((batch.shape[0],) + tuple(value.shape))
        raise refuse("network", f"operator {node['type']} ({node['name']})", "operators of docs/python.md")


def _one_of(value: str, key: str, allowed: Iterable[str]) -> str:
    if value not in allowed:
        raise refuse(key, f"found {value!r}", ", ".join(allowed))
    return value


def load(config: Config, overrides: Optional[Overrides] = None, *, draws: str = "step", learn_ranges: bool = False,
         progress: Union[bool, Listener] = True) -> AnalogModel:
    """The network of a run on its hardware, calibrated as the run calibrates it, ready to train and to evaluate.

    Args:
        config, overrides: as :func:`ohmic.run` takes them.
        draws: when training draws a chip: ``step``, ``epoch``, ``fixed``.
        learn_ranges: train the layers' input scales too (learned step size); else calibration's stay.
    """
    _one_of(draws, "draws", DRAWS)
    run = load_run(config, overrides)
    return _model(run, draws, learn_ranges, progress, None)


def _model(run: "_ohmic.Run", draws: str, learn_ranges: bool, progress: Union[bool, Listener],
           folder: Optional[str]) -> AnalogModel:
    with shown(progress) as listener:
        network = _ohmic.Network(run, True, listener)
    return AnalogModel(run, network, draws, learn_ranges, folder)


def _tracing_export() -> Dict[str, Any]:
    """Options that ask for the exporter by tracing, which PyTorch 1.13 has alone and 2.9 has beside its default."""
    return {"dynamo": False} if "dynamo" in inspect.signature(torch.onnx.export).parameters else {}


def _write_onnx(model: "torch.nn.Module", example: "torch.Tensor", file: Path) -> None:
    was_training = model.training
    torch.nn.Module.train(model, False)
    try:
        with torch.no_grad():
            torch.onnx.export(model, example, os.fspath(file), opset_version=_OPSET, input_names=["input"],
                              output_names=["logits"], dynamic_axes={"input": {0: "N"}, "logits": {0: "N"}},
                              **_tracing_export())
    finally:
        torch.nn.Module.train(model, was_training)


def _with_images(config: Config, images: "torch.Tensor", folder: pathlib.Path) -> Tuple[Config, Dict[str, Any]]:
    """Overrides that make a data set of the example, where a configuration has none."""
    name, text = named_text(config)
    if text is None:
        text = pathlib.Path(name).read_text(encoding="utf-8")
    has_dataset = any(line.lstrip().startswith(("dataset:", '"dataset":')) for line in text.splitlines())
    if has_dataset:
        return config, {}
    pixels = images.numpy()
    while pixels.ndim < 4:
        pixels = pixels[:, None] if pixels.ndim > 1 else pixels[:, None, None, None]
    labels = numpy.arange(len(pixels)) % 2
    file = folder / "example.npz"
    numpy.savez(file, x_train=pixels, y_train=labels, x_test=pixels, y_test=labels)
    return config, {"dataset.name": "npz", "dataset.path": str(file), "dataset.split": "test"}


def analog(model: "torch.nn.Module", config: Config, example: "torch.Tensor", overrides: Optional[Overrides] = None, *,
           draws: str = "step", learn_ranges: bool = False, progress: Union[bool, Listener] = True) -> AnalogModel:
    """A PyTorch model on analog hardware.

    Conv1d, Conv2d, Linear and whatever the importer maps become layers on arrays (docs/operators.md); the rest stays
    digital. The model itself is not changed; its parameters are copied, BatchNormalization is folded.

    Args:
        model: whose forward pass torch.onnx can export.
        config: a run; ``network`` may be left out. Without ``dataset`` the example's images are what calibration sees.
        example: images, batch x input shape, float32 on the CPU.
        draws, learn_ranges, progress: as :func:`load`.

    Raises:
        InputError: for a model that cannot be exported or imported, or a configuration, with place and remedy.
    """
    if not isinstance(model, torch.nn.Module):
        raise refuse("model", f"found a {type(model).__name__}", "a torch.nn.Module")
    images = _check(example, "example").detach()
    for parameter in model.parameters():
        _check(parameter, "model")
    _one_of(draws, "draws", DRAWS)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="ohmic-torch-"))
    try:
        _write_onnx(model, images[:1], folder / "model.onnx")
        config, dataset = _with_images(config, images, folder)
        own = dict(overrides or {})
        for key, value in dataset.items():
            own.setdefault(key, value)
        own["network.model"] = str(folder / "model.onnx")
        return _model(load_run(config, own), draws, learn_ranges, progress, str(folder))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def clip_weights(model: AnalogModel, sigma: float = 2.5) -> None:
    """Clip each analog layer's weights to so many standard deviations about zero of what shares a scale, the layer or
    one output (``hardware.weights.scale``): large weights would set the step of all levels. After each step.

    Source: Joshi et al., Nature Communications 11:2473 (2020), which trains with 2 to 2.5, layer by layer.
    """
    if not sigma > 0.0:
        raise refuse("sigma", f"found {sigma}", "above 0")
    with torch.no_grad():
        for layer in model.layers:
            weight = layer.weight
            axes = list(range(1 if layer.has_column_scales else 0, weight.dim()))
            limit = sigma * torch.sqrt((weight * weight).mean(axes, True))
            weight.copy_(torch.minimum(torch.maximum(weight, -limit), limit))


def export(model: AnalogModel, file: Path) -> pathlib.Path:
    """Write the network as ONNX with its present weights, and the ranges of its inputs and converters beside it.

    ``net.onnx`` and ``net.calibration.json``: ``ohmic run`` with ``network.model`` and ``calibration.file`` simulates
    what was trained. The layers keep their names, so that a chip's draws stay the same.

    Returns:
        The calibration file.
    """
    path = pathlib.Path(file)
    mode = model.mode
    model.mode = "digital"
    try:
        _write_onnx(model, torch.zeros((1,) + model.input_shape), path)
    finally:
        model.mode = mode
    names = [node["name"] for node in model._nodes if node["op"] in ("conv", "linear")]
    path.write_bytes(_ohmic.rename_products(path.read_bytes(), names))
    model._synchronise()
    calibration = path.with_suffix(".calibration.json")
    text = model.network.calibration_text(_ohmic.Run.with_model(model._run, os.fsencode(path.resolve())))
    calibration.write_text(text, encoding="utf-8")
    return calibration
