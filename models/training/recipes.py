# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""How each network of the zoo is trained: one named recipe per network."""

from dataclasses import dataclass, replace

import networks
from datasets import FORMATS


@dataclass(frozen=True)
class Recipe:
    """Everything that decides a training's outcome.

    learning_rate  the one-cycle schedule's peak.
    weight_noise   standard deviation of the Gaussian noise added to a layer's weights in every forward
                   pass, relative to the layer's largest weight; 0 is ordinary training.
    precision      "float32", or "bfloat16" for the products and convolutions of training (the weights
                   and their updates stay float32): twice as fast where the processor has AMX.
    """

    name: str
    dataset: str
    family: str
    options: dict
    epochs: int = 12
    batch: int = 64
    learning_rate: float = 0.1
    weight_decay: float = 5e-4
    weight_noise: float = 0.0
    precision: str = "float32"
    seed: int = 1

    def build(self):
        """The untrained network."""
        return getattr(networks, self.family)(FORMATS[self.dataset].channels, **self.options)


@dataclass(frozen=True)
class Retraining:
    """Everything that decides what retraining through hardware ends in, beside the run file.

    run          the run file: hardware, network and data set; its first read time is what is trained for.
    base         network that training starts from, from the repository's root; "" where it does not ship and
                 --base names it.
    origin       in words for the card: what the weights were before.
    fast_epochs  of the epochs, the first with programmed weights and output noise only.
    rate         Adam's greatest, in standard deviations of each tensor.
    clip         of weights, in standard deviations of what shares a scale.
    bfloat16     products of fast epochs in bfloat16.
    """

    name: str
    run: str
    base: str
    origin: str
    epochs: int
    fast_epochs: int
    rate: float
    clip: float
    batch: int = 64
    bfloat16: bool = False
    seed: int = 1


_BFLOAT16 = {"precision": "bfloat16"}
_STRIDED = {"stem_stride": 2}
_FOUR_MODULES = {"modules": (1, 2, 1), **_STRIDED}


def _recipe(name, family, options, **training):
    dataset = "fashion-mnist" if name.endswith("fashion-mnist") else "cifar-10"
    return Recipe(name, dataset, family, options, **training)


def _norms(plain):
    """A recipe with other normalisations; without one the learning rate is a fifth."""
    return [
        replace(plain, name=f"{plain.name}-norm-{norm}", options={**plain.options, "norm": norm},
                learning_rate=plain.learning_rate / (5 if norm == "none" else 1))
        for norm in ("none", "l1", "topk")
    ]


def _variants(plain):
    """The companion studies' variants of one CIFAR-10 recipe, whose own learning rate is the middle of three."""
    changes = {
        "rate-low": {"learning_rate": plain.learning_rate / 10},
        "rate-high": {"learning_rate": plain.learning_rate * 3},
        "noise-2": {"weight_noise": 0.02},
        "noise-5": {"weight_noise": 0.05},
    }
    return _norms(plain) + [replace(plain, name=f"{plain.name}-{suffix}", **change) for suffix, change in changes.items()]


def _seeded(recipes, seeds):
    """Each recipe from each seed."""
    return [replace(recipe, name=f"{recipe.name}-seed-{seed}", seed=seed) for recipe in recipes for seed in seeds]


def _short(plain, epochs):
    """A plain recipe that ends earlier: what variants of as many epochs are compared with."""
    return replace(plain, name=f"{plain.name}-epochs-{epochs}", epochs=epochs)


def _repeats(plain, rates, seeds):
    """One small network again and again, for what a single training cannot say: learning rates and normalisations, each
    from several seeds."""
    rated = [replace(plain, name=f"{plain.name}-rate-{rate:g}", learning_rate=rate) for rate in rates]
    return _seeded(rated + _norms(plain), seeds)


_FASHION_MNIST = [
    _recipe("lenet5-fashion-mnist", "lenet5", {"size": 28}, epochs=14, learning_rate=0.05),
    _recipe("vgg8-fashion-mnist", "vgg", {"depth": 8, "width": 16}, epochs=12, learning_rate=0.05),
    _recipe("vgg11-fashion-mnist", "vgg", {"depth": 11, "width": 16}, epochs=10, learning_rate=0.05, **_BFLOAT16),
    _recipe("resnet14-fashion-mnist", "resnet", {"depth": 14}, epochs=10, **_BFLOAT16),
    _recipe("resnet20-fashion-mnist", "resnet", {"depth": 20}, epochs=14),
    _recipe("densenet16-fashion-mnist", "densenet", {"depth": 16, "growth": 12, **_STRIDED}, epochs=8, **_BFLOAT16),
    _recipe("densenet22-fashion-mnist", "densenet", {"depth": 22, "growth": 12, **_STRIDED}, epochs=8, **_BFLOAT16),
    _recipe("inception8-fashion-mnist", "inception", {"width": 8, **_FOUR_MODULES}, epochs=8, **_BFLOAT16),
    _recipe("inception12-fashion-mnist", "inception", {"width": 12, **_FOUR_MODULES}, epochs=8, **_BFLOAT16),
    _recipe("mobilenet16-fashion-mnist", "mobilenet", {"width": 16}, epochs=8, **_BFLOAT16),
    _recipe("mobilenet24-fashion-mnist", "mobilenet", {"width": 24}, epochs=8, **_BFLOAT16),
]

_CIFAR_10 = [
    _recipe("vgg8-cifar-10", "vgg", {"depth": 8, "width": 32, "widest": 4}, epochs=22, **_BFLOAT16),
    _recipe("vgg11-cifar-10", "vgg", {"depth": 11, "width": 32, "widest": 4}, epochs=22, **_BFLOAT16),
    _recipe("resnet14-cifar-10", "resnet", {"depth": 14}, epochs=20, **_BFLOAT16),
    _recipe("resnet20-cifar-10", "resnet", {"depth": 20}, epochs=60, **_BFLOAT16),
    _recipe("densenet28-cifar-10", "densenet", {"depth": 28, "growth": 16, **_STRIDED}, epochs=10, **_BFLOAT16),
    _recipe("densenet40-cifar-10", "densenet", {"depth": 40, "growth": 12, **_STRIDED}, epochs=16, **_BFLOAT16),
    _recipe("inception16-cifar-10", "inception", {"width": 16, **_FOUR_MODULES}, epochs=7, **_BFLOAT16),
    _recipe("inception20-cifar-10", "inception", {"width": 20, **_STRIDED}, epochs=12, **_BFLOAT16),
    _recipe("mobilenet24-cifar-10", "mobilenet", {"width": 24}, epochs=9, **_BFLOAT16),
    _recipe("mobilenet32-cifar-10", "mobilenet", {"width": 32}, epochs=14, **_BFLOAT16),
]

# of the sizes that papers use: hours on a processor, for a GPU (--device cuda)
PAPERS = [
    _recipe("resnet44-cifar-10", "resnet", {"depth": 44}, epochs=60, **_BFLOAT16),
    _recipe("vgg16-cifar-10", "vgg", {"depth": 16}, epochs=60, learning_rate=0.05, **_BFLOAT16),
    _recipe("resnet18-cifar-10", "wide_resnet", {"depth": 18}, epochs=30, **_BFLOAT16),
    _recipe("resnet34-cifar-10", "wide_resnet", {"depth": 34}, epochs=30, **_BFLOAT16),
    _recipe("shufflenetv2-cifar-10", "shufflenet_v2", {}, epochs=60, **_BFLOAT16),
]

PLAIN = {recipe.name: recipe for recipe in _FASHION_MNIST + _CIFAR_10 + PAPERS}

_RESNET20_SHORT = _short(PLAIN["resnet20-cifar-10"], 12)
_RESNET8 = _recipe("resnet8-cifar-10", "resnet", {"depth": 8}, epochs=8, **_BFLOAT16)

_RESNET20_VARIED = replace(_RESNET20_SHORT, name="resnet20-cifar-10")
_VGG11 = PLAIN["vgg11-cifar-10"]

_VARIANTS = [
    *_variants(_VGG11),
    _RESNET20_SHORT,
    *_variants(_RESNET20_VARIED),
    *_seeded([_VGG11, *_norms(_VGG11), _RESNET20_SHORT, *_norms(_RESNET20_VARIED)], (2,)),
    *_repeats(_RESNET8, rates=(0.003, 0.01, 0.03, 0.1, 0.3), seeds=(1, 2, 3)),
]

RETRAININGS = {
    recipe.name: recipe
    for recipe in (
        Retraining(
            "resnet8-cifar-10-hermes", "configs/runs/resnet8_hermes_cifar_10.yaml", "",
            "ResNet-8 of MLPerf Tiny (mlcommons/tiny, Apache-2.0), converted to ONNX; BatchNormalization folded",
            epochs=20, fast_epochs=17, rate=0.01, clip=2.0, batch=128, bfloat16=True,
        ),
        Retraining(
            "lenet5-fashion-mnist-proportional", "configs/runs/lenet5_proportional.yaml",
            "models/zoo/lenet5-fashion-mnist.onnx", "lenet5-fashion-mnist of the zoo",
            epochs=10, fast_epochs=8, rate=0.01, clip=2.5,
        ),
        Retraining(
            "resnet20-cifar-10-pcm", "configs/runs/resnet20_pcm_cifar_10.yaml", "models/zoo/resnet20-cifar-10.onnx",
            "resnet20-cifar-10 of the zoo; BatchNormalization folded",
            epochs=6, fast_epochs=5, rate=0.01, clip=2.0, batch=128, bfloat16=True,
        ),
        Retraining(
            "vgg11-cifar-10-pcm", "configs/runs/resnet20_pcm_cifar_10.yaml", "models/zoo/vgg11-cifar-10.onnx",
            "vgg11-cifar-10 of the zoo; BatchNormalization folded",
            epochs=6, fast_epochs=5, rate=0.01, clip=2.0, batch=128, bfloat16=True,
        ),
    )
}

RECIPES = {**PLAIN, **{recipe.name: recipe for recipe in _VARIANTS}}
