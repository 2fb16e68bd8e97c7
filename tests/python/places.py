# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""What the tests share: places, a small run, a fresh folder for each test."""
import importlib
import os
import pathlib
import shutil
import sys
import tempfile
import unittest

COMMAND = os.environ["OHMIC"]
SOURCE = pathlib.Path(os.environ["OHMIC_SOURCE"])
BUILD = pathlib.Path(os.environ["OHMIC_BUILD"])
SKIPPED = 77

RUN = {
    "network": {"model": "models/zoo/lenet5-fashion-mnist.onnx"},
    "dataset": {"name": "fashion-mnist", "split": "test", "images": 20, "mean": [0.2860], "std": [0.3530]},
    "hardware": {"array": {"rows": 128, "columns": 128}, "cell": {"model": "rram_wan_2022_crosssim"}},
    "calibration": {"split": "train", "images": 16},
    "run": {"seed": 3, "chips": 2, "timed_images": 1},
}


def needed(module):
    """The module of this name; where it is not installed, the caller's file is skipped with a notice."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        print(f"skipped: {error}")
        sys.exit(SKIPPED)


class FolderCase(unittest.TestCase):
    """Each test in an empty folder of its own."""

    def setUp(self):
        self.before = os.getcwd()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="ohmic-python-"))
        os.chdir(self.folder)

    def tearDown(self):
        os.chdir(self.before)
        shutil.rmtree(self.folder, ignore_errors=True)


def main():
    """Run the tests of the caller's file; without PyTorch, or with all tests skipped, say so by the exit code."""
    program = unittest.main(module="__main__", exit=False, argv=[sys.argv[0], "-v"])
    result = program.result
    if result.testsRun == len(result.skipped) and result.wasSuccessful():
        sys.exit(SKIPPED)
    sys.exit(0 if result.wasSuccessful() else 1)
