#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Writes pictures of all kinds, and what torchvision's Resize, CenterCrop and PIL make of them.

    /usr/bin/python3 tests/golden/pictures/generate.py tests/golden/pictures

Needs python3-torchvision. SETTINGS are (resize, crop, channels); expected-RESIZE-CROP.npz (of grey pictures
expected-RESIZE-CROP-1.npz) holds x (bytes) and y in the order in which Ohmic reads the folder: the first picture of
every class, then the second.
"""
import pathlib
import sys

import numpy as np
from PIL import Image
from torchvision import transforms

SETTINGS = [(20, 16, 3), (0, 16, 3), (37, 37, 3), (12, 24, 3), (20, 16, 1)]
CLASSES = {
    "colour": [("a.jpg", 61, 40), ("b.JPEG", 23, 47), ("c.png", 50, 31)],
    "grey": [("a.jpg", 40, 40), ("b.png", 33, 29), ("c.png", 9, 14)],
    "other": [("palette.png", 45, 30), ("transparent.png", 30, 45)],
}


def picture(name, width, height, kind):
    rng = np.random.default_rng(width * 1000 + height)
    y, x = np.mgrid[0:height, 0:width]
    waves = [127 + 100 * np.sin(x / a + c) * np.cos(y / b) for a, b, c in ((5, 7, 0), (3, 11, 1), (9, 4, 2))]
    pixels = np.clip(np.stack(waves, -1) + rng.normal(0, 12, (height, width, 3)), 0, 255).astype(np.uint8)
    image = Image.fromarray(pixels)
    if kind == "grey":
        return image.convert("L")
    if name.startswith("palette"):
        return image.convert("P", palette=Image.Palette.ADAPTIVE, colors=60)
    if name.startswith("transparent"):
        image.putalpha(Image.fromarray(pixels[:, :, 0]))
    return image


def main():
    folder = pathlib.Path(sys.argv[1])
    for kind, files in CLASSES.items():
        (folder / "test" / kind).mkdir(parents=True, exist_ok=True)
        for name, width, height in files:
            picture(name, width, height, kind).save(folder / "test" / kind / name)
    for resize, crop, channels in SETTINGS:
        steps = [transforms.Grayscale()] if channels == 1 else []
        steps += ([transforms.Resize(resize)] if resize else []) + [transforms.CenterCrop(crop)]
        transform = transforms.Compose(steps)
        x, y = [], []
        for turn in range(3):
            for label, (kind, files) in enumerate(sorted(CLASSES.items())):
                if turn < len(files):
                    path = folder / "test" / kind / sorted(name for name, _, _ in files)[turn]
                    x.append(np.asarray(transform(Image.open(path).convert("RGB"))))
                    y.append(label)
        np.savez_compressed(folder / f"expected-{resize}-{crop}{'-1' if channels == 1 else ''}.npz", x=np.stack(x), y=np.array(y))


if __name__ == "__main__":
    main()
