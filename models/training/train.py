# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Train one network of the zoo and export it: train.py NAME.

An interrupted training goes on from its last finished epoch when the command is repeated. Every epoch's
draws follow from the recipe's seed and the epoch alone, and the learning rate from the step, so the
outcome is that of an uninterrupted training.
"""

import argparse
import contextlib
import math
import os
import time
from pathlib import Path

import torch

from datasets import CIFAR_10_FOLDER, FORMATS, augment, normalise, read_split
from export import export_network
from recipes import RECIPES

WARM_UP = 0.2  # share of the steps in which the learning rate rises
EPOCHS_PER_SEED = 10_000  # keeps the generators of two seeds apart


def learning_rate(step, steps, peak):
    """One cycle: a linear rise over WARM_UP of the steps, then half a cosine down to zero."""
    rise = WARM_UP * steps
    if step < rise:
        return peak * (step + 1) / rise
    return peak * 0.5 * (1 + math.cos(math.pi * (step - rise) / (steps - rise)))


def make_optimizer(model, recipe):
    """SGD with Nesterov momentum; normalisation parameters and biases do not decay."""
    decayed = [p for p in model.parameters() if p.dim() > 1]
    free = [p for p in model.parameters() if p.dim() <= 1]
    groups = [{"params": decayed, "weight_decay": recipe.weight_decay}, {"params": free}]
    return torch.optim.SGD(groups, lr=recipe.learning_rate, momentum=0.9, nesterov=True)


@contextlib.contextmanager
def noisy_weights(model, strength, generator):
    """Within the context every matrix of weights carries Gaussian noise, relative to its largest element."""
    if strength == 0.0:
        yield
        return
    weights = [p for p in model.parameters() if p.dim() > 1]
    clean = [weight.detach().clone() for weight in weights]
    with torch.no_grad():
        for weight in weights:
            draws = torch.randn(weight.shape, generator=generator).to(weight.device)
            weight.add_(draws * (strength * weight.abs().max()))
    yield
    with torch.no_grad():
        for weight, value in zip(weights, clean):
            weight.copy_(value)


def train_epoch(model, optimizer, recipe, split, epoch, device):
    """One pass over the training split; returns the mean loss."""
    generator = torch.Generator().manual_seed(recipe.seed * EPOCHS_PER_SEED + epoch)
    image_format = FORMATS[recipe.dataset]
    batches = torch.randperm(len(split.labels), generator=generator).split(recipe.batch)
    low_precision = torch.autocast(device.split(":")[0], torch.bfloat16, enabled=recipe.precision == "bfloat16")
    total = 0.0
    model.train()
    for index, batch in enumerate(batches):
        rate = learning_rate(epoch * len(batches) + index, recipe.epochs * len(batches), recipe.learning_rate)
        for group in optimizer.param_groups:
            group["lr"] = rate
        images = augment(split.images[batch], image_format.crop_padding, generator)
        images = normalise(images, image_format.normalisation).to(device)
        optimizer.zero_grad(set_to_none=True)
        with noisy_weights(model, recipe.weight_noise, generator):
            with low_precision:
                logits = model(images)
            loss = torch.nn.functional.cross_entropy(logits.float(), split.labels[batch].to(device))
            loss.backward()
        optimizer.step()
        total += loss.item() * len(batch)
    return total / len(split.labels)


def write_checkpoint(path, state):
    """Replace the checkpoint in one step, so that an interruption leaves the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    torch.save(state, unfinished)
    os.replace(unfinished, path)


def train(recipe, checkpoint, cifar_folder, device):
    """Train to the recipe's last epoch, from the checkpoint if there is one."""
    torch.manual_seed(recipe.seed)
    model = recipe.build().to(device, memory_format=torch.channels_last)
    optimizer = make_optimizer(model, recipe)
    first, seconds = 0, 0.0
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        first, seconds = state["epoch"], state["seconds"]
    split = read_split(recipe.dataset, "train", cifar_folder) if first < recipe.epochs else None
    for epoch in range(first, recipe.epochs):
        start = time.monotonic()
        loss = train_epoch(model, optimizer, recipe, split, epoch, device)
        seconds += time.monotonic() - start
        print(f"{recipe.name}: epoch {epoch + 1} of {recipe.epochs}, loss {loss:.4f}, {seconds:.0f} s", flush=True)
        state = {"epoch": epoch + 1, "seconds": seconds, "machine": machine_name(device)}
        state.update(model=model.state_dict(), optimizer=optimizer.state_dict())
        write_checkpoint(checkpoint, state)


def machine_name(device):
    """What the training ran on, in words for the card."""
    if device.startswith("cuda"):
        return f"{torch.cuda.get_device_name(device)}, PyTorch {torch.__version__}"
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    threads = torch.get_num_threads()
    return f"{threads} thread{'s' if threads > 1 else ''} of {names[0]}, PyTorch {torch.__version__}"


def main():
    parser = argparse.ArgumentParser(description="Train one network of the zoo and export it.")
    parser.add_argument("name", choices=sorted(RECIPES), metavar="NAME", help="a recipe of recipes.py")
    parser.add_argument("--checkpoints", type=Path, default=Path("build/training"), help="folder outside of git")
    parser.add_argument("--cifar-10", type=Path, default=CIFAR_10_FOLDER, help="folder of data_batch_1.bin")
    parser.add_argument("--threads", type=int, default=1, help="CPU threads")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    recipe = RECIPES[arguments.name]
    checkpoint = arguments.checkpoints / f"{recipe.name}.pt"
    train(recipe, checkpoint, arguments.cifar_10, arguments.device)
    export_network(recipe, checkpoint, arguments.cifar_10)


if __name__ == "__main__":
    main()
