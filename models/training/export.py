# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Export a trained network: ONNX, card and golden logits. Alone: export.py NAME [--checkpoints DIR]."""

import argparse
import hashlib
import inspect
import json
from pathlib import Path

import torch
from torch import nn

from datasets import CIFAR_10_FOLDER, FORMATS, normalise, read_split
from index import write_index
from recipes import RECIPES

REPOSITORY = Path(__file__).resolve().parents[2]
ZOO = REPOSITORY / "models" / "zoo"
GOLDEN = REPOSITORY / "tests" / "golden" / "logits"
OPSET = 13
GOLDEN_IMAGES = 64


def write_onnx(model, image_format, path):
    """Opset 13, batch axis N; PRESERVE in evaluation mode keeps BatchNormalization apart from Conv."""
    image = torch.zeros(1, image_format.channels, image_format.size, image_format.size)
    torch.onnx.export(
        model, image, str(path), opset_version=OPSET, training=torch.onnx.TrainingMode.PRESERVE,
        do_constant_folding=False, input_names=["input"], output_names=["logits"],
        dynamic_axes={"input": {0: "N"}, "logits": {0: "N"}},
        # later versions have another exporter beside the one by tracing, which keeps BatchNormalization
        **({"dynamo": False} if "dynamo" in inspect.signature(torch.onnx.export).parameters else {}),
    )


@torch.no_grad()
def logits_of(model, images, normalisation):
    """Float32 logits of byte images, in evaluation mode."""
    return torch.cat([model(normalise(part, normalisation)) for part in images.split(250)])


@torch.no_grad()
def multiply_adds(model, image_format):
    """Multiply-adds of the convolutions and fully connected layers for one image."""
    counts = []

    def count(layer, _, output):
        counts.append(layer.weight[0].numel() * output.numel())

    layers = [layer for layer in model.modules() if isinstance(layer, (nn.Conv2d, nn.Linear))]
    hooks = [layer.register_forward_hook(count) for layer in layers]
    model(torch.zeros(1, image_format.channels, image_format.size, image_format.size))
    for hook in hooks:
        hook.remove()
    return sum(counts)


def write_golden(name, dataset, normalisation, logits, path):
    """The first images' logits with 9 significant digits, which identify a float32."""
    rows = [[float(f"{value:.9g}") for value in row] for row in logits[:GOLDEN_IMAGES].tolist()]
    head = {
        "model": f"models/zoo/{name}.onnx", "dataset": dataset, "split": "test",
        "images": GOLDEN_IMAGES, "mean": list(normalisation.mean), "std": list(normalisation.std),
    }
    keys = "".join(f'  "{key}": {json.dumps(value)},\n' for key, value in head.items())
    lines = ",\n".join("    " + json.dumps(row) for row in rows)
    text = "{\n" + keys + '  "logits": [\n' + lines + "\n  ]\n}\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


CARD = """<!-- SPDX-FileCopyrightText: 2026 The Ohmic authors -->
<!-- SPDX-License-Identifier: Apache-2.0 -->
# {name}

{trained} with `models/training/{program} {name}`; the last epoch's weights, none selected by test accuracy.

| | |
|---|---|
{table}
"""


def recipe_rows(recipe, state):
    """The card's lines about training."""
    rate = f"one cycle, peak {recipe.learning_rate:g}: linear rise over 20 % of the steps, cosine to 0"
    noise = f"Gaussian, {recipe.weight_noise:g} of the layer's largest weight" if recipe.weight_noise else "none"
    padding = FORMATS[recipe.dataset].crop_padding
    return {
        "Epochs": f"{state['epoch']} of {recipe.epochs}",
        "Optimiser": f"SGD, Nesterov momentum 0.9, batch {recipe.batch}, weight decay {recipe.weight_decay:g}",
        "Learning rate": rate,
        "Augmentation": f"random shift by up to {padding} pixels, horizontal mirror",
        "Weight noise": noise,
        "Training precision": recipe.precision,
        "Seed": str(recipe.seed),
        "Training time": f"{state['seconds'] / 60:.0f} min on {state['machine']}",
    }


def card(recipe, model, state, accuracy, digest):
    """The network's Markdown page."""
    image_format = FORMATS[recipe.dataset]
    options = ", ".join(f"{key} {value}" for key, value in recipe.options.items())
    mean, std = list(image_format.normalisation.mean), list(image_format.normalisation.std)
    rows = {
        "Network": f"{recipe.family} ({options}), `models/training/networks.py`",
        "Data": f"{recipe.dataset}; pixels / 255, mean {mean}, std {std}",
        "Float accuracy": f"{100 * accuracy:.2f} % of the 10,000 test images",
        "Parameters": f"{sum(p.numel() for p in model.parameters()):,}",
        "Multiply-adds": f"{multiply_adds(model, image_format):,} per image",
        **recipe_rows(recipe, state),
        "ONNX": f"opset {OPSET}, batch axis `N`, input `input`, output `logits`, BatchNormalization kept as nodes",
        "SHA-256": f"`{digest}`",
    }
    table = "\n".join(f"| {key} | {value} |" for key, value in rows.items())
    return CARD.format(name=recipe.name, table=table, trained="Trained", program="train.py")


def retrained_card(recipe, data, facts, accuracy, digest):
    """The Markdown page of a network that was retrained through hardware.

    data   dataset, mean and std, in words.
    facts  parameters, multiply_adds, parent_accuracy (float, before), epoch, seconds and machine.
    """
    rows = {
        "Network": recipe.origin,
        "Hardware": f"`{recipe.run}`, at its first read time; another chip at each step",
        "Data": data,
        "Float accuracy": f"{100 * accuracy:.2f} % of the 10,000 test images",
        "Float accuracy before": f"{100 * facts['parent_accuracy']:.2f} %",
        "Parameters": f"{facts['parameters']:,}",
        "Multiply-adds": f"{facts['multiply_adds']:,} per image",
        "Epochs": f"{facts['epoch']} of {recipe.epochs}, the first {recipe.fast_epochs} in fast mode",
        "Optimiser": f"Adam, batch {recipe.batch}; weights clipped to {recipe.clip:g} standard deviations after each step",
        "Learning rate": f"cosine from {recipe.rate:g} standard deviations of each tensor to 0, after a short rise",
        "Augmentation": "as in `models/training/datasets.py`: random shift, horizontal mirror",
        "Training precision": "bfloat16 in fast mode, else float32" if recipe.bfloat16 else "float32",
        "Seed": str(recipe.seed),
        "Training time": f"{facts['seconds'] / 60:.0f} min on {facts['machine']}",
        "ONNX": f"opset {OPSET}, batch axis `N`, input `input`, output `logits`",
        "SHA-256": f"`{digest}`",
    }
    table = "\n".join(f"| {key} | {value} |" for key, value in rows.items())
    return CARD.format(name=recipe.name, table=table, trained="Retrained", program="retrain.py")


def export_network(recipe, checkpoint, cifar_folder):
    """Write the checkpoint's network, its card and its golden logits into the repository."""
    state = torch.load(checkpoint, map_location="cpu")
    model = recipe.build()
    model.load_state_dict(state["model"])
    model.eval()
    split = read_split(recipe.dataset, "test", cifar_folder)
    logits = logits_of(model, split.images, FORMATS[recipe.dataset].normalisation)
    accuracy = (logits.argmax(1) == split.labels).float().mean().item()
    ZOO.mkdir(parents=True, exist_ok=True)
    file = ZOO / f"{recipe.name}.onnx"
    write_onnx(model, FORMATS[recipe.dataset], file)
    write_golden(recipe.name, recipe.dataset, FORMATS[recipe.dataset].normalisation, logits,
                 GOLDEN / f"{recipe.name}.json")
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    file.with_suffix(".md").write_text(card(recipe, model, state, accuracy, digest), encoding="utf-8")
    write_index()
    print(f"{recipe.name}: {100 * accuracy:.2f} % of the test images, {file}")


def main():
    parser = argparse.ArgumentParser(description="Export a checkpoint: ONNX, card and golden logits.")
    parser.add_argument("name", choices=sorted(RECIPES), metavar="NAME", help="a recipe of recipes.py")
    parser.add_argument("--checkpoints", type=Path, default=Path("build/training"), help="folder of NAME.pt")
    parser.add_argument("--cifar-10", type=Path, default=CIFAR_10_FOLDER, help="folder of test_batch.bin")
    arguments = parser.parse_args()
    recipe = RECIPES[arguments.name]
    export_network(recipe, arguments.checkpoints / f"{recipe.name}.pt", arguments.cifar_10)


if __name__ == "__main__":
    main()
