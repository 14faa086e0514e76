#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""docs/performance/speed.svg, the README's picture, from docs/performance/figures.md: the peers' time over gamut's, one thread.

    python3 docs/tools/speed.py [--check]
"""
import pathlib
import sys

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "performance"
WORKS = [("fused", "10000000", "a*b + sqrt(c), 10 million"), ("fused", "100000", "the same, 100,000"),
         ("stencil5", "1000x1000", "5-point stencil, 1000 x 1000"), ("sum_of_product", "100000", "sum(a*b), 100,000"),
         ("fft", "1048576", "FFT of 1,048,576"), ("solve", "64x64", "solve, 64 x 64"), ("solve", "1024x1024", "solve, 1024 x 1024")]
PEERS = {"NumPy": "#0072b2", "xtensor": "#d55e00", "JAX": "#56b4e9"}

figures, head = {}, []
for line in (FOLDER / "figures.md").read_text().splitlines():
    cells = [c.strip() for c in line.strip("|").split("|")]
    if cells[0] == "work":
        head = cells
    elif len(cells) == len(head) and cells[2] == "float64" and cells[3] == "1":
        figures[cells[0], cells[1]] = dict(zip(head, cells))
out, y, scale = [], 34, 40
for work, size, label in WORKS:
    row = figures[work, size]
    bars = [("gamut", "#000000", 1.0)] + [(p, c, float(row[p]) / float(row["gamut"])) for p, c in PEERS.items()
                                          if row.get(p, "–") != "–"]
    out.append(f'<text x="225" y="{y + 7 * len(bars)}" text-anchor="end" dominant-baseline="middle">{label}</text>')
    for name, colour, ratio in bars:
        out.append(f'<rect x="235" y="{y}" width="{scale * ratio:.1f}" height="11" fill="{colour}"/>'
                   f'<text x="{240 + scale * ratio:.1f}" y="{y + 9}" font-size="10">{name} {ratio:.2f}</text>')
        y += 14
    y += 10
text = (f'<svg xmlns="http://www.w3.org/2000/svg" width="720" height="{y}" font-family="sans-serif" font-size="12">'
        '<rect width="100%" height="100%" fill="#ffffff"/><text x="235" y="20">time over that of gamut, float64, one thread (longer is slower)</text>'
        + "\n".join(out) + "</svg>\n")
if "--check" in sys.argv:
    if text != (FOLDER / "speed.svg").read_text():
        sys.exit("docs/performance/speed.svg is not what the figures say: run python3 docs/tools/speed.py")
else:
    (FOLDER / "speed.svg").write_text(text)
