# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Labelled images for training: Fashion-MNIST from Debian's package, CIFAR-10 from its binary archive."""

import gzip
from dataclasses import dataclass
from pathlib import Path

import numpy
import torch

FASHION_MNIST_FOLDER = Path("/usr/share/datasets/fashion-mnist")
CIFAR_10_FOLDER = Path("build/cifar-10-batches-bin")


@dataclass(frozen=True)
class Normalisation:
    """What is subtracted from and divided into a pixel of [0, 1], per channel."""

    mean: tuple
    std: tuple


@dataclass(frozen=True)
class Split:
    """Images as bytes [N, C, H, W] and their labels [N], in the order of the files."""

    images: torch.Tensor
    labels: torch.Tensor


@dataclass(frozen=True)
class DatasetFormat:
    """Shape of one image, and what training does to it."""

    channels: int
    size: int
    crop_padding: int
    normalisation: Normalisation


FORMATS = {
    "fashion-mnist": DatasetFormat(1, 28, 2, Normalisation((0.2860,), (0.3530,))),
    "cifar-10": DatasetFormat(
        3, 32, 4, Normalisation((0.4914, 0.4822, 0.4465), (0.2470, 0.2435, 0.2616))
    ),
}


def read_split(dataset, split, cifar_folder=CIFAR_10_FOLDER):
    """Read the "train" or "test" split of a data set named in FORMATS.

    Raises FileNotFoundError if a file is absent, ValueError if one has the wrong size.
    """
    if dataset == "fashion-mnist":
        return _read_fashion_mnist(FASHION_MNIST_FOLDER, "train" if split == "train" else "t10k")
    names = [f"data_batch_{i}.bin" for i in range(1, 6)] if split == "train" else ["test_batch.bin"]
    return _read_cifar_10([Path(cifar_folder) / name for name in names])


def _read_fashion_mnist(folder, prefix):
    images = _read_idx(folder / f"{prefix}-images-idx3-ubyte.gz", header_bytes=16)
    labels = _read_idx(folder / f"{prefix}-labels-idx1-ubyte.gz", header_bytes=8)
    return Split(images.reshape(-1, 1, 28, 28), labels.long())


def _read_idx(path, header_bytes):
    with gzip.open(path) as file:
        content = bytearray(file.read()[header_bytes:])
    return torch.frombuffer(content, dtype=torch.uint8)


def _read_cifar_10(paths):
    """Records of 1 label byte and 3,072 pixel bytes: red, green and blue planes of 32 x 32."""
    records = numpy.concatenate([numpy.fromfile(path, dtype=numpy.uint8) for path in paths])
    records = torch.from_numpy(records).reshape(-1, 3073)
    return Split(records[:, 1:].reshape(-1, 3, 32, 32).contiguous(), records[:, 0].long())


def normalise(images, normalisation):
    """Bytes [N, C, H, W] to float: (x / 255 - mean) / std per channel."""
    mean = torch.tensor(normalisation.mean).reshape(1, -1, 1, 1)
    std = torch.tensor(normalisation.std).reshape(1, -1, 1, 1)
    return (images.float() / 255 - mean) / std


def augment(images, padding, generator):
    """Shift every image by up to `padding` pixels, filling with zero, and mirror half of them.

    Draws come from `generator` only, so a batch is a function of the generator's state.
    """
    count, _, height, width = images.shape
    padded = torch.nn.functional.pad(images, (padding,) * 4)
    shifts = torch.randint(0, 2 * padding + 1, (2, count, 1), generator=generator)
    mirrored = torch.rand(count, 1, generator=generator) < 0.5
    rows = shifts[0] + torch.arange(height)
    columns = torch.arange(width)
    columns = shifts[1] + torch.where(mirrored, width - 1 - columns, columns)
    picked = padded[torch.arange(count)[:, None, None], :, rows[:, :, None], columns[:, None, :]]
    return picked.permute(0, 3, 1, 2)
