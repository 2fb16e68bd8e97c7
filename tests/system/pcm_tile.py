#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""The relative error of a 512x512 PCM tile, by `ohmic run` and by a simulation of its own in NumPy.

    pcm_tile.py OHMIC [--check]

512 x 512 Gaussian weights of standard deviation 0.246 clipped to +-1 (g_max), half of the inputs zero and the others
uniform in +-1; 7-bit DAC, 9-bit ADC with its greatest code at 12 cells of g_max under the greatest input, output
noise of 0.06 of such a cell. Published (tutorial of IBM aihwkit): about 13 % at 1 s.

The simulation shares nothing with Ohmic but the laws' published formulas. Without --check: a table. With it: exit code
0 if both agree within 2 % of the error at every time and source, and the whole lies within 12 to 15 % at 1 s; 1 if
not, 77 (skipped) without PyTorch.
"""
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

SIZE, INPUTS = 512, 300
TIMES = {"1 s": 1.0, "1 h": 3600.0, "1 day": 86400.0}
DAC, ADC, BOUND, OUTPUT_NOISE = 63, 255, 12.0, 0.06

RUN_FILE = """
network: {{ model: tile.onnx }}
dataset: {{ name: npz, path: data.npz, split: test }}
hardware:
  array: {{ rows: 512, columns: 1024 }}
  weights: {{ bits: 8, cell_bits: analog }}
  input: {{ bits: 7 }}
  adc: {{ {adc} }}
  cell: {{ model: pcm_nandakumar_2019{cell} }}
  read_time: {time}
calibration: {{ split: train, images: 64 }}
run: {{ seed: 5, chips: 4 }}
"""
REAL_ADC = f"bits: 9, range: given, full_scale: {BOUND}, noise: {OUTPUT_NOISE / (BOUND / ADC):.9g}"
SILENT = ", read_noise: { model: none }"
STILL = ", drift: { model: none }"
EXACT = ", programming: { model: none }"
# name: converter, the cell beside its model, and for NumPy whether there are programming, drift, 1/f noise, an ADC
CASES = {
    "everything": (REAL_ADC, "", (1, 1, 1, 1)),
    "ideal ADC": ("bits: ideal", "", (1, 1, 1, 0)),
    "programming alone": ("bits: ideal", STILL + SILENT, (1, 0, 0, 0)),
    "1/f noise alone": ("bits: ideal", STILL + EXACT, (0, 0, 1, 0)),
    "ADC alone": (REAL_ADC, STILL + SILENT + EXACT, (0, 0, 0, 1)),
    "DAC and weights' rounding alone": ("bits: ideal", STILL + SILENT + EXACT, (0, 0, 0, 0)),
}


def tile(random):
    weights = numpy.clip(random.normal(0.0, 0.246, (SIZE, SIZE)), -1.0, 1.0).astype(numpy.float32)
    weights.flat[0] = 1.0  # the greatest weight is g_max
    inputs = random.uniform(-1.0, 1.0, (2, INPUTS, SIZE))
    inputs[random.random(inputs.shape) < 0.5] = 0.0
    inputs[:, :, 0] = 1.0  # the greatest input is the greatest code
    return weights, inputs.astype(numpy.float32)


def write_files(folder, weights, inputs):
    layer = torch.nn.Linear(SIZE, SIZE, bias=False)
    layer.weight.data = torch.from_numpy(weights)
    torch.onnx.export(torch.nn.Sequential(torch.nn.Flatten(), layer), torch.zeros(1, 1, 1, SIZE),
                      str(folder / "tile.onnx"), opset_version=13, input_names=["input"],
                      dynamic_axes={"input": {0: "N"}})
    labels = numpy.arange(INPUTS) % 10
    train, test = inputs.reshape(2, INPUTS, 1, SIZE)
    numpy.savez(folder / "data.npz", x_train=train, y_train=labels, x_test=test, y_test=labels)


def relative(outputs, exact):
    return float(numpy.sqrt(((outputs - exact) ** 2).sum() / (exact**2).sum()))


def by_ohmic(ohmic, folder, exact, adc, cell, time):
    (folder / "run.yaml").write_text(RUN_FILE.format(adc=adc, cell=cell, time=time))
    subprocess.run([ohmic, "run", "run.yaml", "--logits", "--force", "-o", "out"], cwd=folder, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    logits = numpy.load(folder / "out" / "logits.npy")[0]
    return numpy.mean([relative(chip, exact) for chip in logits])


def age(target, time, sources, random):
    """x = g / g_max of one device of each pair: pcm_nandakumar_2019's formulas."""
    programming, drift, flicker, _ = sources
    x = target.copy()
    if programming:
        sigma = (0.26348 + 1.9650 * target - 1.1731 * target**2) / 25.0
        x = numpy.maximum(target + sigma * random.normal(size=x.shape), 0.0)
    with numpy.errstate(divide="ignore"):
        logarithm = numpy.log(numpy.maximum(target, 1e-7))
    if drift:
        mean = numpy.clip(-0.0155 * logarithm + 0.0244, 0.049, 0.1)
        sigma = numpy.clip(-0.0125 * logarithm - 0.0059, 0.008, 0.045)
        x *= ((time + 20.0) / 20.0) ** -numpy.abs(mean + sigma * random.normal(size=x.shape))
    if flicker:
        amplitude = numpy.minimum(0.0088 / numpy.maximum(target**0.65, 1e-3), 0.2)
        growth = numpy.sqrt(numpy.log((time + 20.0 + 250e-9) / 500e-9))
        x = numpy.maximum(x * (1.0 + amplitude * growth * random.normal(size=x.shape)), 0.0)
    return x


def by_numpy(weights, inputs, exact, sources, time, random):
    errors = []
    for _ in range(4):
        w = weights.astype(numpy.float64)
        cells = age(numpy.maximum(w, 0.0), time, sources, random) - age(numpy.maximum(-w, 0.0), time, sources, random)
        outputs = numpy.rint(inputs * DAC) / DAC @ cells.T
        if sources[3]:
            step = BOUND / ADC
            outputs = outputs + OUTPUT_NOISE * random.normal(size=outputs.shape)
            outputs = numpy.clip(numpy.rint(outputs / step), -ADC, ADC) * step
        errors.append(relative(outputs, exact))
    return numpy.mean(errors)


def main():
    ohmic = str(pathlib.Path(sys.argv[1]).resolve())
    is_check = "--check" in sys.argv
    random = numpy.random.default_rng(1)
    weights, inputs = tile(random)
    exact = inputs[1].astype(numpy.float64) @ weights.T.astype(numpy.float64)
    good = True
    print("| source | " + " | ".join(f"{time}: Ohmic | NumPy" for time in TIMES) + " |\n|---|" + "---|" * 2 * len(TIMES))
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        write_files(folder, weights, inputs)
        for case, (adc, cell, sources) in CASES.items():
            row = []
            for time, seconds in TIMES.items():
                own = by_ohmic(ohmic, folder, exact, adc, cell, time)
                other = by_numpy(weights, inputs[1].astype(numpy.float64), exact, sources, seconds, random)
                row += [own, other]
                good = good and abs(own - other) <= 0.02 * other + 1e-4
                if case == "everything" and time == "1 s":
                    good = good and 0.12 <= own <= 0.15
            print(f"| {case} | " + " | ".join(f"{100 * error:.2f} %" for error in row) + " |", flush=True)
    return 0 if good or not is_check else 1


sys.exit(main())
