# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""ohmic.torch: layers whose forward pass is the engine's hardware, and whose gradients train."""
import gzip
import json
import pathlib
import subprocess

import numpy
import ohmic
import places
from ohmic._inputs import yaml_text
from places import COMMAND, RUN

torch = places.needed("torch")
import ohmic.torch  # noqa: E402

torch.set_num_threads(1)
IMAGES = pathlib.Path("/usr/share/datasets/fashion-mnist")
# Everything at once: programming noise, drift, fresh read noise, converters with noise and mismatch.
NOISY = dict(RUN, hardware={"array": {"rows": 128, "columns": 128}, "adc": {"bits": 6, "noise": 0.5, "gain_mismatch": "1 %"},
                            "cell": {"model": "pcm_nandakumar_2019",
                                     "read_noise": {"model": "gaussian", "sigma": "2 %"}}})


def fashion(count):
    with gzip.open(IMAGES / "t10k-images-idx3-ubyte.gz") as file:
        pixels = numpy.frombuffer(file.read(16 + count * 784), numpy.uint8, offset=16)
    scaled = pixels.reshape(count, 1, 28, 28).astype(numpy.float32) / numpy.float32(255.0)
    return torch.from_numpy((scaled - numpy.float32(0.2860)) / numpy.float32(0.3530))


def small_model():
    torch.manual_seed(1)
    return torch.nn.Sequential(torch.nn.Conv2d(1, 4, 3, padding=1), torch.nn.BatchNorm2d(4), torch.nn.ReLU(),
                               torch.nn.MaxPool2d(2), torch.nn.Flatten(), torch.nn.Linear(4 * 36, 3))


class Equality(places.FolderCase):
    def test_the_engines_logits_on_the_same_chip_and_images(self):
        result = ohmic.run(NOISY, logits=True, progress=False)
        net = ohmic.torch.load(NOISY, progress=False)
        images = fashion(20)
        for chip in (0, 1):
            net.eval(chip=chip, first_image=0)
            with torch.no_grad():
                own = torch.cat([net(images[:7]), net(images[7:])]).numpy()
            theirs = result.logits[0, chip]
            self.assertEqual((own.argmax(1) == theirs.argmax(1)).mean(), 1.0)
            self.assertLess(abs(own - theirs).max(), 1e-3 * abs(theirs).max())

    # The network by the engine's own functions, node by node, gives the engine's logits; each analog layer of
    # PyTorch, fed the same activations, gives the same numbers.
    def test_each_layer_gives_the_engines_bits(self):
        net = ohmic.torch.load(NOISY, progress=False).eval(chip=1)
        images = fashion(3)
        with torch.no_grad():
            net(images)  # programs
        net.image = 0
        network = net.network
        engine = network.run(images.numpy(), 0, None)
        compared = 0
        for number in range(len(images)):
            values = {network.input: images[number].numpy()}
            for index, node in enumerate(network.nodes()):
                inputs = [values[i] for i in node["inputs"]]
                if node["layer"] < 0:
                    values[node["output"]] = network.evaluate(index, inputs)
                    continue
                read = network.read(node["layer"], number, inputs[0][None])[0]
                net.image = number
                with torch.no_grad():
                    own = net.layers[node["layer"]](torch.from_numpy(inputs[0][None]), "full")[0].numpy()
                numpy.testing.assert_array_equal(own, read)
                values[node["output"]] = read
                compared += 1
            numpy.testing.assert_array_equal(values[network.output].reshape(-1), engine[number])
        self.assertEqual(compared, 3 * 5)

    def test_calibration_of_the_command_is_taken(self):
        pathlib.Path("run.yaml").write_text(yaml_text(NOISY) + "\n")
        subprocess.run([COMMAND, "calibrate", "run.yaml", "-o", "c.json"], check=True, capture_output=True)
        chosen = json.loads(pathlib.Path("c.json").read_text())
        for layer in chosen["layers"]:
            layer["input_scale"] *= 1.5
        pathlib.Path("c.json").write_text(json.dumps(chosen))
        result = ohmic.run("run.yaml", {"calibration.file": "c.json"}, logits=True, progress=False)
        net = ohmic.torch.load("run.yaml", progress=False)
        before = float(net.layers[0].input_scale)
        net.eval(chip=0, calibration="c.json")
        self.assertAlmostEqual(float(net.layers[0].input_scale) / before, 1.5, places=12)
        with torch.no_grad():
            own = net(fashion(20)).numpy()
        self.assertLess(abs(own - result.logits[0, 0]).max(), 1e-3 * abs(own).max())

    def test_calibration_for_other_hardware_images_or_networks_is_refused_as_a_run_refuses_it(self):
        pathlib.Path("run.yaml").write_text(yaml_text(NOISY) + "\n")
        net = ohmic.torch.load("run.yaml", progress=False)
        for key, value in (("calibration.images", "8"), ("hardware.adc.bits", "5"), ("dataset.mean", "[0.3]")):
            file = f"{key}.json"
            subprocess.run([COMMAND, "calibrate", "run.yaml", "--set", f"{key}={value}", "-o", file], check=True,
                           capture_output=True)
            with self.assertRaisesRegex(ohmic.InputError, "another configuration") as ours:
                net.eval(chip=0, calibration=file)
            with self.assertRaises(ohmic.InputError) as theirs:
                ohmic.run("run.yaml", {"calibration.file": file}, progress=False)
            self.assertEqual(ours.exception.found, theirs.exception.found)


class Training(places.FolderCase):
    HARDWARE = {"hardware": {"array": {"rows": 64, "columns": 64}, "adc": {"bits": 8},
                             "cell": {"model": "pcm_nandakumar_2019"}}, "run": {"threads": 1}}

    def setUp(self):
        super().setUp()
        torch.manual_seed(7)
        self.x = torch.randn(64, 1, 12, 12)
        self.y = (self.x.mean((1, 2, 3)) > 0).long() + (self.x[:, 0, 0, 0] > 1.0).long()

    def net(self, **options):
        return ohmic.torch.analog(small_model(), self.HARDWARE, self.x, progress=False, **options)

    def test_ideal_hardware_is_the_model_and_its_gradients(self):
        ideal = {"hardware": {"array": {"rows": 64, "columns": 64}, "weights": {"bits": 12, "cell_bits": 6},
                              "input": {"bits": 12}, "adc": {"bits": "ideal"}, "cell": {"model": "ideal",
                              "g_min": "0 S", "g_max": "25 uS"}}, "calibration": {"images": 64}}
        model = small_model().eval()
        net = ohmic.torch.analog(model, ideal, self.x, progress=False)
        loss = torch.nn.functional.cross_entropy
        loss(model(self.x), self.y).backward()
        loss(net(self.x), self.y).backward()
        self.assertLess((net(self.x) - model(self.x)).abs().max(), 0.02)
        own, theirs = net.layers[1].weight.grad, model[5].weight.grad
        self.assertLess((own - theirs).norm() / theirs.norm(), 0.02)
        gain = model[1].weight / torch.sqrt(model[1].running_var + model[1].eps)  # folded BatchNormalization
        own, theirs = net.layers[0].weight.grad, model[0].weight.grad / gain[:, None, None, None]
        self.assertLess((own - theirs).norm() / theirs.norm(), 0.05)

    def test_draws_are_new_each_step_each_epoch_or_never(self):
        for draws, expected in (("step", [True, True]), ("epoch", [False, True]), ("fixed", [False, False])):
            net = self.net(draws=draws).train()
            seen = []
            for step in range(3):
                if step == 2:
                    net.next_epoch()
                net(self.x[:2])
                seen.append(net.layers[0].effective.clone())
            changed = [bool((a != b).any()) for a, b in zip(seen, seen[1:])]
            self.assertEqual(changed, expected, draws)

    def test_chips_of_training_are_none_of_an_evaluation(self):
        net = self.net(draws="fixed").train()
        net(self.x[:2])
        trained = net.layers[0].effective.clone()
        net.eval(chip=0)
        net(self.x[:2])
        self.assertTrue((trained != net.layers[0].effective).any())

    def test_training_through_the_hardware_learns(self):
        for mode, learns in (("full", True), ("fast", False)):
            net = self.net(learn_ranges=learns).train()
            net.mode = mode
            optimiser = torch.optim.Adam(net.parameters(), 0.01)
            losses = []
            for _ in range(25):
                optimiser.zero_grad()
                loss = torch.nn.functional.cross_entropy(net(self.x), self.y)
                loss.backward()
                optimiser.step()
                ohmic.torch.clip_weights(net)
                losses.append(float(loss))
            self.assertLess(sum(losses[-5:]), 0.7 * sum(losses[:5]), mode)
            moved = float(net.layers[0].input_scale) != net._nodes[0]["layer"] and net.layers[0].input_scale.grad is not None
            self.assertEqual(moved, learns)

    # The gradient of a learned step against the change of the loss itself, on ideal cells.
    def test_the_learned_range_moves_towards_less_error(self):
        config = {"hardware": {"array": {"rows": 64, "columns": 64}, "adc": {"bits": "ideal"}, "input": {"bits": 4},
                               "cell": {"model": "ideal", "g_min": "0 S", "g_max": "25 uS"}}}
        model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(144, 3))
        net = ohmic.torch.analog(model, config, self.x, learn_ranges=True, progress=False).train()
        scale = net.layers[0].input_scale
        with torch.no_grad():
            scale.mul_(0.3)  # clips most inputs
        target = model(self.x).detach()
        before = ((net(self.x) - target) ** 2).mean()
        before.backward()
        self.assertLess(float(scale.grad), 0.0)  # descending widens it
        with torch.no_grad():
            scale.mul_(1.5)
        self.assertLess(float(((net(self.x) - target) ** 2).mean()), float(before))

    def test_state_is_kept_and_read_again(self):
        net, other = self.net(), self.net()
        net.train()(self.x[:2])
        with torch.no_grad():
            net.layers[0].weight.mul_(0.5)
        other.load_state_dict(net.state_dict())
        net.train()(self.x[:2]), other.train()(self.x[:2])
        numpy.testing.assert_array_equal(net.layers[0].effective.numpy(), other.layers[0].effective.numpy())
        net.eval(chip=2), other.eval(chip=2)
        with torch.no_grad():
            numpy.testing.assert_array_equal(net(self.x).numpy(), other(self.x).numpy())


    # Conductances beside wires: a solution for other weights is another one.
    def test_wires_are_solved_for_the_first_chip_of_an_epoch(self):
        wired = {"hardware": {"array": {"rows": 64, "columns": 64}, "adc": {"bits": 8}, "wires": {"row": "20 ohm", "column": "20 ohm"},
                              "cell": {"model": "ideal", "g_min": "1 uS", "g_max": "25 uS"}}, "run": {"threads": 1}}
        net = ohmic.torch.analog(small_model(), wired, self.x, progress=False).train()
        layer = net.layers[1]

        def effective(train):
            net.train() if train else net.eval()
            with torch.no_grad():
                net(self.x[:1])
            return layer.effective.clone()

        first = effective(True)
        self.assertTrue(torch.equal(first, effective(False)))
        with torch.no_grad():
            layer.weight.copy_(layer.weight.flip(1))
        kept, solved = effective(True), effective(False)
        self.assertFalse(torch.equal(kept, solved))
        self.assertLess((kept - solved).norm(), 0.2 * (solved - layer.weight).norm())
        net.next_epoch()
        self.assertTrue(torch.equal(effective(True), solved))

    def test_weights_are_clipped_by_what_shares_a_scale(self):
        for scope, axes in (("layer", (0, 1)), ("column", (1,))):
            config = {"hardware": dict(self.HARDWARE["hardware"], weights={"scale": scope})}
            net = ohmic.torch.analog(small_model(), config, self.x, progress=False)
            before = net.layers[1].weight.detach().clone()
            before[0] *= 10.0
            with torch.no_grad():
                net.layers[1].weight.copy_(before)
            ohmic.torch.clip_weights(net, 1.5)
            limit = 1.5 * before.pow(2).mean(axes, keepdim=True).sqrt()
            torch.testing.assert_close(net.layers[1].weight.detach(), torch.minimum(torch.maximum(before, -limit), limit))

    # The noise of the fast mode against the size that it states: 32 x 400 numbers know it to 0.7 %.
    def test_fast_mode_adds_the_converters_noise(self):
        net = self.net(draws="fixed").train()
        net.mode = "fast"
        layer, x = net.layers[0], self.x[:1].expand(32, -1, -1, -1)
        with torch.no_grad():
            net(x)
            y = layer(x, "fast") - layer.plain(x, layer.effective, layer.bias)
        measured = y.std((0, 2, 3)) / layer.output_noise
        self.assertLess(abs(measured - 1.0).max(), 0.06)
        self.assertLess(abs(torch.corrcoef(y.flatten(1)[:8]) - torch.eye(8)).max(), 0.2)  # images differ

    def test_adabs_measures_against_the_weights_that_there_are(self):
        config = dict(RUN, hardware=dict(NOISY["hardware"], drift_compensation="adabs", read_time="1 day"))
        config["network"] = {"model": "models/zoo/resnet14-fashion-mnist.onnx"}
        net = ohmic.torch.load(config, progress=False)
        with torch.no_grad():
            for layer in net.layers:
                layer.weight.mul_(1.5)
                layer.bias.mul_(1.5)
            net.calibrate()
            net.eval(chip=0)
            images = fashion(20)
            own = net(images)
            net.mode = "digital"
            digital = net(images)
        self.assertLess((own - digital).norm(), 0.5 * digital.norm())


class Ranges(places.FolderCase):
    # Chosen by the engine for the exported network, from its file.
    def test_are_calibrated_anew_for_the_present_weights(self):
        net = ohmic.torch.load(NOISY, progress=False)
        with torch.no_grad():
            for layer in net.layers:
                layer.weight.copy_(1.5 * layer.weight.clamp(-0.1, 0.1))
        old = [float(layer.input_scale) for layer in net.layers]
        net.calibrate()
        ohmic.torch.export(net, "net.onnx")
        other = ohmic.torch.load(NOISY, {"network.model": str(pathlib.Path("net.onnx").resolve())}, progress=False)
        self.assertEqual([float(layer.input_scale) for layer in net.layers],
                         [float(layer.input_scale) for layer in other.layers])
        self.assertEqual([layer.converter_step.tolist() for layer in net.layers],
                         [layer.converter_step.tolist() for layer in other.layers])
        self.assertNotEqual(old[1:], [float(layer.input_scale) for layer in net.layers[1:]])

    def test_are_part_of_a_checkpoint(self):
        net, other = (ohmic.torch.load(NOISY, progress=False) for _ in range(2))
        with torch.no_grad():
            for layer in net.layers:
                layer.weight.mul_(0.5)
        net.calibrate()
        other.load_state_dict(net.state_dict())
        net.eval(), other.eval()
        with torch.no_grad():
            numpy.testing.assert_array_equal(net(fashion(3)).numpy(), other(fashion(3)).numpy())


class Export(places.FolderCase):
    def test_an_exported_network_runs_as_it_was_trained(self):
        net = ohmic.torch.load(NOISY, learn_ranges=True, progress=False)
        with torch.no_grad():
            for layer in net.layers:
                layer.weight.mul_(1.0 + 0.1 * torch.rand_like(layer.weight))
                layer.input_scale.mul_(1.25)
        calibration = ohmic.torch.export(net, "net.onnx")
        result = ohmic.run(NOISY, {"network.model": str(pathlib.Path("net.onnx").resolve()),
                                   "calibration.file": str(calibration.resolve())}, logits=True, progress=False)
        net.eval(chip=1)
        with torch.no_grad():
            own = net(fashion(20)).numpy()
        theirs = result.logits[0, 1]
        self.assertLess(abs(own - theirs).max(), 1e-3 * abs(theirs).max())
        self.assertEqual([layer.name for layer in net.layers], list(result.layers["name"]))

    def test_a_softmax_at_the_end_is_told(self):
        for last, expected in ((torch.nn.Softmax(1), True), (torch.nn.LogSoftmax(1), False), (torch.nn.ReLU(), False)):
            net = ohmic.torch.analog(torch.nn.Sequential(small_model(), last), Training.HARDWARE, torch.randn(8, 1, 12, 12),
                                     progress=False)
            self.assertEqual(net.gives_probabilities, expected)


class BadUse(places.FolderCase):
    def test_one_clear_error(self):
        net = ohmic.torch.load(RUN, progress=False).eval()
        model = small_model()
        for bad in (lambda: net(torch.zeros(1, 1, 28, 28, dtype=torch.float64)), lambda: net(torch.zeros(1, 3, 28, 28)),
                    lambda: net(numpy.zeros((1, 1, 28, 28), numpy.float32)),
                    lambda: net(torch.zeros(1, 1, 28, 28, device="meta")), lambda: net.eval(chip=-1),
                    lambda: net.eval(read_time="1 V"), lambda: ohmic.torch.load(RUN, draws="sometimes"),
                    lambda: ohmic.torch.analog(model, RUN, torch.zeros(1, 1, 12, 12).double()),
                    lambda: ohmic.torch.analog(model.double(), RUN, torch.zeros(1, 1, 12, 12)),
                    lambda: ohmic.torch.analog("model", RUN, torch.zeros(1, 1, 12, 12)),
                    lambda: ohmic.Array(torch.zeros(2, 2, requires_grad=True), "rram_128x128"),
                    lambda: ohmic.torch.clip_weights(net, 0.0)):
            with self.assertRaises(ohmic.InputError):
                bad()


if __name__ == "__main__":
    places.main()
