# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Retrain a run's network through the hardware that the run evaluates: retrain.py RUN.yaml -o NET.onnx, or a
recipe of recipes.py into the zoo: retrain.py RECIPE.

Each step meets another chip of the run's hardware at its first read time (ohmic.torch, docs/python.md). Adam with a
short rise and a cosine to zero, each tensor's rate relative to its own standard deviation; weights clipped after each
step, images shifted and mirrored. Epochs in fast mode come first; after each of them the ranges of inputs and
converters are calibrated for the weights that there are. A checkpoint is written after each epoch; an interrupted
training goes on from there when the command is repeated, to the same weights: every epoch's draws follow from the
seed and the epoch, those of the chips from the step.

PYTHONPATH names the package where it is not installed.
"""

import argparse
import hashlib
import math
import time
from pathlib import Path

import torch

import ohmic
import ohmic.torch
from datasets import FORMATS, Normalisation, augment, normalise, read_split
from export import GOLDEN, REPOSITORY, ZOO, retrained_card, write_golden
from index import write_index
from recipes import RETRAININGS
from train import machine_name, write_checkpoint

LEAST_PROBABILITY = 1e-12
WARM_UP = 0.02  # share of the steps


def numbers(text, default, channels):
    """A list of a resolved configuration, "[0.1, 0.2]", or one number; the default where it is empty."""
    return tuple(float(part) for part in text.strip("[] ").split(",") if part.strip()) or (default,) * channels


def inputs(net, images, normalisation):
    """Normalised images in the network's own order of axes: channels first, or last."""
    pixels = normalise(images, normalisation)
    return pixels if tuple(pixels.shape[1:]) == net.input_shape else pixels.permute(0, 2, 3, 1).contiguous()


def parameter_groups(net):
    """One group for each tensor, with the size that its learning rate is relative to: layers whose inputs are bytes
    have weights a hundred times smaller than others."""
    groups = []
    for parameter in net.parameters():
        values = parameter.detach()
        size = float(values.std() if values.numel() > 1 else values.abs())
        groups.append({"params": [parameter], "size": size if size > 0 else 1.0})
    return groups


def learning_rate(step, steps, peak):
    """A linear rise over WARM_UP of the steps, then half a cosine down to zero."""
    rise = WARM_UP * steps
    return peak * min(1.0, (step + 1) / rise) * 0.5 * (1 + math.cos(math.pi * step / steps))


def loss_of(outputs, labels, are_probabilities):
    """Cross entropy of logits, or of what a Softmax at the network's end has made of them."""
    if are_probabilities:
        return torch.nn.functional.nll_loss(torch.log(outputs.clamp_min(LEAST_PROBABILITY)), labels)
    return torch.nn.functional.cross_entropy(outputs, labels)


def train_epoch(net, optimiser, split, image_format, normalisation, epoch, options):
    """One pass over the first options.images training images; returns the mean loss."""
    generator = torch.Generator().manual_seed(options.seed * 10_000 + epoch)
    batches = torch.randperm(len(split.labels), generator=generator)[: options.images or None].split(options.batch)
    total = seen = 0
    net.train()
    net.mode = "fast" if epoch < options.fast_epochs else "full"
    for index, batch in enumerate(batches):
        for group in optimiser.param_groups:
            rate = learning_rate(epoch * len(batches) + index, options.epochs * len(batches), options.rate)
            group["lr"] = rate * group["size"]
        images = inputs(net, augment(split.images[batch], image_format.crop_padding, generator), normalisation)
        optimiser.zero_grad(set_to_none=True)
        with torch.autocast("cpu", torch.bfloat16, enabled=options.bfloat16 and net.mode == "fast"):
            outputs = net(images)
        loss = loss_of(outputs.float(), split.labels[batch], net.gives_probabilities)
        loss.backward()
        optimiser.step()
        ohmic.torch.clip_weights(net, options.clip)
        total, seen = total + float(loss) * len(batch), seen + len(batch)
    net.next_epoch()
    if net.mode == "fast":
        net.calibrate()  # nothing holds a fast epoch's activations within the ranges that there were
    return total / seen


@torch.no_grad()
def outputs_of(net, split, normalisation, count):
    """What the network gives for the first test images, in the mode that it is in."""
    parts = [net(inputs(net, images, normalisation)) for images in split.images[:count].split(256)]
    return torch.cat(parts)


def accuracy_of(outputs, split):
    """Share of the images that are classified as labelled."""
    return float((outputs.argmax(1) == split.labels[: len(outputs)]).float().mean())


def evaluate(net, split, normalisation, options):
    """Accuracy on the first options.test_images test images, on chip 0."""
    net.mode = "full"
    net.eval(chip=0)
    return accuracy_of(outputs_of(net, split, normalisation, options.test_images), split)


def evaluate_digital(net, split, normalisation):
    """Outputs of the float network for all test images."""
    net.mode = "digital"
    net.eval()
    return outputs_of(net, split, normalisation, len(split.labels))


def write_into_zoo(recipe, net, split, dataset, normalisation, facts):
    """Card, golden logits and index beside the network."""
    logits = evaluate_digital(net, split, normalisation)
    shapes = [net.network.layer(layer.index) for layer in net.layers]
    facts["parameters"] = sum(layer.weight.numel() + layer.bias.numel() for layer in net.layers)
    facts["multiply_adds"] = sum(layer.weight.numel() * shape["positions"] for layer, shape in zip(net.layers, shapes))
    mean, std = (tuple(float(f"{value:.9g}") for value in values) for values in (normalisation.mean, normalisation.std))
    data = f"{dataset}; pixels / 255, mean {list(mean)}, std {list(std)}"
    file = ZOO / f"{recipe.name}.onnx"
    write_golden(recipe.name, dataset, normalisation, logits, GOLDEN / f"{recipe.name}.json")
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    file.with_suffix(".md").write_text(retrained_card(recipe, data, facts, accuracy_of(logits, split), digest),
                                       encoding="utf-8")
    write_index()


def retrain(options):
    overrides = dict(text.split("=", 1) for text in options.set)
    overrides.update({"run.threads": str(options.threads), "run.seed": str(options.seed)})
    if options.base:
        overrides["network.model"] = str(options.base)
    if options.cifar_10:
        overrides["dataset.path"] = str(options.cifar_10)
    config = ohmic.resolve(options.run, overrides)
    dataset = config["dataset.name"]
    folder = config.get("dataset.path")
    channels = FORMATS[dataset].channels
    normalisation = Normalisation(numbers(config["dataset.mean"], 0.0, channels),
                                  numbers(config["dataset.std"], 1.0, channels))
    net = ohmic.torch.load(options.run, overrides, learn_ranges=options.learn_ranges, progress=False)
    optimiser = torch.optim.Adam(parameter_groups(net))
    checkpoint = options.checkpoints / f"{options.output.stem}.pt"
    train, test = (read_split(dataset, name, folder) for name in ("train", "test"))
    facts = {"epoch": 0, "seconds": 0.0}
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location="cpu")
        net.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        facts = state["facts"]
    else:
        facts["parent_accuracy"] = accuracy_of(evaluate_digital(net, test, normalisation), test)
        before = evaluate(net, test, normalisation, options)
        print(f"before: {100 * before:.2f} % on chip 0, {100 * facts['parent_accuracy']:.2f} % digital", flush=True)
    facts["machine"] = machine_name("cpu")
    for epoch in range(facts["epoch"], options.epochs):
        start = time.monotonic()
        loss = train_epoch(net, optimiser, train, FORMATS[dataset], normalisation, epoch, options)
        facts["epoch"], facts["seconds"] = epoch + 1, facts["seconds"] + time.monotonic() - start
        write_checkpoint(checkpoint, {"facts": facts, "model": net.state_dict(), "optimiser": optimiser.state_dict()})
        accuracy = evaluate(net, test, normalisation, options)
        print(f"epoch {epoch + 1} of {options.epochs}: loss {loss:.4f}, {100 * accuracy:.2f} % on chip 0, "
              f"{facts['seconds']:.0f} s", flush=True)
    calibration = ohmic.torch.export(net, options.output)
    if options.recipe:
        calibration.unlink()  # the run's own calibration chooses the ranges of a network in the zoo
        write_into_zoo(options.recipe, net, test, dataset, normalisation, facts)
    print(f"{options.output}" + ("" if options.recipe else f", {calibration}"))


def parsed():
    """The command's options; a recipe's values are defaults that options replace."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", metavar="RUN.yaml|RECIPE", help="hardware, network and data set; or a recipe of recipes.py")
    parser.add_argument("-o", "--output", type=Path, metavar="NET.onnx", help="what was trained; of a recipe: the zoo")
    parser.add_argument("--base", type=Path, metavar="NET.onnx", help="network to start from, instead of the run's")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="override a key of the run")
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--fast-epochs", type=int, default=0, help="of these, the first with weights and output noise only")
    parser.add_argument("--bfloat16", action="store_true", help="products of fast epochs in bfloat16: faster on AMX")
    parser.add_argument("--rate", type=float, default=0.003,
                        help="greatest learning rate, in standard deviations of each tensor")
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--clip", type=float, default=2.5, help="of weights, standard deviations")
    parser.add_argument("--learn-ranges", action="store_true", help="train the layers' input ranges too")
    parser.add_argument("--images", type=int, default=0, help="training images of an epoch; 0 for all")
    parser.add_argument("--test-images", type=int, default=1000, help="that an epoch is judged by")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--checkpoints", type=Path, default=Path("build/training"), help="folder outside of git")
    parser.add_argument("--cifar-10", type=Path, help="folder of data_batch_1.bin, instead of the run's dataset.path")
    recipe = RETRAININGS.get(parser.parse_args().run)
    if recipe:
        names = ("epochs", "fast_epochs", "rate", "clip", "batch", "bfloat16", "seed")
        parser.set_defaults(**{name: getattr(recipe, name) for name in names}, output=ZOO / f"{recipe.name}.onnx",
                            base=REPOSITORY / recipe.base if recipe.base else None)
    options = parser.parse_args()
    options.recipe = recipe
    if recipe:
        options.run = str(REPOSITORY / recipe.run)
    if recipe and not options.base:
        parser.error(f"--base: the network that {recipe.name} starts from ({recipe.origin}) does not ship")
    if not options.output:
        parser.error("-o: where to write the network")
    return options


if __name__ == "__main__":
    chosen = parsed()
    torch.set_num_threads(chosen.threads)
    retrain(chosen)
