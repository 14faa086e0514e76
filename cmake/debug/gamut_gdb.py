# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""gdb shows gamut's arrays as NumPy would: `(gdb) source gamut_gdb.py`, or that line in ~/.gdbinit.

    (gdb) print a
    $1 = float64 (2,3) [[0, 1, 2], [3, 4, 5]]
    (gdb) print e
    $2 = lazy add(multiply(float64 (3,), float64 (3,)), 1)

Elements are those in memory that the debugger reaches: of a GPU's arrays the shape is shown. `set print elements N` says how many.
"""
import re

import gdb
import gdb.printing

DTYPES = {"double": "float64", "float": "float32", "bool": "bool", "signed char": "int8", "short": "int16", "int": "int32",
          "long": "int64", "unsigned char": "uint8", "unsigned short": "uint16", "unsigned int": "uint32",
          "unsigned long": "uint64", "std::complex<double>": "complex128", "std::complex<float>": "complex64"}


def name_of(t):
    """A type's name without the inline namespace of gamut's version."""
    return re.sub(r"gamut::v\d+_\d+(_checked)?::", "gamut::", str(t.strip_typedefs().unqualified()))


def dtype(t):
    name = name_of(t)
    return DTYPES.get(name, name.replace("gamut::", ""))


def dims(value, n):
    return [int(value["values"][d]) for d in range(n)]


def shape_text(shape):
    return "(" + ",".join(map(str, shape)) + ("," if len(shape) == 1 else "") + ")"


def elements(first, shape, strides, offset):
    """Nested brackets; at most as many elements as gdb prints of an array."""
    left = [gdb.parameter("print elements") or 10**9]

    def walk(axis, at):
        if axis == len(shape):
            left[0] -= 1
            value = (first + at).dereference()
            if value.type.strip_typedefs().code == gdb.TYPE_CODE_FLT:
                return f"{float(value):g}"
            return str(value)
        parts = []
        for i in range(shape[axis]):
            if left[0] <= 0:
                parts.append("...")
                break
            parts.append(walk(axis + 1, at + i * strides[axis]))
        return "[" + ", ".join(parts) + "]"

    return walk(0, offset)


def summary(element, shape, first=None, strides=None, offset=0):
    text = f"{dtype(element)} {shape_text(shape)}"
    if first is None:
        return text
    if int(first) == 0 and 0 not in shape:
        return text + " without memory"
    try:
        return f"{text} {elements(first, shape, strides, offset)}"
    except gdb.MemoryError:
        return text + " in memory that the debugger does not reach"


def row_major(shape):
    strides, step = [], 1
    for extent in reversed(shape):
        strides.insert(0, step)
        step *= extent
    return strides


def pointer_in(source):
    """The address inside a view's source: borrowed.data, or owned.storage's."""
    names = [f.name for f in source.type.fields()]
    if "data" in names:
        return source["data"]
    storage = source["storage"]
    for name in ("data_", "first"):
        if name in [f.name for f in storage.type.fields()]:
            return storage[name]
    return None


def on_host(t):
    return "backends::device" not in str(t) and "backends::cluster" not in str(t)


def describe(value, whole=True):
    """An array, view or node as text; `whole` with its elements."""
    t = value.type.strip_typedefs().unqualified()
    name = name_of(t)
    if name.startswith("gamut::ndarray<"):
        shape = dims(value["shape_"], int(t.template_argument(1)))
        storage = value["storage_"]
        fields = [f.name for f in storage.type.fields()]
        if not whole or not on_host(t):
            return summary(t.template_argument(0), shape)
        first = storage["data_"] if "data_" in fields else storage["value_"].address
        return summary(t.template_argument(0), shape, first, row_major(shape))
    if name.startswith("gamut::shared_array<") or name.startswith("gamut::mapped_array<"):
        if name.startswith("gamut::mapped_array<"):
            value = value.cast(t.fields()[0].type)
            t = value.type.strip_typedefs()
        n = int(t.template_argument(1))
        layout = value["layout_"]
        first = value["first_"] if whole and on_host(t) else None
        return summary(t.template_argument(0), dims(layout["shape"], n), first, dims(layout["strides"], n),
                       int(layout["offset"]))
    if name.startswith("gamut::view<"):
        n, layout = int(t.template_argument(1)), value["layout_"]
        source = value["source_"]
        if re.match(r"gamut::detail::generated<", name_of(source.type)):
            return f"generated {shape_text(dims(layout['shape'], n))}"
        first = pointer_in(source)
        element = first.type.strip_typedefs().target() if first is not None else source.type.template_argument(0)
        if not on_host(t) or not whole:
            first = None
        return summary(element, dims(layout["shape"], n), first, dims(layout["strides"], n), int(layout["offset"]))
    if name.startswith("gamut::detail::by_reference<"):
        return describe(value["array_"].dereference(), whole)
    if name.startswith("gamut::constant<"):
        return str(value["value_"])
    if name.startswith("gamut::map<"):
        function = name_of(t.template_argument(0)).replace("gamut::fn::", "").split("<")[0]
        return f"{function}({', '.join(describe(a, False) for a in members(value['args_']))})"
    return name


def members(pack):
    """The values of a detail::pack, in the order of their numbers: its bases, each pack_element<number, type>, may lie in another."""
    bases = [f for f in pack.type.strip_typedefs().fields() if f.is_base_class]
    bases.sort(key=lambda f: int(f.type.strip_typedefs().template_argument(0)))
    return [pack[f]["value"] for f in bases]


class Array:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        return describe(self.value)


class Node(Array):
    def to_string(self):
        return "lazy " + describe(self.value)


class Dims:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        return shape_text(dims(self.value, int(self.value.type.strip_typedefs().template_argument(0))))


printers = gdb.printing.RegexpCollectionPrettyPrinter("gamut")
VERSIONED = r"^gamut::(v\d+_\d+(_checked)?::)?"
printers.add_printer("array", VERSIONED + r"(ndarray|view|shared_array|mapped_array)<", Array)
printers.add_printer("node", VERSIONED + r"(map|constant)<", Node)
printers.add_printer("dims", VERSIONED + r"dims<", Dims)
gdb.printing.register_pretty_printer(None, printers, replace=True)
