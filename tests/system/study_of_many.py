#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Many processes on one folder, as a job array starts them: is there a file that all of them write?

    study_of_many.py build/release/ohmic . --tasks 1000 --at-once 100

A study of two points a task, and a search, whose shards are run by so many processes, some at a time. The merged
results have to be the bytes of one process's run; the kernel counts what was written (inotify). Exit code 1 if a
file of the study was made or replaced more often than a tenth as often as there are tasks, or if a byte differs.
"""

import argparse
import collections
import ctypes
import os
import pathlib
import struct
import subprocess
import sys
import tempfile
import time

MADE, MOVED_HERE, OVERFLOW = 0x100, 0x80, 0x4000
RESULTS = ("results.csv", "results.json")


class Watch:
    """How often files were made in some folders or replaced, by name. The study writes all of its files so."""

    def __init__(self, folders):
        self.libc = ctypes.CDLL(None, use_errno=True)
        self.descriptor = self.libc.inotify_init1(os.O_NONBLOCK)
        self.counts = collections.Counter()
        self.folders = {self.libc.inotify_add_watch(self.descriptor, str(f).encode(), MADE | MOVED_HERE): f
                        for f in folders}
        self.lost = False

    def read(self):
        while True:
            try:
                data = os.read(self.descriptor, 1 << 20)
            except BlockingIOError:
                return
            at = 0
            while at < len(data):
                _, mask, _, length = struct.unpack_from("iIII", data, at)
                self.lost = self.lost or bool(mask & OVERFLOW)
                name = data[at + 16:at + 16 + length].rstrip(b"\0").decode()
                if name and not name.endswith(".tmp"):
                    self.counts[name] += 1
                at += 16 + length


def run(folder, tasks, at_once, command):
    """All tasks. Returns the seconds that they took and what was written."""
    (folder / "points").mkdir(parents=True, exist_ok=True)
    watch = Watch([folder, folder / "points"])
    waiting = [command + ["--shard", f"{task}/{tasks}"] for task in range(1, tasks + 1)]
    at_work, start = [], time.monotonic()
    while waiting or at_work:
        while waiting and len(at_work) < at_once:
            at_work.append(subprocess.Popen(waiting.pop(0), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE))
        for process in [p for p in at_work if p.poll() is not None]:
            if process.returncode != 0:
                sys.exit(f"{process.args}: exit code {process.returncode}\n{process.stderr.read().decode()}")
            process.stderr.close()
            at_work.remove(process)
        watch.read()
        time.sleep(0.005)
    watch.read()
    if watch.lost:
        sys.exit("the kernel lost events: use fewer --at-once")
    return time.monotonic() - start, watch.counts


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("ohmic", type=pathlib.Path)
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("--tasks", type=int, default=1000)
    parser.add_argument("--at-once", type=int, default=100)
    given = parser.parse_args()
    ohmic, model = str(given.ohmic.resolve()), given.source.resolve() / "models/zoo/lenet5-fashion-mnist.onnx"
    with tempfile.TemporaryDirectory(prefix="ohmic-study-of-many-") as name:
        folder = pathlib.Path(name)
        (folder / "run.yaml").write_text(
            f"network: {{ model: {model} }}\n"
            "dataset: { name: fashion-mnist, split: test, images: 40, mean: [0.2860], std: [0.3530] }\n"
            "hardware: { weight_noise: { eta: 10 % } }\nrun: { chips: 2, threads: 1 }\n")
        axis = "  axes: { hardware.weight_noise.eta: { log: [1 %, 200 %], points: POINTS } }\n"
        studies = {"grid": axis.replace("POINTS", str(2 * given.tasks)),
                   "search": axis.replace("POINTS", "24") + "  search: { maximise: [top1], tolerance: 1 % }\n"}
        failed = False
        for study, body in studies.items():
            (folder / f"{study}.yaml").write_text("study:\n  run: run.yaml\n" + body)
            command = [ohmic, "study", "run", str(folder / f"{study}.yaml"), "-o"]
            shards, alone = folder / study, folder / f"{study}-alone"
            seconds, counts = run(shards, given.tasks, given.at_once, command + [str(shards), "--workers", "1"])
            subprocess.run([ohmic, "study", "merge", str(shards)], check=True, stdout=subprocess.DEVNULL)
            subprocess.run(command + [str(alone), "--workers", "2"], check=True, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL)
            same = all((shards / file).read_bytes() == (alone / file).read_bytes() for file in RESULTS)
            hottest, times = counts.most_common(1)[0]
            print(f"{study}: {given.tasks} processes, {given.at_once} at once, {seconds:.0f} s, results "
                  f"{'the same' if same else 'DIFFER'}; the file written most often: {hottest}, {times} times")
            failed = failed or not same or times > max(given.tasks // 10, 10)
        sys.exit(1 if failed else 0)


main()
