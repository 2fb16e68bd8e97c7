# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Laws of the training program: python3 -m unittest tests, from this folder."""

import math
import tempfile
import unittest
from dataclasses import replace
from pathlib import Path
from unittest import mock

import torch

import train
from datasets import FORMATS, Split, augment, normalise
from networks import L1BatchNorm2d, TopKBatchNorm2d
from recipes import RECIPES


class Augmentation(unittest.TestCase):
    def test_without_padding_every_image_is_itself_or_its_mirror_image(self):
        images = torch.randint(0, 256, (32, 3, 5, 5), dtype=torch.uint8)
        changed = augment(images, 0, torch.Generator().manual_seed(1))
        for before, after in zip(images, changed):
            self.assertTrue(torch.equal(after, before) or torch.equal(after, before.flip(2)))

    def test_shifts_reach_the_padding_and_no_further(self):
        images = torch.zeros(2000, 1, 9, 9, dtype=torch.uint8)
        images[:, :, 4, 4] = 255
        places = augment(images, 2, torch.Generator().manual_seed(1)).sum(0)[0].nonzero()
        self.assertEqual(places.min().item(), 2)
        self.assertEqual(places.max().item(), 6)


class Normalisations(unittest.TestCase):
    def test_the_mean_pixel_becomes_zero(self):
        normalisation = FORMATS["cifar-10"].normalisation
        pixels = (torch.tensor(normalisation.mean) * 255).reshape(1, 3, 1, 1)
        self.assertLess(normalise(pixels, normalisation).abs().max().item(), 1e-6)

    def test_by_deviations_equals_the_standard_deviation_on_a_normal_law(self):
        torch.manual_seed(1)
        for norm, delta in ((L1BatchNorm2d, 0.005), (TopKBatchNorm2d, 0.03)):  # ten values of 262,144 say less
            output = norm(4, momentum=1.0)(3 * torch.randn(256, 4, 32, 32) + 1)
            self.assertAlmostEqual(output.std().item(), 1.0, delta=delta, msg=norm.__name__)

    def test_top_k_of_all_values_is_their_mean_deviation(self):
        # two values of a channel, -3 and 3: all of them are the greatest, |x| = 3, and a normal law's |x| has the mean
        # sqrt(2 / pi)
        output = TopKBatchNorm2d(1, eps=0.0)(torch.tensor([-3.0, 3.0]).reshape(2, 1, 1, 1))
        self.assertAlmostEqual(output[1].item(), math.sqrt(2 / math.pi), places=5)

    def test_by_deviations_evaluates_with_what_training_measured(self):
        images = torch.randn(16, 4, 8, 8)
        for norm in (L1BatchNorm2d, TopKBatchNorm2d):
            layer = norm(4, momentum=1.0)
            trained = layer(images)
            self.assertTrue(torch.allclose(layer.eval()(images), trained, atol=1e-5), norm.__name__)


    def test_by_deviations_has_the_gradient_of_its_formula(self):
        """Beside automatic differentiation of the formula in double precision; 64, 16 and 6 pixels, of which those of
        more than ten values take a short way to the ten greatest."""
        torch.manual_seed(1)
        for norm in (L1BatchNorm2d, TopKBatchNorm2d):
            for shape in ((8, 3, 8, 8), (2, 5, 4, 4), (2, 2, 3, 5)):
                layer = norm(shape[1]).double()
                torch.nn.init.uniform_(layer.weight)
                torch.nn.init.uniform_(layer.bias)
                leaves = [torch.randn(shape, dtype=torch.float64, requires_grad=True), layer.weight, layer.bias]
                output = layer(leaves[0])
                expected = self.formula(norm, *leaves, layer.eps)
                self.assertTrue(torch.allclose(output, expected, atol=1e-12), (norm, shape))
                gradient = torch.randn(shape, dtype=torch.float64)
                found = torch.autograd.grad(output, leaves, gradient)
                for one, other in zip(found, torch.autograd.grad(expected, leaves, gradient)):
                    self.assertTrue(torch.allclose(one, other, atol=1e-12), (norm, shape))

    @staticmethod
    def formula(norm, input, gain, bias, eps):
        centred = input - input.mean((0, 2, 3), keepdim=True)
        deviations = centred.abs().transpose(0, 1).flatten(1)
        if norm is L1BatchNorm2d:
            scale = math.sqrt(math.pi / 2) * deviations.mean(1)
        else:
            share = 10 / deviations.shape[1]
            law = torch.distributions.Normal(0.0, 1.0)
            beyond = law.icdf(torch.tensor(1 - share / 2, dtype=torch.float64))
            tail_mean = 2 * law.log_prob(beyond).exp() / share
            scale = deviations.topk(10).values.mean(1) / tail_mean
        factor = gain / (scale.square() + eps).sqrt()
        return centred * factor.reshape(1, -1, 1, 1) + bias.reshape(1, -1, 1, 1)


class Training(unittest.TestCase):
    def setUp(self):
        images = torch.randint(0, 256, (96, 1, 28, 28), dtype=torch.uint8)
        self.split = Split(images, torch.randint(0, 10, (96,)))
        self.recipe = replace(RECIPES["lenet5-fashion-mnist"], epochs=4, weight_noise=0.05)

    def weights(self, checkpoint, interrupted_after=None):
        """The last epoch's weights; the first call, if interrupted, stops after so many epochs."""
        real = train.write_checkpoint

        def write_and_stop(path, state):
            real(path, state)
            if state["epoch"] == interrupted_after:
                raise KeyboardInterrupt

        with mock.patch.object(train, "read_split", return_value=self.split), mock.patch("builtins.print"):
            if interrupted_after is not None:
                with mock.patch.object(train, "write_checkpoint", write_and_stop):
                    self.assertRaises(KeyboardInterrupt, train.train, self.recipe, checkpoint, None, "cpu")
            train.train(self.recipe, checkpoint, None, "cpu")
        return torch.load(checkpoint)["model"]

    def test_an_interrupted_training_ends_in_the_same_weights(self):
        with tempfile.TemporaryDirectory() as folder:
            straight = self.weights(Path(folder) / "straight.pt")
            resumed = self.weights(Path(folder) / "resumed.pt", interrupted_after=2)
        for name, weight in straight.items():
            self.assertTrue(torch.equal(weight, resumed[name]), name)

    def test_weight_noise_has_the_stated_strength_and_is_removed(self):
        model = torch.nn.Linear(500, 500)
        clean = model.weight.detach().clone()
        with train.noisy_weights(model, 0.05, torch.Generator().manual_seed(1)):
            spread = (model.weight.detach() - clean).std() / clean.abs().max()
        self.assertAlmostEqual(spread.item(), 0.05, delta=0.0005)
        self.assertTrue(torch.equal(model.weight, clean))

    def test_the_learning_rate_rises_to_its_peak_and_ends_near_zero(self):
        rates = [train.learning_rate(step, 1000, 0.1) for step in range(1000)]
        self.assertAlmostEqual(max(rates), 0.1)
        self.assertEqual(rates.index(max(rates)), 199)
        self.assertLess(rates[-1], 1e-6)


if __name__ == "__main__":
    unittest.main()
