// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Computing with whole arrays
#include "exercise.hpp"

#include <algorithm>
#include <functional>

namespace numpy100 {
namespace {

subject const computing{
    // 22. A random matrix brought to mean 0 and deviation 1
    //   z = np.random.random((5, 5))
    //   print((z - z.mean()) / z.std())
    {22,
     [](printer& print) {
       auto const z = gm::random::random({5, 5});
       print((z - z.mean()) / z.std());
     }},

    // 24. A matrix product
    //   a, b = np.random.random((5, 3)), np.random.random((3, 2))
    //   print(a @ b)
    {24,
     [](printer& print) {
       auto const a = gm::random::random({5, 3}), b = gm::random::random({3, 2});
       print(gm::matmul(a, b));
     }},

    // 29. Rounding away from zero
    //   z = np.random.uniform(-10, 10, 10)
    //   print(np.copysign(np.ceil(np.abs(z)), z))
    //   print(np.where(z > 0, np.ceil(z), np.floor(z)))
    {29,
     [](printer& print) {
       auto const z = gm::random::uniform(-10, 10, 10);
       print(gm::copysign(gm::ceil(gm::abs(z)), z));
       print(gm::where(z > 0, gm::ceil(z), gm::floor(z)));
     }},

    // 35. (a + b) * (-a / 2) without a copy
    //   a, b = np.ones(3), np.full(3, 2.0)
    //   np.add(a, b, out=b)
    //   np.divide(a, 2, out=a)
    //   np.negative(a, out=a)
    //   np.multiply(a, b, out=a)
    //   print(a)
    {35,
     [](printer& print) {
       auto a = gm::ones(3), b = gm::full({3}, 2.0);
       a = (a + b) * (-a / 2); // one pass, and nothing between
       print(a);
     }},

    // 36. The whole part of positive numbers, five ways
    //   z = np.random.uniform(0, 10, 10)
    //   print(z - z % 1, z // 1, np.floor(z), z.astype(int), np.trunc(z))
    {36,
     [](printer& print) {
       auto const z = gm::random::uniform(0, 10, 10);
       print(z - z % 1, gm::floor_divide(z, 1), gm::floor(z), z.astype<std::int64_t>(), gm::trunc(z));
     }},

    // 44. Cartesian coordinates as polar ones
    //   z = np.random.random((10, 2))
    //   x, y = z[:, 0], z[:, 1]
    //   print(np.sqrt(x**2 + y**2), np.arctan2(y, x))
    {44,
     [](printer& print) {
       auto const z = gm::random::random({10, 2});
       auto const x = z(_, 0), y = z(_, 1);
       print(gm::sqrt(x * x + y * y), gm::arctan2(y, x));
     }},

    // 47. The determinant of a Cauchy matrix, 1 / (x[i] - y[j])
    //   x = np.arange(8)
    //   y = x + 0.5
    //   print(np.linalg.det(1 / np.subtract.outer(x, y)))
    {47,
     [](printer& print) {
       auto const x = gm::arange(8);
       auto const y = x + 0.5;
       print(gm::linalg::det(1 / gm::subtract.outer(x, y)));
     }},

    // 52. The distances of all pairs of points
    //   z = np.random.random((10, 2))
    //   x, y = np.atleast_2d(z[:, 0], z[:, 1])
    //   print(np.sqrt((x - x.T)**2 + (y - y.T)**2))
    {52,
     [](printer& print) {
       auto const z = gm::random::random({10, 2});
       auto const [x, y] = gm::atleast_2d(z(_, 0), z(_, 1));
       print(gm::sqrt(gm::square(x - x.T()) + gm::square(y - y.T())));
     }},

    // 58. Each row without its mean
    //   x = np.random.rand(5, 10)
    //   print(x - x.mean(axis=1, keepdims=True))
    {58,
     [](printer& print) {
       auto const x = gm::random::rand(5, 10);
       print(x - x.mean(1, gm::keepdims));
     }},

    // 62. The sum of a row and a column by iterators
    //   a, b = np.broadcast_arrays(np.arange(3)[:, None], np.arange(3))
    //   z = np.empty((3, 3), int)
    //   z.flat = [x + y for x, y in zip(a.flat, b.flat)]
    //   print(z)
    {62,
     [](printer& print) {
       auto const n = gm::arange(3);
       auto const [a, b] = gm::broadcast_arrays(n(_, newaxis), n);
       auto z = gm::empty<std::int64_t>(3, 3);
       std::transform(a.begin(), a.end(), b.begin(), z.begin(), std::plus{});
       print(z);
     }},

    // 69. The diagonal of a matrix product
    //   a, b = np.random.uniform(0, 1, (5, 5)), np.random.uniform(0, 1, (5, 5))
    //   print(np.diag(a @ b))
    //   print((a * b.T).sum(axis=1))
    //   print(np.einsum("ij,ji->i", a, b))
    {69,
     [](printer& print) {
       auto const a = gm::random::uniform(0, 1, {5, 5}), b = gm::random::uniform(0, 1, {5, 5});
       print(gm::diag(gm::matmul(a, b)));
       print((a * b.T()).sum(1));
       print(gm::einsum<"ij,ji->i">(a, b));
     }},

    // 71. Three dimensions times two
    //   a, b = np.ones((5, 5, 3)), np.full((5, 5), 2.0)
    //   print(a * b[:, :, None])
    {71,
     [](printer& print) {
       auto const a = gm::ones(5, 5, 3);
       auto const b = gm::full({5, 5}, 2.0);
       print(a * b(_, _, newaxis));
     }},

    // 77. Another truth, or another sign, in place
    //   z = np.random.randint(0, 2, 100).astype(bool)
    //   np.logical_not(z, out=z)
    //   x = np.random.uniform(-1, 1, 100)
    //   np.negative(x, out=x)
    //   print(z, x)
    {77,
     [](printer& print) {
       gm::ndarray z = gm::random::randint(0, 2, 100).astype<bool>();
       z = !z;
       auto x = gm::random::uniform(-1, 1, 100);
       x = -x;
       print(z, x);
     }},

    // 78. How far a point is from the lines through pairs of points
    //   p0, p1 = np.random.uniform(-10, 10, (10, 2)), np.random.uniform(-10, 10, (10, 2))
    //   p = np.random.uniform(-10, 10, 2)
    //   t = p1 - p0
    //   u = ((p - p0) * t).sum(axis=1) / (t**2).sum(axis=1)
    //   print(np.linalg.norm(p0 + u[:, None] * t - p, axis=1))
    {78,
     [](printer& print) {
       auto const p0 = gm::random::uniform(-10, 10, {10, 2}), p1 = gm::random::uniform(-10, 10, {10, 2});
       auto const p = gm::random::uniform(-10, 10, 2);
       auto const t = p1 - p0;
       auto const u = ((p - p0) * t).sum(1) / (t * t).sum(1);
       print(gm::linalg::norm(p0 + u(_, newaxis) * t - p, gm::axis = 1));
     }},

    // 79. How far each of several points is from each of several lines
    //   p0, p1 = np.random.uniform(-10, 10, (10, 2)), np.random.uniform(-10, 10, (10, 2))
    //   p = np.random.uniform(-10, 10, (10, 2))
    //   t, d = p1 - p0, p[:, None] - p0
    //   print(np.abs(t[:, 0] * d[..., 1] - t[:, 1] * d[..., 0]) / np.linalg.norm(t, axis=1))
    {79,
     [](printer& print) {
       auto const p0 = gm::random::uniform(-10, 10, {10, 2}), p1 = gm::random::uniform(-10, 10, {10, 2});
       auto const p = gm::random::uniform(-10, 10, {10, 2});
       auto const t = p1 - p0;
       auto const d = p(_, newaxis) - p0;
       print(gm::abs(t(_, 0) * d(ellipsis, 1) - t(_, 1) * d(ellipsis, 0)) /
             gm::linalg::norm(t, gm::axis = 1));
     }},

    // 82. The rank of a matrix
    //   z = np.random.uniform(0, 1, (10, 10))
    //   z[9] = z[0] + z[1]
    //   s = np.linalg.svd(z, compute_uv=False)
    //   print((s > len(s) * s.max() * np.finfo(float).eps).sum())
    //   print(np.linalg.matrix_rank(z))
    {82,
     [](printer& print) {
       auto z = gm::random::uniform(0, 1, {10, 10});
       z(9) = z(0) + z(1);
       auto const s = gm::linalg::svdvals(z);
       print((s > s.size() * s.max() * gm::finfo<double>.eps).sum());
       print(gm::linalg::matrix_rank(z));
     }},

    // 86. The sum of several matrix-vector products at once
    //   m, v = np.random.random((10, 20, 20)), np.random.random((10, 20, 1))
    //   print(np.tensordot(m, v, axes=([0, 2], [0, 1])))
    {86,
     [](printer& print) {
       auto const m = gm::random::random({10, 20, 20});
       auto const v = gm::random::random({10, 20, 1});
       print(gm::tensordot(m, v, {0, 2}, {0, 1}));
     }},

    // 92. The third power, three ways
    //   x = np.random.rand(100)
    //   print(np.power(x, 3), x * x * x, np.einsum("i,i,i->i", x, x, x))
    {92,
     [](printer& print) {
       auto const x = gm::random::rand(100);
       print(gm::power(x, 3), x * x * x, gm::einsum<"i,i,i->i">(x, x, x));
     }},

    // 97. Einstein's notation for sum, product, inner and outer product
    //   a, b = np.random.uniform(0, 1, 10), np.random.uniform(0, 1, 10)
    //   print(np.einsum("i->", a), np.einsum("i,i->i", a, b))
    //   print(np.einsum("i,i", a, b), np.einsum("i,j->ij", a, b))
    {97,
     [](printer& print) {
       auto const a = gm::random::uniform(0, 1, 10), b = gm::random::uniform(0, 1, 10);
       print(gm::einsum<"i->">(a), gm::einsum<"i,i->i">(a, b));
       print(gm::einsum<"i,i">(a, b), gm::einsum<"i,j->ij">(a, b));
     }},

    // 98. Points of equal distance on a spiral
    //   phi = np.arange(0, 10 * np.pi, 0.1)
    //   x, y = phi * np.cos(phi), phi * np.sin(phi)
    //   r = np.zeros_like(x)
    //   r[1:] = np.cumsum(np.sqrt(np.diff(x)**2 + np.diff(y)**2))
    //   along = np.linspace(0, r.max(), 200)
    //   print(np.interp(along, r, x), np.interp(along, r, y))
    {98,
     [](printer& print) {
       auto const phi = gm::arange(0, 10 * gm::pi, 0.1);
       gm::ndarray const x = phi * gm::cos(phi), y = phi * gm::sin(phi);
       auto r = gm::zeros_like(x);
       r(slice(1, _)) = gm::cumsum(gm::sqrt(gm::square(gm::diff(x)) + gm::square(gm::diff(y))));
       auto const along = gm::linspace(0., r.max(), 200);
       print(gm::interp(along, r, x), gm::interp(along, r, y));
     }},
};

} // namespace
} // namespace numpy100
