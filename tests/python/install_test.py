# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""The two ways to install: `cmake --install` into a prefix that is moved, and pip from a checkout, offline."""
import os
import pathlib
import shutil
import subprocess
import sys
import unittest

import places
from places import BUILD, RUN, SOURCE

import ohmic

PROGRAM = ("import json, sys, ohmic\n"
           "r = ohmic.run(json.loads(sys.argv[1]), progress=False)\n"
           "s = ohmic.study('s.yaml', output='s', progress=False)\n"
           "print(ohmic.__file__, r.hash, ohmic.build_id(), s.done)\n")


class Install(places.FolderCase):
    def expect(self, python, environment, prefix):
        """The package of a prefix gives this build's hash, and finds the command of its own build."""
        import json

        pathlib.Path("run.yaml").write_text("\n".join([ohmic._inputs.yaml_text(RUN), ""]))
        pathlib.Path("s.yaml").write_text("study:\n  title: t\n  question: q?\n  run: run.yaml\n  axes:\n"
                                          "    hardware.adc.bits: [6]\n")
        said = subprocess.run([python, "-B", "-c", PROGRAM, json.dumps(RUN)], capture_output=True, text=True,
                              env={**os.environ, **environment})
        self.assertEqual(said.returncode, 0, said.stderr)
        place, found, build, done = said.stdout.split()
        self.assertTrue(pathlib.Path(place).resolve().is_relative_to(pathlib.Path(prefix).resolve()), place)
        self.assertEqual(found, ohmic.run(RUN, progress=False).hash)
        self.assertEqual(build, ohmic.build_id())
        self.assertEqual(done, "1")

    def test_a_prefix_that_was_moved(self):
        subprocess.run(["cmake", "--install", BUILD, "--prefix", self.folder / "first"], check=True,
                       stdout=subprocess.DEVNULL)
        shutil.move(self.folder / "first", self.folder / "second")
        package = self.folder / "second/lib/python3/dist-packages"
        self.assertTrue((package / "ohmic/py.typed").exists())
        self.expect(sys.executable, {"PYTHONPATH": str(package)}, self.folder / "second")

    def test_pip_from_a_checkout_offline(self):
        try:
            import wheel  # noqa: F401
        except ImportError as error:
            self.skipTest(str(error))
        subprocess.run([sys.executable, "-m", "venv", "--system-site-packages", "v"], check=True)
        subprocess.run(["v/bin/pip", "install", "--no-build-isolation", "--no-index", "--quiet", str(SOURCE)], check=True,
                       env={**os.environ, "OHMIC_BUILD_DIR": str(BUILD.with_name(BUILD.name + "-pip")), "PYTHONPATH": ""})
        self.expect("v/bin/python", {"PYTHONPATH": ""}, self.folder / "v")
        said = subprocess.run(["v/bin/ohmic", "--version"], check=True, capture_output=True, text=True).stdout
        self.assertIn(ohmic.build_id(), said)


if __name__ == "__main__":
    places.main()
