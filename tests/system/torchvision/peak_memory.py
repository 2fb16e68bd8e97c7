#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Runs one of torchvision's networks at 224 pixels on 256x256 arrays with programming noise and checks the
greatest memory that `ohmic run` held at a time.

    peak_memory.py OHMIC NETWORK GIB [THREADS]

Exit code 1 above GIB, 77 (skipped) without python3-torchvision.
"""
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent

RUN = """network: {{ model: network.onnx }}
dataset: {{ name: npz, path: images, images: 2 }}
hardware:
  array: {{ rows: 256, columns: 256 }}
  weights: {{ bits: 8, cell_bits: 8 }}
  input: {{ bits: 8 }}
  adc: {{ bits: 8, range: calibrated }}
  cell: {{ model: rram_wan_2022_crosssim, g_min: 1 uS, g_max: 30 uS }}
calibration: {{ images: 2 }}
run: {{ seed: 1, threads: {threads} }}
"""


def main():
    ohmic, network, limit = sys.argv[1], sys.argv[2], float(sys.argv[3])
    threads = sys.argv[4] if len(sys.argv) > 4 else "4"
    try:
        import numpy as np
        import torchvision  # noqa: F401
    except ImportError:
        print("python3-torchvision is not installed: apt-get install -y python3-torchvision")
        return 77
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run([sys.executable, HERE / "export_network.py", network, folder], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        images = np.fromfile(folder / "images.f32", np.float32).reshape(-1, 3, 224, 224)
        (folder / "images").mkdir()
        for split in ("train", "test"):
            np.savez(folder / "images" / f"{split}.npz", x=images, y=np.arange(len(images)))
        (folder / "run.yaml").write_text(RUN.format(threads=threads))
        # The export's own memory counts as a child's too: another process starts the command and reports.
        report = subprocess.run(
            [sys.executable, "-c",
             "import resource, subprocess, sys\n"
             "code = subprocess.run(sys.argv[1:]).returncode\n"
             "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, code)",
             ohmic, "run", "run.yaml", "-o", "out"], cwd=folder, stdout=subprocess.PIPE, text=True, check=True)
        kib, code = report.stdout.split()[-2:]
        gib = int(kib) / 1024 ** 2
        print(f"{network}: {gib:.2f} GiB at most, limit {limit} GiB, exit code {code}")
        return 0 if code == "0" and gib < limit else 1


if __name__ == "__main__":
    sys.exit(main())
