# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""What a run of compare.py measured, as tables and plots: replaces the marked parts of docs/performance.md.

A part stands between `<!-- bench:begin NAME -->` and `<!-- bench:end NAME -->`; what is around it is left as it is. Plots
go to performance/NAME.svg beside the document, and every median to performance/figures.md.
"""
import collections
import math
import pathlib
import platform
import re

import svg
from svg import PEERS, title

RIVALS = ["numpy", "xtensor", "numexpr"]  # of the elementwise functions
Key = collections.namedtuple("Key", "text work size axis dtype threads")


def processor():
    """This processor's name and its widest vector registers, in words."""
    info = pathlib.Path("/proc/cpuinfo")
    text = info.read_text() if info.exists() else ""
    model, flags = re.search(r"model name\s*:\s*(.+)", text), text.split()
    width = next((name for flag, name in (("avx512f", "AVX-512"), ("avx2", "AVX2"), ("sse2", "SSE2")) if flag in flags),
                 "neither SSE2 nor AVX2")
    return model[1].strip() if model else platform.machine(), width


def parse(text):
    """The parts of a benchmark's name without its peer."""
    work, size, *axis, dtype, threads = text.split("/")
    return Key(text, work, size, axis[0] if axis else "", dtype, int(threads))


def mean(ratios):
    """The geometric mean."""
    ratios = list(ratios)
    return math.exp(sum(map(math.log, ratios)) / len(ratios)) if ratios else math.nan


def digits(x):
    """A number with three digits that mean something."""
    if x is None or math.isnan(x):
        return "–"
    return f"{x:.0f}" if x >= 100 else f"{x:.{max(0, 2 - math.floor(math.log10(x)))}f}" if x > 0 else "0"


def ratio(x):
    return f"{x:.2f}" if x < 10 else f"{x:.0f}"


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


class Report:
    """The parts and plots of one run."""

    def __init__(self, results):
        self.results, self.parts, self.plots = results, {}, {}
        self.keys = collections.defaultdict(list)
        for text, subject in results["subject_of"].items():
            if "gamut" in results["times"].get(text, {}) or text.startswith("peak/"):
                self.keys[subject].append(parse(text))

    def elements(self, key):
        cost = self.results["costs"].get(key.text, {})
        return cost.get("elements") or math.prod(int(extent) for extent in key.size.split("x"))

    def times(self, key):
        """{peer: nanoseconds}."""
        return self.results["times"].get(key.text, {})

    def per_element(self, key, peer):
        time = self.times(key).get(peer)
        return time / self.elements(key) if time else None

    def ratios(self, key):
        """{peer: its time over gamut's}."""
        times = self.times(key)
        if "gamut" not in times:
            return {}
        return {peer: time / times["gamut"] for peer, time in times.items() if peer != "gamut"}

    def peers(self, keys):
        found = {peer for key in keys for peer in self.times(key)}
        return [peer for peer in PEERS if peer in found]

    def measured(self, what):
        return f"Medians of {self.results['rounds']} rounds, gamut at {self.results['commit']}. {what}".strip()

    def losses(self, keys):
        """All that is under 1x, in one paragraph; what all names share is left out."""
        under = collections.defaultdict(list)
        count = 0
        for key in keys:
            slower = sorted((value, peer) for peer, value in self.ratios(key).items() if value < 0.995)
            if slower:
                count += 1
                words = [key.size if len({k.size for k in keys}) > 1 else "", key.axis,
                         key.dtype if len({k.dtype for k in keys if k.work == key.work}) > 1 else "",
                         f"{key.threads} threads" if key.threads > 1 else "",
                         ", ".join(f"{title(peer)} {ratio(value)}" for value, peer in slower)]
                under[key.work].append(" ".join(filter(None, words)))
        if not under:
            return f"Under 1x (the peer's time over gamut's): none of {len(keys)}."
        said = "; ".join(f"`{work}` " + " / ".join(entries) for work, entries in under.items())
        return f"Under 1x (the peer's time over gamut's), {count} of {len(keys)}: {said}."

    def matrix(self, keys, columns=None):
        """A row for each benchmark, nanoseconds an element for each peer."""
        peers = columns or self.peers(keys)
        rows = [[key.work, key.size + (" " + key.axis if key.axis else ""), key.dtype, str(key.threads)]
                + [digits(self.per_element(key, peer)) for peer in peers] for key in keys]
        return table(["work", "size", "dtype", "threads"] + [title(peer) for peer in peers], rows)

    def elementwise(self, keys):
        rows, slower, plots = [], [], []
        for dtype in ("float64", "float32"):
            mine = [key for key in keys if key.dtype == dtype]
            ratios = {key.work: {peer: value for peer, value in self.ratios(key).items() if peer in RIVALS}
                      for key in mine}
            ratios = {work: row for work, row in ratios.items() if row}
            if not ratios:
                continue
            fastest = {work: min((value, peer) for peer, value in row.items()) for work, row in ratios.items()}
            under = sorted((value, work, peer) for work, (value, peer) in fastest.items() if value < 0.9)
            row = [dtype]
            for peer in RIVALS:
                values = [line[peer] for line in ratios.values() if peer in line]
                row.append(f"{ratio(mean(values))} ({len(values)})" if values else "–")
            rows.append(row + [ratio(mean(value for value, _ in fastest.values())), str(len(under))])
            slower += [f"`{work}` {dtype} {ratio(value)} ({title(peer)})" for value, work, peer in under]
            name = f"elementwise-{dtype}"
            self.plots[name] = svg.dots(f"Elementwise functions, {dtype}, 100,000 elements, one thread", ratios,
                                        "peer's time / gamut's: right of 1 gamut is faster")
            plots.append(f"![{name}](performance/{name}.svg)")
        text = table(["dtype"] + [title(peer) + " / gamut (functions)" for peer in RIVALS]
                     + ["fastest of the three / gamut", "under 0.9"], rows)
        said = "Under 0.9x the fastest of the three: " + ("; ".join(slower) if slower else "none") + "."
        return [text, said, *plots]

    def sizes_plot(self, keys):
        series = {}
        for peer in self.peers(keys):
            points = [(self.elements(key), self.per_element(key, peer)) for key in keys if self.per_element(key, peer)]
            if len(points) > 1:
                series[peer] = points
        return svg.curves("out = a*b + sqrt(c), float64, one thread", series, "elements", "ns an element")

    def threads_plot(self, keys, most):
        rows = {}
        for key in keys:
            if key.threads != most:
                continue
            alone = self.times(next((k for k in keys if k._replace(text="", threads=most) == key._replace(text="")
                                     and k.threads == 1), key))
            gains = {peer: alone[peer] / time for peer, time in self.times(key).items() if peer in alone}
            if gains and key.work not in ("peak", "triad"):
                rows[f"{key.work} {key.size}"] = gains
        if not rows:
            return ""
        return svg.dots(f"{most} threads: how many times as fast as one", rows, "time of one thread / time of all")

    def fused(self, keys):
        fused = [key for key in keys if key.work == "fused"]
        mixed = [key for key in keys if key.work == "mixed"]
        rest = [key for key in keys if key.work in ("sum_of_product", "triad")]
        parts = ["`fused` is `out = a*b + sqrt(c)`, nanoseconds an element:", self.matrix(fused)]
        if any(key.threads == 1 for key in fused):
            self.plots["fused-sizes"] = self.sizes_plot([key for key in fused if key.threads == 1])
            parts.append("![time an element over sizes](performance/fused-sizes.svg)")
        if mixed:
            parts += ["`mixed` is `out = a*exp(-b) + where(c > .5, log(a), sin(b))`, nanoseconds an element:",
                      self.matrix(mixed)]
        if rest:
            parts += ["`sum_of_product` is `sum(a*b)`, `triad` is STREAM's `out = a + 3*b`:", self.matrix(rest)]
        return parts + self.gains("fused", keys)

    def gains(self, subject, keys):
        most = max(key.threads for key in keys)
        plot = self.threads_plot(keys, most) if most > 1 else ""
        if not plot:
            return []
        self.plots[f"{subject}-threads"] = plot
        return [f"![threads](performance/{subject}-threads.svg)"]

    def stencil(self, keys):
        return ["Nanoseconds an element:", self.matrix(keys), *self.gains("stencil", keys)]

    def roofline(self):
        """Written where both the fused work and the stencils were measured."""
        keys = [key for key in self.keys["fused"] + self.keys["stencil"] if key.threads == 1]
        find = {key.work: key for key in keys}
        if not {"triad", "peak", "stencil5"} <= find.keys():
            return
        costs = self.results["costs"]
        triad, peak = self.times(find["triad"]), self.times(find["peak"])
        bandwidth = costs[find["triad"].text]["bytes"] / triad.get("nontemporal", triad["gamut"])
        most = costs[find["peak"].text]["flops"] / peak["loop"]
        points, rows = [], []
        for key in keys:
            cost = costs.get(key.text, {})
            if not cost.get("bytes") or not cost.get("flops") or cost["bytes"] < 64e6 or key.size == "100000000":
                continue
            points += [(key.work if key.work in ("fused", "triad", "sum_of_product") else f"{key.work} {key.size}", peer,
                        cost["flops"] / cost["bytes"], cost["flops"] / time) for peer, time in self.times(key).items()]
            if "gamut" in self.times(key):
                speed = cost["bytes"] / self.times(key)["gamut"]
                rows.append([key.work, key.size, f"{cost['flops'] / cost['bytes']:.3f}", f"{speed:.1f}",
                             f"{100 * speed / bandwidth:.0f} %"])
        self.plots["roofline"] = svg.roofline("Roofline, one thread, arrays larger than the caches", bandwidth, most,
                                              points)
        said = (f"One thread: STREAM's triad with non-temporal stores moves {bandwidth:.1f} GB/s, multiply-adds in "
                f"registers reach {most:.0f} Gflop/s. Bytes are those that must move: each operand read once, the result "
                "written once.")
        self.parts["roofline"] = "\n\n".join([
            said, table(["work", "size", "operations a byte", "gamut, GB/s", "of the triad"], rows),
            "![roofline](performance/roofline.svg)"])

    def against(self, keys, peer="numpy"):
        values = {key: self.ratios(key)[peer] for key in keys if peer in self.ratios(key)}
        if not values:
            return f"{title(peer)} was not measured.", values
        worst = min(values, key=values.get)
        name = " ".join(filter(None, (worst.work, worst.size, worst.axis)))
        return (f"{title(peer)}'s time over gamut's: geometric mean {ratio(mean(values.values()))} of {len(values)}; "
                f"worst {ratio(values[worst])} (`{name}`)."), values

    def reduce(self, keys):
        said, values = self.against(keys)
        works = list(dict.fromkeys(key.work for key in keys))
        cells = {(key.size, key.axis or "all", key.work): value for key, value in values.items() if key.threads == 1}
        places = list(dict.fromkeys(place[:2] for place in cells))
        rows = [[*place, *(ratio(cells[(*place, work)]) if (*place, work) in cells else "–" for work in works)]
                for place in places]
        return [said, table(["shape", "axis"] + works, rows)]

    def copies(self, keys):
        said, values = self.against(keys)
        rows = [[key.work, key.size, digits(self.per_element(key, "gamut")), digits(self.per_element(key, "numpy")),
                 ratio(values[key]) if key in values else "–"] for key in keys]
        return [said, table(["copy", "size", "gamut, ns an element", "NumPy", "NumPy / gamut"], rows)]

    def linalg(self, keys):
        said, rows = [], []
        for peer in ("gamut", "gamut-openblas"):
            found = {key: self.times(key)["numpy"] / self.times(key)[peer] for key in keys
                     if {"numpy", peer} <= self.times(key).keys()}
            if not found:
                continue
            worst = min(found, key=found.get)
            said.append(f"NumPy's time over that of {title(peer)}: geometric mean {ratio(mean(found.values()))} of {len(found)}; "
                        f"worst {ratio(found[worst])} (`{worst.work}` {worst.size}, {worst.threads} threads).")
        for key in keys:
            times = self.times(key)
            rows.append([key.work, key.size, str(key.threads)]
                        + [digits(times[peer] / 1000) if peer in times else "–" for peer in ("gamut", "gamut-openblas", "numpy")]
                        + [ratio(times["numpy"] / times[peer]) if {"numpy", peer} <= times.keys() else "–"
                           for peer in ("gamut", "gamut-openblas")])
        return [*said, table(["function", "shape", "threads", "gamut, µs", "gamut (OpenBLAS)", "NumPy", "NumPy / gamut",
                              "NumPy / gamut (OpenBLAS)"], rows)]

    def fft(self, keys):
        said = " ".join(self.against(keys, peer)[0] for peer in ("scipy", "numpy"))
        return [said, "Nanoseconds a point:", self.matrix(keys)]

    def tiny(self, keys):
        peers = self.peers(keys)
        rows = [[key.size] + [digits(self.times(key).get(peer)) for peer in peers] for key in keys]
        return ["Nanoseconds of one `out = a*b + c`:", table(["elements"] + [title(peer) for peer in peers], rows)]

    def compile(self, keys):
        rows = [[title(peer), f"{time / 1e9:.2f}"] for peer, time in self.times(keys[0]).items()]
        return [f"A program of {keys[0].size} fused expressions, user seconds:", table(["library", "seconds"], rows)]

    def all(self):
        """Fills `parts` and `plots`."""
        for subject in self.results["subjects"]:
            keys = self.keys[subject]
            if not keys:
                continue
            compared = [key for key in keys if key.work != "peak"]
            figures = f"All figures: [performance/figures.md](performance/figures.md#{subject})."
            blocks = getattr(self, subject)(keys) + [self.losses(compared),
                                                     self.measured("" if subject == "compile" else figures)]
            self.parts[subject] = "\n\n".join(block for block in blocks if block)
        self.roofline()
        self.parts["run"] = self.run()

    def run(self):
        results = self.results
        lines = [results["machine"] + ".", f"```sh\n{results['command']}\n```"]
        if results["load"]:
            lines.append(f"Others used the machine at the same time (load {results['load']:.1f}): figures of several "
                         "threads, which wait for each other, are far off.")
        if results["missing"]:
            lines.append("Left out, as they were not installed: " + ", ".join(results["missing"]) + ".")
        if "numpy" in results["missing"]:
            return "\n\n".join([*lines, "Results were not compared, as there was no NumPy."])
        checked = sum(not key.startswith(("peak", "compile")) for key in results["subject_of"])
        said = f"Results were compared with NumPy's for {checked} benchmarks in every peer"
        wrong = [f"{title(peer)} `{key}` ({difference})" for peer, key, difference in results["disagreements"]]
        said += "; these do not agree, and are not reported: " + "; ".join(wrong) if wrong else "; all agree"
        lines.append(said + ".")
        if results["unchecked"]:
            lines.append(f"Not compared: {len(results['unchecked'])} of them, such as `{results['unchecked'][0]}`.")
        return "\n\n".join(lines)

    def figures(self):
        """{subject: all medians}."""
        return {subject: self.matrix([key for key in keys if key.work != "peak"]) for subject, keys in self.keys.items()
                if subject in self.results["subjects"] and subject != "compile"}


def replace(text, name, content):
    """The text with another content between a part's markers."""
    begin, end = f"<!-- bench:begin {name} -->", f"<!-- bench:end {name} -->"
    pattern = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.S)
    if not pattern.search(text):
        raise SystemExit(f"the document has no part {begin} ... {end}")
    return pattern.sub(lambda _: f"{begin}\n{content}\n{end}", text)


def write(results, document):
    """Writes the report of a run into the document and the folder of plots beside it."""
    document = pathlib.Path(document)
    report = Report(results)
    report.all()
    text = document.read_text()
    for name, content in report.parts.items():
        text = replace(text, name, content)
    document.write_text(text)
    folder = document.parent / "performance"
    folder.mkdir(exist_ok=True)
    for name, plot in report.plots.items():
        (folder / f"{name}.svg").write_text(plot)
    figures = folder / "figures.md"
    text = figures.read_text() if figures.exists() else (
        "# Figures\n\nEvery median of bench/compare.py: nanoseconds an element ([performance](../performance.md)).\n")
    for name, content in report.figures().items():
        if f"bench:begin {name} " not in text:
            text += f"\n## {name}\n\n<!-- bench:begin {name} -->\n<!-- bench:end {name} -->\n"
        text = replace(text, name, content)
    figures.write_text(text)
