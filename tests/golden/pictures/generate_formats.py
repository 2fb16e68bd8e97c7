#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Writes pictures in the forms of JPEG and PNG that real data sets hold, and what PIL makes of them.

    /usr/bin/python3 tests/golden/pictures/generate_formats.py tests/golden/pictures/formats

Needs python3-pil. expected.npz holds x (bytes, images x channels x height x width) and y in the order in which Ohmic reads
the folder: the only picture of every class.
"""
import io
import pathlib
import struct
import sys
import zlib

import numpy as np
from PIL import Image

SIDE = 24


def pixels(seed):
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    waves = [127 + 110 * np.sin(x / a + seed) * np.cos(y / b) for a, b in ((3, 5), (7, 2), (4, 9))]
    return np.clip(np.stack(waves, -1) + rng.normal(0, 15, (SIDE, SIDE, 3)), 0, 255).astype(np.uint8)


def jpeg(image, **options):
    file = io.BytesIO()
    image.save(file, "JPEG", **options)
    return file.getvalue()


def adobe(data, transform):
    """The JPEG with an Adobe marker that says how its components are coded."""
    marker = b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00" + bytes([transform])
    at = data.find(b"\xff\xee\x00\x0eAdobe")
    return data[:2] + marker + (data[2:at] + data[at + 16:] if at >= 0 else data[2:])


def changed_codes(data):
    """Some bits of the scan are others: codes that do not exist, coefficients too many."""
    data = bytearray(data)
    start = data.find(b"\xff\xda") + 40
    for at in range(start, start + 60, 7):
        if data[at] != 0xff and data[at - 1] != 0xff and data[at] ^ 0x3b != 0xff:
            data[at] ^= 0x3b
    return bytes(data)


def extraneous(data):
    """Bytes that belong to nothing before the scan."""
    at = data.find(b"\xff\xda")
    return data[:at] + b"\x00\x01\x02" + data[at:]


def png(depth, kind, channels, seed):
    """A PNG of 16 bits a sample, or of fewer than 8."""
    rng = np.random.default_rng(seed)
    row = SIDE * channels * depth // 8
    lines = b"".join(b"\x00" + rng.integers(0, 256, row, dtype=np.uint8).tobytes() for _ in range(SIDE))

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", SIDE, SIDE, depth, kind, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(lines)) +
            chunk(b"IEND", b""))


def files():
    image = Image.fromarray(pixels(1))
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter: PIL does not turn it back, nor does torchvision
    yield "adobe-rgb.jpg", adobe(jpeg(image, quality=90), 0)
    yield "adobe-ycck.jpg", adobe(jpeg(image.convert("CMYK"), quality=90), 2)
    yield "bad-codes.jpg", changed_codes(jpeg(image, quality=95, subsampling=0))
    yield "cmyk.jpg", jpeg(Image.fromarray(pixels(2)).convert("CMYK"), quality=85)
    yield "exif.jpg", jpeg(image, exif=exif, quality=90)
    yield "extraneous.jpg", extraneous(jpeg(image, quality=90))
    yield "grey.jpg", jpeg(image.convert("L"), quality=90)
    yield "halved-both.jpg", jpeg(image, quality=80, subsampling=2)
    yield "halved-one.jpg", jpeg(image, quality=80, subsampling=1)
    yield "halved-progressive.jpg", jpeg(image, quality=70, subsampling=2, progressive=True)
    yield "named-otherwise.jpg", png(8, 2, 3, 9)  # ImageNet has one
    yield "png-1-grey.png", png(1, 0, 1, 3)
    yield "png-16-grey.png", png(16, 0, 1, 4)
    yield "png-16-rgb.png", png(16, 2, 3, 5)
    yield "png-16-rgba.png", png(16, 6, 4, 6)
    yield "png-4-grey.png", png(4, 0, 1, 7)
    yield "progressive-grey.jpg", jpeg(image.convert("L"), progressive=True)


def main():
    folder = pathlib.Path(sys.argv[1])
    x = []
    for name, data in sorted(files()):
        place = folder / "test" / name.split(".")[0]
        place.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(data)
        x.append(np.asarray(Image.open(place / name).convert("RGB")).transpose(2, 0, 1))
    np.savez_compressed(folder / "expected.npz", x_test=np.stack(x), y_test=np.arange(len(x)))


if __name__ == "__main__":
    main()
