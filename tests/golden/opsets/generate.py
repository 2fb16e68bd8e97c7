#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Writes networks in opsets that Debian's onnx does not know (18 to 23), each with what NumPy makes of the
specification's text: NAME.onnx, and NAME.json with an input and the output. One case for each operator that an opset
changed or added, and one for each kind of network that real files brought.

    /usr/bin/python3 tests/golden/opsets/generate.py tests/golden/opsets

Needs python3-onnx (for protobuf only) and python3-numpy.
"""
import json
import math
import pathlib
import sys

import numpy as np
from onnx import AttributeProto, TensorProto, helper, numpy_helper

INT4, UINT4 = 22, 21
X = (2, 5, 6)  # an image, without its batch
CASES = {}


def case(opset, shape=X, ir=8):
    """Registers a function of a Net that adds nodes and gives the expected output of x = 1 x shape."""
    def register(function):
        CASES[function.__name__] = (function, opset, shape, ir)
        return function
    return register


class Net:
    """Nodes and constants of one case; x is the input with its batch of 1."""

    def __init__(self, shape, rng):
        self.rng = rng
        self.x = (rng.standard_normal((1, *shape)) * 1.5).astype(np.float32)
        self.nodes, self.constants, self.functions, self.domains = [], [], [], {}
        self.input_type = TensorProto.FLOAT

    def const(self, name, value):
        self.constants.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def ints(self, name, values):
        return self.const(name, np.array(values, np.int64))

    def draw(self, name, *shape):
        value = self.rng.standard_normal(shape).astype(np.float32)
        self.const(name, value)
        return value

    def packed(self, name, kind, values):
        """Whole numbers of 4 bits, two in a byte."""
        flat = np.asarray(values).reshape(-1).astype(np.int64) & 15
        flat = np.append(flat, np.zeros(len(flat) % 2, np.int64))
        tensor = TensorProto(name=name, data_type=kind, dims=np.asarray(values).shape)
        tensor.raw_data = (flat[0::2] | flat[1::2] << 4).astype(np.uint8).tobytes()
        self.constants.append(tensor)
        return name

    def add(self, kind, inputs, output="y", domain="", **attributes):
        self.nodes.append(helper.make_node(kind, inputs, [output] if isinstance(output, str) else output, domain=domain,
                                           **attributes))
        return output


def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def erf(x):
    return np.vectorize(math.erf)(x.astype(np.float64))


def conv(x, w, b=0.0, pad=0, stride=1):
    """Cross-correlation of 1 x c x h x w, in double."""
    x = np.pad(x.astype(np.float64), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    kh, kw = w.shape[2:]
    h, v = (x.shape[2] - kh) // stride + 1, (x.shape[3] - kw) // stride + 1
    y = np.zeros((1, len(w), h, v))
    for i in range(h):
        for j in range(v):
            part = x[0, :, i * stride:i * stride + kh, j * stride:j * stride + kw]
            y[0, :, i, j] = (w.astype(np.float64) * part).sum((1, 2, 3))
    return y + np.reshape(b, (-1, 1, 1))


# ---- opset 18: axes became inputs --------------------------------------------------------------------------------

def reduction(kind, meaning):
    def build(net):
        net.add(f"Reduce{kind}", ["x", net.ints("axes", [2, -1])], keepdims=0)
        return meaning(net.x.astype(np.float64), (2, 3))
    build.__name__ = f"reduce_{kind.lower()}_18"
    case(18)(build)


reduction("Max", lambda x, a: x.max(a))
reduction("Min", lambda x, a: x.min(a))
reduction("Mean", lambda x, a: x.mean(a))
reduction("Prod", lambda x, a: x.prod(a))
reduction("L1", lambda x, a: np.abs(x).sum(a))
reduction("L2", lambda x, a: np.sqrt((x * x).sum(a)))
reduction("SumSquare", lambda x, a: (x * x).sum(a))
reduction("LogSumExp", lambda x, a: np.log(np.exp(x).sum(a)))


@case(18)
def reduce_logsum_18(net):
    net.add("Exp", ["x"], "e")
    net.add("ReduceLogSum", ["e", net.ints("axes", [3])])
    return np.log(np.exp(net.x.astype(np.float64)).sum(3, keepdims=True))


@case(18)
def reduce_mean_noop_18(net):
    net.add("ReduceMean", ["x"], "m", noop_with_empty_axes=1)
    net.add("Neg", ["m"])
    return -net.x


@case(18)
def split_num_outputs_18(net):
    net.add("Split", ["x"], ["a", "b"], axis=2, num_outputs=2)  # 3 and 2 of 5
    net.add("Concat", ["b", "a"], axis=2)
    return np.concatenate([net.x[:, :, 3:], net.x[:, :, :3]], 2)


@case(18)
def pad_axes_18(net):
    net.add("Pad", ["x", net.ints("pads", [1, 2, 0, 1]), net.const("value", np.float32(0.5)),
                    net.ints("axes", [-1, 2])])
    return np.pad(net.x, ((0, 0), (0, 0), (2, 1), (1, 0)), constant_values=0.5)


def linear_antialias(length, scale):
    """Matrix of the specification's antialias filter: the triangle stretched by 1 / scale."""
    out = int(length * scale)
    m = np.zeros((out, length))
    for o in range(out):
        place = (o + 0.5) / scale - 0.5
        start = int(np.floor(place - 1 / scale))
        for i in range(start, int(np.ceil(place + 1 / scale)) + 1):
            m[o, min(max(i, 0), length - 1)] += max(1 - abs((i - place) * scale), 0)
        m[o] /= m[o].sum()
    return m


@case(18, (2, 8, 6))
def resize_antialias_axes_18(net):
    net.add("Resize", ["x", "", net.const("scales", np.array([0.5], np.float32))], axes=[2], mode="linear", antialias=1)
    return np.einsum("oh,bchw->bcow", linear_antialias(8, 0.5), net.x)


@case(18, (2, 6, 6))
def resize_not_larger_18(net):
    net.add("Resize", ["x", "", "", net.ints("sizes", [3, 4])], axes=[2, 3], mode="nearest",
            keep_aspect_ratio_policy="not_larger", coordinate_transformation_mode="asymmetric", nearest_mode="floor")
    return net.x[:, :, ::2, ::2]


@case(18)
def group_normalization_18(net):
    scale, bias = net.draw("scale", 2), net.draw("bias", 2)
    net.add("Concat", ["x", "x"], "four", axis=1)
    net.add("GroupNormalization", ["four", "scale", "bias"], num_groups=2, epsilon=1e-3)
    x = np.concatenate([net.x, net.x], 1).astype(np.float64).reshape(1, 2, -1)
    unit = (x - x.mean(2, keepdims=True)) / np.sqrt(x.var(2, keepdims=True) + 1e-3)
    return (unit * scale[:, None] + bias[:, None]).reshape(1, 4, *X[1:])


@case(18)
def mish_18(net):
    net.add("Mish", ["x"])
    x = net.x.astype(np.float64)
    return x * np.tanh(np.log1p(np.exp(x)))


@case(18)
def bitwise_18(net):
    net.ints("a", [12, 7]), net.ints("b", [10, 8]), net.ints("c", [3, 1])
    net.add("BitwiseAnd", ["a", "b"], "and")  # 8 0
    net.add("BitwiseXor", ["and", "c"], "xor")  # 11 1
    net.add("BitwiseOr", ["xor", "b"], "or")  # 11 9
    net.add("BitwiseNot", ["or"], "not")  # -12 -10
    net.add("Cast", ["not"], "real", to=TensorProto.FLOAT)
    net.add("Reshape", ["real", net.ints("s", [1, 2, 1, 1])], "r")
    net.add("Add", ["x", "r"])
    return net.x + np.array([-12, -10]).reshape(1, 2, 1, 1)


@case(18)
def center_crop_pad_18(net):
    net.add("CenterCropPad", ["x", net.ints("shape", [3, 9])], axes=[2, 3])
    return np.pad(net.x[:, :, 1:4], ((0, 0), (0, 0), (0, 0), (1, 2)))


@case(18, (8, 6))
def col2im_18(net):
    net.add("Col2Im", ["x", net.ints("image", [3, 4]), net.ints("block", [2, 2])])
    y = np.zeros((1, 2, 3, 4))
    columns = net.x.reshape(2, 2, 2, 2, 3)
    for i in range(2):
        for j in range(2):
            y[0, :, i:i + 2, j:j + 3] += columns[:, i, j]
    return y


@case(18, (1, 4, 4))
def lp_pool_18(net):
    net.add("LpPool", ["x"], kernel_shape=[2, 2], dilations=[2, 2], strides=[1, 1], p=2)
    x = net.x.astype(np.float64) ** 2
    return np.sqrt(x[:, :, :2, :2] + x[:, :, 2:, :2] + x[:, :, :2, 2:] + x[:, :, 2:, 2:])


@case(18)
def scatter_max_18(net):
    net.ints("places", [[[[0], [0]]]])
    net.const("updates", np.array([[[[0.25], [3.0]]]], np.float32))
    net.add("ScatterElements", ["x", "places", "updates"], axis=2, reduction="max")
    y = net.x.copy()
    y[0, 0, 0, 0] = max(y[0, 0, 0, 0], 0.25, 3.0)
    return y


@case(18)
def scatter_nd_min_18(net):
    net.ints("places", [[0, 1, 4], [0, 1, 4], [0, 0, 2]])
    net.const("updates", np.full((3, 6), -0.75, np.float32))
    net.add("ScatterND", ["x", "places", "updates"], reduction="min")
    y = net.x.copy()
    y[0, 1, 4] = np.minimum(y[0, 1, 4], -0.75)
    y[0, 0, 2] = np.minimum(y[0, 0, 2], -0.75)
    return y


# ---- opset 19 ----------------------------------------------------------------------------------------------------

@case(19, (1, 5, 5))
def average_pool_dilated_19(net):
    net.add("AveragePool", ["x"], kernel_shape=[2, 2], dilations=[2, 2])
    x = net.x.astype(np.float64)
    return (x[:, :, :3, :3] + x[:, :, 2:, :3] + x[:, :, :3, 2:] + x[:, :, 2:, 2:]) / 4


@case(19)
def pad_wrap_19(net):
    net.add("Pad", ["x", net.ints("pads", [0, 0, 2, 1, 0, 0, 1, 4])], mode="wrap")
    return np.pad(net.x, ((0, 0), (0, 0), (2, 1), (1, 4)), mode="wrap")


@case(19, (2, 4, 4))
def resize_half_pixel_symmetric_19(net):
    net.add("Resize", ["x", "", net.const("scales", np.array([1, 1, 1, 0.6], np.float32))], mode="linear",
            coordinate_transformation_mode="half_pixel_symmetric")  # 2 of 2.4 pixels
    scale, out = np.float64(np.float32(0.6)), 2
    offset = 4 / 2 * (1 - out / (scale * 4))
    y = []
    for o in range(out):
        place = offset + (o + 0.5) / scale - 0.5
        low = int(np.floor(place))
        y.append(net.x[..., low] * (1 - (place - low)) + net.x[..., low + 1] * (place - low))
    return np.stack(y, -1)


@case(19)
def quantise_dequantise_19(net):
    net.const("scale", np.float32(0.05)), net.const("zero", np.int8(3))
    net.add("QuantizeLinear", ["x", "scale", "zero"], "q", saturate=1)
    net.add("DequantizeLinear", ["q", "scale", "zero"])
    return (np.clip(np.rint(net.x / np.float32(0.05)) + 3, -128, 127) - 3) * np.float32(0.05)


@case(19)
def equal_cast_shape_size_19(net):
    net.add("Shape", ["x"], "shape", start=2)  # 5 6
    net.add("Size", ["x"], "size")  # 60
    net.add("Cast", ["size"], "count", to=TensorProto.FLOAT, saturate=1)
    net.add("Equal", ["shape", net.ints("six", [6])], "is")
    net.add("Cast", ["is"], "real", to=TensorProto.FLOAT)
    net.add("ReduceSum", ["real"], "one", keepdims=0)
    net.add("Mul", ["count", "one"], "sixty")
    net.add("Div", ["x", "sixty"])
    return net.x / 60


# ---- opset 20 ----------------------------------------------------------------------------------------------------

@case(20)
def gelu_20(net):
    net.add("Gelu", ["x"])
    x = net.x.astype(np.float64)
    return 0.5 * x * (1 + erf(x / np.sqrt(2)))


@case(20)
def gelu_tanh_20(net):
    net.add("Gelu", ["x"], approximate="tanh")
    x = net.x.astype(np.float64)
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x ** 3)))


@case(20)
def reduce_max_of_truth_20(net):
    net.add("Greater", ["x", net.const("two", np.float32(2))], "large")
    net.add("ReduceMax", ["large", net.ints("axes", [3])], "some")
    net.add("ReduceMin", ["large", net.ints("first", [2])], "all")
    net.add("IsNaN", ["x"], "nan")
    net.add("IsInf", ["x"], "infinite")
    net.add("Or", ["nan", "infinite"], "bad")
    net.add("Or", ["some", "bad"], "or")
    net.add("Xor", ["or", "all"], "xor")
    net.add("Cast", ["xor"], to=TensorProto.FLOAT)
    large = net.x > 2
    return (large.max(3, keepdims=True) ^ large.min(2, keepdims=True)).astype(np.float32) * np.ones_like(net.x)


@case(20)
def constant_of_shape_20(net):
    value = numpy_helper.from_array(np.array([True]), "v")
    net.add("ConstantOfShape", [net.ints("shape", [6])], "ones", value=value)
    net.add("Where", ["ones", "x", net.const("zero", np.float32(0))])
    return net.x


# ---- opset 21: four bits, blocks ---------------------------------------------------------------------------------

@case(21, ir=10)
def int4_weights_21(net):
    levels = net.rng.integers(-7, 8, (3, 2, 3, 3))
    net.packed("levels", INT4, levels)
    scale = np.array([0.1, 0.25, 0.03], np.float32)
    net.add("DequantizeLinear", ["levels", net.const("scale", scale)], "w", axis=0)
    net.add("Conv", ["x", "w"])
    return conv(net.x, levels * scale.reshape(3, 1, 1, 1))


@case(21, (6,), ir=10)
def uint4_weights_21(net):
    levels = net.rng.integers(0, 16, (6, 3))
    net.packed("levels", UINT4, levels), net.packed("zero", UINT4, np.array([8]))
    net.add("Reshape", ["zero", net.ints("none", [])], "scalar")
    net.add("DequantizeLinear", ["levels", net.const("scale", np.float32(0.2)), "scalar"], "w")
    net.add("MatMul", ["x", "w"])
    return net.x.astype(np.float64) @ ((levels - 8) * np.float32(0.2))


@case(21, (8,), ir=10)
def blocks_of_scales_21(net):
    levels = net.rng.integers(-7, 8, (8, 3)).astype(np.int8)
    scale = net.rng.uniform(0.1, 1, (2, 3)).astype(np.float32)
    net.const("levels", levels), net.const("scale", scale)
    net.add("DequantizeLinear", ["levels", "scale"], "w", axis=0, block_size=4)
    net.add("MatMul", ["x", "w"])
    return net.x.astype(np.float64) @ (levels * np.repeat(scale, 4, 0))


@case(21, ir=10)
def output_dtype_21(net):
    net.add("QuantizeLinear", ["x", net.const("scale", np.float32(0.02))], "q", output_dtype=TensorProto.INT8)
    net.add("DequantizeLinear", ["q", "scale"])
    return np.clip(np.rint(net.x / np.float32(0.02)), -128, 127) * np.float32(0.02)


@case(21, ir=10)
def int16_codes_21(net):
    net.const("scale", np.float32(0.001)), net.const("zero", np.int16(0))
    net.add("QuantizeLinear", ["x", "scale", "zero"], "q")
    net.add("DequantizeLinear", ["q", "scale", "zero"])
    return np.clip(np.rint(net.x / np.float32(0.001)), -32768, 32767) * np.float32(0.001)


@case(21, ir=10)
def group_normalization_21(net):
    scale, bias = net.draw("scale", 4), net.draw("bias", 4)
    net.add("Concat", ["x", "x"], "four", axis=1)
    net.add("GroupNormalization", ["four", "scale", "bias"], num_groups=2)
    x = np.concatenate([net.x, net.x], 1).astype(np.float64).reshape(1, 2, -1)
    unit = ((x - x.mean(2, keepdims=True)) / np.sqrt(x.var(2, keepdims=True) + 1e-5)).reshape(1, 4, *X[1:])
    return unit * scale.reshape(1, 4, 1, 1) + bias.reshape(1, 4, 1, 1)


@case(21, ir=10)
def q_linear_mat_mul_21(net):
    b = net.rng.integers(-100, 100, (6, 3)).astype(np.int8)
    net.const("sa", np.float32(0.04)), net.const("za", np.uint8(120)), net.const("sb", np.float32(0.01))
    net.const("zb", np.int8(-3)), net.const("sy", np.float32(0.05)), net.const("zy", np.uint8(128)), net.const("b", b)
    net.add("QuantizeLinear", ["x", "sa", "za"], "a")
    net.add("QLinearMatMul", ["a", "sa", "za", "b", "sb", "zb", "sy", "zy"], "q")
    net.add("DequantizeLinear", ["q", "sy", "zy"])
    a = np.clip(np.rint(net.x / np.float32(0.04)) + 120, 0, 255) - 120
    y = a @ (b.astype(np.float64) + 3) * (0.04 * 0.01)
    return (np.clip(np.rint(y / 0.05) + 128, 0, 255) - 128) * 0.05


@case(21, ir=10)
def movements_21(net):
    net.add("Transpose", ["x"], "t", perm=[0, 2, 3, 1])
    net.add("Unsqueeze", ["t", net.ints("one", [1])], "u")
    net.add("Squeeze", ["u", "one"], "s")
    net.add("Flatten", ["s"], "f", axis=1)
    net.add("Reshape", ["f", net.ints("shape", [0, 6, -1])], "r", allowzero=0)
    net.add("Pad", ["r", net.ints("pads", [0, 1, 0, 0, 0, 0])], "p", mode="edge")
    net.add("Identity", ["p"])
    return np.pad(net.x.transpose(0, 2, 3, 1).reshape(1, 6, -1), ((0, 0), (1, 0), (0, 0)), mode="edge")


# ---- opset 22: new types only ------------------------------------------------------------------------------------

@case(22, ir=10)
def bfloat16_weights_22(net):
    bits = np.array([0x3FC0, 0xBF00, 0x4010], np.uint16)  # 1.5, -0.5, 2.25
    net.constants.append(TensorProto(name="half", data_type=TensorProto.BFLOAT16, dims=[1, 1, 3, 1], raw_data=bits.tobytes()))
    net.add("Cast", ["half"], "w", to=TensorProto.FLOAT)
    net.add("Split", ["x"], ["a", "b"], axis=1, num_outputs=2)
    net.add("Conv", ["a", "w"], "c", pads=[1, 0, 1, 0])
    net.add("MaxPool", ["c"], "m", kernel_shape=[3, 3])
    net.add("GlobalAveragePool", ["m"], "g")
    net.add("Elu", ["g"], "e"), net.add("HardSwish", ["e"], "h"), net.add("Selu", ["h"], "s")
    net.add("Softplus", ["s"], "p"), net.add("Softsign", ["p"], "o"), net.add("Dropout", ["o"])
    padded = np.pad(net.x[:, :1].astype(np.float64), ((0, 0), (0, 0), (1, 1), (0, 0)))
    c = 1.5 * padded[:, :, :-2] - 0.5 * padded[:, :, 1:-1] + 2.25 * padded[:, :, 2:]
    m = np.array([[c[0, 0, i:i + 3, j:j + 3].max() for j in range(4)] for i in range(3)])
    g = m.mean()
    e = g if g > 0 else math.exp(g) - 1
    h = e * min(max(e / 6 + 0.5, 0), 1)
    s = 1.0507009873554805 * (h if h > 0 else 1.6732632423543772 * (math.exp(h) - 1))
    p = math.log1p(math.exp(s))
    return np.array([[[[p / (1 + abs(p))]]]])


# ---- opset 23 ----------------------------------------------------------------------------------------------------

@case(23, ir=10)
def rms_normalization_23(net):
    scale = net.draw("scale", 6)
    net.add("RMSNormalization", ["x", "scale"], epsilon=1e-4)
    x = net.x.astype(np.float64)
    return x / np.sqrt((x * x).mean(-1, keepdims=True) + 1e-4) * scale


@case(23, (5, 8), ir=10)
def attention_23(net):
    wq, wk, wv = (net.draw(n, 8, 8) for n in "qkv")
    for name in "qkv":
        net.add("MatMul", ["x", name], "x" + name)
    net.add("Attention", ["xq", "xk", "xv"], q_num_heads=2, kv_num_heads=2)
    q, k, v = (net.x.astype(np.float64) @ w for w in (wq, wk, wv))
    q, k, v = (t.reshape(1, 5, 2, 4).transpose(0, 2, 1, 3) for t in (q, k, v))
    y = softmax(q @ k.transpose(0, 1, 3, 2) / 2) @ v
    return y.transpose(0, 2, 1, 3).reshape(1, 5, 8)


@case(23, (4, 5, 6), ir=10)
def attention_shared_heads_23(net):
    net.add("Split", ["x"], ["a", "b"], axis=1, num_outputs=2)
    mask = np.tril(np.ones((5, 5), bool))
    mask[3, 0] = False
    net.const("mask", mask)
    net.add("Attention", ["x", "a", "b", "mask"], is_causal=1, scale=0.3, softcap=2.0)
    x = net.x.astype(np.float64)
    k, v = np.repeat(x[:, :2], 2, 1), np.repeat(x[:, 2:], 2, 1)
    scores = x @ k.transpose(0, 1, 3, 2) * 0.3
    scores = 2 * np.tanh(np.where(mask, scores, -np.inf) / 2)  # the mask comes first: masked scores become -softcap
    return softmax(scores) @ v


def rotate(x, cosine, sine):
    first, second = np.split(x, 2, -1)
    return np.concatenate([first * cosine - second * sine, first * sine + second * cosine], -1)


@case(23, (2, 5, 6), ir=10)
def rotary_embedding_23(net):
    angle = np.arange(7)[:, None] * np.array([1.0, 0.3, 0.1])
    net.const("cosines", np.cos(angle).astype(np.float32)), net.const("sines", np.sin(angle).astype(np.float32))
    places = np.array([[0, 2, 4, 5, 6]])
    net.ints("places", places)
    net.add("RotaryEmbedding", ["x", "cosines", "sines", "places"])
    return rotate(net.x.astype(np.float64), np.cos(angle)[places][:, None], np.sin(angle)[places][:, None])


@case(23, (5, 8), ir=10)
def rotary_embedding_interleaved_23(net):
    angle = np.arange(5)[None, :, None] * np.array([1.0])
    net.const("cosines", np.cos(angle).astype(np.float32)), net.const("sines", np.sin(angle).astype(np.float32))
    net.add("RotaryEmbedding", ["x", "cosines", "sines"], interleaved=1, num_heads=2, rotary_embedding_dim=2)
    x = net.x.astype(np.float64).reshape(1, 5, 2, 4).copy()
    a, b = x[..., 0].copy(), x[..., 1].copy()
    c, s = np.cos(angle[..., 0])[..., None], np.sin(angle[..., 0])[..., None]
    x[..., 0], x[..., 1] = a * c - b * s, a * s + b * c
    return x.reshape(1, 5, 8)


@case(23, ir=10)
def quantise_precision_23(net):
    net.const("scale", np.float32(0.1)), net.const("zero", np.uint8(100))
    net.add("QuantizeLinear", ["x", "scale", "zero"], "q", precision=TensorProto.FLOAT)
    net.add("DequantizeLinear", ["q", "scale", "zero"], output_dtype=TensorProto.FLOAT)
    return (np.clip(np.rint(net.x / np.float32(0.1)) + 100, 0, 255) - 100) * np.float32(0.1)


# ---- functions of the model's own, old opsets, kinds of networks -------------------------------------------------

@case(18)
def functions_of_the_models_own(net):
    """y = Scale(Twice(x)): a function within a function, an attribute handed on, an If on a constant."""
    ref = helper.make_node("LeakyRelu", ["a"], ["b"])
    ref.attribute.add(name="alpha", type=AttributeProto.FLOAT, ref_attr_name="slope")
    branch = lambda kind: helper.make_graph([helper.make_node(kind, ["b"], ["c"])], kind, [],
                                            [helper.make_tensor_value_info("c", TensorProto.FLOAT, None)])
    twice = helper.make_function("own", "Twice", ["a"], ["d"], [
        ref, helper.make_node("Constant", [], ["yes"], value_int=1), helper.make_node("Cast", ["yes"], ["bool"], to=9),
        helper.make_node("If", ["bool"], ["c"], then_branch=branch("Neg"), else_branch=branch("Exp")),
        helper.make_node("Add", ["c", "c"], ["d"])], [helper.make_opsetid("", 18)], ["slope"])
    scale = helper.make_function("own", "Scale", ["p"], ["r"], [
        helper.make_node("Twice", ["p"], ["q"], domain="own", slope=0.25),
        helper.make_node("Mul", ["q", "q"], ["r"])], [helper.make_opsetid("", 18), helper.make_opsetid("own", 1)])
    net.functions += [twice, scale]
    net.domains["own"] = 1
    net.add("Scale", ["x"], "s", domain="own")
    net.add("Twice", ["s"], domain="own", slope=0.5)
    x = net.x.astype(np.float64)
    leaky = lambda v, a: np.where(v < 0, v * a, v)
    s = (-2 * leaky(x, 0.25)) ** 2
    return -2 * leaky(s, 0.5)


@case(7, ir=3)
def batch_norm_by_element_7(net):
    values = [net.rng.uniform(0.5, 2, X).astype(np.float32) for _ in range(4)]
    for name, value in zip(("scale", "shift", "mean", "variance"), values):
        net.const(name, value)
    net.add("BatchNormalization", ["x", "scale", "shift", "mean", "variance"], spatial=0)
    scale, shift, mean, variance = values
    return (net.x - mean) / np.sqrt(variance.astype(np.float64) + 1e-5) * scale + shift


@case(7, ir=3)
def upsample_7(net):
    net.add("Upsample", ["x"], mode="nearest", scales=[1.0, 1.0, 2.0, 1.0])
    return np.repeat(net.x, 2, 2)


@case(13)
def batch_norm_of_merged_tokens(net):
    values = [net.rng.uniform(0.5, 2, 6).astype(np.float32) for _ in range(4)]
    for name, value in zip(("scale", "shift", "mean", "variance"), values):
        net.const(name, value)
    net.add("Reshape", ["x", net.ints("rows", [-1, 6])], "r")
    net.add("BatchNormalization", ["r", "scale", "shift", "mean", "variance"], "n")
    net.add("Reshape", ["n", net.ints("back", [-1, 2, 5, 6])])
    scale, shift, mean, variance = values
    return (net.x - mean) / np.sqrt(variance.astype(np.float64) + 1e-5) * scale + shift


@case(14)
def weight_standardisation(net):
    w = net.draw("w", 3, 2, 3, 3)
    net.add("Reshape", ["w", net.ints("flat", [1, 3, -1])], "f")
    net.const("ones", np.ones(3, np.float32)), net.const("zeros", np.zeros(3, np.float32))
    net.add("BatchNormalization", ["f", "ones", "zeros", "zeros", "ones"], ["s", "m", "v"], training_mode=1, epsilon=1e-6)
    net.add("Reshape", ["s", net.ints("kernel", [3, 2, 3, 3])], "k")
    net.add("Conv", ["x", "k"])
    f = w.astype(np.float64).reshape(3, -1)
    f = (f - f.mean(1, keepdims=True)) / np.sqrt(f.var(1, keepdims=True) + 1e-6)
    return conv(net.x, f.reshape(w.shape))


@case(13)
def window_padding_with_mod(net):
    net.add("Shape", ["x"], "shape"), net.add("Gather", ["shape", net.ints("two", 2)], "h")
    net.add("Mod", ["h", net.ints("four", 4)], "rest"), net.add("Sub", ["four", "rest"], "missing")
    net.add("Mod", ["missing", "four"], "pad"), net.add("Unsqueeze", ["pad", net.ints("zero", [0])], "p")
    net.add("Concat", [net.ints("before", [0] * 6), "p", net.ints("last", [0])], "pads", axis=0)
    net.add("Pad", ["x", "pads"])
    return np.pad(net.x, ((0, 0), (0, 0), (0, 3), (0, 0)))


@case(13)
def variance_by_product_of_shape(net):
    net.add("Shape", ["x"], "shape"), net.add("Slice", ["shape", net.ints("a", [1]), net.ints("b", [4])], "own")
    net.add("ReduceProd", ["own"], "count", keepdims=0), net.add("Sub", ["count", net.ints("one", 1)], "less")
    net.add("Cast", ["less"], "real", to=TensorProto.FLOAT)
    net.add("ReduceMean", ["x"], "mean", axes=[1, 2, 3]), net.add("Sub", ["x", "mean"], "d")
    net.add("Mul", ["d", "d"], "square"), net.add("ReduceSum", ["square", net.ints("axes", [1, 2, 3])], "sum")
    net.add("Div", ["sum", "real"], "variance"), net.add("Sqrt", ["variance"], "std"), net.add("Div", ["d", "std"])
    x = net.x.astype(np.float64)
    return (x - x.mean()) / x.std(ddof=1)


@case(13)
def qcdq_weights(net):
    w = net.draw("w", 3, 2, 3, 3)
    net.const("scale", np.float32(0.2)), net.const("zero", np.int8(0))
    net.const("low", np.int8(-7)), net.const("high", np.int8(7))
    net.add("QuantizeLinear", ["w", "scale", "zero"], "q"), net.add("Clip", ["q", "low", "high"], "c")
    net.add("DequantizeLinear", ["c", "scale", "zero"], "d"), net.add("Conv", ["x", "d"])
    return conv(net.x, np.clip(np.rint(w / np.float32(0.2)), -7, 7) * np.float32(0.2))


def qonnx(net, kind, inputs, output, **attributes):
    domain = "qonnx.custom_op.general"
    net.domains[domain] = 1
    net.add(kind, inputs, output, domain=domain, **attributes)


@case(13)
def qonnx_quant(net):
    w = net.draw("w", 3, 2, 3, 3)
    scale = np.array([0.3, 0.2, 0.5], np.float32).reshape(3, 1, 1, 1)
    net.const("scale", scale), net.const("none", np.float32(0)), net.const("three", np.float32(3))
    net.const("step", np.float32(0.25)), net.const("five", np.float32(5))
    qonnx(net, "Quant", ["w", "scale", "none", "three"], "k", signed=1, narrow=1, rounding_mode="ROUND")
    qonnx(net, "Quant", ["x", "step", "five", "five"], "q", signed=0, narrow=0, rounding_mode="FLOOR")
    net.add("Conv", ["q", "k"])
    k = np.clip(np.rint(w / scale), -3, 3) * scale
    q = (np.floor(np.clip(net.x / np.float32(0.25) + 5, 0, 31)) - 5) * np.float32(0.25)
    return conv(q, k)


@case(13)
def qonnx_bipolar_and_trunc(net):
    net.const("scale", np.float32(0.125)), net.const("none", np.float32(0))
    net.const("eight", np.float32(8)), net.const("six", np.float32(6))
    qonnx(net, "Trunc", ["x", "scale", "none", "eight", "six"], "t", rounding_mode="FLOOR")
    qonnx(net, "BipolarQuant", ["x", "scale"], "b")
    net.add("Add", ["t", "b"])
    t = np.floor(np.rint(net.x / 0.125) / 4) * 0.125
    return t + np.where(net.x >= 0, 0.125, -0.125)


@case(13, (3, 8))
def channel_attention_conv1d(net):
    w = net.draw("w", 2, 3, 3)
    net.add("Conv", ["x", "w"], pads=[1, 1], strides=[2])
    x = np.pad(net.x.astype(np.float64), ((0, 0), (0, 0), (1, 1)))
    return np.stack([np.einsum("ock,bck->bo", w, x[:, :, i:i + 3]) for i in range(0, 8, 2)], -1)


@case(13, (2, 3, 4, 5))
def convolution_3d(net):
    w, b = net.draw("w", 4, 1, 2, 3, 3), net.draw("b", 4)
    net.add("Conv", ["x", "w", "b"], "c", group=2, pads=[0, 1, 1, 1, 1, 0], strides=[1, 1, 2])
    net.add("AveragePool", ["c"], kernel_shape=[2, 2, 1], pads=[0, 1, 0, 0, 0, 0])
    x = np.pad(net.x.astype(np.float64), ((0, 0), (0, 0), (0, 1), (1, 1), (1, 0)))
    c = np.zeros((1, 4, 3, 4, 2))
    for o in range(4):
        for d in range(3):
            for i in range(4):
                for j in range(2):
                    c[0, o, d, i, j] = (w[o, 0] * x[0, o // 2, d:d + 2, i:i + 3, 2 * j:2 * j + 3]).sum() + b[o]
    deep = (c[:, :, :-1] + c[:, :, 1:]) / 2
    return np.concatenate([deep[:, :, :, :1], (deep[:, :, :, 1:] + deep[:, :, :, :-1]) / 2], 3)


@case(13)
def transposed_convolution(net):
    w, b = net.draw("w", 2, 3, 3, 3), net.draw("b", 3)
    net.add("ConvTranspose", ["x", "w", "b"], strides=[2, 2], pads=[1, 1, 0, 1], output_padding=[1, 0])
    y = np.zeros((1, 3, 2 * 5 + 1 + 1, 2 * 6 + 1))
    for i in range(5):
        for j in range(6):
            y[0, :, 2 * i:2 * i + 3, 2 * j:2 * j + 3] += np.einsum("c,cokl->okl", net.x[0, :, i, j].astype(np.float64), w)
    return y[:, :, 1:, 1:-1] + b.reshape(1, 3, 1, 1)


@case(13, (2, 4, 6))
def convolution_of_merged_windows(net):
    """Windows of an image, merged with the batch, each convolved by itself."""
    w = net.draw("w", 2, 2, 3, 3)
    net.add("Reshape", ["x", net.ints("apart", [1, 2, 4, 2, 3])], "a")
    net.add("Transpose", ["a"], "t", perm=[0, 3, 1, 2, 4]), net.add("Reshape", ["t", net.ints("windows", [-1, 2, 4, 3])], "n")
    net.add("Conv", ["n", "w"], "c", pads=[1, 1, 1, 1]), net.add("MaxPool", ["c"], "m", kernel_shape=[2, 1])
    net.add("Reshape", ["m", net.ints("back", [1, 2, 2, 3, 3])])
    parts = [conv(net.x[:, :, :, 3 * i:3 * i + 3], w, pad=1) for i in range(2)]
    return np.stack([np.maximum(p[:, :, :-1], p[:, :, 1:]) for p in parts], 1)


@case(13)
def pad_reflect(net):
    net.add("Pad", ["x", net.ints("pads", [0, 0, 2, 1, 0, 0, 1, 3])], mode="reflect")
    return np.pad(net.x, ((0, 0), (0, 0), (2, 1), (1, 3)), mode="reflect")


@case(13, (5, 8))
def einsum_of_weights(net):
    """Projection into heads and back, as einsum writes attention: on arrays; the scores digitally."""
    w, o = net.draw("w", 8, 2, 4), net.draw("o", 2, 4, 8)
    net.add("Einsum", ["x", "w"], "q", equation="bte,ehd->bthd")
    net.add("Einsum", ["q", "q"], "s", equation="b t h d, b u h d -> b h t u")
    net.add("Softmax", ["s"], "a", axis=-1)
    net.add("Einsum", ["a", "q"], "m", equation="bhtu,buhd->bthd")
    net.add("Einsum", ["m", "o"], equation="bthd,hde->bte")
    q = np.einsum("bte,ehd->bthd", net.x.astype(np.float64), w)
    a = softmax(np.einsum("bthd,buhd->bhtu", q, q))
    return np.einsum("bthd,hde->bte", np.einsum("bhtu,buhd->bthd", a, q), o)


@case(13)
def binarised(net):
    w = np.sign(net.draw("v", 3, 2, 3, 3)).astype(np.float32)
    net.const("w", w)
    net.add("Sign", ["x"], "s"), net.add("Conv", ["s", "w"])
    return conv(np.sign(net.x), w)


@case(13)
def global_response_normalisation(net):
    net.add("Transpose", ["x"], "t", perm=[0, 2, 3, 1])
    net.add("ReduceL2", ["t"], "g", axes=[1, 2]), net.add("ReduceMean", ["g"], "m", axes=[-1])
    net.add("Add", ["m", net.const("eps", np.float32(1e-6))], "e"), net.add("Div", ["g", "e"], "n"), net.add("Mul", ["t", "n"])
    t = net.x.astype(np.float64).transpose(0, 2, 3, 1)
    g = np.sqrt((t * t).sum((1, 2), keepdims=True))
    return t * g / (g.mean(-1, keepdims=True) + 1e-6)


@case(13)
def weights_made_by_the_image(net):
    """A kernel that depends on the image, as CondConv and dynamic convolutions make it."""
    experts = net.draw("experts", 2, 3 * 2 * 3 * 3)
    net.add("GlobalAveragePool", ["x"], "g"), net.add("Flatten", ["g"], "f"), net.add("Softmax", ["f"], "r", axis=-1)
    net.add("MatMul", ["r", "experts"], "k"), net.add("Reshape", ["k", net.ints("kernel", [3, 2, 3, 3])], "w")
    net.add("Conv", ["x", "w"], pads=[1, 1, 1, 1])
    r = softmax(net.x.astype(np.float64).mean((2, 3)))
    return conv(net.x, (r @ experts).reshape(3, 2, 3, 3), pad=1)


# ---- ONNX Runtime's own operators (com.microsoft) ---------------------------------------------------------------

def runtime(net, kind, inputs, output="y", **attributes):
    net.domains["com.microsoft"] = 1
    return net.add(kind, inputs, output, domain="com.microsoft", **attributes)


def codes(x, scale, zero, low=0, high=255):
    return np.clip(np.rint(np.asarray(x, np.float64) / np.float32(scale)) + zero, low, high)


def scale(net, name, step, zero, kind=np.uint8):
    """The names of a scale and its zero."""
    net.const(f"{name}_scale", np.float32(step)), net.const(f"{name}_zero", np.asarray(zero, kind))
    return [f"{name}_scale", f"{name}_zero"]


@case(13)
def runtime_quantised_network(net):
    """A residual block and a classifier in the QOperator format: codes from layer to layer."""
    w, c = net.rng.integers(-127, 128, (2, 2, 3, 3)), net.rng.integers(-127, 128, (4, 2))
    steps = np.array([0.004, 0.006], np.float32)
    net.const("w", w.astype(np.int8)), net.const("c", c.astype(np.int8))
    net.const("w_scale", steps), net.const("w_zero", np.zeros(2, np.int8))
    net.const("b", np.array([150, -220], np.int32)), net.const("d", np.array([3, -90, 40, 7], np.int32))
    x, v, a = scale(net, "x", 0.03, 120), scale(net, "v", 0.05, 131), scale(net, "a", 0.06, 100)
    r, g, k, o = scale(net, "r", 0.05, 20), scale(net, "g", 0.01, 30), scale(net, "k", 0.008, 0, np.int8), scale(net, "o", 0.02, 128)
    net.add("QuantizeLinear", ["x", *x], "xq")
    net.add("QLinearConv", ["xq", *x, "w", "w_scale", "w_zero", *v, "b"], "vq", pads=[1, 1, 1, 1])
    runtime(net, "QLinearAdd", ["vq", *v, "xq", *x, *a], "aq")
    runtime(net, "QLinearLeakyRelu", ["aq", *a, *r], "rq", alpha=0.1)
    runtime(net, "QLinearGlobalAveragePool", ["rq", *r, *g], "gq", channels_last=0)
    net.add("Flatten", ["gq"], "fq")
    runtime(net, "QGemm", ["fq", *g, "c", *k, "d", *o], "oq", alpha=1.0, transB=1)
    net.add("DequantizeLinear", ["oq", *o])
    real = lambda q, step, zero: (q - zero) * np.float64(np.float32(step))
    x = real(codes(net.x, 0.03, 120), 0.03, 120)
    grown = steps.astype(np.float64) * np.float32(0.03)
    v = conv(x, w * steps.reshape(2, 1, 1, 1).astype(np.float64), np.array([150, -220]) * grown, pad=1)
    v = real(codes(v, 0.05, 131), 0.05, 131)
    a = real(codes(v + x, 0.06, 100), 0.06, 100)
    r = real(codes(np.where(a < 0, 0.1 * a, a), 0.05, 20), 0.05, 20)
    g = real(codes(r.mean((2, 3)), 0.01, 30), 0.01, 30)
    k = np.float64(np.float32(0.008))
    return real(codes(g @ (c.T * k) + np.array([3, -90, 40, 7]) * k * np.float32(0.01), 0.02, 128), 0.02, 128)


@case(13)
def runtime_quantised_operators(net):
    x, p, m, s = scale(net, "x", 0.0311, 120), scale(net, "p", 0.0213, 128), scale(net, "m", 0.0417, 90), scale(net, "s", 0.0039, 0)
    c, t = scale(net, "c", 0.0293, 60), scale(net, "t", 0.00390625, 0)
    net.add("QuantizeLinear", ["x", *x], "xq")
    pool = {"kernel_shape": [3, 3], "pads": [1, 1, 1, 1], "count_include_pad": 0}
    runtime(net, "QLinearAveragePool", ["xq", *x, *p], "pq", **pool)
    runtime(net, "QLinearMul", ["xq", *x, "pq", *p, *m], "mq")
    runtime(net, "QLinearSigmoid", ["mq", *m, *s], "sq")
    runtime(net, "QLinearConcat", [*c, "mq", *m, "sq", *s], "cq", axis=1)
    runtime(net, "QLinearSoftmax", ["cq", *c, *t], "tq", axis=1, opset=13)
    net.add("DequantizeLinear", ["tq", *t])
    real = lambda v, step, zero: (codes(v, step, zero) - zero) * np.float64(np.float32(step))
    x = real(net.x, 0.0311, 120)
    wide, ones = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1))), np.pad(np.ones_like(x), ((0, 0), (0, 0), (1, 1), (1, 1)))
    total = lambda v: sum(v[:, :, i:i + 5, j:j + 6] for i in range(3) for j in range(3))
    m = real(x * real(total(wide) / total(ones), 0.0213, 128), 0.0417, 90)
    both = np.concatenate([real(m, 0.0293, 60), real(real(1 / (1 + np.exp(-m)), 0.0039, 0), 0.0293, 60)], 1)
    return real(softmax(both, 1), 0.00390625, 0)


def by_range(x):
    """DynamicQuantizeLinear: codes less their zero, and the scale."""
    low, high = np.minimum(x.min(), 0), np.maximum(x.max(), 0)
    step = (high - low) / np.float32(255)
    zero = np.clip(np.rint(-low / step), 0, 255)
    return np.clip(np.rint(x / step) + zero, 0, 255).astype(np.float64) - zero, np.float64(step)


@case(13, (6,))
def dynamically_quantised_layers(net):
    """What quantize_dynamic makes of linear layers: as operators of ONNX, and as ONNX Runtime joins them."""
    w, v = net.rng.integers(-127, 128, (6, 5)), net.rng.integers(0, 256, (5, 4))
    net.const("w", w.astype(np.int8)), net.const("v", v.astype(np.uint8)), net.const("w_zero", np.int8(3))
    net.const("w_scale", np.float32(0.01)), net.const("v_zero", np.uint8(128)), net.const("v_scale", np.float32(0.02))
    b, d = net.draw("b", 5), net.draw("d", 4)
    net.add("DynamicQuantizeLinear", ["x"], ["xq", "x_scale", "x_zero"])
    net.add("MatMulInteger", ["xq", "w", "x_zero", "w_zero"], "sums")
    net.add("Cast", ["sums"], "real", to=TensorProto.FLOAT), net.add("Mul", ["x_scale", "w_scale"], "scales")
    net.add("Mul", ["real", "scales"], "m"), net.add("Add", ["m", "b"], "n"), net.add("Relu", ["n"], "h")
    runtime(net, "DynamicQuantizeMatMul", ["h", "v", "v_scale", "v_zero", "d"], "i")
    net.add("DynamicQuantizeLinear", ["h"], ["hq", "h_scale", "h_zero"])
    runtime(net, "MatMulIntegerToFloat", ["hq", "v", "h_scale", "v_scale", "h_zero", "v_zero", "d"], "j")
    net.add("Concat", ["i", "j"], axis=-1)
    q, step = by_range(net.x)
    h = np.maximum(q @ (w - 3) * step * np.float32(0.01) + b, 0).astype(np.float32)
    q, step = by_range(h)
    i = q @ (v - 128) * step * np.float64(np.float32(0.02)) + d
    return np.concatenate([i, i], -1)


@case(13)
def dynamically_quantised_convolution(net):
    w = net.rng.integers(0, 256, (3, 2, 3, 3))
    net.const("w", w.astype(np.uint8)), net.const("w_zero", np.uint8(130)), net.const("w_scale", np.float32(0.01))
    net.add("DynamicQuantizeLinear", ["x"], ["xq", "x_scale", "x_zero"])
    net.add("ConvInteger", ["xq", "w", "x_zero", "w_zero"], "sums", pads=[1, 1, 1, 1])
    net.add("Cast", ["sums"], "real", to=TensorProto.FLOAT), net.add("Mul", ["x_scale", "w_scale"], "scales")
    net.add("Mul", ["real", "scales"])
    q, step = by_range(net.x)
    return conv(q, w - 130.0, pad=1) * step * np.float64(np.float32(0.01))


@case(13)
def runtime_fused_operators(net):
    w, b, f = net.draw("w", 2, 2, 3, 3), net.draw("b", 2), net.draw("f", 4, 6)
    net.draw("g", 4, 6), net.draw("h", 4), net.draw("e", 6), net.draw("gamma", 6), net.draw("beta", 6)
    g, h, e, gamma, beta = (numpy_helper.to_array(c).astype(np.float64) for c in net.constants[-5:])
    runtime(net, "FusedConv", ["x", "w", "b", "x"], "c", activation="LeakyRelu", activation_params=[0.2], pads=[1, 1, 1, 1])
    runtime(net, "BiasGelu", ["c", "e"], "c1"), runtime(net, "FastGelu", ["c1", "e"], "c2")
    runtime(net, "QuickGelu", ["c2"], "c3"), runtime(net, "Gelu", ["c3"], "c4")
    runtime(net, "SkipLayerNormalization", ["c4", "c", "gamma", "beta", "e"], "s", epsilon=1e-5)
    runtime(net, "FusedMatMul", ["s", "f"], "p", alpha=0.5, transB=1)
    net.add("ReduceMean", ["s"], "m", axes=[1, 2], keepdims=0)
    runtime(net, "FusedGemm", ["m", "g", "h"], "k", transB=1, alpha=2.0, beta=0.5, activation="Relu")
    net.add("Reshape", ["k", net.ints("row", [1, 1, 1, 4])], "r"), net.add("Add", ["p", "r"])
    c = conv(net.x, w, b, pad=1) + net.x
    c = np.where(c < 0, np.float64(np.float32(0.2)) * c, c)
    gelu = lambda v: v * (1 + erf(v / math.sqrt(2))) / 2
    v = gelu(c + e) + e
    v = v * (1 + np.tanh(math.sqrt(2 / math.pi) * (v + 0.044715 * v ** 3))) / 2
    s = gelu(v / (1 + np.exp(-1.702 * v))) + c + e
    s = (s - s.mean(-1, keepdims=True)) / np.sqrt(s.var(-1, keepdims=True) + 1e-5) * gamma + beta
    return s @ f.T * 0.5 + np.maximum(2 * s.mean((1, 2)) @ g.T + 0.5 * h, 0)


# ---- scikit-learn's (ai.onnx.ml) ----------------------------------------------------------------------------------

def classical(net, kind, inputs, output="y", **attributes):
    net.domains["ai.onnx.ml"] = 1
    return net.add(kind, inputs, output, domain="ai.onnx.ml", **attributes)


@case(13, (4,))
def scaled_features(net):
    w = net.draw("w", 4, 3)
    offset, step = [0.5, -1.25, 2.0, 0.0], [2.0, 0.5, 1.0, 3.0]
    classical(net, "Scaler", ["x"], "s", offset=offset, scale=step), net.add("MatMul", ["s", "w"], "m")
    parts = [classical(net, "Normalizer", ["m"], f"n{norm}", norm=norm) for norm in ("MAX", "L1", "L2")]
    parts.append(classical(net, "Binarizer", ["m"], "b", threshold=0.25))
    net.add("Concat", parts, axis=1)
    m = (net.x.astype(np.float64) - offset) * step @ w
    return np.concatenate([m / m.max(), m / np.abs(m).sum(), m / np.sqrt((m * m).sum()), m > 0.25], 1)


@case(13, (4,))
def linear_classifiers(net):
    c, i = net.rng.standard_normal((3, 4)).astype(np.float32), net.rng.standard_normal(3).astype(np.float32)
    flat = c.reshape(-1).tolist()
    classical(net, "LinearClassifier", ["x"], ["l1", "p1"], coefficients=flat, intercepts=i.tolist(),
              classlabels_ints=[0, 1, 2], multi_class=1, post_transform="SOFTMAX")
    classical(net, "LinearClassifier", ["x"], ["l2", "p2"], coefficients=flat, intercepts=i.tolist(),
              classlabels_strings=["a", "b", "c"])
    classical(net, "LinearClassifier", ["x"], ["l3", "p3"], coefficients=flat[:4], intercepts=i.tolist()[:1],
              classlabels_ints=[0, 1], post_transform="LOGISTIC")
    net.add("Concat", ["p1", "p2", "p3"], axis=1)
    s = net.x.astype(np.float64) @ c.T + i
    p = 1 / (1 + np.exp(-s[:, :1]))
    return np.concatenate([softmax(s), s, 1 - p, p], 1)


@case(13)
def unused_parts(net):
    """A branch that nobody reads, of an operator that nobody knows, and constants of texts beside it."""
    net.add("Wobble", ["x"], "z", domain="com.example")
    net.domains["com.example"] = 1
    net.constants.append(TensorProto(name="text", data_type=TensorProto.STRING, dims=[1], string_data=[b"a"]))
    net.add("Relu", ["x"])
    return np.maximum(net.x, 0)


def write(folder, name):
    function, opset, shape, ir = CASES[name]
    net = Net(shape, np.random.default_rng([ord(c) for c in name]))
    expected = np.asarray(function(net))
    graph = helper.make_graph(net.nodes, name, [helper.make_tensor_value_info("x", net.input_type, ["batch", *shape])],
                              [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)], net.constants)
    opsets = [helper.make_opsetid("", opset)] + [helper.make_opsetid(d, v) for d, v in net.domains.items()]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=ir)
    model.functions.extend(net.functions)
    (folder / f"{name}.onnx").write_bytes(model.SerializeToString())
    (folder / f"{name}.json").write_text(json.dumps(
        {"shape": list(expected.shape[1:]), "input": net.x.astype(float).reshape(-1).tolist(),
         "output": [float(np.float32(v)) for v in expected.reshape(-1)]}) + "\n")


def main():
    folder = pathlib.Path(sys.argv[1])
    for name in sys.argv[2:] or CASES:
        write(folder, name)


if __name__ == "__main__":
    main()
