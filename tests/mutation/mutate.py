#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Plants small faults into a copy of the sources, one at a time, and counts those that the tests see.

    tests/mutation/mutate.py --check                  every fault's text is there once, its tests exist
    tests/mutation/mutate.py --work /tmp/mutation     plants all faults: hours on one core
    tests/mutation/mutate.py --work DIR --shard 1/4   a quarter of them
    tests/mutation/mutate.py --work DIR --only energy those whose path or words have this word; may be repeated

The faults lie in faults/*.toml, a file for each room:

    [[fault]]
    what = "the sample's deviation divides by n"      # in words
    file = "sim/record/statistics.cpp"
    old  = 'static_cast<double>(values.size() - 1)'   # must stand there once
    new  = 'static_cast<double>(values.size())'
    tests = { run_test = "Statistics.*" }             # test program = gtest filter that should see it
    equivalent = "..."                                # optional: why no test can see it

A fault is caught if a test fails, crashes or hangs. The end is 1 if fewer than 95 of 100 are caught, if one survives
without an explanation, if an explained one is caught, and if a fault cannot be planted or built.
The working tree is only read: sources are copied to DIR and built there.
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
LEAST_CAUGHT = 0.95
LONGEST_TEST_S = 300  # of processor time: a busy machine is no hang
LONGEST_WAIT_S = 3000.0  # of a test that sleeps
MOST_MEMORY_KIB = 16 << 20  # of a test's address space: a fault may ask for any amount


def read_faults():
    """All faults, in the order of their files, so that neighbours share a translation unit."""
    faults = []
    for path in sorted((HERE / "faults").glob("*.toml")):
        with open(path, "rb") as stream:
            for entry in tomllib.load(stream)["fault"]:
                unknown = set(entry) - {"what", "file", "old", "new", "tests", "equivalent"}
                if unknown:
                    raise SystemExit(f"{path.name}: {entry.get('what', '?')}: unknown {', '.join(sorted(unknown))}")
                entry["list"] = path.name
                faults.append(entry)
    return sorted(faults, key=lambda fault: fault["file"])


def words_of(tests):
    return ", ".join(f"{program} {pattern}" for program, pattern in tests.items())


def known_tests(source):
    """The tests of each test program as Suite.Name, those with parameters as Instance/Suite.Name/0."""
    tests = {}
    for path in (source / "tests").rglob("CMakeLists.txt"):
        for program, body in re.findall(r"(?:ohmic_test|add_executable)\((\w+)([^)]*)\)", path.read_text()):
            names = tests.setdefault(program, set())
            for word in re.findall(r"\S+\.cpp", body):
                file = source / word.split("}/")[1] if "}/" in word else path.parent / word
                if file.is_file():
                    found = re.findall(r"\bTEST(_[FP])?\(\s*(\w+),\s*(\w+)", file.read_text())
                    names.update(f"Instance/{suite}.{name}/0" if kind == "_P" else f"{suite}.{name}"
                                 for kind, suite, name in found)
    return tests


def complaints(fault, source, known):
    """What is wrong with an entry; nothing if it can be planted."""
    path = source / fault["file"]
    if not path.is_file():
        return [f"no file {fault['file']}"]
    found = []
    count = path.read_text().count(fault["old"])
    if count != 1:
        found.append(f"stale: its old text stands {count} times in {fault['file']}")
    if fault["old"] == fault["new"]:
        found.append("changes nothing")
    for program, pattern in fault["tests"].items():
        if program not in known:
            found.append(f"no test program {program}")
            continue
        for part in pattern.split(":"):
            wanted = re.compile(re.escape(part).replace(r"\*", ".*").replace(r"\?", "."))
            if not any(wanted.fullmatch(name) for name in known[program]):
                found.append(f"{program} has no test {part}")
    return found


def check(faults, source):
    known = known_tests(source)
    wrong = [(fault, words) for fault in faults for words in complaints(fault, source, known)]
    for fault, words in wrong:
        print(f"{fault['list']}: {fault['what']}: {words}")
    print(f"{len(faults)} faults in {len({fault['file'] for fault in faults})} files, {len(wrong)} complaints")
    return 1 if wrong else 0


class Bench:
    """A copy of the sources with a build of its own."""

    def __init__(self, work, jobs):
        self.source = work.resolve()
        self.build = self.source / "build" / "mutation"
        self.jobs = jobs

    def copy(self):
        """Takes the tracked files as they are now; files that have not changed keep their time."""
        listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=REPOSITORY,
                                check=True, capture_output=True).stdout.decode().split("\0")
        for name in filter(None, listed):
            source, target = REPOSITORY / name, self.source / name
            if not source.is_file():
                continue
            if target.is_file() and target.read_bytes() == source.read_bytes():
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
            os.utime(target)

    def configure(self):
        options = ["-G", "Ninja", "-DCMAKE_BUILD_TYPE=Fast", "-DCMAKE_CXX_FLAGS_FAST=-O1", "-DOHMIC_TESTS=ON",
                   "-DCMAKE_DISABLE_PRECOMPILE_HEADERS=ON"]
        if shutil.which("ccache") and "CMAKE_CXX_COMPILER_LAUNCHER" not in os.environ:
            options.append("-DCMAKE_CXX_COMPILER_LAUNCHER=ccache")
        subprocess.run(["cmake", "-S", self.source, "-B", self.build, *options], check=True, stdout=subprocess.DEVNULL)

    def make(self, programs):
        """Builds test programs; nothing, or what the compiler said."""
        made = subprocess.run(["ninja", "-C", str(self.build), f"-j{self.jobs}", *sorted(programs)],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        return "" if made.returncode == 0 else made.stdout[-2000:]

    def run(self, program, pattern):
        """(passed, tests run, last words) of the tests of a program that match."""
        binary = next(path for path in (self.build / "tests").rglob(program) if path.is_file())
        limits = f'ulimit -v {MOST_MEMORY_KIB}; ulimit -t {LONGEST_TEST_S}; exec "$0" "$@"'
        limited = ["/bin/sh", "-c", limits, str(binary), f"--gtest_filter={pattern}", "--gtest_fail_fast",
                   "--gtest_brief=1"]
        with subprocess.Popen(limited, cwd=binary.parent, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              errors="replace", start_new_session=True) as test:
            try:
                output = test.communicate(timeout=LONGEST_WAIT_S)[0]
            except subprocess.TimeoutExpired:
                os.killpg(test.pid, signal.SIGKILL)
                return False, 1, "hangs"
        ran = re.search(r"\[==========\] (\d+) tests?", output)
        failed = re.search(r"\[  FAILED  \] ([^\s,]+)", output)
        words = failed.group(1) if failed else f"ends with {test.returncode}"
        return test.returncode == 0, int(ran.group(1)) if ran else 1, words

    def first_failure(self, tests):
        """The first test that fails; nothing if all pass."""
        for program, pattern in tests.items():
            passed, _, words = self.run(program, pattern)
            if not passed:
                return words
        return ""


def require_sound(bench, faults):
    """The tests pass without a fault, and each filter matches one."""
    print("building without faults", flush=True)
    words = bench.make({program for fault in faults for program in fault["tests"]})
    if words:
        raise SystemExit(f"the sources do not build:\n{words}")
    pairs = sorted({pair for fault in faults for pair in fault["tests"].items()})
    with concurrent.futures.ThreadPoolExecutor(bench.jobs) as pool:
        for (program, pattern), (passed, ran, end) in zip(pairs, pool.map(lambda pair: bench.run(*pair), pairs)):
            if not passed or ran == 0:
                raise SystemExit(f"without a fault: {program} {pattern}: {end if not passed else 'matches no test'}")


def plant(bench, faults):
    """Plants each fault and yields (fault, verdict, words, seconds). Files are whole again at the end."""
    changed = None
    try:
        for fault in faults:
            start = time.monotonic()
            path = bench.source / fault["file"]
            if changed is not None and changed[0] != path:
                changed[0].write_text(changed[1])
                changed = None
            text = changed[1] if changed is not None else path.read_text()
            changed = (path, text)
            path.write_text(text.replace(fault["old"], fault["new"]))
            words = bench.make(fault["tests"])
            if words:
                verdict = "broken"
            else:
                words = bench.first_failure(fault["tests"])
                verdict = "caught" if words else "survived"
            yield fault, verdict, words, time.monotonic() - start
    finally:
        if changed is not None:
            changed[0].write_text(changed[1])


def judge(results):
    """Prints what became of the faults; @returns the exit code."""
    caught = [r for r in results if r["verdict"] == "caught"]
    explained = [r for r in results if r["verdict"] == "survived" and r["equivalent"]]
    wrong = [r for r in results if r["verdict"] == "survived" and not r["equivalent"]]
    wrong += [r for r in results if r["verdict"] == "broken"] + [r for r in caught if r["equivalent"]]
    print(f"\n{'list':16} {'faults':>6} {'caught':>6}")
    for name in sorted({r["list"] for r in results}):
        rows = [r for r in results if r["list"] == name]
        print(f"{name:16} {len(rows):6} {sum(r['verdict'] == 'caught' for r in rows):6}")
    print(f"{len(results)} faults: {len(caught)} caught, {len(explained)} explained, "
          f"{len(results) - len(caught) - len(explained)} neither")
    for r in explained:
        print(f"  explained: {r['file']}: {r['what']}: {r['equivalent']}")
    for r in wrong:
        kind = "explained, but caught" if r["verdict"] == "caught" else r["verdict"]
        print(f"  {kind}: {r['file']}: {r['what']} ({r['tests']})")
    return 1 if wrong or len(caught) < LEAST_CAUGHT * len(results) else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only verify that each fault can be planted")
    parser.add_argument("--work", type=pathlib.Path, help="folder of the copy and its build, kept for the next time")
    parser.add_argument("--shard", default="1/1", help="K/N: the K-th of N parts")
    parser.add_argument("--only", action="append", default=[], help="a word in the file's path or in `what`")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--results", type=pathlib.Path, help="JSON, a line for each fault")
    options = parser.parse_args()
    faults = read_faults()
    if options.check:
        return check(faults, REPOSITORY)
    if options.work is None:
        parser.error("--work DIR or --check")
    if options.only:
        faults = [f for f in faults if any(word in f["file"] or word in f["what"] for word in options.only)]
    part, parts = (int(word) for word in options.shard.split("/"))
    faults = faults[(part - 1) * len(faults) // parts:part * len(faults) // parts]
    if check(faults, REPOSITORY):
        return 1
    bench = Bench(options.work, options.jobs)
    bench.copy()
    bench.configure()
    require_sound(bench, faults)
    results = []
    for fault, verdict, words, seconds in plant(bench, faults):
        results.append({"list": fault["list"].removesuffix(".toml"), "file": fault["file"], "what": fault["what"], "tests": words_of(fault["tests"]),
                        "verdict": verdict, "words": words, "equivalent": fault.get("equivalent", "")})
        print(f"{verdict:9} {seconds:6.1f} s  {fault['file']}: {fault['what']}  [{words.splitlines()[0] if words else ''}]",
              flush=True)
        if verdict == "broken":
            print(words)
        if options.results:
            options.results.write_text("".join(json.dumps(result) + "\n" for result in results))
    return judge(results)


if __name__ == "__main__":
    sys.exit(main())
