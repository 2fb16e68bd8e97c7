#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Exports one of torchvision's networks with random weights, and what PyTorch computes for two images.

    export_network.py resnet18 DIR     writes DIR/network.onnx, DIR/images.f32, DIR/parameters.txt,
                                       DIR/logits.f32 and, from the same weights in double, DIR/logits.f64

BatchNorm's statistics are those of two batches in train mode; the last layer is drawn anew from N(0, 0.02),
because a fresh one hides errors behind equal logits. Swin V2 sets the bias of its keys to zero at every call, which
PyTorch 1.13 cannot export: here it is zero from the start.
"""
import pathlib
import sys
import warnings

import torch
import torchvision
from torch import nn

PIXELS = 224


def last_linear(network):
    """The layer that writes the logits: the last product in the order of registration."""
    return [m for m in network.modules() if isinstance(m, (nn.Linear, nn.Conv2d))][-1]


def zero_key_biases(network):
    """Swin V2's biases of keys, and an operator for the call that does the same."""
    torch.onnx.register_custom_op_symbolic(
        "aten::zero", lambda g, x: g.op("Mul", x, g.op("Constant", value_t=torch.tensor(0.0))), 13)
    for module in network.modules():
        if hasattr(module, "qkv") and module.qkv.bias is not None:
            third = len(module.qkv.bias) // 3
            module.qkv.bias[third:2 * third] = 0.0


def export(name, folder):
    warnings.simplefilter("ignore")
    torch.manual_seed(20261123)
    torch.set_num_threads(1)  # threads that wait for each other starve on a machine with other work
    extra = {"init_weights": True, "aux_logits": False} if name in ("googlenet", "inception_v3") else {}
    network = getattr(torchvision.models, name)(weights=None, **extra)
    with torch.no_grad():
        if name.startswith("swin_v2"):
            zero_key_biases(network)
        network.train()
        norms = [m for m in network.modules() if isinstance(m, nn.BatchNorm2d)]
        for norm in norms:
            norm.momentum = None  # the mean over the batches: nothing of the initial 0 and 1 stays
        if norms:
            for _ in range(2):
                network(torch.randn(2, 3, PIXELS, PIXELS))
        layer = last_linear(network)
        nn.init.normal_(layer.weight, 0.0, 0.02)
        if layer.bias is not None:
            nn.init.normal_(layer.bias, 0.0, 0.02)
        network.eval()
        images = torch.randn(2, 3, PIXELS, PIXELS) * torch.tensor([1.0, 0.5])[:, None, None, None]
        logits = network(images)
    torch.onnx.export(network, images[:1], str(folder / "network.onnx"), opset_version=13, input_names=["input"],
                      output_names=["logits"], dynamic_axes={"input": {0: "batch"}})
    images.numpy().astype("<f4").tofile(folder / "images.f32")
    logits.numpy().astype("<f4").tofile(folder / "logits.f32")
    (folder / "parameters.txt").write_text(f"{sum(p.numel() for p in network.parameters())}\n")
    with torch.no_grad():
        network.double()(images.double()).numpy().astype("<f8").tofile(folder / "logits.f64")


if __name__ == "__main__":
    export(sys.argv[1], pathlib.Path(sys.argv[2]))
