#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""Runs gamut's benchmarks beside its peers, turn by turn in one run, and writes docs/performance.md and its plots.

    cmake --workflow --preset bench
    python3 bench/compare.py --venv build/venv [--only fused,stencil] [--quick]

Peers are the C++ programs of build/bench/bench (gamut, Eigen, loops written by hand, xtensor) and processes of peers.py
(NumPy, SciPy, numexpr, Numba, JAX); one that is missing is left out with a sentence. First every peer's results are compared
with NumPy's; then in each round each benchmark runs in all peers, one after the other, and medians over the rounds are
reported. --venv makes a virtual environment with the Python peers, once. --quick takes fewer and shorter rounds, leaves
out what is large, and writes beside the programs instead of into docs/.
"""
import argparse
import json
import os
import pathlib
import re
import resource
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv

import report
from svg import title

ROOT = pathlib.Path(__file__).resolve().parents[1]

# A subject: its programs. What they hold is asked of them, and what a name means of the peers.
SUBJECTS = {
    "elementwise": ["elementwise", "elementwise_xtensor"],
    "fused": ["fused", "fused_exact_eigen", "fused_xtensor"],
    "stencil": ["stencil"],
    "reduce": ["reduce"],
    "copies": ["copies"],
    "linalg": ["linalg", "linalg_openblas"],
    "fft": ["fft", "fft_kissfft"],
    "tiny": ["tiny", "fused_xtensor"],
    "compile": [],
}
ONLY_OF = {"tiny": r"^tiny/", "fused": r"^(?!tiny/)"}  # where programs hold more than the subject
BUSY = 0.7  # a load average above which others use the machine
COMPILE_KEY = "compile/10/source/1"  # ten expressions
COMPILED = {"gamut": "compile_gamut", "xtensor": "compile_xtensor"}
CPP_PEERS = ["gamut", "gamut-openblas", "kissfft", "eigen", "eigen-exact", "loop", "nontemporal", "xtensor"]
PYTHON_PEERS = ["numpy", "scipy", "numexpr", "numba", "jax"]
NANOSECONDS = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}


def say(text):
    print(text, file=sys.stderr, flush=True)


class Progress:
    """One line on stderr that says how far a part of the run is."""

    def __init__(self, label, total):
        self.label, self.total, self.done, self.start = label, max(1, total), 0, time.monotonic()
        self.shown = 0.0

    def step(self, what=""):
        self.done += 1
        now, last = time.monotonic(), self.done >= self.total
        if not last and now - self.shown < (0.2 if sys.stderr.isatty() else 15):
            return
        self.shown = now
        left = (now - self.start) / self.done * (self.total - self.done)
        line = f"{self.label}: {self.done}/{self.total}" + ("" if last else f", {left:.0f} s left, {what}")
        if sys.stderr.isatty():
            print(f"\r\033[K{line}", end="\n" if last else "", file=sys.stderr, flush=True)
        else:
            say(line)


def split_name(name):
    """(peer, name without it) of a benchmark's name; one that names no peer is gamut's."""
    parts = re.sub(r"/(real_time|process_time|manual_time)$", "", name).split("/")
    peer = parts.pop(1) if parts[1] in CPP_PEERS else "gamut"
    return peer, "/".join(parts)


class Program:
    """A Google Benchmark program and the benchmarks in it: {name without peer: {peer: whole name}}."""

    def __init__(self, path, wanted):
        self.path, self.names, self.context = path, {}, {}
        listed = subprocess.run([path, "--benchmark_list_tests"], capture_output=True, text=True, check=True)
        for name in listed.stdout.split():
            peer, key = split_name(name)
            if re.search(wanted, key):
                self.names.setdefault(key, {})[peer] = name

    def filter(self, key):
        names = (re.sub(r"/real_time$", "", name) for name in self.names[key].values())
        return "^(" + "|".join(re.escape(name) for name in names) + ")(/real_time)?$"

    def time(self, key, seconds):
        """{peer: (nanoseconds, counters)} of one benchmark."""
        out = subprocess.run([self.path, "--benchmark_format=json", f"--benchmark_min_time={seconds}",
                              f"--benchmark_filter={self.filter(key)}"], capture_output=True, text=True)
        if out.returncode != 0:
            return {peer: (None, out.stderr.strip()[-200:] or f"status {out.returncode}") for peer in self.names[key]}
        report_of = json.loads(out.stdout)
        self.context = report_of["context"]
        return {split_name(b["name"])[0]: (b["real_time"] * NANOSECONDS[b["time_unit"]], b)
                for b in report_of["benchmarks"] if not b.get("error_occurred")}

    def save(self, key, folder):
        """{peer: file} of the results that the program saved."""
        flags = ["--save", str(folder), f"--benchmark_filter={self.filter(key)}"]
        subprocess.run([self.path, *flags], capture_output=True, text=True)
        saved = {}
        for peer, name in self.names[key].items():
            file = folder / (re.sub(r"/real_time$", "", name).replace("/", "~") + ".npy")
            if file.exists():
                saved[peer] = file
        return saved


class Worker:
    """A process of peers.py: one Python peer with a number of threads."""

    def __init__(self, python, peer, threads):
        self.peer, self.threads = peer, threads
        cores = sorted(os.sched_getaffinity(0))[:threads]
        environment = dict(os.environ, JAX_PLATFORMS="cpu", TF_CPP_MIN_LOG_LEVEL="3")
        for name in ("OMP_NUM", "OPENBLAS_NUM", "MKL_NUM", "NUMBA_NUM", "NUMEXPR_NUM", "NUMEXPR_MAX"):
            environment[name + "_THREADS"] = str(threads)
        # XLA takes as many threads as its process has cores, and has no other setting for it.
        pin = (lambda: os.sched_setaffinity(0, cores)) if peer == "jax" else None
        command = [python, str(ROOT / "bench/peers.py"), peer, str(threads)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        env=environment, preexec_fn=pin)
        hello = self.answer()
        self.missing, self.version = hello.get("missing", hello.get("problem")), hello.get("version")

    def answer(self):
        line = self.process.stdout.readline()
        return json.loads(line) if line else {"problem": f"the process ended with status {self.process.wait()}"}

    def ask(self, **request):
        try:
            self.process.stdin.write(json.dumps(request) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass
        return self.answer()

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def available_bytes():
    try:
        text = pathlib.Path("/proc/meminfo").read_text()
        return int(re.search(r"MemAvailable:\s+(\d+)", text)[1]) * 1024
    except (OSError, TypeError):
        return 8 << 30


def elements_of(key):
    total = 1
    for extent in key.split("/")[1].split("x"):
        total *= int(extent)
    return total


class Run:
    """One run of the driver: its peers and what they measured."""

    def __init__(self, options, python):
        self.options, self.python = options, python
        self.workers, self.missing, self.versions, self.context = {}, [], {}, {}
        self.times, self.costs, self.disagreements, self.unchecked = {}, {}, [], []
        self.subject_of = {}
        self.load = os.getloadavg()[0]  # of what else runs here
        if self.load > BUSY:
            say(f"this machine is busy (load {self.load:.1f}): figures of several threads will be far off")
        self.rounds, self.seconds = (2, 0.005) if options.quick else (options.rounds, 0.02)

    def worker(self, peer, threads):
        """The process of a Python peer, started when it is first needed; None where it is missing."""
        if peer in self.missing:
            return None
        if (peer, threads) not in self.workers:
            started = Worker(self.python, peer, threads)
            if started.missing:
                say(f"{peer} is left out: {started.missing}")
                self.missing.append(peer)
                return None
            self.workers[peer, threads] = started
            self.versions[peer] = started.version
        return self.workers[peer, threads]

    def subject(self, subject):
        if subject == "compile":
            return self.compile_times()
        programs = []
        for name in SUBJECTS[subject]:
            path = self.options.build / "bench" / name
            if path.exists():
                programs.append(Program(path, ONLY_OF.get(subject, "")))
            else:
                say(f"{name} is left out: it was not built ({path})")
        keys = list(dict.fromkeys(key for program in programs for key in program.names))
        most = min(10_000_000 if self.options.quick else 10**12, available_bytes() // 100)
        for key in [key for key in keys if elements_of(key) > most]:
            say(f"{key} is left out: " + ("--quick" if self.options.quick else "not enough memory"))
            keys.remove(key)
        self.subject_of.update(dict.fromkeys(keys, subject))
        able = self.check(subject, programs, keys)
        self.measure(subject, programs, keys, able)

    def check(self, subject, programs, keys):
        """Compares every peer's result with NumPy's; {key: Python peers that have it and agree}."""
        able = {}
        progress = Progress(f"{subject}, results", len(keys))
        for key in keys:
            progress.step(key)
            threads = int(key.rsplit("/", 1)[1])
            with tempfile.TemporaryDirectory() as folder:
                folder = pathlib.Path(folder)
                saved = {}
                for program in programs:
                    if key in program.names:
                        files = program.save(key, folder)
                        saved.update(files)
                        self.unchecked += [f"{peer} {key}" for peer in program.names[key] if peer not in files]
                for peer in PYTHON_PEERS:
                    worker = self.worker(peer, threads)
                    reply = worker.ask(do="save", name=key, file=str(folder / f"{peer}.npy")) if worker else {}
                    if reply.get("saved"):
                        saved[peer] = folder / f"{peer}.npy"
                        able.setdefault(key, []).append(peer)
                    elif "problem" in reply:
                        say(f"{peer} {key} is left out: {reply['problem']}")
                self.compare(key, saved, folder, able)
        return able

    def compare(self, key, saved, folder, able):
        reference, numpy = saved.pop("numpy", None), self.worker("numpy", 1)
        if reference is None and numpy is not None:  # at several threads NumPy is not timed, but asked
            one = key.rsplit("/", 1)[0] + "/1"
            file = folder / "numpy.npy"
            reference = file if numpy.ask(do="save", name=one, file=str(file)).get("saved") else None
        for peer, file in saved.items():
            if reference is None:
                if not key.startswith("peak/"):
                    self.unchecked.append(f"{peer} {key}")
                continue
            reply = numpy.ask(do="compare", file=str(file), **{"with": str(reference)})
            difference = reply.get("difference") or reply.get("problem")
            if difference:
                say(f"{peer} {key} does not agree with NumPy: {difference}")
                self.disagreements.append((peer, key, difference))
                if peer in able.get(key, []):
                    able[key].remove(peer)

    def measure(self, subject, programs, keys, able):
        spent = dict.fromkeys(keys, 0.0)
        progress = Progress(f"{subject}, times", self.rounds * len(keys))
        for turn in range(self.rounds):
            for key in keys:
                progress.step(key)
                if turn >= 3 and spent[key] / turn > 2:
                    continue  # large enough to be steady
                start = time.monotonic()
                runners = [lambda program=program: self.time_program(program, key)
                           for program in programs if key in program.names]
                runners += [lambda peer=peer: self.time_worker(peer, key) for peer in able.get(key, [])]
                for i in range(len(runners)):  # each round begins with another peer
                    runners[(i + turn) % len(runners)]()
                spent[key] += time.monotonic() - start

    def time_program(self, program, key):
        for peer, (nanoseconds, counters) in program.time(key, self.seconds).items():
            if nanoseconds is None:
                say(f"{peer} {key} failed: {counters}")
                continue
            self.times.setdefault(key, {}).setdefault(peer, []).append(nanoseconds)
            cost = self.costs.setdefault(key, {})
            for name in ("elements", "flops", "bytes"):  # a program may not say
                cost[name] = counters.get(name) or cost.get(name, 0)
        self.context.update(program.context)

    def time_worker(self, peer, key):
        reply = self.worker(peer, int(key.rsplit("/", 1)[1])).ask(do="time", name=key, seconds=self.seconds)
        if "ns" in reply:
            self.times.setdefault(key, {}).setdefault(peer, []).append(reply["ns"])
        else:
            say(f"{peer} {key} failed: {reply.get('problem', 'no time')}")

    def compile_times(self):
        """User seconds that the compiler takes for the same program in gamut and in xtensor."""
        listed = self.options.build / "compile_commands.json"
        commands = {pathlib.Path(entry["file"]).stem: entry for entry in json.loads(listed.read_text())} \
            if listed.exists() else {}
        rounds = 1 if self.options.quick else 5
        progress = Progress("compile, times", rounds * len(COMPILED))
        for _ in range(rounds):
            for peer, name in COMPILED.items():
                progress.step(name)
                if name not in commands:
                    if peer not in self.missing:
                        say(f"{name} is left out: it was not built")
                    continue
                words = shlex.split(commands[name]["command"])
                words = words[1:] if "ccache" in words[0] else words
                words[words.index("-o") + 1] = os.devnull
                before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
                subprocess.run(words, cwd=commands[name]["directory"], check=True)
                taken = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
                self.subject_of[COMPILE_KEY] = "compile"
                self.times.setdefault(COMPILE_KEY, {}).setdefault(peer, []).append(taken * 1e9)

    def results(self):
        """All that a report needs."""
        wrong = {(peer, key) for peer, key, _ in self.disagreements}
        medians = {key: {peer: statistics.median(values) for peer, values in peers.items() if (peer, key) not in wrong}
                   for key, peers in self.times.items()}
        commit = subprocess.run(["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"], capture_output=True,
                                text=True)
        return {"times": medians, "costs": self.costs, "disagreements": self.disagreements,
                "unchecked": sorted(set(self.unchecked)), "missing": self.missing, "machine": self.machine(),
                "rounds": self.rounds, "load": self.load if self.load > BUSY else 0, "commit": commit.stdout.strip() or "no commit", "subject_of": self.subject_of}

    def machine(self):
        """What the figures were measured on, in words."""
        name, width = report.processor()
        cores = len(os.sched_getaffinity(0))
        words = [f"{name} ({width})", f"{cores} core" + ("s" if cores > 1 else "")]
        cache = self.options.build / "CMakeCache.txt"
        if cache.exists():
            entries = dict(re.findall(r"^(CMAKE_CXX_COMPILER|CMAKE_CXX_FLAGS|CMAKE_CXX_FLAGS_RELEASE):\w+=(.*)$",
                                      cache.read_text(), re.M))
            version = subprocess.run([entries["CMAKE_CXX_COMPILER"], "--version"], capture_output=True, text=True)
            words.append(f"{version.stdout.splitlines()[0]} {entries['CMAKE_CXX_FLAGS_RELEASE']} "
                         f"{entries['CMAKE_CXX_FLAGS']}")
        words += [self.context[name] for name in ("gamut_eigen", "gamut_xtensor") if name in self.context]
        words += [f"{title(peer)} {version}" for peer, version in sorted(self.versions.items())]
        return ", ".join(words)

    def close(self):
        for worker in self.workers.values():
            worker.close()


def python_of(folder):
    """The Python of a virtual environment that has the peers; it is made where it is not there."""
    python = folder / "bin/python"
    requirements = ROOT / "bench/requirements.txt"
    stamp = folder / "requirements.installed"
    if not stamp.exists() or stamp.read_text() != requirements.read_text():
        say(f"installing the Python peers in {folder}")
        if not python.exists():
            venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", requirements], check=True, stdout=sys.stderr)
        shutil.copyfile(requirements, stamp)
    return str(python)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--build", type=pathlib.Path, default=ROOT / "build/bench", metavar="DIR",
                           help="where the bench preset was built (build/bench)")
    arguments.add_argument("--venv", type=pathlib.Path, metavar="DIR",
                           help="a virtual environment for the Python peers; without it, this Python's packages")
    arguments.add_argument("--only", metavar="SUBJECTS", help="some of " + ",".join(SUBJECTS))
    arguments.add_argument("--quick", action="store_true", help="under three minutes, for a look")
    arguments.add_argument("--rounds", type=int, default=7, help="how often each benchmark runs in each peer (7)")
    arguments.add_argument("--output", type=pathlib.Path, metavar="FILE",
                           help="the document whose marked parts are replaced (docs/performance.md)")
    arguments.add_argument("--report", action="store_true", help="only write the report of the last run again")
    options = arguments.parse_args()
    options.build = options.build.resolve()
    subjects = options.only.split(",") if options.only else list(SUBJECTS)
    if unknown := set(subjects) - set(SUBJECTS):
        arguments.error(f"no such subject: {', '.join(sorted(unknown))}; there are {', '.join(SUBJECTS)}")
    if not (options.build / "bench").is_dir():
        arguments.error(f"{options.build} holds no benchmarks: run cmake --workflow --preset bench")

    template = ROOT / "docs/performance.md"
    document = options.output or (options.build / "quick/performance.md" if options.quick else template)
    if not document.exists() or (options.quick and not options.output):
        document.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(template, document)
    stored = options.build / ("quick-results.json" if options.quick else "results.json")
    if options.report:
        results = json.loads(stored.read_text())
    else:
        run = Run(options, python_of(options.venv.resolve()) if options.venv else sys.executable)
        start = time.monotonic()
        try:
            for number, subject in enumerate(subjects, 1):
                run.subject(subject)
                results = run.results() | {"subjects": subjects[:number], "command": shlex.join(["python3", *sys.argv])}
                stored.write_text(json.dumps(results, indent=1))  # for --report, should the rest fail
        finally:
            run.close()
        say(f"measured in {time.monotonic() - start:.0f} s")
    report.write(results, document)
    if document.resolve() == template:  # the README's picture shows some of its figures
        subprocess.run([sys.executable, ROOT / "docs/tools/speed.py"], check=True)
    say(f"written: {document}")
    for peer, key, difference in results["disagreements"]:
        say(f"does not agree with NumPy: {peer} {key}: {difference}")
    if any(peer == "gamut" for peer, _, _ in results["disagreements"]):
        sys.exit(1)


if __name__ == "__main__":
    main()
