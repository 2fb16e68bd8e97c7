#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Images per second of Ohmic over those of PyTorch's float32, in one run on one core.

    /usr/bin/python3 tests/bench/ratio.py --cifar-10 DIR [--model resnet20.onnx] [--images 2000] [--rounds 5] [--kernel NAME]
        [CASE ...]

Both run the same images of CIFAR-10 through the same network, a ResNet-20 unless the case says otherwise, in turns;
PyTorch with one thread, batches of 32 and BatchNorm fused into the convolutions. Ohmic's time is that of the
functional engine, programming included; with wires, whose networks are solved once for a chip, programming apart (the
time of a run of one image is taken off). Both are counted in seconds of the processor, so that other work on the machine does not stand in the ratio. Prints the median
ratio of the rounds with the least and the greatest.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import numpy
import torch
from torch.nn.utils.fusion import fuse_conv_bn_eval

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "models" / "training"))
from recipes import RECIPES  # noqa: E402

MEAN = (0.4914, 0.4822, 0.4465)
DEVIATION = (0.2470, 0.2435, 0.2616)

RUN_FILE = """
network: {{ model: {model} }}
dataset: {{ name: cifar-10, path: {data}, split: test, images: {images},
            mean: [0.4914, 0.4822, 0.4465], std: [0.2470, 0.2435, 0.2616] }}
calibration: {{ split: train, images: 32 }}
run: {{ seed: 1, chips: 1, threads: 1 }}
"""

HARDWARE = """
hardware:
  array: { rows: 128, columns: 128 }
  weights: { bits: 8, cell_bits: 8 }
  input: { bits: 8, encoding: parallel }
  adc: { bits: 8 }
  cell: { model: gaussian, g_min: 1 uS, g_max: 100 uS, programming: { sigma: 0.5 %, kind: independent } }
"""
WEIGHT_NOISE = "\nhardware: { weight_noise: { eta: 5 %, relative_to: std, scope: layer, on: kernels } }\n"

BIT_BY_BIT = ["hardware.input.encoding=bit_serial", "hardware.input.signed=two_phase"]
SLICED = ["hardware.weights.cell_bits=2", "hardware.input.encoding=bit_serial"]
CASES = {
    "programming": [],
    "output_noise": ["hardware.adc.noise=0.5"],
    "read_noise": ["hardware.cell.read_noise.model=gaussian", "hardware.cell.read_noise.sigma=1 %",
                   "hardware.cell.read_noise.kind=proportional"],
    "sliced": SLICED,
    "sliced_output_noise": SLICED + ["hardware.adc.noise=0.5"],
    "wires": ["hardware.wires.row=1 ohm", "hardware.wires.column=1 ohm"],
    "bent": ["hardware.cell.iv.model=sinh", "hardware.cell.iv.read_voltage=0.3 V", "hardware.cell.iv.v0=0.25 V"],
    "unit_column": ["hardware.weights.encoding=offset_unit_column", "hardware.weights.subtraction=digital"],
    "gated": BIT_BY_BIT + ["hardware.wires.column=1 ohm", "hardware.wires.inputs=gated"],
    "driven": BIT_BY_BIT,
    "weight_noise": [],
    "vgg11": [],
    "mobilenet32": [],
}
SHARE = {"sliced": 10, "sliced_output_noise": 10, "gated": 20}  # of slow cases, one image in so many


def fused(module):
    """Fold each BatchNorm into the convolution before it."""
    children = list(module.named_children())
    for (name, child), (after, norm) in zip(children, children[1:]):
        if isinstance(child, torch.nn.Conv2d) and isinstance(norm, torch.nn.BatchNorm2d):
            setattr(module, name, fuse_conv_bn_eval(child, norm))
            setattr(module, after, torch.nn.Identity())
    for _, child in module.named_children():
        fused(child)
    return module


def pixels(folder, count):
    raw = numpy.fromfile(pathlib.Path(folder) / "test_batch.bin", dtype=numpy.uint8).reshape(-1, 3073)[:count, 1:]
    images = torch.from_numpy(raw.reshape(-1, 3, 32, 32).astype(numpy.float32) / 255)
    return (images - torch.tensor(MEAN).view(1, 3, 1, 1)) / torch.tensor(DEVIATION).view(1, 3, 1, 1)


def run_torch(network, images):
    start = time.process_time()
    with torch.no_grad():
        for batch in images.split(32):
            network(batch)
    return len(images) / (time.process_time() - start)


def seconds_of_ohmic(command, folder, sets):
    arguments = [*command, str(folder / "run.yaml"), "-o", str(folder / "out"), "--force"]
    for text in sets:
        arguments += ["--set", text]
    done = subprocess.run(arguments, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr)
    summary = json.loads((folder / "out" / "summary.json").read_text())
    return summary["host"]["simulation_cpu_seconds"]


def run_ohmic(command, folder, case, images):
    seconds = seconds_of_ohmic(command, folder, CASES[case])
    if case != "wires":
        return images / seconds
    return (images - 1) / (seconds - seconds_of_ohmic(command, folder, CASES[case] + ["dataset.images=1"]))


def shown(ratio):
    return f"{ratio:.3f}" if ratio < 0.2 else f"{ratio:.2f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ohmic", default=str(ROOT / "build" / "release" / "ohmic"))
    parser.add_argument("--model", default=str(ROOT / "models" / "zoo" / "resnet20-cifar-10.onnx"),
                        help="a ResNet-20 for CIFAR-10 as ONNX")
    parser.add_argument("--cifar-10", required=True, dest="data", help="folder of the binary batches")
    parser.add_argument("--kernel", help="of ohmic run; default the best")
    parser.add_argument("--images", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--core", type=int, default=0, help="the one that both run on")
    parser.add_argument("cases", nargs="*", choices=[[], *CASES], help="; ".join(CASES))
    options = parser.parse_args()

    command = [options.ohmic, "run"] + (["--kernel", options.kernel] if options.kernel else [])
    os.sched_setaffinity(0, {options.core})
    torch.set_num_threads(1)
    images = pixels(options.data, options.images)
    print("| hardware | ratio | least | greatest | Ohmic images/s | PyTorch images/s |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for case in options.cases or CASES:
            count = max(options.images // SHARE.get(case, 1), 32)
            name = f"{case}-cifar-10" if f"{case}-cifar-10" in RECIPES else "resnet20-cifar-10"
            model = ROOT / "models" / "zoo" / f"{name}.onnx" if name.startswith(case) else pathlib.Path(options.model)
            network = fused(RECIPES[name].build().eval())
            run_torch(network, images[:128])
            text = RUN_FILE.format(model=model.resolve(), data=pathlib.Path(options.data).resolve(), images=count)
            (folder / "run.yaml").write_text(text + (WEIGHT_NOISE if case == "weight_noise" else HARDWARE))
            pairs = [(run_ohmic(command, folder, case, count), run_torch(network, images))
                     for _ in range(options.rounds)]
            ratios = [ohmic / torch_speed for ohmic, torch_speed in pairs]
            print(f"| {case} | {shown(statistics.median(ratios))} | {shown(min(ratios))} | {shown(max(ratios))} | "
                  f"{statistics.median(o for o, _ in pairs):.0f} | {statistics.median(t for _, t in pairs):.0f} |",
                  flush=True)


if __name__ == "__main__":
    main()
