#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Writes the reference tensors of the operators: NAME.onnx, and NAME.json with an input and PyTorch's output.

    /usr/bin/python3 tests/golden/operators/generate.py tests/golden/operators

Needs python3-torch (Debian 12: 1.13). Operators that PyTorch's exporter never writes are written by a
symbolic function beside the PyTorch expression that defines them.
"""
import functools
import json
import pathlib
import sys
import warnings

import torch
from torch import nn
import torch.nn.functional as F

IMAGE = (2, 5, 6)


class Same(nn.Module):
    """f as a module."""

    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x):
        return self.function(x)


def written(symbolic, meaning):
    """A module that exports as @p symbolic (a function of the graph and its value) and computes @p meaning."""

    class Operator(torch.autograd.Function):
        @staticmethod
        def forward(context, x):
            return meaning(x)

        @staticmethod
        def symbolic(g, x):
            return symbolic(g, x)

    return Same(Operator.apply)


def constant(g, values):
    return g.op("Constant", value_t=torch.as_tensor(values))


def resize(mode, coordinates, nearest, scales, meaning):
    def symbolic(g, x):
        empty = constant(g, torch.zeros(0))
        return g.op("Resize", x, empty, constant(g, torch.tensor([1.0, 1.0] + scales)), mode_s=mode,
                    coordinate_transformation_mode_s=coordinates, nearest_mode_s=nearest)

    return written(symbolic, meaning)


class Attention(nn.Module):
    """Products of two activations, with the batch moved and merged as torch.nn.MultiheadAttention does."""

    def __init__(self):
        super().__init__()
        self.qkv = nn.Linear(6, 18)
        self.out = nn.Linear(6, 6)

    def forward(self, x):  # 1 x 5 x 6
        x = x.transpose(0, 1)
        length, batch, size = x.shape
        q, k, v = self.qkv(x).chunk(3, dim=-1)
        q, k, v = (t.reshape(length, batch * 2, size // 2).transpose(0, 1) for t in (q, k, v))
        a = torch.softmax(torch.bmm(q, k.transpose(1, 2)) / 3 ** 0.5, dim=-1)
        y = torch.bmm(a, v).transpose(0, 1).reshape(length * batch, size)
        return self.out(y).view(length, batch, size).transpose(0, 1)


class ClassToken(nn.Module):
    def __init__(self):
        super().__init__()
        self.token = nn.Parameter(torch.randn(1, 1, 6))

    def forward(self, x):  # n x 5 x 6
        return torch.cat([self.token.expand(x.shape[0], -1, -1), x], dim=1)[:, 0:3]


def many(operator, meaning):
    """An operator of four operands: two activations, two constants between them."""
    row = torch.arange(6.0) - 2.5
    column = torch.arange(5.0)[:, None] * 0.5 - 1
    return written(lambda g, x: g.op(operator, x, constant(g, row), constant(g, column), g.op("Neg", x)),
                   lambda x: meaning(x, row, column, -x))


class QuantisedNetwork(nn.Module):
    """Two convolutions and a linear layer as post-training static quantisation takes them."""

    def __init__(self):
        super().__init__()
        self.quant = torch.ao.quantization.QuantStub()
        self.conv1 = nn.Conv2d(3, 8, 3, padding=1)
        self.relu1 = nn.ReLU()
        self.pool = nn.MaxPool2d(2)
        self.conv2 = nn.Conv2d(8, 12, 3, stride=2, padding=1)
        self.relu2 = nn.ReLU()
        self.linear = nn.Linear(48, 5)
        self.dequant = torch.ao.quantization.DeQuantStub()

    def forward(self, x):
        x = self.pool(self.relu1(self.conv1(self.quant(x))))
        x = self.relu2(self.conv2(x))
        return self.dequant(self.linear(torch.flatten(x, 1)))


def quantised():
    """The same, calibrated and converted: what PyTorch exports with QuantizeLinear and DequantizeLinear."""
    torch.manual_seed(1)
    torch.backends.quantized.engine = "qnnpack"
    network = QuantisedNetwork().eval()
    network.qconfig = torch.ao.quantization.get_default_qconfig("qnnpack")
    network = torch.ao.quantization.fuse_modules(network, [["conv1", "relu1"], ["conv2", "relu2"]])
    torch.ao.quantization.prepare(network, inplace=True)
    for _ in range(4):
        network(torch.randn(8, 3, 8, 8))
    return torch.ao.quantization.convert(network, inplace=True)


class KerasNetwork(nn.Module):
    """A channels-last network as tf2onnx writes it: Transposes around convolutions and poolings, pointwise
    operators, means and concatenations between them on channels-last tensors."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 6, 3, padding=1)
        self.left = nn.Conv2d(6, 6, 3, padding=1, groups=6)
        self.right = nn.Conv2d(6, 4, 1)
        self.shift = nn.Parameter(torch.zeros(6))
        self.head = nn.Linear(10, 5)

    @staticmethod
    def last(layer, x):
        return layer(x.permute(0, 3, 1, 2)).permute(0, 2, 3, 1)

    def forward(self, x):  # batch x height x width x channels
        x = F.relu(self.last(self.stem, x) + self.shift)
        x = self.last(lambda y: F.max_pool2d(y, 2), x)
        x = torch.cat([self.last(self.left, x), torch.sigmoid(self.last(self.right, x))], 3)
        return self.head(x.mean((1, 2)))


class KerasConv(nn.Module):
    """Channels last outside, channels first inside: as tf2onnx writes Keras networks."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3, padding=1)
        self.dense = nn.Linear(4 * 5 * 6, 3)

    def forward(self, x):
        y = F.relu(self.conv(x.permute(0, 3, 1, 2))).permute(0, 2, 3, 1)
        return self.dense(y.reshape(-1, 4 * 5 * 6))


def pad_conv():
    weight = torch.randn(3, 2, 3, 2)

    def symbolic(g, x):
        return g.op("Conv", x, constant(g, weight), kernel_shape_i=[3, 2], pads_i=[0, 1, 2, 0],
                    strides_i=[2, 1], dilations_i=[1, 2])

    return written(symbolic, lambda x: F.conv2d(F.pad(x, (1, 0, 0, 2)), weight, stride=(2, 1), dilation=(1, 2)))


def lrn(x):
    return F.local_response_norm(x, 3, alpha=0.2, beta=0.75, k=1.5)


def average_pads(include):
    """Asymmetric pads of an average: divided by the padded window, or by what lies inside the image."""

    def meaning(x):
        total = F.avg_pool2d(F.pad(x, (1, 0, 0, 1)), 2, stride=1, divisor_override=1)
        inside = F.avg_pool2d(F.pad(torch.ones_like(x), (1, 0, 0, 1)), 2, stride=1, divisor_override=1)
        return total / 4 if include else total / inside

    return written(lambda g, x: g.op("AveragePool", x, kernel_shape_i=[2, 2], pads_i=[0, 1, 1, 0],
                                     strides_i=[1, 1], count_include_pad_i=int(include)), meaning)


def two(op):
    """Compares an image with a part of itself."""
    return Same(lambda x: torch.where(op(x, x[:, :1]), x, -x))


CASES = {
    # name: (module, opset, shape of one image)
    "hard_sigmoid": (nn.Hardsigmoid(), 13, IMAGE),
    "hard_swish_9": (nn.Hardswish(), 9, IMAGE),
    "hard_swish_14": (nn.Hardswish(), 14, IMAGE),
    "leaky_relu": (nn.LeakyReLU(0.3), 9, IMAGE),
    "prelu": (nn.PReLU(2, 0.2), 13, IMAGE),
    "elu": (nn.ELU(0.7), 13, IMAGE),
    "tanh": (nn.Tanh(), 13, IMAGE),
    "gelu": (nn.GELU(), 13, IMAGE),
    "silu": (nn.SiLU(), 13, IMAGE),
    "mish": (nn.Mish(), 13, IMAGE),
    "softplus": (nn.Softplus(), 13, IMAGE),
    "erf": (Same(torch.erf), 13, IMAGE),
    "exp": (Same(torch.exp), 13, IMAGE),
    "log": (Same(lambda x: torch.log(x * x + 0.1)), 13, IMAGE),
    "neg": (Same(torch.neg), 13, IMAGE),
    "abs": (Same(torch.abs), 13, IMAGE),
    "floor": (Same(torch.floor), 13, IMAGE),
    "ceil": (Same(torch.ceil), 13, IMAGE),
    "round": (Same(lambda x: torch.round(x * 2)), 13, IMAGE),
    "reciprocal": (Same(lambda x: torch.reciprocal(x + 3)), 13, IMAGE),
    "sqrt": (Same(lambda x: torch.sqrt(x * x + 1)), 13, IMAGE),
    "pow_2": (Same(lambda x: x ** 2), 13, IMAGE),
    "pow_real": (Same(lambda x: torch.abs(x) ** 1.7), 13, IMAGE),
    "sub_div": (Same(lambda x: (x - x[:, :1]) / (x[:, :, :1] + 9)), 13, IMAGE),
    "min_max": (Same(lambda x: torch.max(torch.min(x, x[:, :1]), -x)), 13, IMAGE),
    "max_of_four": (many("Max", lambda *x: functools.reduce(torch.maximum, x)), 13, IMAGE),
    "min_of_four": (many("Min", lambda *x: functools.reduce(torch.minimum, x)), 9, IMAGE),
    "sum_of_four": (many("Sum", lambda *x: functools.reduce(torch.add, x)), 13, IMAGE),
    "equal_where": (two(torch.eq), 13, IMAGE),
    "less_where": (two(torch.lt), 9, IMAGE),
    "greater_where": (two(torch.gt), 13, IMAGE),
    "less_or_equal_where": (two(torch.le), 13, IMAGE),
    "not_where": (two(torch.ge), 11, IMAGE),
    "reduce_mean_spatial": (Same(lambda x: x.mean((2, 3))), 13, IMAGE),
    "reduce_mean_keep": (Same(lambda x: x.mean(1, keepdim=True)), 9, IMAGE),
    "reduce_sum_11": (Same(lambda x: x.sum((1, 3))), 11, IMAGE),
    "reduce_sum_13": (Same(lambda x: x.sum(-1, keepdim=True)), 13, IMAGE),
    "reduce_max": (Same(lambda x: torch.amax(x, (2, 3))), 13, IMAGE),
    "reduce_min": (Same(lambda x: torch.amin(x, 2)), 13, IMAGE),
    "squeeze_11": (Same(lambda x: x.mean(2, keepdim=True).squeeze(2)), 11, IMAGE),
    "unsqueeze_13": (Same(lambda x: x.unsqueeze(2) + x.unsqueeze(3)), 13, (5, 5)),
    "split_11": (Same(lambda x: torch.cat(torch.split(x, [1, 2, 2], 2)[::-1], 2)), 11, IMAGE),
    "split_13": (Same(lambda x: torch.cat(torch.chunk(x, 3, 3)[::-1], 1)), 13, IMAGE),
    "gather_one": (Same(lambda x: x[:, :, 3]), 13, IMAGE),
    "gather_many": (Same(lambda x: x.index_select(3, torch.tensor([4, 0, 0]))), 13, IMAGE),
    "expand": (Same(lambda x: x[:, :1].expand(-1, 3, -1, -1)), 13, IMAGE),
    "tile": (Same(lambda x: x.repeat(1, 2, 1, 3)), 13, IMAGE),
    "resize_nearest_9": (nn.Upsample(scale_factor=2, mode="nearest"), 9, IMAGE),
    "resize_nearest_13": (nn.Upsample(size=(7, 9), mode="nearest"), 13, IMAGE),
    "resize_linear": (nn.Upsample(size=(7, 13), mode="bilinear", align_corners=False), 13, IMAGE),
    "resize_linear_down": (nn.Upsample(size=(3, 2), mode="bilinear", align_corners=False), 11, IMAGE),
    "resize_corners": (nn.Upsample(size=(7, 13), mode="bilinear", align_corners=True), 13, IMAGE),
    "resize_half_pixel": (resize("nearest", "half_pixel", "round_prefer_floor", [2.0, 2.0],
                                 lambda x: F.interpolate(x, scale_factor=2, mode="nearest")), 13, IMAGE),
    "lrn": (written(lambda g, x: g.op("LRN", x, size_i=3, alpha_f=0.2, beta_f=0.75, bias_f=1.5), lrn), 13,
            (4, 3, 3)),
    "instance_norm": (nn.InstanceNorm2d(2, affine=True), 13, IMAGE),
    "group_norm": (nn.GroupNorm(2, 4), 13, (4, 3, 5)),
    "layer_norm_13": (nn.LayerNorm(6), 13, IMAGE),
    "layer_norm_17": (nn.LayerNorm((5, 6)), 17, IMAGE),
    "log_softmax": (nn.LogSoftmax(1), 13, IMAGE),
    "conv_asymmetric_dilated": (pad_conv(), 13, IMAGE),
    "conv_dilated_groups": (nn.Conv2d(4, 6, 3, padding=2, dilation=2, groups=2), 13, (4, 7, 7)),
    "pad_negative": (Same(lambda x: F.pad(x, (-1, 2, 1, -2), value=0.5)), 13, IMAGE),
    "pad_negative_9": (Same(lambda x: F.pad(x, (-1, 2, 1, -2), value=0.5)), 9, IMAGE),
    "max_pool_ceil": (nn.MaxPool2d(3, 2, 1, ceil_mode=True), 13, (2, 6, 8)),
    "max_pool_dilated": (nn.MaxPool2d(2, 1, dilation=2), 13, IMAGE),
    "average_pool_ceil": (nn.AvgPool2d(2, 2, ceil_mode=True), 13, IMAGE),
    "average_pool_include": (nn.AvgPool2d(3, 2, 1, count_include_pad=True), 13, IMAGE),
    "average_pool_exclude": (nn.AvgPool2d(3, 2, 1, count_include_pad=False), 13, IMAGE),
    "average_pool_asymmetric": (average_pads(False), 13, IMAGE),
    "average_pool_asymmetric_include": (average_pads(True), 13, IMAGE),
    "broadcast_row": (Same(lambda x: x * torch.arange(6.0) + torch.arange(5.0)[:, None]), 13, IMAGE),
    "product_of_activations": (Same(lambda x: x @ x.transpose(2, 3)), 13, IMAGE),
    "product_of_constant": (Same(lambda x: torch.arange(15.0).view(3, 5) @ x), 13, IMAGE),
    "attention": (Attention(), 13, (5, 6)),
    "class_token": (ClassToken(), 13, (5, 6)),
    "keras": (KerasConv(), 13, (5, 6, 3)),
    "keras_network": (KerasNetwork(), 13, (8, 8, 3)),
    "qdq": (quantised(), 13, (3, 8, 8)),
}


def write(folder, name, module, opset, shape):
    torch.manual_seed(sum(name.encode()))
    module = module.eval()  # a quantised one has no parameters left
    for parameter in module.parameters():
        nn.init.normal_(parameter, 0.3, 0.5)
    image = torch.randn(1, *shape) * 2
    free = None if name == "attention" else {"x": {0: "batch"}}
    torch.onnx.export(module, image, folder / f"{name}.onnx", opset_version=opset, input_names=["x"],
                      output_names=["y"], dynamic_axes=free)
    with torch.no_grad():
        output = module(image)
    if name.startswith("keras"):  # Ohmic's images have their channels first
        image = image.permute(0, 3, 1, 2)
    golden = {"shape": list(output.shape[1:]), "input": image.flatten().tolist(),
              "output": output.flatten().tolist()}
    text = json.dumps(golden, default=float)
    (folder / f"{name}.json").write_text(text + "\n")


def main():
    warnings.simplefilter("ignore")
    folder = pathlib.Path(sys.argv[1])
    for name, (module, opset, shape) in CASES.items():
        if len(sys.argv) < 3 or name in sys.argv[2:]:
            write(folder, name, module, opset, shape)


if __name__ == "__main__":
    main()
