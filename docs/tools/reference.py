#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""The API reference from the headers, by Doxygen: its XML becomes a page of Markdown for each header, which site.py takes in.

    python3 docs/tools/reference.py FOLDER     writes FOLDER/*.md; any warning, and any public name without a `///`, is an error
    python3 docs/tools/reference.py --filter FILE   what Doxygen reads of a header

Doxygen reads headers with the tables that they include (*.inc) put in, so that what macros make is there too. A row of functions.inc,
which has no words of its own, gets them here from what the row says.
"""
import html
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

ROOT = pathlib.Path(__file__).resolve().parents[2]
INCLUDE = ROOT / "include"
# What programs do not name: how functions are made, the policies' insides, keywords' tags.
INSIDE = r"(^|::)(detail|backends|fn|key|math|rule|distribution|legacy|deferred|method)(::|$)"
SETTINGS = """
QUIET = YES
INPUT = {include}/gamut
STRIP_FROM_PATH = {include}
RECURSIVE = YES
EXCLUDE_PATTERNS = */host/* */device/* */cluster/*
FILE_PATTERNS = *.hpp
INPUT_FILTER = "{python} {this} --filter"
MACRO_EXPANSION = YES
SEARCH_INCLUDES = YES
INCLUDE_PATH = {include}
PREDEFINED = __cplusplus=202002L __GNUC__=12 GAMUT_HD= GAMUT_HD_UNCHECKED= GAMUT_INLINE=inline GAMUT_COLD= GAMUT_WEAK= GAMUT_LIFETIMEBOUND= GAMUT_IVDEP=
JAVADOC_AUTOBRIEF = NO
GENERATE_LATEX = NO
GENERATE_HTML = NO
GENERATE_XML = YES
XML_PROGRAMLISTING = NO
OUTPUT_DIRECTORY = {work}
WARN_IF_UNDOCUMENTED = NO
WARN_IF_DOC_ERROR = YES
"""


def said_of_row(name, arity, rule):
    """What stands before the row of an elementwise function."""
    operands = {"1": "of each element", "2": "of two operands that broadcast", "3": "of three operands that broadcast"}[arity]
    arguments = ", ".join("xyz"[:int(arity)])
    return (f"/// np.{name}, lazily, {operands}: `gm::{name}({arguments})`; dtypes by the rule `{rule}` of rules.hpp. With keywords (`out`, "
            f"`where`) at once; `reduce`, `accumulate`, `outer`, `at` as NumPy's. Throws `shape_error` where shapes do not fit.\n")


def filtered(path):
    """A header for Doxygen: tables inside, gamut's namespace by the name that programs use."""
    text = path.read_text().replace("namespace gamut::inline GAMUT_ABI", "namespace gamut")
    for _ in range(2):
        text = re.sub(r"^#include <(gamut/[\w/]+\.inc)>$", lambda m: (INCLUDE / m.group(1)).read_text(), text, flags=re.M)
    text = re.sub(r"^GAMUT_FN\((\w+), +(\d), +(\w+),.*\)$", lambda m: said_of_row(*m.groups()) + m.group(0), text, flags=re.M)
    for row, is_what in (("OPERATOR", "`a {0} b`"), ("COMPOUND", "`a {0}= b`")):
        text = re.sub(rf"^GAMUT_{row}\((\S+), +(\w+).*\)$",
                      lambda m: f"/// {is_what.format(m.group(1).removesuffix('='))} is `gm::{m.group(2)}`, as in NumPy.\n" + m.group(0), text, flags=re.M)
    text = re.sub(r"^GAMUT_ALIAS\((\w+), +(\w+), +\d\)$",
                  lambda m: f"/// `gm::{m.group(2)}` by NumPy's other name, np.{m.group(1)}.\n" + m.group(0), text, flags=re.M)
    return re.sub(r"(?:^ *///.*\n)+", in_double_quotes, text, flags=re.M)


def in_double_quotes(comment):
    """`code` as ``code``, on one line: in single ones Doxygen takes ' for the end."""
    def code(m):
        lines = m.group(1).split("\n")
        return "``" + " ".join([lines[0]] + [line.strip().removeprefix("///").strip() for line in lines[1:]]) + "``" + m.group(2) + "\n/// " * (len(lines) - 1)
    return re.sub(r"`([^`]+)`([^\s`]*)", code, comment.group(0))


def words(node):
    """Documentation as Markdown."""
    if node is None:
        return ""
    text = node.text or ""
    for child in node:
        inner = words(child)
        if child.tag == "computeroutput":
            inner = f"`{inner}`"
        elif child.tag in ("para", "verbatim"):
            inner += "\n\n"
        elif child.tag in ("ndash", "mdash"):
            inner = "--"
        text += inner + (child.tail or "")
    return text


def plain(node):
    return " ".join("".join(node.itertext()).split()) if node is not None else ""


def said_of(entity):
    text = "\n\n".join(filter(None, (words(entity.find(tag)).strip() for tag in ("briefdescription", "detaileddescription"))))
    return re.sub(r"\s*\n\s*(?!\n)", " ", text)


def declaration(member):
    """A function, variable or type as it is written."""
    before = [f"{plain(p.find('type'))} {plain(p.find('declname'))}".strip() + (f" = {plain(p.find('defval'))}" if p.find("defval") is not None else "")
              for p in member.findall("templateparamlist/param")]
    template = f"template <{', '.join(before)}>\n" if member.find("templateparamlist") is not None else ""
    requires = plain(member.find("requiresclause"))
    template += f"requires {requires}\n" if requires.startswith("(") else f"requires({requires})\n" if requires else ""
    kind = member.get("kind")
    if kind == "typedef":
        return template + plain(member.find("definition")) + ";"
    line = f"{plain(member.find('type'))} {plain(member.find('name'))}{plain(member.find('argsstring'))};".strip()
    return template + re.sub(r" (&&?|\*)(\.\.\.)? ?(\w)", r"\1\2 \3", line)


def read(folder):
    """header -> [(name, [declarations], words)], and public names that nothing is said of."""
    groups = {}

    def add(space, name, entity, code):
        where = entity.find("location")
        key = (where.get("file").removeprefix(str(INCLUDE) + "/"), space, name)
        group = groups.setdefault(key, {"code": [], "said": "", "line": where.get("line")})
        group["code"].append(code)
        said = said_of(entity)
        if said and said not in group["said"]:
            group["said"] = f"{group['said']}\n\n{said}".strip()

    for path in sorted(folder.glob("namespacegamut*.xml")):
        space = xml.parse(path).getroot().find("compounddef")
        name = space.find("compoundname").text
        if not name.startswith("gamut") or re.search(INSIDE, name):
            continue
        for member in space.iter("memberdef"):
            if "<" not in member.find("name").text.removeprefix("operator<").removeprefix("<"):  # a specialisation
                add(name, member.find("name").text, member, declaration(member))
        for tag in ("innerclass", "innerconcept"):
            for inner in space.findall(tag):
                entity = xml.parse(folder / f"{inner.get('refid')}.xml").getroot().find("compounddef")
                own = entity.find("compoundname").text.removeprefix(name + "::")
                if "<" in own:  # a specialisation
                    continue
                if tag == "innerconcept":
                    add(name, own, entity, plain(entity.find("initializer")) + ";")
                    continue
                template = ", ".join(plain(p.find("type")) + " " + plain(p.find("declname")) for p in entity.findall("templateparamlist/param"))
                add(name, own, entity, (f"template <{template}>\n" if template else "") + f"{entity.get('kind')} {own};")
                for section in entity.findall("sectiondef"):
                    if not section.get("kind").startswith("public"):
                        continue
                    for member in section.findall("memberdef"):
                        if said_of(member):
                            add(f"{name}::{own}", member.find("name").text, member, declaration(member))
    inherit(groups)
    return groups


def inherit(groups):
    """What is said of a name may stand at another one: at its type, at its value, or before it, in words that name it."""
    before = {}
    for (header, space, name), group in sorted(groups.items(), key=lambda g: (g[0][0], int(g[1]["line"]))):
        if group["said"]:
            before.setdefault(header, []).insert(0, group["said"])
            continue
        keyword = re.search(r"keyword< ?key::(\w+) ?> ", group["code"][0])
        other = groups.get((header, space, name.removesuffix("_t") if name.endswith("_t") else name + "_t"))
        if keyword:
            group["said"] = f"`gm::{name} = value`: the keyword argument `{keyword.group(1)}` of the functions that say so."
        elif other and other["said"]:
            group["said"] = other["said"]
        else:
            naming = (said for said in before.get(header, []) if re.search(rf"(^|\W){re.escape(name)}(\W|$)", said))
            group["said"] = next(naming, "")


def main():
    if sys.argv[1] == "--filter":
        print(filtered(pathlib.Path(sys.argv[2])))
        return
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        settings = SETTINGS.format(include=INCLUDE, python=sys.executable, this=pathlib.Path(__file__).resolve(), work=work)
        done = subprocess.run(["doxygen", "-"], input=settings, text=True, capture_output=True)
        warnings = [line for line in done.stderr.splitlines() if "Internal inconsistency" not in line]  # specialisations in std
        if done.returncode or warnings:
            sys.exit("\n".join(warnings) or "doxygen failed")
        groups = read(pathlib.Path(work) / "xml")
    silent = [f"{INCLUDE / key[0]}:{group['line']}: {key[1]}::{key[2]} has no ///" for key, group in groups.items() if not group["said"]]
    if silent:
        sys.exit("\n".join(silent))
    pages = {}
    for (header, space, name), group in groups.items():
        pages.setdefault(header, []).append((int(group["line"]), space, name, group))
    for header, entries in pages.items():
        opening = []
        for line in (INCLUDE / header).read_text().splitlines()[3:]:
            if not line.startswith("//"):
                break
            opening.append(line[2:].strip())
        page = [f"# {header}\n", outside_code(" ".join(opening)) + "\n"]
        for _, space, name, group in sorted(entries, key=lambda entry: entry[:3]):
            page.append(f"## {space.removeprefix('gamut').removeprefix('::') + '::' if space != 'gamut' else ''}{outside_code(name)}\n")
            page.append(outside_code(group["said"]) + "\n")
            page.append("```cpp\n" + "\n".join(dict.fromkeys(group["code"])) + "\n```\n")
        (out / (header.removeprefix("gamut/").removesuffix(".hpp").replace("/", "_") + ".md")).write_text("\n".join(page))
    print(f"{len(groups)} names of {len(pages)} headers")


def outside_code(text):
    return "".join(part if part.startswith("`") else html.escape(part, quote=False).replace("[", "\\[").replace("*", "\\*").replace("_", "\\_")
                   for part in re.split(r"(`[^`]*`)", text))


main()
