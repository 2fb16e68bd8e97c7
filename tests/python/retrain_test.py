# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""models/training/retrain.py: an interrupted retraining ends in the same bytes; the laws of its parts."""
import pathlib
import sys
from unittest import mock

import ohmic
import places
from ohmic._inputs import yaml_text
from places import RUN, SOURCE

torch = places.needed("torch")
sys.path.insert(0, str(SOURCE / "models/training"))
import recipes  # noqa: E402
import retrain  # noqa: E402

torch.set_num_threads(1)


def options(*arguments):
    with mock.patch.object(sys, "argv", ["retrain.py", *arguments]):
        return retrain.parsed()


class Retraining(places.FolderCase):
    COMMON = ("run.yaml", "--epochs", "2", "--fast-epochs", "1", "--images", "128", "--test-images", "50",
              "--learn-ranges")

    def outcome(self, name, stops_after=None):
        """Bytes of the network and of its calibration; the first call, if it stops, ends after so many epochs."""
        chosen = options(*self.COMMON, "-o", f"{name}.onnx", "--checkpoints", name)
        write = retrain.write_checkpoint

        def write_and_stop(path, state):
            write(path, state)
            if state["facts"]["epoch"] == stops_after:
                raise KeyboardInterrupt

        with mock.patch("builtins.print"):
            if stops_after is not None:
                with mock.patch.object(retrain, "write_checkpoint", write_and_stop):
                    self.assertRaises(KeyboardInterrupt, retrain.retrain, chosen)
            retrain.retrain(chosen)
        ranges = [line for line in pathlib.Path(f"{name}.calibration.json").read_text().splitlines() if '"hash"' not in line]
        return pathlib.Path(f"{name}.onnx").read_bytes(), ranges

    def test_an_interrupted_one_ends_in_the_same_bytes(self):
        pathlib.Path("run.yaml").write_text(yaml_text(RUN) + "\n")
        straight, resumed = self.outcome("straight"), self.outcome("resumed", stops_after=1)
        self.assertTrue(straight == resumed)  # no list of differences: they are bytes
        trained = ohmic.run("run.yaml", {"network.model": "straight.onnx", "calibration.file": "straight.calibration.json"},
                            progress=False)
        self.assertNotEqual(trained.hash, ohmic.run("run.yaml", progress=False).hash)

    def test_every_recipe_names_files_that_are_there(self):
        pathlib.Path("data/cifar-10").mkdir(parents=True)
        for recipe in recipes.RETRAININGS.values():
            base = recipe.base or "models/zoo/resnet20-cifar-10.onnx"
            chosen = options(recipe.name, "--base", str(SOURCE / base))
            self.assertTrue(pathlib.Path(chosen.base).exists(), recipe.name)
            config = ohmic.resolve(chosen.run, {"network.model": str(chosen.base)})
            self.assertIn(config["dataset.name"], recipe.name)
            self.assertEqual((chosen.epochs, chosen.rate), (recipe.epochs, recipe.rate))
            self.assertEqual(options(recipe.name, "--base", "x.onnx", "--epochs", "1").epochs, 1)


class Parts(places.FolderCase):
    def test_the_loss_of_probabilities_is_that_of_their_logits(self):
        torch.manual_seed(1)
        logits, labels = torch.randn(20, 5), torch.arange(20) % 5
        torch.testing.assert_close(retrain.loss_of(torch.softmax(logits, 1), labels, True),
                                   retrain.loss_of(logits, labels, False))

    def test_the_first_step_moves_each_tensor_by_the_same_share_of_its_spread(self):
        torch.manual_seed(1)
        net = torch.nn.ParameterList([torch.nn.Parameter(size * torch.randn(100)) for size in (1e-3, 1.0)])
        before = [parameter.detach().clone() for parameter in net]
        optimiser = torch.optim.Adam(retrain.parameter_groups(net), eps=0.0)
        for group in optimiser.param_groups:
            group["lr"] = 0.01 * group["size"]
        sum((parameter**2).sum() for parameter in net).backward()
        optimiser.step()
        for parameter, start in zip(net, before):
            self.assertAlmostEqual(float((parameter - start).abs().mean() / start.std()), 0.01, places=5)

    def test_the_rate_rises_shortly_and_ends_near_zero(self):
        rates = [retrain.learning_rate(step, 1000, 0.1) for step in range(1000)]
        self.assertLess(rates[0], 0.006)
        self.assertEqual(rates.index(max(rates)), 19)
        self.assertLess(rates[-1], 1e-6)


if __name__ == "__main__":
    places.main()
