#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""Builds the documentation's site: python3 docs/tools/site.py [FOLDER], by default build/site. Needs Doxygen and mkdocs-material (pip).

The pages are docs/*.md; reference.py makes the reference from the headers by Doxygen. Any warning is an error.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
NAV = [("Start", ["index", "getting-started", "porting", "numpy100", "gallery"]),
       ("Use", ["numpy", "differences", "policies", "errors", "safety", "interoperability", "debugging"]),
       ("Understand", ["fusion", "performance", "performance/figures", "npbench", "scaling", "accuracy"]),
       ("Contribute", ["contributing", "changelog", "changes"])]


def main():
    out = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build" / "site").resolve()
    shutil.rmtree(out, ignore_errors=True)
    pages = out / "pages"
    shutil.copytree(ROOT / "docs", pages, ignore=shutil.ignore_patterns("tools", "mkdocs.yml", "*.cff", "__pycache__"))
    known = {p.relative_to(pages) for p in pages.rglob("*.md")}
    for path in pages.rglob("*.md"):  # what lies outside of the site is named, not linked
        text = path.read_text()
        inside = lambda m: m.group(0) if (path.parent / m.group(2)).exists() else m.group(1)
        path.write_text(re.sub(r"\[([^\]]+)\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)", inside, text))
    folder = pages / "reference"
    subprocess.run([sys.executable, str(ROOT / "docs" / "tools" / "reference.py"), str(folder)], check=True)
    names = [(path.read_text().splitlines()[0].removeprefix("# gamut/"), f"reference/{path.name}") for path in sorted(folder.glob("*.md"))]
    nav = ["nav:"]
    for title, members in NAV:
        nav.append(f"  - {title}:")
        nav += [f"    - {m}.md" for m in members if pathlib.Path(f"{m}.md") in known]
    nav.append("  - Decisions:")
    nav += [f"    - {p}" for p in sorted(p.as_posix() for p in known if p.parts[0] == "decisions")]
    nav.append("  - Reference:")
    nav += [f"    - {title}: {page}" for title, page in names]
    listed = {m for _, members in NAV for m in members}
    others = sorted(p.as_posix() for p in known if len(p.parts) == 1 and p.stem not in listed)
    if others:
        nav += ["  - More:"] + [f"    - {p}" for p in others]
    (out / "mkdocs.yml").write_text((ROOT / "docs" / "mkdocs.yml").read_text() + "\n".join(nav) + "\n")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(out / "mkdocs.yml")],
                   check=True, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
    print(f"{out}/site/index.html: {len(known)} pages, {len(names)} headers")


main()
