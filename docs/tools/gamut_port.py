#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""A first C++ version of a NumPy function, and a test that compares the two.

    python3 docs/tools/gamut_port.py kernel.py FUNCTION --call "FUNCTION(np.ones((4, 4)), 3)" -o FOLDER

Runs the call once and records the type of every expression and the function's inputs and results. Writes FOLDER/FUNCTION.marked.py
(each NumPy call with its line of docs/numpy.md), FUNCTION.cpp (the function, and a main that compares) and the recorded .npy files.
What it cannot translate stands as `TODO` with the Python. Needs NumPy.
"""
import argparse
import ast
import copy
import pathlib
import re
import sys

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parents[2]
DTYPES = {"float64": "double", "float32": "float", "bool": "bool", "complex128": "std::complex<double>",
          "complex64": "std::complex<float>"} | {f"{u}int{b}": f"std::{u}int{b}_t" for u in ("", "u") for b in (8, 16, 32, 64)}
BINARY = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^"}
CALLED = {ast.Pow: "power", ast.FloorDiv: "floor_divide", ast.Mod: "remainder", ast.MatMult: "matmul"}
COMPARE = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!="}
CREATE = ("zeros", "ones", "empty", "full")
REDUCE = ("sum", "mean", "max", "min", "prod", "any", "all", "std", "var", "argmax", "argmin", "amax", "amin", "cumsum")


def table():
    """NumPy's name -> the first line of docs/numpy.md that spells it, and gamut's function there."""
    found = {}
    for numpy_text, gamut_text in re.findall(r"^\| `([^`]*)` \| `([^`]*)` \|", (ROOT / "docs/numpy.md").read_text(), re.M):
        for name in re.findall(r"\bnp\.([\w.]+)\(", numpy_text):
            found.setdefault(name, (numpy_text, gamut_text.replace("\\|", "|")))
    return found


class Record(ast.NodeTransformer):
    """Wraps expressions, so that running the function tells their types."""

    def __init__(self):
        self.types, self.count = {}, 0

    def visit(self, node):
        key = None
        if isinstance(node, ast.expr) and isinstance(getattr(node, "ctx", ast.Load()), ast.Load) and hasattr(node, "key"):
            key = node.key
        node = super().generic_visit(node)
        if key is not None and not isinstance(node, (ast.Slice, ast.Starred, ast.JoinedStr, ast.Constant)):
            return ast.copy_location(ast.Call(ast.Name("__record", ast.Load()), [ast.Constant(key), node], []), node)
        return node

    def record(self, key, value):
        self.types.setdefault(key, value if not isinstance(value, np.ndarray) else np.empty((0,) * value.ndim, value.dtype))
        return value


def type_of(value):
    if isinstance(value, np.ndarray):
        return f"gm::ndarray<{DTYPES.get(value.dtype.name, value.dtype.name)}, {value.ndim}>"
    if isinstance(value, (bool, np.bool_)):
        return "bool"
    if isinstance(value, np.generic):
        return DTYPES.get(value.dtype.name, value.dtype.name)
    if isinstance(value, tuple):
        return f"std::tuple<{', '.join(map(type_of, value))}>"
    return {int: "gm::index", float: "double", complex: "std::complex<double>", type(None): "void"}.get(type(value), "auto")


class Translate:
    def __init__(self, types, names):
        self.types, self.names, self.todo = types, names, 0

    def value(self, node):
        return self.types.get(getattr(node, "key", None), node.value if isinstance(node, ast.Constant) else None)

    def is_array(self, node):
        return isinstance(self.value(node), np.ndarray)

    def left(self, node):
        self.todo += 1
        return f"/* TODO {ast.unparse(node)} */"

    def index(self, node):
        if isinstance(node, ast.Slice):
            lower, upper = (self.expr(b) if b else "_" for b in (node.lower, node.upper))
            if not (node.lower or node.upper or node.step):
                return "_"
            return f"slice({lower}, {upper}{', ' + self.expr(node.step) if node.step else ''})"
        if isinstance(node, ast.Constant) and node.value is None or ast.unparse(node) == "np.newaxis":
            return "newaxis"
        if isinstance(node, ast.Constant) and node.value is Ellipsis:
            return "ellipsis"
        return self.expr(node)

    def call(self, node):
        f, args = node.func, node.args
        words = {k.arg: k.value for k in node.keywords}
        full = ast.unparse(f)
        if full == "range" or isinstance(f, ast.Name):
            inner = ", ".join(map(self.expr, args))
            if full in ("int", "float", "abs", "min", "max"):
                return {"int": f"gm::index({inner})", "float": f"double({inner})"}.get(full, f"std::{full}({inner})")
            return f"{full}({inner})" if full != "len" else f"{inner}.shape()[0]"
        if full.startswith("np."):
            name, args = full[3:], list(args)
        else:
            name, args = f.attr, [f.value, *args]
        if name in ("float64", "float32", "int64", "int32", "complex128"):
            return f"{DTYPES[name]}({self.expr(args[0])})"
        result, keyword = self.value(node), []
        axis = words.pop("axis", None)
        if name in CREATE:
            words.pop("dtype", None)
            shape = args[0].elts if isinstance(args[0], ast.Tuple) else None
            extents = "{" + ", ".join(map(self.expr, shape)) + "}" if shape else self.expr(args[0])
            if name != "full" and len(args) > 1:
                args = args[:1]
            if shape is None and not isinstance(self.value(args[0]), (int, np.integer)):
                extents = self.expr(args[0])
            return f"gm::{name}<{DTYPES[result.dtype.name]}>({', '.join([extents] + [self.expr(a) for a in args[1:]])})"
        if name in ("zeros_like", "ones_like", "empty_like") or name == "copy":
            return f"gm::{name}({self.expr(args[0])})"
        if name in ("arange", "linspace", "eye"):
            words.pop("dtype", None)
            return f"gm::{name}<{DTYPES[result.dtype.name]}>({', '.join(map(self.expr, args))})"
        if name in ("astype",):
            return f"gm::astype<{DTYPES[result.dtype.name]}>({self.expr(args[0])})"
        if name == "reshape":
            extents = args[1].elts if isinstance(args[1], ast.Tuple) else args[1:]
            return f"gm::reshape({self.expr(args[0])}, {{{', '.join(map(self.expr, extents))}}})"
        if name in ("maximum", "minimum") and not any(map(self.is_array, args)):
            return f"std::{name[:3]}({', '.join(map(self.expr, args))})"
        if axis is not None:
            args.append(axis)
        if "keepdims" in words:
            keep = words.pop("keepdims")
            if isinstance(keep, ast.Constant) and keep.value:
                keyword.append("gm::keepdims")
        if "out" in words and isinstance(words["out"], ast.Name):
            target = words.pop("out")
            return f"{self.expr(target)} = gm::{self.spelled(name)}({', '.join(map(self.expr, args))})"
        texts = ["{" + ", ".join(map(self.expr, a.elts)) + "}" if isinstance(a, (ast.Tuple, ast.List)) and name in ("transpose", *REDUCE)
                 else "gm::list(" + ", ".join(map(self.expr, a.elts)) + ")" if isinstance(a, (ast.Tuple, ast.List)) else self.expr(a)
                 for a in args]
        if words or (name not in self.names and name not in REDUCE and not full.startswith("np.")):
            return self.left(node)
        text = f"gm::{self.spelled(name)}({', '.join(texts + keyword)})"
        if name == "dot" and not self.is_array(node):
            return f"{type_of(result)}({text})"
        return f"{type_of(result)}({text})" if isinstance(result, np.generic) else text

    def spelled(self, name):
        row = self.names.get(name)
        found = re.search(r"gm::([\w:]*\b%s)\b" % re.escape(name.split(".")[-1]), row[1]) if row else None
        return found.group(1) if found else name.replace(".", "::")

    def expr(self, node, inner=False):
        if isinstance(node, ast.Name):
            return node.id
        if isinstance(node, ast.Constant):
            value = node.value
            if isinstance(value, bool):
                return str(value).lower()
            if isinstance(value, complex):
                return f"std::complex<double>({value.real}, {value.imag})"
            return repr(value)
        if isinstance(node, ast.UnaryOp):
            sign = {ast.USub: "-", ast.UAdd: "+", ast.Not: "!", ast.Invert: "~"}[type(node.op)]
            return sign + self.expr(node.operand, True)
        if isinstance(node, ast.BinOp):
            a, b = self.expr(node.left, True), self.expr(node.right, True)
            if type(node.op) in CALLED:
                text = f"gm::{CALLED[type(node.op)]}({self.expr(node.left)}, {self.expr(node.right)})"
                return f"double({text})" if isinstance(self.value(node), (np.floating, float)) and isinstance(node.op, ast.MatMult) else text
            if isinstance(node.op, ast.Div) and not self.is_array(node.left) and not self.is_array(node.right):
                a = f"double({self.expr(node.left)})" if isinstance(self.value(node.left), (int, np.integer)) else a
            if type(node.op) not in BINARY:
                return self.left(node)
            text = f"{a} {BINARY[type(node.op)]} {b}"
            return f"({text})" if inner else text
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in COMPARE:
            text = f"{self.expr(node.left, True)} {COMPARE[type(node.ops[0])]} {self.expr(node.comparators[0], True)}"
            return f"({text})" if inner else text
        if isinstance(node, ast.BoolOp):
            text = (" && " if isinstance(node.op, ast.And) else " || ").join(self.expr(v, True) for v in node.values)
            return f"({text})" if inner else text
        if isinstance(node, ast.Subscript):
            if isinstance(node.value, ast.Attribute) and node.value.attr == "shape":
                return f"{self.expr(node.value.value)}.shape()[{self.expr(node.slice)}]"
            indices = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            if isinstance(indices[0], ast.Constant) and isinstance(indices[0].value, str):
                return self.left(node)
            return f"{self.expr(node.value)}({', '.join(map(self.index, indices))})"
        if isinstance(node, ast.Attribute):
            if ast.unparse(node) in ("np.pi", "np.e", "math.pi"):
                return f"std::numbers::{node.attr}"
            if ast.unparse(node) in ("np.inf", "np.nan"):
                return f"std::numeric_limits<double>::{'infinity' if node.attr == 'inf' else 'quiet_NaN'}()"
            return f"{self.expr(node.value)}.{node.attr}()"
        if isinstance(node, ast.IfExp):
            return f"({self.expr(node.test)} ? {self.expr(node.body)} : {self.expr(node.orelse)})"
        if isinstance(node, ast.Tuple):
            return "{" + ", ".join(map(self.expr, node.elts)) + "}"
        if isinstance(node, ast.Call):
            return self.call(node)
        return self.left(node)

    def body(self, statements, known, depth=1):
        pad, out = "  " * depth, []
        for s in statements:
            if isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant):
                continue
            if isinstance(s, ast.Assign) and len(s.targets) == 1 and isinstance(s.targets[0], ast.Name):
                name, text = s.targets[0].id, self.expr(s.value)
                value = self.value(s.value)
                if isinstance(value, np.ndarray) and isinstance(s.value, (ast.Subscript, ast.Name)) and name not in known:
                    out.append(f"{pad}auto {name} = {text}; // a view in NumPy as well")
                    known.add(name)
                elif name in known:
                    out.append(f"{pad}{name} = {text};")
                else:
                    known.add(name)
                    out.append(f"{pad}{type_of(value)} {name} = {text};")
            elif isinstance(s, ast.Assign) and isinstance(s.targets[0], ast.Tuple) and all(
                    isinstance(e, ast.Name) for e in s.targets[0].elts) and isinstance(s.value, ast.Tuple):
                for target, v in zip(s.targets[0].elts, s.value.elts):
                    out.append(f"{pad}{'' if target.id in known else type_of(self.value(v)) + ' '}{target.id} = {self.expr(v)};")
                    known.add(target.id)
            elif isinstance(s, ast.Assign) and all(isinstance(t, ast.Subscript) for t in s.targets):
                first = self.expr(s.targets[0])
                out.append(f"{pad}{first} = {self.expr(s.value)};")
                out += [f"{pad}{self.expr(t)} = {first};" for t in s.targets[1:]]
            elif isinstance(s, ast.AugAssign):
                target = self.expr(s.target)
                if type(s.op) in BINARY:
                    out.append(f"{pad}{target} {BINARY[type(s.op)]}= {self.expr(s.value)};")
                else:
                    out.append(f"{pad}{target} = gm::{CALLED[type(s.op)]}({target}, {self.expr(s.value)});")
            elif isinstance(s, ast.For) and isinstance(s.iter, ast.Call) and ast.unparse(s.iter.func) == "range":
                a = s.iter.args
                start, stop = (("0", a[0]) if len(a) == 1 else (self.expr(a[0]), a[1]))
                down = len(a) == 3 and isinstance(a[2], ast.UnaryOp)
                step = f"++{s.target.id}" if len(a) < 3 else f"{s.target.id} += {self.expr(a[2])}"
                out.append(f"{pad}for (gm::index {s.target.id} = {start}; {s.target.id} {'>' if down else '<'} {self.expr(stop)}; {step}) {{")
                out += self.body(s.body, set(known), depth + 1) + [pad + "}"]
            elif isinstance(s, (ast.If, ast.While)):
                out.append(f"{pad}{'if' if isinstance(s, ast.If) else 'while'} ({self.expr(s.test)}) {{")
                out += self.body(s.body, set(known), depth + 1)
                out += [pad + "} else {"] + self.body(s.orelse, set(known), depth + 1) if s.orelse else []
                out.append(pad + "}")
            elif isinstance(s, ast.Return):
                out.append(f"{pad}return{' ' + self.expr(s.value) if s.value else ''};")
            elif isinstance(s, ast.Expr):
                out.append(f"{pad}{self.expr(s.value)};")
            elif isinstance(s, (ast.Break, ast.Continue)):
                out.append(f"{pad}{ast.unparse(s)};")
            else:
                self.todo += 1
                out += [f"{pad}// TODO {line}" for line in ast.unparse(s).splitlines()]
        return out


def mark(source, names):
    """The Python with the table's line behind each NumPy call."""
    lines = source.splitlines()
    for at, line in enumerate(lines):
        notes = []
        for name in dict.fromkeys(re.findall(r"\bnp\.([a-z][\w.]*)\(", line)):
            notes.append(" is ".join(names[name]) if name in names else f"np.{name} is not in docs/numpy.md")
        if notes:
            lines[at] = f"{line}  # {'; '.join(notes)}"
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("script", type=pathlib.Path)
    parser.add_argument("function")
    parser.add_argument("--call", required=True, help="Python that calls the function once, with small inputs")
    parser.add_argument("-o", "--output", type=pathlib.Path, default=pathlib.Path("ported"))
    asked = parser.parse_args()
    source, names = asked.script.read_text(), table()
    tree = ast.parse(source)
    for key, node in enumerate(ast.walk(tree)):
        node.key = key
    functions = {f.name: f for f in tree.body if isinstance(f, ast.FunctionDef)}
    recorder, calls = Record(), {}
    wrapped = copy.deepcopy(tree)
    for i, f in enumerate(wrapped.body):
        if isinstance(f, ast.FunctionDef):
            f.body = [recorder.visit(s) for s in f.body]
    space = {"__record": recorder.record, "__name__": "ported", "np": np}
    exec(compile(ast.fix_missing_locations(wrapped), str(asked.script), "exec"), space)
    for name in functions:
        def spy(*args, _f=space[name], _name=name, **words):
            args = [*args, *(words[a.arg] for a in functions[_name].args.args[len(args):] if a.arg in words)]
            before = copy.deepcopy(args)
            result = _f(*args)
            calls.setdefault(_name, (before, copy.deepcopy(args), copy.deepcopy(result)))
            return result
        space[name] = spy
    exec(asked.call, space)
    if asked.function not in calls:
        sys.exit(f"the call did not reach {asked.function}")
    out, todo, code = asked.output, 0, []
    out.mkdir(parents=True, exist_ok=True)
    for name, f in functions.items():
        if name not in calls:
            continue
        before, after, result = calls[name]
        parameters = []
        for a, old, new in zip(f.args.args, before, after):
            changed = isinstance(old, np.ndarray) and not np.array_equal(old, new, equal_nan=old.dtype.kind in "fc")
            kind = type_of(old)
            parameters.append(f"{kind}{'& ' if changed else ' const& ' if isinstance(old, np.ndarray) else ' '}{a.arg}")
        translate = Translate(recorder.types, names)
        body = translate.body(f.body, {a.arg for a in f.args.args})
        todo += translate.todo
        code.append(f"{type_of(result)} {name}({', '.join(parameters)}) {{\n" + "\n".join(body) + "\n}\n")
    before, after, result = calls[asked.function]
    arguments, test = functions[asked.function].args.args, []
    for a, old, new in zip(arguments, before, after):
        if isinstance(old, np.ndarray):
            np.save(out / f"{a.arg}.npy", old)
            np.save(out / f"{a.arg}.after.npy", new)
            kind = re.sub("gm::ndarray", "gm::load", type_of(old))
            test.append(f'  auto {a.arg} = {kind}("{a.arg}.npy");')
        else:
            test.append(f"  {type_of(old)} {a.arg} = {str(old).lower() if isinstance(old, bool) else repr(old.item() if isinstance(old, np.generic) else old)};")
    call = f"{asked.function}({', '.join(a.arg for a in arguments)})"
    results = () if result is None else result if isinstance(result, tuple) else (result,)
    test.append(f"  {'' if result is None else 'auto const result = '}{call};")
    checks = [(a.arg, f"{a.arg}.after", old) for a, old in zip(arguments, before) if isinstance(old, np.ndarray)]
    for i, r in enumerate(results):
        np.save(out / f"result{i}.npy", r)
        checks.append((f"std::get<{i}>(result)" if isinstance(result, tuple) else "result", f"result{i}", np.asarray(r)))
    test.append("  bool same = true;")
    for expression, stem, value in checks:
        kind = re.sub("gm::ndarray", "gm::load", type_of(np.asarray(value)))
        left = expression if np.ndim(value) else f"gm::ndarray<{DTYPES[np.asarray(value).dtype.name]}, 0>({expression})"
        test.append(f'  same = gm::allclose({left}, {kind}("{stem}.npy"), gm::equal_nan = true) && same;')
    test.append('  std::puts(same ? "the same" : "different");\n  return same ? 0 : 1;')
    (out / f"{asked.function}.marked.py").write_text(mark(source, names))
    (out / f"{asked.function}.cpp").write_text(
        f"// Made from {asked.script.name} by gamut_port.py; run it in its folder.\n#include <gamut/gamut.hpp>\n\n#include <complex>\n"
        "#include <cstdio>\n#include <limits>\n#include <numbers>\n\nnamespace gm = gamut;\nusing gm::_, gm::ellipsis, gm::newaxis, gm::slice;\n\n" + "\n".join(code) +
        "\nint main() {\n" + "\n".join(test) + "\n}\n")
    print(f"{out / asked.function}.cpp: {todo} left to do by hand")


main()
