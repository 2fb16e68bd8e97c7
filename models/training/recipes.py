# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""How each network of the zoo is trained: one named recipe per network."""

from dataclasses import dataclass, field

import networks
from datasets import FORMATS


@dataclass(frozen=True)
class Recipe:
    """Everything that decides a training's outcome.

    learning_rate  the one-cycle schedule's peak.
    weight_noise   standard deviation of the Gaussian noise added to a layer's weights in every forward
                   pass, relative to the layer's largest weight; 0 is ordinary training.
    """

    name: str
    dataset: str
    family: str
    options: dict = field(default_factory=dict)
    epochs: int = 12
    batch: int = 64
    learning_rate: float = 0.1
    weight_decay: float = 5e-4
    weight_noise: float = 0.0
    seed: int = 1

    def build(self):
        """The untrained network."""
        return getattr(networks, self.family)(FORMATS[self.dataset].channels, **self.options)


def _recipe(name, family, options=None, **training):
    dataset = "fashion-mnist" if "fashion-mnist" in name else "cifar-10"
    return Recipe(name, dataset, family, options or {}, **training)


_ALL = [
    _recipe("lenet5-fashion-mnist", "lenet5", {"size": 28}, epochs=14, learning_rate=0.05),
    _recipe("resnet20-fashion-mnist", "resnet", {"depth": 20}, epochs=14),
]

RECIPES = {recipe.name: recipe for recipe in _ALL}
