#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""Builds the documentation's site: python3 docs/tools/site.py [FOLDER], by default build/site. Needs mkdocs-material (pip).

The pages are docs/*.md; the reference is made from the `///` comments of the headers. Any warning is an error.
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


def declaration(lines, at):
    """What stands from a line on to its body or its end."""
    text = []
    for line in lines[at:at + 12]:
        text.append(line.rstrip())
        if re.search(r"[;{]\s*$", line):
            break
    return re.sub(r"\s*\{$", ";", "\n".join(text)).strip()


def reference(header):
    """The page of one header: what it is, then each documented name with what is said of it."""
    lines = (ROOT / "include" / header).read_text().splitlines()
    opening = []
    for line in lines[3:]:
        if not line.startswith("//"):
            break
        opening.append(line[2:].strip())
    entries, inside, at = [], 0, 0
    while at < len(lines):
        line = lines[at]
        if re.match(r"namespace (\w+::)*detail \{|namespace gamut::(\w+::)*detail", line):
            inside += 1
        elif re.match(r"\} // namespace .*detail$", line):
            inside -= 1
        if line.lstrip().startswith("///") and not inside:
            said = []
            while lines[at].lstrip().startswith("///"):
                said.append(lines[at].strip()[3:].strip())
                at += 1
            code = declaration(lines, at)
            if code and not code.startswith("#") and not code.startswith("}"):
                entries.append((" ".join(said), code))
            continue
        at += 1
    if not entries:
        return None
    escape = lambda text: re.sub(r"(`[^`]*`)|<", lambda m: m.group(1) or "&lt;", text)
    page = [f"# {header}\n", escape(" ".join(opening)) + "\n"]
    for said, code in entries:
        page.append(f"```cpp\n{code}\n```\n\n{escape(said)}\n")
    return "\n".join(page)


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
    names = []
    (pages / "reference").mkdir()
    for path in sorted((ROOT / "include" / "gamut").rglob("*.hpp")):
        header = path.relative_to(ROOT / "include").as_posix()
        if header.count("/") > 1 and header.split("/")[1] in ("host", "device", "cluster"):
            continue
        page = reference(header)
        if page:
            name = header[6:-4].replace("/", "_") + ".md"
            (pages / "reference" / name).write_text(page)
            names.append((header[6:], f"reference/{name}"))
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
