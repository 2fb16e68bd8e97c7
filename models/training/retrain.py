# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Retrain a run's network through the hardware that the run evaluates: retrain.py RUN.yaml -o NET.onnx.

Each step meets another chip of the run's hardware at its first read time (ohmic.torch, docs/python.md). Adam with a
cosine to zero, weights clipped after each step, images shifted and mirrored. A checkpoint is written after each
epoch; an interrupted training goes on from there when the command is repeated, to the same weights: every epoch's
draws follow from the seed and the epoch, those of the chips from the step.

PYTHONPATH names the package where it is not installed.
"""

import argparse
import math
import os
import time
from pathlib import Path

import torch

import ohmic
import ohmic.torch
from datasets import CIFAR_10_FOLDER, FORMATS, Normalisation, augment, normalise, read_split


def numbers(text):
    """A list of a resolved configuration, "[0.1, 0.2]", or one number."""
    return tuple(float(part) for part in text.strip("[] ").split(","))


def inputs(net, images, normalisation):
    """Normalised images in the network's own order of axes: channels first, or last."""
    pixels = normalise(images, normalisation)
    return pixels if tuple(pixels.shape[1:]) == net.input_shape else pixels.permute(0, 2, 3, 1).contiguous()


def learning_rate(step, steps, peak):
    return peak * 0.5 * (1 + math.cos(math.pi * step / steps))


def train_epoch(net, optimiser, split, image_format, normalisation, epoch, options):
    """One pass over the first options.images training images; returns the mean loss."""
    generator = torch.Generator().manual_seed(options.seed * 10_000 + epoch)
    batches = torch.randperm(len(split.labels), generator=generator)[: options.images or None].split(options.batch)
    total = seen = 0
    net.train()
    net.mode = "fast" if epoch < options.fast_epochs else "full"
    for index, batch in enumerate(batches):
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(epoch * len(batches) + index, options.epochs * len(batches), options.rate)
        images = inputs(net, augment(split.images[batch], image_format.crop_padding, generator), normalisation)
        optimiser.zero_grad(set_to_none=True)
        loss = torch.nn.functional.cross_entropy(net(images), split.labels[batch])
        loss.backward()
        optimiser.step()
        ohmic.torch.clip_weights(net, options.clip)
        total, seen = total + float(loss) * len(batch), seen + len(batch)
    net.next_epoch()
    return total / seen


def evaluate(net, split, normalisation, options):
    """Share of the first options.test_images test images that are classified as labelled, on chip 0."""
    net.eval(chip=0)
    right = 0
    with torch.no_grad():
        for images, labels in zip(split.images[: options.test_images].split(256), split.labels.split(256)):
            right += int((net(inputs(net, images, normalisation)).argmax(1) == labels[: len(images)]).sum())
    return right / min(options.test_images, len(split.labels))


def write_checkpoint(path, state):
    """Replace the checkpoint in one step, so that an interruption leaves the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    torch.save(state, unfinished)
    os.replace(unfinished, path)


def retrain(options):
    overrides = dict(text.split("=", 1) for text in options.set)
    overrides.update({"run.threads": str(options.threads), "run.seed": str(options.seed)})
    config = ohmic.resolve(options.run, overrides)
    dataset = config["dataset.name"]
    normalisation = Normalisation(numbers(config["dataset.mean"]), numbers(config["dataset.std"]))
    net = ohmic.torch.load(options.run, overrides, learn_ranges=options.learn_ranges, progress=False)
    optimiser = torch.optim.Adam(net.parameters(), options.rate)
    checkpoint = options.checkpoints / f"{options.output.stem}.pt"
    first, seconds = 0, 0.0
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location="cpu")
        net.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        first, seconds = state["epoch"], state["seconds"]
    train, test = (read_split(dataset, name, options.cifar_10) for name in ("train", "test"))
    if first == 0:
        print(f"before: {100 * evaluate(net, test, normalisation, options):.2f} % on chip 0", flush=True)
    for epoch in range(first, options.epochs):
        start = time.monotonic()
        loss = train_epoch(net, optimiser, train, FORMATS[dataset], normalisation, epoch, options)
        seconds += time.monotonic() - start
        write_checkpoint(checkpoint, {"epoch": epoch + 1, "seconds": seconds, "model": net.state_dict(),
                                      "optimiser": optimiser.state_dict()})
        accuracy = evaluate(net, test, normalisation, options)
        print(f"epoch {epoch + 1} of {options.epochs}: loss {loss:.4f}, {100 * accuracy:.2f} % on chip 0, {seconds:.0f} s",
              flush=True)
    calibration = ohmic.torch.export(net, options.output)
    print(f"{options.output}, {calibration}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", metavar="RUN.yaml", help="hardware, network and data set")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="NET.onnx", help="what was trained")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="override a key of the run")
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--fast-epochs", type=int, default=0, help="of these, the first with weights and output noise only")
    parser.add_argument("--rate", type=float, default=5e-4, help="learning rate at the start")
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--clip", type=float, default=2.5, help="of weights, standard deviations")
    parser.add_argument("--learn-ranges", action="store_true", help="train the layers' input ranges too")
    parser.add_argument("--images", type=int, default=0, help="training images of an epoch; 0 for all")
    parser.add_argument("--test-images", type=int, default=1000, help="that an epoch is judged by")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--checkpoints", type=Path, default=Path("build/training"), help="folder outside of git")
    parser.add_argument("--cifar-10", type=Path, default=CIFAR_10_FOLDER, help="folder of data_batch_1.bin")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    retrain(options)


if __name__ == "__main__":
    main()
