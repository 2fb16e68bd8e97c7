#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Writes arrays of every element type and order that NumPy saves, and archives by the names that people use.

    /usr/bin/python3 tests/golden/arrays/generate.py tests/golden/arrays

Needs python3-numpy. tests/unit/models/numpy_test.cpp knows the values: element i of a type is i - 5 (signed), i (unsigned),
(i - 5) / 4 (floats) or whether i divides by 3 (truth), and sample s of an archive is 10 s, 10 s + 1, ... of label s % 3.
"""
import pathlib
import sys

import numpy as np

TYPES = ["?", "i1", "<i2", ">i2", "<i4", ">i4", "<i8", ">i8", "u1", "<u2", ">u2", "<u4", ">u4", "<u8", ">u8", "<f2", ">f2",
         "<f4", ">f4", "<f8", ">f8"]


def values(kind, count):
    i = np.arange(count)
    return i % 3 == 0 if kind == "b" else i if kind == "u" else (i - 5) / 4 if kind == "f" else i - 5


def save_types(folder):
    for name in TYPES:
        array = values(np.dtype(name).kind, 12).astype(name).reshape(3, 2, 2)
        order = {"<": "little-", ">": "big-"}.get(name[0], "")
        stem = order + np.dtype(name).newbyteorder("=").name
        np.save(folder / f"{stem}.npy", array)
        if name in ("<f4", ">i8", "u1"):
            np.save(folder / f"{stem}-columns.npy", np.asfortranarray(array))
    np.save(folder / "text.npy", np.array(["tench", "\u00e9t\u00e9", ""]))
    np.save(folder / "bytes.npy", np.array([b"tench", b"goldfish", b"7"]))
    np.save(folder / "objects.npy", np.array([{1: 2}, None], dtype=object), allow_pickle=True)
    np.save(folder / "complex.npy", np.zeros(2, np.complex64))
    np.save(folder / "records.npy", np.zeros(2, [("a", "i4"), ("b", "f4")]))
    np.save(folder / "dates.npy", np.zeros(2, "datetime64[s]"))
    np.save(folder / "scalar.npy", np.float32(1))


def samples(count):
    return (10 * np.arange(count)[:, None] + np.arange(6)[None, :]).astype(np.uint8).reshape(count, 3, 2), np.arange(count) % 3


def save_archives(folder):
    x, y = samples(4)
    train, labels = samples(5)
    np.savez(folder / "keras.npz", x_train=train, y_train=labels, x_test=x, y_test=y)
    np.savez_compressed(folder / "medmnist.npz", train_images=train, train_labels=labels[:, None].astype(np.uint8),
                        val_images=train[:2], val_labels=labels[:2, None], test_images=x, test_labels=y[:, None])
    np.savez(folder / "positional.npz", x, y)
    np.savez(folder / "joined.npz", Xtrain=train, ytrain=labels, Xtest=x, ytest=y)
    np.savez(folder / "turned.npz", trainX=train, trainY=labels, testX=x, testY=y)
    (folder / "alone").mkdir(exist_ok=True)
    for split, images, numbers in (("train", train, labels), ("test", x, y)):  # as KMNIST is published
        np.savez_compressed(folder / "alone" / f"set-{split}-imgs.npz", images)
        np.savez_compressed(folder / "alone" / f"set-{split}-labels.npz", numbers.astype(np.uint8))
    np.savez(folder / "sklearn.npz", data=x, target=y.astype(float))
    np.savez(folder / "one_hot.npz", images=x, labels=np.eye(3, dtype=np.float32)[y])
    np.savez(folder / "noisy.npz", x_test=x, x_test_noisy=x + 1, y_test=y)
    np.savez(folder / "names.npz", x=x, y=np.array(["cat", "dog", "eel"])[y])
    np.savez(folder / "only_val.npz", val_images=x, val_labels=y)
    np.savez(folder / "several.npz", x=x, y=np.ones((4, 3)))
    np.savez(folder / "twice.npz", x_test=x, test_images=x, y_test=y)
    np.savez(folder / "no_labels.npz", x_test=x)
    np.savez(folder / "minus.npz", x=x, y=np.array([-1, 1, 1, -1]))
    np.savez(folder / "short.npz", x=x, y=y[:3])


def main():
    folder = pathlib.Path(sys.argv[1])
    (folder / "types").mkdir(exist_ok=True)
    (folder / "archives").mkdir(exist_ok=True)
    save_types(folder / "types")
    save_archives(folder / "archives")


if __name__ == "__main__":
    main()
