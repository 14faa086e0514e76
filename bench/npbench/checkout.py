# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""What is read of a checkout of NPBench (github.com/spcl/npbench): its kernels, their sizes, inputs and versions."""
import importlib
import importlib.util
import json
import pathlib
import sys

import numpy as np

# One thread, and small enough that the folders of all kernels are a few hundred kilobytes.
TEST_SIZES = {
    "2mm": {"NI": 9, "NJ": 10, "NK": 11, "NL": 12}, "3mm": {"NI": 9, "NJ": 10, "NK": 11, "NL": 12, "NM": 13},
    "adi": {"TSTEPS": 3, "N": 12}, "adist": {"N": 50}, "atax": {"M": 14, "N": 17}, "azimhist": {"N": 300, "npt": 10},
    "azimnaiv": {"N": 300, "npt": 10}, "bicg": {"M": 14, "N": 17},
    "cavtflow": {"ny": 13, "nx": 15, "nt": 6, "nit": 4, "rho": 1.0, "nu": 0.1},
    "chanflow": {"ny": 13, "nx": 15, "nit": 4, "rho": 1.0, "nu": 0.1, "F": 1.0}, "cholesky": {"N": 13},
    "cholesky2": {"N": 14}, "clipping": {"M": 11, "N": 13},
    "coninteg": {"NR": 5, "NM": 7, "slab_per_bc": 2, "num_int_pts": 6},
    "conv2d": {"N": 2, "C_in": 3, "C_out": 4, "K": 3, "H": 9, "W": 11}, "correlat": {"M": 9, "N": 12},
    "covarian": {"M": 9, "N": 12}, "covarian2": {"M": 9, "N": 12}, "crc16": {"N": 77}, "deriche": {"W": 13, "H": 9},
    "doitgen": {"NR": 3, "NQ": 4, "NP": 5}, "durbin": {"N": 21}, "fdtd_2d": {"TMAX": 4, "NX": 9, "NY": 11},
    "floydwar": {"N": 13}, "gemm": {"NI": 9, "NJ": 10, "NK": 11}, "gemver": {"N": 13}, "gesummv": {"N": 13},
    "gramschm": {"M": 11, "N": 9}, "hdiff": {"I": 5, "J": 6, "K": 7}, "heat3d": {"TSTEPS": 4, "N": 8},
    "jacobi1d": {"TSTEPS": 6, "N": 37}, "jacobi2d": {"TSTEPS": 5, "N": 13}, "lenet": {"N": 2, "H": 20, "W": 24},
    "lu": {"N": 13}, "ludcmp": {"N": 13},
    "mandel1": {"xmin": -1.75, "xmax": 0.25, "XN": 13, "ymin": -1.0, "ymax": 1.0, "YN": 11, "maxiter": 20, "horizon": 2.0},
    "mandel2": {"xmin": -2.0, "xmax": 0.5, "XN": 13, "ymin": -1.25, "ymax": 1.25, "YN": 11, "maxiter": 15, "horizon": 2.0},
    "mlp": {"C_in": 3, "N": 4, "S0": 13, "S1": 11, "S2": 9}, "mvt": {"N": 17},
    "nbody": {"N": 5, "tEnd": 0.5, "dt": 0.05, "softening": 0.1, "G": 1.0}, "npgofast": {"N": 13}, "nussinov": {"N": 15},
    "resnet": {"N": 3, "W": 6, "H": 7, "C1": 8, "C2": 4}, "seidel2d": {"TSTEPS": 4, "N": 11},
    "softmax": {"N": 2, "H": 3, "SM": 11}, "spmv": {"M": 40, "N": 40, "nnz": 130},
    "sselfeng": {"Nkz": 2, "NE": 3, "Nqz": 2, "Nw": 2, "N3D": 2, "NA": 4, "NB": 2, "Norb": 3},
    "sthamfft": {"R": 3, "K": 4}, "symm": {"M": 9, "N": 12}, "syr2k": {"M": 9, "N": 12}, "syrk": {"M": 9, "N": 12},
    "trisolv": {"N": 19}, "trmm": {"M": 9, "N": 12}, "vadv": {"I": 5, "J": 6, "K": 7},
}
# Kernels whose arrays may hold any numbers: with a seed these are drawn at random. NPBench's own let a kernel that does
# nothing pass for heat3d and seidel2d.
ANY_VALUES = ("2mm 3mm atax bicg clipping conv2d correlat covarian covarian2 deriche doitgen fdtd_2d floydwar gemm gemver "
              "gesummv gramschm hdiff heat3d jacobi1d jacobi2d lenet mlp mvt npgofast resnet seidel2d softmax symm syr2k "
              "syrk trmm").split()


class Kernel:
    """One kernel of the checkout."""

    def __init__(self, checkout, info):
        self.checkout, self.info, self.short = pathlib.Path(checkout), info, info["short_name"]
        self.source = f"npbench/benchmarks/{info['relative_path']}/{info['module_name']}"

    def module(self, suffix=""):
        """The kernel's module, or that of one of its versions: "_numpy", "_numba_n", ..."""
        if str(self.checkout) not in sys.path:
            sys.path.insert(0, str(self.checkout))
        return importlib.import_module((self.source + suffix).replace("/", "."))

    def versions(self, framework):
        """The suffixes of the versions for a framework that the checkout has."""
        path = self.checkout / self.source
        return sorted(file.stem.removeprefix(path.name) for file in path.parent.glob(f"{path.name}_{framework}*.py"))

    def function(self, suffix):
        return getattr(self.module(suffix), self.info["func_name"])

    def inputs(self, sizes, seed=None):
        """{name: value} of what the kernel is called with, as NPBench makes it, or with arrays drawn at random."""
        data = dict(sizes)
        init = self.info.get("init")
        if init:
            made = getattr(self.module(), init["func_name"])(*(data[name] for name in init["input_args"]))
            names = init["output_args"]
            data.update(zip(names, made if len(names) > 1 else [made]))
        inputs = {name: data[name] for name in self.info["input_args"]}
        if seed is not None:
            if self.short not in ANY_VALUES:
                raise ValueError(f"{self.short}: its inputs are not any numbers")
            rng = np.random.default_rng(seed)
            for name, value in inputs.items():
                if isinstance(value, np.ndarray):
                    drawn = rng.random(value.shape) if value.dtype.kind == "f" else rng.integers(0, 50, value.shape)
                    inputs[name] = drawn.astype(value.dtype)
        return inputs


def kernels(checkout):
    """{short name: Kernel} of a checkout."""
    files = sorted((pathlib.Path(checkout) / "bench_info").glob("*.json"))
    if not files:
        raise SystemExit(f"{checkout} is no checkout of NPBench: it has no bench_info")
    found = [Kernel(checkout, json.loads(file.read_text())["benchmark"]) for file in files]
    return {kernel.short: kernel for kernel in sorted(found, key=lambda kernel: kernel.short)}


def results_of(inputs, returned):
    """{name: array} of what a call returned and of all arrays that it may have changed."""
    returned = () if returned is None else returned if isinstance(returned, tuple) else (returned,)
    results = {f"ret{i}": np.asarray(value) for i, value in enumerate(returned)}
    return results | {name: value for name, value in inputs.items() if isinstance(value, np.ndarray)}


def write_folder(folder, kernel, preset, sizes, seed=None):
    """Writes a folder that `gamut_npbench run` reads: params.json, in_*.npy and out_*.npy."""
    folder.mkdir(parents=True, exist_ok=True)
    before = kernel.inputs(sizes, seed)
    after = {name: value.copy() if isinstance(value, np.ndarray) else value for name, value in before.items()}
    results = results_of(after, kernel.function("_numpy")(*after.values()))
    described = lambda array: {"shape": list(array.shape), "dtype": array.dtype.name}
    arrays = {name: value for name, value in before.items() if isinstance(value, np.ndarray)}
    # Arrays that a call left alone are results only where nothing else is: a kernel may take them as const.
    changed = {name: not np.array_equal(array, arrays[name]) for name, array in results.items() if name in arrays}
    kept = [name for name in results if changed.get(name, True)] or list(changed)
    # Stars' paths are chaotic: after many steps rounding decides them, and NPBench compares their energies.
    if kernel.short == "nbody" and preset != "test":
        kept = [name for name in kept if name not in arrays]
    listed = {name: described(results[name]) | ({"changed": changed[name]} if name in changed else {}) for name in kept}
    parameters = {
        "short": kernel.short, "inputs": "npbench initialize" if seed is None else f"random, seed {seed}",
        "source": kernel.source + "_numpy.py", "func": kernel.info["func_name"], "preset": preset, "params": sizes,
        "call": list(before),
        "scalars": {name: {"value": value.item() if isinstance(value, np.generic) else value,
                           "dtype": type(value).__name__} for name, value in before.items() if name not in arrays},
        "arrays": {name: described(array) for name, array in arrays.items()}, "outputs": listed,
        "rtol": kernel.info.get("rtol", 1e-5), "atol": kernel.info.get("atol", 1e-8),
        "norm_error": kernel.info.get("norm_error", 1e-5), "numpy": np.__version__,
    }
    for name, array in arrays.items():
        np.save(folder / f"in_{name}.npy", array)
    for name in kept:
        np.save(folder / f"out_{name}.npy", results[name])
    (folder / "params.json").write_text(json.dumps(parameters, indent=1) + "\n")
