#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""PyTorch's logits on a chip's exported weights equal Ohmic's.

    exported_weights.py CHIP.npz LOGITS.npy    (LeNet-5 of the zoo, first images of Fashion-MNIST)

Exit code 0 if they agree within 1e-4 of the largest logit, 1 if not, 77 (skipped) without PyTorch.
"""
import gzip
import sys

try:
    import numpy
    import torch
    import torch.nn.functional as functional
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)

IMAGES = "/usr/share/datasets/fashion-mnist/t10k-images-idx3-ubyte.gz"


def load_images(count: int) -> torch.Tensor:
    """The first test images, normalised as the zoo's networks were trained."""
    with gzip.open(IMAGES) as file:
        pixels = numpy.frombuffer(file.read(), numpy.uint8, offset=16)[: count * 784]
    return (torch.from_numpy(pixels.astype(numpy.float32) / 255).reshape(count, 1, 28, 28) - 0.2860) / 0.3530


def lenet5(chip, x: torch.Tensor) -> torch.Tensor:
    """LeNet-5 with the chip's weights and the digital biases that the archive carries."""
    weights = [torch.from_numpy(chip[f"weights/{i:03}"]) for i in range(5)]
    biases = [torch.from_numpy(chip[f"biases/{i:03}"]) for i in range(5)]
    x = functional.max_pool2d(functional.relu(functional.conv2d(x, weights[0], biases[0], padding=2)), 2)
    x = functional.max_pool2d(functional.relu(functional.conv2d(x, weights[1], biases[1])), 2)
    x = torch.flatten(x, 1)
    for layer in (2, 3):
        x = functional.relu(functional.linear(x, weights[layer], biases[layer]))
    return functional.linear(x, weights[4], biases[4])


def main() -> int:
    chip = numpy.load(sys.argv[1])
    logits = numpy.load(sys.argv[2])[0, 0]
    with torch.no_grad():
        expected = lenet5(chip, load_images(len(logits))).numpy()
    error = numpy.abs(logits - expected).max() / numpy.abs(expected).max()
    print(f"largest difference: {error:.2e} of the largest logit, {len(logits)} images")
    return 0 if error <= 1e-4 else 1


sys.exit(main())
