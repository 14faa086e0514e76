# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""Plots as SVG text, without a library: curves over logarithmic axes, and rows of dots beside their names."""
import html
import math

# The peers' names, and colours that the colour-blind can tell apart (after Okabe and Ito); gamut is black.
PEERS = {
    "gamut": ("gamut", "#000000"),
    "gamut-openblas": ("gamut (OpenBLAS)", "#666666"),
    "numpy": ("NumPy", "#0072b2"),
    "scipy": ("SciPy", "#4a6fa5"),
    "kissfft": ("gamut (Eigen's kissfft)", "#7f7f00"),
    "xtensor": ("xtensor", "#d55e00"),
    "numexpr": ("numexpr", "#009e73"),
    "eigen": ("Eigen", "#cc79a7"),
    "eigen-exact": ("Eigen (exact root)", "#a05a86"),
    "numba": ("Numba", "#e69f00"),
    "jax": ("JAX", "#56b4e9"),
    "loop": ("loop by hand", "#8c8c8c"),
    "nontemporal": ("loop by hand (non-temporal)", "#6b4c9a"),
}


def title(peer):
    return PEERS[peer][0]


def colour(peer):
    return PEERS[peer][1]


def number(x):
    """A tick's label: 0.1, 10, 1e5."""
    if x >= 10_000 or x < 0.001:
        exponent = round(math.log10(x))
        return f"1e{exponent}" if math.isclose(x, 10.0 ** exponent) else f"{x:g}"
    return f"{x:g}"


class Axis:
    """A logarithmic axis from the least to the greatest of some numbers, drawn between two places."""

    def __init__(self, values, start, stop):
        self.low, self.high = math.log10(min(values)) - 0.05, math.log10(max(values)) + 0.05
        marks = (1,) if self.high - self.low > 3 else (1, 2, 5)
        ticks = [mark * 10.0 ** power for power in range(math.floor(self.low), math.ceil(self.high) + 1) for mark in marks]
        self.ticks = [tick for tick in ticks if self.low <= math.log10(tick) <= self.high]
        self.start, self.stop = start, stop

    def __call__(self, value):
        return round(self.start + (math.log10(value) - self.low) / (self.high - self.low) * (self.stop - self.start), 1)


class Picture:
    """The elements of one picture, and its frame."""

    def __init__(self, width, height, title):
        self.width, self.height = width, height
        self.parts = [f'<rect width="{width}" height="{height}" fill="#ffffff"/>']
        self.text(width / 2, 22, title, anchor="middle", size=15)

    def text(self, x, y, words, anchor="start", size=12, fill="#222222", turn=None):
        turned = f' transform="rotate({turn} {x:g} {y:g})"' if turn else ""
        self.parts.append(f'<text x="{x:g}" y="{y:g}" font-size="{size}" text-anchor="{anchor}" fill="{fill}"{turned}>'
                          f"{html.escape(words)}</text>")

    def line(self, x1, y1, x2, y2, stroke="#dddddd", width=1.0, dash=""):
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="{stroke}" '
                          f'stroke-width="{width:g}"{dashed}/>')

    def dot(self, x, y, fill, radius=3.5):
        self.parts.append(f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{fill}"/>')

    def curve(self, points, stroke, width):
        path = " ".join(f"{x:g},{y:g}" for x, y in points)
        self.parts.append(f'<polyline points="{path}" fill="none" stroke="{stroke}" stroke-width="{width:g}"/>')

    def grid(self, x, y, x_label, y_label):
        for tick in x.ticks:
            self.line(x(tick), y.start, x(tick), y.stop)
            self.text(x(tick), y.start + 16, number(tick), anchor="middle", size=11)
        for tick in y.ticks:
            self.line(x.start, y(tick), x.stop, y(tick))
            self.text(x.start - 6, y(tick) + 4, number(tick), anchor="end", size=11)
        self.text((x.start + x.stop) / 2, y.start + 36, x_label, anchor="middle")
        self.text(18, (y.start + y.stop) / 2, y_label, anchor="middle", turn=-90)

    def legend(self, x, y, peers):
        for i, peer in enumerate(peer for peer in PEERS if peer in peers):
            self.dot(x, y + 18 * i - 4, colour(peer), 4.5)
            self.text(x + 10, y + 18 * i, title(peer), size=11)

    def __str__(self):
        return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" '
                f'width="{self.width}" height="{self.height}" font-family="sans-serif">\n'
                + "\n".join(self.parts) + "\n</svg>\n")


def curves(heading, series, x_label, y_label):
    """{peer: [(x, y), ...]} as curves with dots over logarithmic axes; gamut's is drawn last and thicker."""
    picture = Picture(800, 440, heading)
    points = [point for line in series.values() for point in line]
    x = Axis([p[0] for p in points], 70, 600)
    y = Axis([p[1] for p in points], 380, 40)
    picture.grid(x, y, x_label, y_label)
    for peer in sorted(series, key=lambda peer: peer == "gamut"):
        places = [(x(a), y(b)) for a, b in sorted(series[peer])]
        picture.curve(places, colour(peer), 2.5 if peer == "gamut" else 1.5)
        for a, b in places:
            picture.dot(a, b, colour(peer))
    picture.legend(620, 60, series)
    return str(picture)


def dots(heading, rows, x_label):
    """{name: {peer: ratio}}: a row of dots for each name, on a logarithmic axis with a line at 1."""
    peers = {peer for row in rows.values() for peer in row}
    picture = Picture(800, max(15 * len(rows) + 100, 18 * len(peers) + 60), heading)
    ratios = [ratio for row in rows.values() for ratio in row.values()]
    x = Axis([0.5, 2.0] + ratios, 170, 610)
    top, bottom = 40, 40 + 15 * len(rows) + 10
    for tick in x.ticks:
        picture.line(x(tick), top, x(tick), bottom)
        picture.text(x(tick), bottom + 16, number(tick), anchor="middle", size=11)
    picture.text((x.start + x.stop) / 2, bottom + 36, x_label, anchor="middle")
    for i, name in enumerate(rows):
        picture.text(x.start - 8, top + 16 + 15 * i, name, anchor="end", size=11)
        picture.line(x.start, top + 12 + 15 * i, x.stop, top + 12 + 15 * i, stroke="#eeeeee")
    picture.line(x(1), top, x(1), bottom, stroke="#222222", width=1.5)
    for i, row in enumerate(rows.values()):
        for peer, ratio in row.items():
            picture.dot(x(ratio), top + 12 + 15 * i, colour(peer))
    picture.legend(625, 60, peers)
    return str(picture)


def roofline(heading, bandwidth, peak, points):
    """Roofs of `bandwidth` (GB/s) and `peak` (Gflop/s), and [(work, peer, flops a byte, Gflop/s), ...] under them."""
    picture = Picture(800, 440, heading)
    ridge = peak / bandwidth
    x = Axis([0.05, 4 * ridge], 70, 600)
    y = Axis([peak * 1.3, bandwidth * 0.04] + [point[3] for point in points], 380, 40)
    picture.grid(x, y, "operations a byte", "Gflop/s")
    picture.curve([(x(0.05), y(0.05 * bandwidth)), (x(ridge), y(peak)), (x(4 * ridge), y(peak))], "#222222", 1.5)
    picture.text(x(2 * ridge), y(peak) - 6, f"{peak:.0f} Gflop/s", anchor="middle", size=11)
    picture.text(x(ridge / 2) + 10, y(peak / 2) + 6, f"{bandwidth:.0f} GB/s", size=11)
    for work, peer, intensity, speed in sorted(points, key=lambda point: point[1] == "gamut"):
        picture.dot(x(intensity), y(speed), colour(peer), 4.5)
    taken = []  # labels: each work's above its best point, and above one that is already there
    for work, intensity in sorted({(point[0], point[2]) for point in points}, key=lambda entry: entry[1]):
        best = max(point[3] for point in points if point[0] == work)
        place = y(best) - 10
        while any(abs(place - other) < 13 and abs(x(intensity) - at) < 90 for at, other in taken):
            place -= 13
        taken.append((x(intensity), place))
        picture.text(x(intensity), place, work, anchor="middle", size=10)
    picture.legend(620, 60, {point[1] for point in points})
    return str(picture)
