# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""ohmic.study and `ohmic study` work on one folder."""
import json
import os
import pathlib
import signal
import subprocess
import sys
import time

import places
from places import COMMAND, RUN

import ohmic
from ohmic._inputs import yaml_text


class Study(places.FolderCase):
    def setUp(self):
        super().setUp()
        small = dict(RUN, run=dict(RUN["run"], chips=1))
        pathlib.Path("run.yaml").write_text(yaml_text(small) + "\n")

    def write(self, bits):
        pathlib.Path("bits.yaml").write_text(self.text(bits))

    @staticmethod
    def text(bits):
        return ("study:\n  title: bits\n  question: how many?\n  run: run.yaml\n  axes:\n"
                f"    hardware.adc.bits: {json.dumps(bits)}\n")

    def test_the_command_finds_all_points_done_and_the_hash_is_its_own(self):
        self.write([4, 8])
        told = []
        found = ohmic.study("bits.yaml", output="s", progress=lambda *news: told.append(news))
        self.assertEqual((found.done, found.failed, found.missing), (2, 0, 0))
        self.assertEqual(list(found.table["hardware.adc.bits"]), [4, 8])
        self.assertTrue(found.report.exists())
        before = {file: file.stat().st_mtime_ns for file in pathlib.Path("s/points").iterdir()}
        said = subprocess.run([COMMAND, "study", "run", "bits.yaml", "-o", "s"], check=True, capture_output=True,
                              text=True).stdout
        self.assertIn("2 done, 0 failed, 0 missing", said)
        self.assertIn(found.hash, said)
        self.assertEqual(before, {file: file.stat().st_mtime_ns for file in pathlib.Path("s/points").iterdir()})

    def test_points_of_the_command_are_kept(self):
        self.write([4, 8])
        subprocess.run([COMMAND, "study", "run", "bits.yaml", "-o", "s", "--shard", "1/2"], check=True,
                       capture_output=True)
        before = {file.name: file.stat().st_mtime_ns for file in pathlib.Path("s/points").iterdir()}
        found = ohmic.study("s", progress=False)
        self.assertEqual(found.done, 2)
        after = {file.name: file.stat().st_mtime_ns for file in pathlib.Path("s/points").iterdir()}
        self.assertEqual({name: after[name] for name in before}, before)
        top1 = ohmic.run("run.yaml", {"hardware.adc.bits": 4}, progress=False).top1
        self.assertAlmostEqual(found.table["top1"][0], top1)

    def test_a_text_is_kept_beside_the_folder(self):
        text = self.text([4]).replace("run.yaml", str(pathlib.Path("run.yaml").resolve()))
        found = ohmic.study(text, output="out/s", progress=False)
        self.assertEqual(found.done, 1)
        self.assertTrue(pathlib.Path("out/s.yaml").exists())

    def test_failed_points_are_counted_and_bad_studies_refused(self):
        self.write([4, 40])
        with self.assertRaises(ohmic.InputError) as caught:
            ohmic.study("bits.yaml", output="s", progress=False)
        self.assertIn("40", str(caught.exception))
        with self.assertRaises(ohmic.InputError):
            ohmic.study({"title": "no file"})

    def test_ctrl_c_keeps_what_is_done(self):
        self.write([4, 8])
        slow = {"dataset.images": 10000, "run.chips": 20}
        program = ("import json, sys, ohmic\n"
                   "try:\n    ohmic.study('bits.yaml', json.loads(sys.argv[1]), output='s', progress=False)\n"
                   "except KeyboardInterrupt:\n    sys.exit(130)\n")
        work = subprocess.Popen([sys.executable, "-c", program, json.dumps(slow)])
        while not pathlib.Path("s/plan.json").exists():
            self.assertIsNone(work.poll(), "the study ended before it had a plan")
            time.sleep(0.01)
        asked = time.monotonic()
        work.send_signal(signal.SIGINT)
        self.assertEqual(work.wait(30), 130)
        self.assertLess(time.monotonic() - asked, 5.0)
        self.assertTrue(os.path.exists("s/plan.json"))


if __name__ == "__main__":
    places.main()
