// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Sums, counts and sets
#include "exercise.hpp"

namespace numpy100 {
namespace {

subject const counting{
    // 13. The smallest and the largest of random numbers
    //   z = np.random.random((10, 10))
    //   print(z.min(), z.max())
    {13,
     [](printer& print) {
       auto const z = gm::random::random({10, 10});
       print(z.min(), z.max());
     }},

    // 14. The mean of random numbers
    //   print(np.random.random(30).mean())
    {14, [](printer& print) { print(gm::random::random(30).mean()); }},

    // 30. What two arrays have in common
    //   a, b = np.random.randint(0, 10, 10), np.random.randint(0, 10, 10)
    //   print(np.intersect1d(a, b))
    {30,
     [](printer& print) {
       auto const a = gm::random::randint(0, 10, 10), b = gm::random::randint(0, 10, 10);
       print(gm::intersect1d(a, b));
     }},

    // 41. The sum of a small array, with less around it than np.sum has
    //   print(np.add.reduce(np.arange(10)))
    {41, [](printer& print) { print(gm::add.reduce(gm::arange(10))); }},

    // 42. Whether two arrays are equal, nearly or exactly
    //   a, b = np.random.randint(0, 2, 5), np.random.randint(0, 2, 5)
    //   print(np.allclose(a, b), np.array_equal(a, b))
    {42,
     [](printer& print) {
       auto const a = gm::random::randint(0, 2, 5), b = gm::random::randint(0, 2, 5);
       print(gm::allclose(a, b), gm::array_equal(a, b));
     }},

    // 60. Whether a matrix has a column of zeros, and which of its columns are nothing but nan
    //   z = np.random.randint(0, 3, (3, 10))
    //   print((~z.any(axis=0)).any())
    //   x = np.array([[0, 1, np.nan], [1, 2, np.nan], [4, 5, np.nan]])
    //   print(np.isnan(x).all(axis=0))
    {60,
     [](printer& print) {
       auto const z = gm::random::randint(0, 3, {3, 10});
       print((!z.any(0)).any());
       auto const x = gm::array({{0., 1., gm::nan}, {1., 2., gm::nan}, {4., 5., gm::nan}});
       print(gm::isnan(x).all(0));
     }},

    // 65. The elements of a vector, added up where an index says
    //   print(np.bincount([1, 3, 9, 3, 4, 1], weights=[1, 2, 3, 4, 5, 6]))
    {65,
     [](printer& print) {
       print(gm::bincount(gm::array({1, 3, 9, 3, 4, 1}), gm::weights = gm::array({1, 2, 3, 4, 5, 6})));
     }},

    // 66. How many colours a picture has
    //   picture = np.random.randint(0, 4, (256, 256, 3)).astype(np.ubyte)
    //   print(len(np.unique(picture.reshape(-1, 3), axis=0)))
    {66,
     [](printer& print) {
       gm::ndarray const picture = gm::random::randint(0, 4, {256, 256, 3}).astype<std::uint8_t>();
       print(gm::unique(picture.reshape(-1, 3), gm::axis = 0).shape()[0]);
     }},

    // 67. The sum over the last two of four axes
    //   a = np.random.randint(0, 10, (3, 4, 3, 4))
    //   print(a.sum(axis=(-2, -1)))
    //   print(a.reshape(3, 4, -1).sum(axis=-1))
    {67,
     [](printer& print) {
       auto const a = gm::random::randint(0, 10, {3, 4, 3, 4});
       print(a.sum({-2, -1}));
       print(a.reshape(3, 4, -1).sum(-1));
     }},

    // 68. The means of subsets, which another vector tells apart
    //   d, s = np.random.uniform(0, 1, 100), np.random.randint(0, 10, 100)
    //   print(np.bincount(s, weights=d) / np.bincount(s))
    {68,
     [](printer& print) {
       auto const d = gm::random::uniform(0, 1, 100);
       auto const s = gm::random::randint(0, 10, 100);
       print(gm::bincount(s, gm::weights = d) / gm::bincount(s));
     }},

    // 73. The different edges of ten triangles
    //   faces = np.random.randint(0, 100, (10, 3))
    //   edges = np.roll(faces.repeat(2, axis=1), -1, axis=1).reshape(-1, 2)
    //   print(np.unique(np.sort(edges, axis=1), axis=0))
    {73,
     [](printer& print) {
       auto const faces = gm::random::randint(0, 100, {10, 3});
       auto const edges = gm::roll(faces.repeat(2, 1), -1, 1).reshape(-1, 2);
       print(gm::unique(gm::sort(edges, 1), gm::axis = 0));
     }},

    // 74. An array that has each number as often as a count says
    //   c = np.bincount([1, 1, 2, 3, 4, 4, 6])
    //   print(np.repeat(np.arange(len(c)), c))
    {74,
     [](printer& print) {
       auto const c = gm::bincount(gm::array({1, 1, 2, 3, 4, 4, 6}));
       print(gm::repeat(gm::arange(c.size()), c));
     }},

    // 75. Averages in a window that slides
    //   z = np.arange(20)
    //   s = np.cumsum(z, dtype=float)
    //   s[3:] = s[3:] - s[:-3]
    //   print(s[2:] / 3)
    //   print(np.lib.stride_tricks.sliding_window_view(z, 3).mean(axis=-1))
    {75,
     [](printer& print) {
       auto const z = gm::arange(20);
       auto s = gm::cumsum(z, gm::as_dtype<double>);
       s(slice(3, _)) = s(slice(3, _)) - s(slice(_, -3));
       print(s(slice(2, _)) / 3);
       print(gm::sliding_window_view(z, 3).mean(-1));
     }},

    // 83. The number that comes most often
    //   print(np.bincount(np.random.randint(0, 10, 50)).argmax())
    {83, [](printer& print) { print(gm::bincount(gm::random::randint(0, 10, 50)).argmax()); }},

    // 87. The sums of blocks of 4 x 4 elements
    //   z = np.arange(256).reshape(16, 16)
    //   k = np.arange(0, 16, 4)
    //   print(np.add.reduceat(np.add.reduceat(z, k, axis=0), k, axis=1))
    //   print(z.reshape(4, 4, 4, 4).sum(axis=(1, 3)))
    {87,
     [](printer& print) {
       auto const z = gm::arange(256).reshape(16, 16);
       auto const k = gm::arange(0, 16, 4);
       print(gm::add.reduceat(gm::add.reduceat(z, k, 0), k, 1));
       print(z.reshape(4, 4, 4, 4).sum({1, 3}));
     }},

    // 95. Numbers as rows of bits
    //   i = np.array([0, 1, 2, 3, 15, 16, 32, 64, 128], np.uint8)
    //   print((i[:, None] & 2**np.arange(8) != 0).astype(int)[:, ::-1])
    //   print(np.unpackbits(i[:, None], axis=1))
    {95,
     [](printer& print) {
       gm::ndarray const i = gm::array({0, 1, 2, 3, 15, 16, 32, 64, 128}).astype<std::uint8_t>();
       print(((i(_, newaxis) & gm::power(2, gm::arange(8))) != 0).astype<std::int64_t>()(_, slice(_, _, -1)));
       print(gm::unpackbits(i(_, newaxis), 1));
     }},

    // 96. The different rows of a matrix
    //   print(np.unique(np.random.randint(0, 2, (6, 3)), axis=0))
    {96,
     [](printer& print) {
       print(gm::unique(gm::random::randint(0, 2, {6, 3}), gm::axis = 0));
     }},

    // 100. A bootstrapped confidence interval of a mean
    //   x = np.random.randn(100)
    //   i = np.random.randint(0, x.size, (1000, x.size))
    //   means = x[i].mean(axis=1)
    //   print(np.percentile(means, [2.5, 97.5]))
    {100,
     [](printer& print) {
       auto const x = gm::random::randn(100);
       auto const i = gm::random::randint(0, x.size(), {1000, x.size()});
       auto const means = x(i).mean(1);
       print(gm::percentile(means, {2.5, 97.5}));
     }},
};

} // namespace
} // namespace numpy100
