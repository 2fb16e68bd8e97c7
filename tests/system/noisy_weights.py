#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Weight noise against PyTorch and against the NoisyNN code's convention.

    noisy_weights.py OHMIC SOURCE    (ResNet-20 of the zoo, first images of Fashion-MNIST)

For each case: `ohmic program` exports one draw, PyTorch's logits on it equal those of `ohmic run` within 1e-4 of
the largest logit, NaN where NaN; the noise has the standard deviation that the case's convention says, computed
here from the weights without noise, within four standard errors (0.5 % over the network; a sigma 1 % off fails);
what gets no noise is as it was; and the exported ONNX file gives the same logits bit for bit. The mmse estimator's
weights are those of the NoisyNN code's formula, and a search takes a pair that is best on its calibration images.
Exit code 0 if all hold, 1 if not, 77 (skipped) without PyTorch.
"""
import gzip
import json
import pathlib
import subprocess
import sys
import tempfile

try:
    import numpy
    import torch
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)

OHMIC, SOURCE = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
sys.path.insert(0, str(SOURCE / "models" / "training"))
import networks  # noqa: E402

MODEL = SOURCE / "models" / "zoo" / "resnet20-fashion-mnist.onnx"
IMAGES = "/usr/share/datasets/fashion-mnist/t10k-images-idx3-ubyte.gz"
COUNT = 64
RUN_FILE = """
network: {{ model: {model}, fold_batch_norm: {fold} }}
dataset: {{ name: fashion-mnist, split: test, images: {count}, mean: [0.2860], std: [0.3530] }}
hardware: {{ weight_noise: {{ {noise} }} }}
run: {{ seed: 7, chips: 2 }}
"""


def is_norm(name):
    """NoisyNN leaves out the keys of BatchNormalization."""
    return "norm" in name or ".shortcut.1" in name or "running" in name


def is_kernel(name, values):
    return name.endswith("weight") and values.ndim > 1


def is_affine(name):
    return "norm" in name and name.endswith(("weight", "bias"))


def network_rms(clean):
    """The NoisyNN code: one sigma from mean(w^2) over all tensors but BatchNormalization's, at 3 dB."""
    squares = [(values.astype(numpy.float64) ** 2) for name, values in clean.items() if not is_norm(name)]
    power = sum(s.sum() for s in squares) / sum(s.size for s in squares)
    sigma = (power / 10 ** (3 / 10)) ** 0.5
    return {name: sigma for name in clean if not is_norm(name)}


def layer_std(clean):
    """A tenth of every kernel's own standard deviation."""
    return {name: 0.1 * values.astype(numpy.float64).std() for name, values in clean.items() if is_kernel(name, values)}


def tensor_max(clean, eta):
    """A share of the greatest magnitude of every tensor, BatchNormalization's statistics too."""
    return {name: eta * numpy.abs(values.astype(numpy.float64)).max() for name, values in clean.items()}


CASES = {
    "noisynn": ("snr: 3 dB, relative_to: rms, scope: network, on: kernels_and_biases", "true", network_rms),
    "layers": ("eta: 10 %, relative_to: std, scope: layer, on: kernels", "true", layer_std),
    "everything": ("eta: 0.5 %, relative_to: max, scope: tensor, on: all", "false", lambda clean: tensor_max(clean, 0.005)),
    "affine": ("eta: 10 %, relative_to: std, scope: tensor, on: kernels_and_affine", "true",
               lambda clean: {name: 0.1 * values.astype(numpy.float64).std() for name, values in clean.items()
                              if is_kernel(name, values) or is_affine(name)}),
    "no number": ("eta: 0.4, relative_to: max, scope: tensor, on: all", "false", lambda clean: tensor_max(clean, 0.4)),
}


def load_images():
    with gzip.open(IMAGES) as file:
        pixels = numpy.frombuffer(file.read(), numpy.uint8, offset=16)[: COUNT * 784]
    return (torch.from_numpy(pixels.astype(numpy.float32) / 255).reshape(COUNT, 1, 28, 28) - 0.2860) / 0.3530


def ohmic(folder, *arguments):
    subprocess.run([OHMIC, *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def write_run(folder, model, fold, noise):
    (folder / "run.yaml").write_text(RUN_FILE.format(model=model, fold=fold, count=COUNT, noise=noise))


def torch_logits(weights):
    network = networks.resnet(1, 20).eval()
    state = {name: torch.from_numpy(values) for name, values in weights.items()}
    for name in network.state_dict():  # torch.onnx.export keeps one of two equal tensors: both shifts of a sum
        if name.endswith("shortcut.norm.bias"):
            state.setdefault(name, state[name.replace("shortcut.norm", "norm2")])
    missing, unexpected = network.load_state_dict(state, strict=False)
    assert not unexpected and all(name.endswith("num_batches_tracked") for name in missing), (missing, unexpected)
    with torch.no_grad():
        return network(load_images()).numpy()


def check(folder, name, noise, fold, sigmas_of):
    write_run(folder, MODEL, fold, "eta: 0, on: all" if fold == "false" else "eta: 0")
    ohmic(folder, "program", "run.yaml", "--force", "-o", "clean.npz")
    write_run(folder, MODEL, fold, noise)
    ohmic(folder, "program", "run.yaml", "--force", "--chip", "1", "-o", "noisy.npz")
    ohmic(folder, "program", "run.yaml", "--force", "--chip", "1", "-o", "noisy.onnx")
    ohmic(folder, "run", "run.yaml", "--logits", "--force", "-o", "out")
    logits = numpy.load(folder / "out" / "logits.npy")[0, 1]
    clean, noisy = dict(numpy.load(folder / "clean.npz")), dict(numpy.load(folder / "noisy.npz"))

    sigmas = sigmas_of(clean)
    draws = [((noisy[k].astype(numpy.float64) - clean[k]) / s).ravel() for k, s in sigmas.items() if s > 0]
    z = numpy.concatenate(draws)
    deviation = abs(z.std() - 1) * (2 * z.size) ** 0.5
    spared = all(numpy.array_equal(noisy[k], clean[k]) for k in clean if k not in sigmas)

    expected = torch_logits(noisy)
    finite = numpy.isfinite(expected)
    same_nan = numpy.array_equal(finite, numpy.isfinite(logits))
    error = numpy.abs(logits - expected)[finite].max() / numpy.abs(expected)[finite].max() if finite.any() else 0.0

    model_logits = logits
    if name != "no number":  # a network whose own statistics are broken is refused
        write_run(folder, "noisy.onnx", fold, "eta: 0, on: all" if fold == "false" else "eta: 0")
        ohmic(folder, "run", "run.yaml", "--logits", "--force", "-o", "again")
        model_logits = numpy.load(folder / "again" / "logits.npy")[0, 0]
    same_file = numpy.array_equal(model_logits, logits, equal_nan=True)
    print(f"{name}: {z.size} weights, sigma off by {abs(z.std() - 1):.2%}; largest difference {error:.1e} of the largest "
          f"logit; {numpy.isnan(logits).all(1).sum()} of {COUNT} images NaN; spared {spared}; file {same_file}")
    return deviation < 4 and spared and same_nan and error <= 1e-4 and same_file and (finite.all() == (name != "no number"))


ESTIMATED = "snr: -3 dB, relative_to: rms, scope: network, on: kernels_and_biases"


def weights_of(folder, noise):
    write_run(folder, MODEL, "true", noise)
    ohmic(folder, "program", "run.yaml", "--force", "--chip", "1", "-o", "weights.npz")
    return {name: values.astype(numpy.float64) for name, values in numpy.load(folder / "weights.npz").items()}


def check_estimator(folder):
    """The NoisyNN code's MMSE_pb, from the weights without noise and those read."""
    population, bias = 1.01, -2.0
    clean, read = weights_of(folder, "eta: 0"), weights_of(folder, ESTIMATED)
    estimated = weights_of(folder, f"{ESTIMATED}, estimator: mmse, lambda: {population}, beta: {bias}")
    noisy = [name for name in clean if not is_norm(name)]
    flat = numpy.concatenate([clean[name].ravel() for name in noisy])
    spread, power = flat.var(), (flat ** 2).mean() / 10 ** (-3 / 10)
    ratio = spread / power
    worst = max(numpy.abs((ratio * read[name] + spread * bias) / (ratio + 1 - population) - estimated[name]).max()
                for name in noisy) / numpy.abs(flat).max()
    spared = all(numpy.array_equal(estimated[name], clean[name]) for name in clean if is_norm(name))
    print(f"estimator: off by {worst:.1e} of the greatest weight; spared {spared}")
    return worst < 1e-6 and spared


def accuracies(folder, noise, dataset, output):
    """Top-1 of each draw, and the results."""
    write_run(folder, MODEL, "true", noise)
    ohmic(folder, "run", "run.yaml", "--force", "-o", output, *dataset)
    results = json.loads((folder / output / "summary.json").read_text())
    return results["accuracy"]["per_chip"], results


def check_search(folder):
    """Each draw takes a pair that is right on as many calibration images as any other."""
    populations, biases, count = [0.9, 1.0, 1.1], [-3, 0, 3], 40
    noise = ESTIMATED.replace("-3 dB", "0 dB") + ", estimator: mmse"
    _, results = accuracies(folder, f"{noise}, lambda: {populations}, beta: {biases}",
                            ["--set", f"calibration.images={count}"], "searched")
    chosen = results["weight_noise"]["estimator"]
    found = {}
    for population in populations:
        for bias in biases:
            found[population, bias] = accuracies(
                folder, f"{noise}, lambda: {population}, beta: {bias}",
                ["--set", "dataset.split=train", "--set", f"dataset.images={count}"], "one")[0]
    best = [max(values) for values in zip(*found.values())]
    taken = [found[pair][draw] for draw, pair in enumerate(zip(chosen["lambda"], chosen["beta"]))]
    print(f"search: took {taken}, best {best}, without estimator {found[1.0, 0]}")
    return taken == best and best != found[0.9, -3]


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        held = [check(folder, name, *case) for name, case in CASES.items()]
        return 0 if all(held + [check_estimator(folder), check_search(folder)]) else 1


sys.exit(main())
