#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""The Python package beside the engine and beside PyTorch. PYTHONPATH names the package; everything on one thread.

    python_bench.py agreement [--images N]   evaluations in PyTorch against the engine, a network of each family
    python_bench.py speed [--rounds N]       programming against the engine's own; training steps against PyTorch's

agreement: every output of every layer on arrays is compared with what the engine's own functions give (another number
comes from another code of a converter), and every prediction. speed: processor time, the least of N rounds, turn by turn.
"""
import argparse
import gzip
import os
import pathlib
import sys
import time

import numpy
import torch

import ohmic
import ohmic.torch

FAMILIES = ("lenet5", "vgg8", "resnet20", "densenet16", "inception8", "mobilenet16")
FASHION = pathlib.Path("/usr/share/datasets/fashion-mnist/t10k-images-idx3-ubyte.gz")


def config(family, hardware):
    return {"network": {"model": f"models/zoo/{family}-fashion-mnist.onnx"},
            "dataset": {"name": "fashion-mnist", "split": "test", "images": 1000, "mean": [0.2860], "std": [0.3530]},
            "hardware": hardware, "calibration": {"split": "train", "images": 64}, "run": {"threads": 1}}


PCM = {"array": {"rows": 128, "columns": 128}, "weights": {"cell_bits": "analog"},
       "cell": {"model": "pcm_nandakumar_2019"}, "read_time": "1 day"}


def images(count):
    with gzip.open(FASHION) as file:
        pixels = numpy.frombuffer(file.read(16 + count * 784), numpy.uint8, offset=16).reshape(count, 1, 28, 28)
    return (pixels.astype(numpy.float32) / numpy.float32(255) - numpy.float32(0.2860)) / numpy.float32(0.3530)


def engine_outputs(net, pixels):
    """Outputs of every layer on arrays, and the logits: the engine's functions, node by node."""
    network = net.network
    values, layers = {network.input: pixels}, {}
    for index, node in enumerate(network.nodes()):
        inputs = [values[i] for i in node["inputs"]]
        if node["layer"] >= 0:
            values[node["output"]] = layers[node["layer"]] = network.read(node["layer"], 0, inputs[0])
        else:
            values[node["output"]] = numpy.stack([network.evaluate(index, [own[i] for own in inputs])
                                                  for i in range(len(pixels))])
    return layers, values[network.output].reshape(len(pixels), -1)


def agreement(count):
    pixels = images(count)
    print("| network | layers | outputs that differ | predictions that agree |\n|---|---|---|---|")
    for family in FAMILIES:
        net = ohmic.torch.load(config(family, PCM), progress=False).eval(chip=0)
        seen = {}
        for layer in net.layers:
            layer.register_forward_hook(lambda own, _, output: seen.__setitem__(own.index, output.numpy()))
        with torch.no_grad():
            own = net(torch.from_numpy(pixels)).numpy()
        layers, logits = engine_outputs(net, pixels)
        if not (logits == net.network.run(pixels, 0, None)).all():
            sys.exit(f"{family}: the engine's functions do not give the engine's logits")
        differ = sum(int((seen[index] != outputs).sum()) for index, outputs in layers.items())
        total = sum(outputs.size for outputs in layers.values())
        agree = (own.argmax(1) == logits.argmax(1)).mean()
        print(f"| {family} | {len(layers)} | {differ} of {total} ({differ / total:.1e}) | {100 * agree:.2f} % |", flush=True)


def fastest(rounds, *works):
    """Processor seconds of each work, the least of its rounds, taken in turn."""
    best = [float("inf")] * len(works)
    for _ in range(rounds):
        for index, work in enumerate(works):
            start = time.process_time()
            work()
            best[index] = min(best[index], time.process_time() - start)
    return best


def programming(rounds, chips=9):
    """The engine's own programming is what a run of more chips takes more, less what more images take."""
    run = config("resnet20", PCM)
    run["run"]["timed_images"] = 1
    network = ohmic.torch.load(run, progress=False).network

    def engine(chips, images):
        return lambda: ohmic.run(run, {"run.chips": chips, "dataset.images": images}, progress=False)

    def package():
        network.program(1, 0, 86400.0, None)
        for layer in range(network.layers):
            network.weights(layer)

    package_s, more_chips, more_images = fastest(rounds, package, engine(chips, 1), engine(1, chips))
    engine_s = (more_chips - more_images) / (chips - 1)
    print(f"programming ResNet-20: engine {1e3 * engine_s:.1f} ms, ohmic.program with its arrays {1e3 * package_s:.1f} ms, "
          f"ratio {package_s / engine_s:.2f}")


def training(rounds, batch=32):
    hardware = dict(PCM, weights={}, read_time="1 s")
    wired = dict(hardware, wires={"row": "1 ohm", "column": "1 ohm"})
    cases = [("digital", hardware), ("fast", hardware), ("full", hardware), ("full, wires of 1 ohm", wired)]
    x, y = torch.from_numpy(images(batch)), torch.arange(batch) % 10
    steps, first_s = [], 0.0
    for name, own in cases:
        net = ohmic.torch.load(config("resnet20", own), progress=False).train()
        net.mode = name.split(",")[0]
        optimiser = torch.optim.SGD(net.parameters(), 1e-4, momentum=0.9)

        def step(net=net, optimiser=optimiser):
            optimiser.zero_grad()
            torch.nn.functional.cross_entropy(net(x), y).backward()
            optimiser.step()

        steps.append(step)
        first_s = fastest(1, step)[0]
    print(f"first step of an epoch with wires, which solves them: {1e3 * first_s:.0f} ms")
    times = fastest(rounds, *steps)
    for (name, _), seconds in zip(cases, times):
        print(f"training step of ResNet-20, batch {batch}, {name}: {1e3 * seconds:.0f} ms, {seconds / times[0]:.2f} times PyTorch's")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("agreement", "speed"))
    parser.add_argument("--images", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    torch.set_num_threads(1)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    if options.what == "agreement":
        agreement(options.images)
    else:
        programming(options.rounds)
        training(options.rounds)


if __name__ == "__main__":
    main()
