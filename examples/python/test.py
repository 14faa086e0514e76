# SPDX-FileCopyrightText: 2026 the gamut authors
# SPDX-License-Identifier: Apache-2.0
"""The module's functions beside NumPy, and that no element is copied: `python test.py FOLDER_OF_THE_MODULE`."""
import gc
import sys

import numpy as np

sys.path.insert(0, sys.argv[1])
import gamut_example as ge

u = np.random.default_rng(1).random((6, 7))
expected = u.copy()
expected[1:-1, 1:-1] += 0.1 * (u[:-2, 1:-1] + u[2:, 1:-1] + u[1:-1, :-2] + u[1:-1, 2:] - 4 * u[1:-1, 1:-1])
ge.heat_step(u, 0.1)  # in NumPy's memory
assert np.allclose(u, expected, rtol=1e-15)
ge.heat_step(u.T[::-1], 0.0)  # strides of any sign
assert ge.address(u) == u.ctypes.data and ge.address(u[1:, ::2]) == u[1:, ::2].ctypes.data

frozen = u.copy()
frozen.flags.writeable = False
r = ge.normalized(frozen)  # const: what may not be written is read
assert np.allclose(r, u / np.linalg.norm(u, axis=1, keepdims=True)) and r.flags.writeable and not r.flags.owndata
for wrong in (u.astype(np.float32), u[0], frozen):
    try:
        ge.heat_step(wrong, 0.1)
    except TypeError:
        continue
    raise AssertionError("it should not be converted: the function would write to a copy")


class Tensor:
    def __dlpack__(self, **options):
        return ge.counted(5)

    def __dlpack_device__(self):
        return (1, 0)


a = np.from_dlpack(Tensor())
gc.collect()
assert a.dtype == np.float32 and a.tolist() == [0, 1, 2, 3, 4]
x = np.arange(10, dtype=np.float32)
assert ge.sum_of(x[::3].__dlpack__(max_version=(1, 0))) == 18
try:
    ge.sum_of(np.arange(3.0).__dlpack__(max_version=(1, 0)))
except ValueError as e:
    assert "float64, not float32" in str(e)
else:
    raise AssertionError("another dtype should be refused")
print("no copies, same numbers")
