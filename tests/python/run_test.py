# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""ohmic.run and what stands beside it: the command's results, by other means."""
import json
import os
import pathlib
import signal
import subprocess
import sys
import threading
import time
import unittest

import numpy
import places
from places import COMMAND, RUN

import ohmic
from ohmic._inputs import yaml_text


def by_command(folder, *options):
    """Results folder of the command for RUN."""
    pathlib.Path("run.yaml").write_text(yaml_text(RUN) + "\n")
    subprocess.run([COMMAND, "run", "run.yaml", "-o", folder, *options], check=True, capture_output=True)
    return pathlib.Path(folder)


class Run(places.FolderCase):
    def test_path_text_and_mapping_give_the_commands_hash(self):
        summary = json.loads((by_command("a") / "summary.json").read_text())
        for config in ("run.yaml", pathlib.Path("run.yaml"), pathlib.Path("run.yaml").read_text(), RUN):
            result = ohmic.run(config, progress=False)
            self.assertEqual(result.hash, summary["hash"])
            self.assertEqual(result.id, summary["id"])
        self.assertEqual(result.build, summary["host"]["build"])
        self.assertEqual(ohmic.build_id(), summary["host"]["build"])

    def test_results_are_those_of_the_folder(self):
        folder = by_command("a", "--logits", "--set", "hardware.adc.bits=6")
        result = ohmic.run("run.yaml", {"hardware.adc.bits": 6}, logits=True, progress=False)
        summary = json.loads((folder / "summary.json").read_text())
        own = dict(result.summary)
        own.pop("host"), summary.pop("host")
        own.pop("config_origins"), summary.pop("config_origins")
        self.assertEqual(own, summary)
        self.assertEqual(result.layers.to_csv(index=False).split("\n")[0],
                         (folder / "layers.csv").read_text().split("\n")[0])
        self.assertEqual(len(result.predictions), 2 * 20)
        numpy.testing.assert_array_equal(result.logits, numpy.load(folder / "logits.npy"))
        self.assertEqual(result.logits.shape, (1, 2, 20, 10))
        numpy.testing.assert_array_equal(result.logits[0].argmax(-1).reshape(-1), result.predictions["prediction"])
        self.assertAlmostEqual(result.top1, (result.predictions["prediction"] == result.predictions["label"]).mean())

    def test_overrides_nest_and_take_units_and_numpy(self):
        flat = ohmic.resolve(RUN, {"hardware.wires.row": "1 ohm", "run.chips": numpy.int64(3)})
        nested = ohmic.resolve(RUN, {"hardware": {"wires": {"row": "1 ohm"}}, "run": {"chips": 3}})
        self.assertEqual(flat, nested)
        self.assertEqual(flat["hardware.wires.row"], "1 ohm")
        self.assertEqual(flat["run.chips"], "3")

    def test_output_is_the_commands_folder(self):
        result = ohmic.run(RUN, {"run.chips": 1}, output="out", progress=False)
        self.assertEqual(result.report, pathlib.Path("out/report.html"))
        self.assertTrue(result.report.exists())
        self.assertEqual(json.loads(pathlib.Path("out/summary.json").read_text())["hash"], result.hash)
        with self.assertRaises(ohmic.InputError):
            ohmic.run(RUN, output="out", progress=False)
        ohmic.run(RUN, {"run.chips": 1}, output="out", force=True, progress=False)
        subprocess.run([COMMAND, "report", "out"], check=True, capture_output=True)

    def test_report_without_a_folder_lives_with_the_result(self):
        result = ohmic.run(RUN, {"run.chips": 1}, progress=False)
        page = result.report
        self.assertIn("<html", page.read_text()[:200])
        self.assertEqual(os.listdir(), [])
        del result
        self.assertFalse(page.exists())

    def test_notebooks_see_the_reports_head(self):
        result = ohmic.run(dict(RUN, hardware={"preset": "rram_128x128"}), {"run.chips": 1}, progress=False)
        head = result._repr_html_()
        self.assertIn(f"{100 * result.top1:.2f} %", head)
        self.assertIn(result.hash, head)
        self.assertIn("energy per image", head)

    def test_comparison_is_the_commands(self):
        a = ohmic.run(RUN, output="a", progress=False)
        b = ohmic.run(RUN, {"hardware.adc.bits": 4}, progress=False)
        found = ohmic.compare(a, b)
        b.save("b")
        said = subprocess.run([COMMAND, "compare", "a", "b"], check=True, capture_output=True, text=True).stdout
        self.assertIn(f"{100 * found.difference:+.2f} %", said)
        self.assertAlmostEqual(found.difference, b.top1 - a.top1)
        self.assertEqual(ohmic.compare("a", "b"), found)
        self.assertEqual(ohmic.compare(a, a).difference, 0.0)

    def test_explanation_is_of_every_layer(self):
        found = ohmic.explain(RUN, images=2, progress=False)
        said = subprocess.run([COMMAND, "explain", str(self.write()), "--images", "2"], check=True, capture_output=True,
                              text=True).stdout
        self.assertEqual(len(found.layers), 5)
        for law in found.laws:
            self.assertIn(law, said)
        self.assertIn(f"{found.layers['level_conductance_S'][0] * 1e9:.4g}", said)
        self.assertGreater(found.cells["deviation_S"].max(), 0.0)

    def write(self):
        file = pathlib.Path("run.yaml")
        file.write_text(yaml_text(RUN) + "\n")
        return file

    def test_presets_are_the_commands(self):
        listed = subprocess.run([COMMAND, "presets"], check=True, capture_output=True, text=True).stdout
        presets = "".join(f"{preset}\n" for preset in ohmic.presets())
        self.assertEqual(presets, listed[: len(presets)])  # models and converters follow
        self.assertIn("hardware", ohmic.presets("rram_128x128")[0].key)


class Errors(places.FolderCase):
    def test_input_errors_have_place_and_remedy(self):
        pathlib.Path("run.yaml").write_text(yaml_text(dict(RUN, hardware={"preset": "rram_128x129"})) + "\n")
        with self.assertRaises(ohmic.InputError) as caught:
            ohmic.run("run.yaml")
        self.assertRegex(caught.exception.place, r"run\.yaml:\d+:\d+")
        self.assertIn("rram_128x128", str(caught.exception))
        said = subprocess.run([COMMAND, "run", "run.yaml"], capture_output=True, text=True)
        self.assertEqual(said.stderr, f"ohmic: {caught.exception}\n")
        self.assertEqual(said.returncode, 2)
        with self.assertRaises(ohmic.InputError) as caught:
            ohmic.run(RUN, {"hardware.adc.bits": 40})
        self.assertEqual(caught.exception.key, "hardware.adc.bits")
        self.assertIsInstance(caught.exception, ValueError)

    def test_bad_arguments_are_refused_before_any_work(self):
        for bad in (lambda: ohmic.run(3), lambda: ohmic.run(RUN, ["a=b"]), lambda: ohmic.run(RUN, {"run.seed": None}),
                    lambda: ohmic.run(RUN, engine="fast"), lambda: ohmic.run("missing.yaml"),
                    lambda: ohmic.run(RUN, {"run.seed": object()}), lambda: ohmic.compare("a", "b"),
                    lambda: ohmic.presets("none"), lambda: ohmic.explain(RUN, images=0)):
            with self.assertRaises(ohmic.InputError):
                bad()
        self.assertEqual(os.listdir(), [])

    def test_a_failing_machine_is_a_machine_error(self):
        with self.assertRaises(ohmic.MachineError):
            ohmic.run(RUN, output="/proc/ohmic", progress=False)

    def test_errors_survive_pickling(self):
        import pickle

        try:
            ohmic.run("missing.yaml")
        except ohmic.InputError as error:
            again = pickle.loads(pickle.dumps(error))
            self.assertEqual((str(again), again.place, again.found), (str(error), error.place, error.found))


# A run long enough to be met at work, image by image: forty chips.
LONG = dict(RUN, dataset=dict(RUN["dataset"], images=10000), run=dict(RUN["run"], chips=40, threads=2))


class Behaviour(places.FolderCase):
    def test_ctrl_c_stops_within_a_second_and_leaves_nothing(self):
        program = ("import sys, json, ohmic\n"
                   "told = lambda stage, done, total: print(stage, flush=True) if done else None\n"
                   "try:\n    ohmic.run(json.loads(sys.argv[1]), output='out', progress=told)\n"
                   "except KeyboardInterrupt:\n    sys.exit(130)\n")
        work = subprocess.Popen([sys.executable, "-c", program, json.dumps(LONG)], stdout=subprocess.PIPE, text=True)
        self.assertEqual(work.stdout.readline(), "simulating images\n")
        asked = time.monotonic()
        work.send_signal(signal.SIGINT)
        code = work.wait(30)
        taken = time.monotonic() - asked
        work.stdout.close()
        self.assertEqual(code, 130)
        self.assertLess(taken, 5.0)  # a second on a machine of its own; the suite shares it
        self.assertEqual(os.listdir(), [])

    def test_a_listener_that_raises_stops_the_run(self):
        def stop(stage, done, total):
            raise RuntimeError("enough")

        with self.assertRaisesRegex(RuntimeError, "enough"):
            ohmic.run(LONG, progress=stop)

    def test_the_chip_in_time_stops_too(self):
        def stop(stage, done, total):
            raise RuntimeError("enough")

        run = dict(LONG, hardware={"preset": "rram_128x128"})
        with self.assertRaisesRegex(RuntimeError, "enough"):
            ohmic.run(run, {"run.chips": 1}, engine="systemc", progress=stop)
        ohmic.run(dict(RUN, hardware={"preset": "rram_128x128"}), progress=False)  # and the next one starts as ever

    def test_python_goes_on_while_a_run_works(self):
        counted = 0
        done = threading.Event()

        def work():
            ohmic.run(RUN, progress=False)
            done.set()

        thread = threading.Thread(target=work)
        thread.start()
        while not done.wait(0.001):
            counted += 1
        thread.join()
        self.assertGreater(counted, 10)

    def test_runs_of_several_threads_keep_their_hashes(self):
        alone = [ohmic.run(RUN, {"run.seed": seed}, progress=False).hash for seed in (1, 2)]
        found = {}

        def work(seed):
            found[seed] = ohmic.run(RUN, {"run.seed": seed}, progress=False).hash

        threads = [threading.Thread(target=work, args=(seed,)) for seed in (2, 1)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual([found[1], found[2]], alone)

    def test_a_fork_between_runs_works_and_one_amid_a_run_says_why_not(self):
        program = (
            "import os, sys, json, threading, ohmic\n"
            "config = json.loads(sys.argv[1])\n"
            "small = dict(config, dataset=dict(config['dataset'], images=5), run=dict(config['run'], chips=1))\n"
            "def child():\n"
            "    pid = os.fork()\n"
            "    if pid == 0:\n"
            "        try:\n            ohmic.run(small, progress=False)\n"
            "        except ohmic.MachineError as error:\n            os._exit(3 if 'forked' in str(error) else 4)\n"
            "        os._exit(0)\n"
            "    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])\n"
            "before = child()\n"
            "met = threading.Event()\n"
            "amid = []\n"
            "class Enough(Exception): pass\n"
            "def told(stage, done, total):\n"
            "    amid.append(child())\n"
            "    raise Enough\n"
            "try:\n    ohmic.run(config, progress=told)\n"
            "except Enough:\n    pass\n"
            "print(before, amid, child())\n")
        said = subprocess.run([sys.executable, "-c", program, json.dumps(LONG)], capture_output=True, text=True, timeout=120)
        self.assertEqual(said.stdout, "0 [3] 0\n", said.stderr)


if __name__ == "__main__":
    places.main()
