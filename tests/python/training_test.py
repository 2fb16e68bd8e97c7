# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""models/training: its own laws, and the recipes that are too large to train here: each learns for a step, and what it
exports gives PyTorch's logits in the simulator."""
import sys

import numpy
import ohmic
import places
from places import SOURCE

torch = places.needed("torch")
sys.path.insert(0, str(SOURCE / "models/training"))
import export  # noqa: E402
import recipes  # noqa: E402
import train  # noqa: E402
from datasets import FORMATS, Split  # noqa: E402
from tests import Augmentation, Normalisations, Training  # noqa: E402, F401

torch.set_num_threads(1)


class LargeRecipes(places.FolderCase):
    IMAGES = 2

    def learns_and_agrees(self, name):
        torch.manual_seed(1)
        recipe = recipes.RECIPES[name]
        image_format = FORMATS[recipe.dataset]
        images = torch.randint(0, 256, (self.IMAGES, 3, 32, 32), dtype=torch.uint8)
        split = Split(images, torch.arange(self.IMAGES))
        model = recipe.build()
        before = [p.detach().clone() for p in model.parameters()]
        train.train_epoch(model, train.make_optimizer(model, recipe), recipe, split, 0, "cpu")
        self.assertTrue(all(not torch.equal(p, q) for p, q in zip(model.parameters(), before)))
        model.eval()
        logits = export.logits_of(model, images, image_format.normalisation)
        export.write_onnx(model, image_format, "net.onnx")
        numpy.savez("images.npz", x_test=images.numpy().transpose(0, 2, 3, 1), y_test=split.labels.numpy())
        config = {
            "network": {"model": "net.onnx"},
            "dataset": {"name": "npz", "path": "images.npz", "mean": list(image_format.normalisation.mean),
                        "std": list(image_format.normalisation.std)},
            "hardware": {"weight_noise": {"eta": 0}},
        }
        simulated = ohmic.run(config, logits=True, progress=False).logits.reshape(logits.shape)
        numpy.testing.assert_allclose(simulated, logits.numpy(), rtol=1e-3, atol=1e-3 * float(logits.abs().max()))


def _case(name):
    return lambda self: self.learns_and_agrees(name)


for _recipe in recipes.PAPERS:
    setattr(LargeRecipes, f"test_{_recipe.name.replace('-', '_')}", _case(_recipe.name))

if __name__ == "__main__":
    places.main()
