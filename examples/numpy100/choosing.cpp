// SPDX-FileCopyrightText: 2026 the gamut authors
// SPDX-License-Identifier: Apache-2.0
//
// Choosing and moving elements
#include "exercise.hpp"

namespace numpy100 {
namespace {

subject const choosing{
    // 8. A vector from back to front
    //   print(np.arange(50)[::-1])
    {8, [](printer& print) { print(gm::arange(50)(slice(_, _, -1))); }},

    // 10. Where the elements are that are not zero
    //   print(*np.nonzero([1, 2, 0, 0, 4, 0]))
    {10,
     [](printer& print) {
       print(gm::nonzero(gm::array({1, 2, 0, 0, 4, 0})));
     }},

    // 20. Where the 100th element is in the shape (6, 7, 8)
    //   print(*np.unravel_index(99, (6, 7, 8)))
    {20,
     [](printer& print) {
       print(gm::unravel_index(99, {6, 7, 8}));
     }},

    // 25. The elements between 3 and 8 with another sign, in place
    //   z = np.arange(11)
    //   z[(3 < z) & (z < 8)] *= -1
    //   print(z)
    {25,
     [](printer& print) {
       auto z = gm::arange(11);
       z(3 < z && z < 8) *= -1;
       print(z);
     }},

    // 40. A random vector, sorted
    //   z = np.random.random(10)
    //   z.sort()
    //   print(z)
    {40,
     [](printer& print) {
       auto z = gm::random::random(10);
       z.sort();
       print(z);
     }},

    // 45. Zero in place of the largest element
    //   z = np.random.random(10)
    //   z[z.argmax()] = 0
    //   print(z)
    {45,
     [](printer& print) {
       auto z = gm::random::random(10);
       z(z.argmax()) = 0;
       print(z);
     }},

    // 50. The element that is closest to a number
    //   z = np.arange(100)
    //   v = np.random.uniform(0, 100)
    //   print(z[np.abs(z - v).argmin()])
    {50,
     [](printer& print) {
       auto const z = gm::arange(100);
       double const v = gm::random::uniform(0, 100);
       print(z(gm::abs(z - v).argmin()));
     }},

    // 55. Elements with their indices, and indices alone
    //   z = np.arange(9).reshape(3, 3)
    //   r = np.zeros_like(z)
    //   for (i, j), x in np.ndenumerate(z): r[j, i] = 10 * i + x
    //   for i, j in np.ndindex(3, 3): r[i, j] += 100 * z[i, j]
    //   print(r)
    {55,
     [](printer& print) {
       auto const z = gm::arange(9).reshape(3, 3);
       auto r = gm::zeros_like(z);
       for (auto [at, x] : gm::ndenumerate(z)) r(at[1], at[0]) = 10 * at[0] + x;
       for (auto [i, j] : gm::ndindex(3, 3)) r(i, j) += 100 * z(i, j);
       print(r);
     }},

    // 57. Three ones at random places of a matrix
    //   z = np.zeros((10, 10))
    //   np.put(z, np.random.choice(100, 3, replace=False), 1)
    //   print(z)
    {57,
     [](printer& print) {
       auto z = gm::zeros(10, 10);
       gm::put(z, gm::random::choice(100, 3, gm::replace = false), 1);
       print(z);
     }},

    // 59. Rows in the order of their second column
    //   z = np.random.randint(0, 10, (3, 3))
    //   print(z[z[:, 1].argsort()])
    {59,
     [](printer& print) {
       auto const z = gm::random::randint(0, 10, {3, 3});
       print(z(z(_, 1).argsort()));
     }},

    // 61. The element closest to one half
    //   z = np.random.uniform(0, 1, (5, 5))
    //   print(z.flat[np.abs(z - 0.5).argmin()])
    {61,
     [](printer& print) {
       auto const z = gm::random::uniform(0, 1, {5, 5});
       print(z.flat()(gm::abs(z - 0.5).argmin()));
     }},

    // 64. One more at each of some indices, of which some come twice
    //   z = np.ones(10)
    //   i = np.random.randint(0, len(z), 20)
    //   z += np.bincount(i, minlength=len(z))
    //   np.add.at(z, i, 1)
    //   print(z)
    {64,
     [](printer& print) {
       auto z = gm::ones(10);
       auto const i = gm::random::randint(0, z.size(), 20);
       z += gm::bincount(i, gm::minlength = z.size());
       gm::add.at(z, i, 1);
       print(z);
     }},

    // 70. Three zeros between the elements of a vector
    //   z = np.arange(1, 6)
    //   spread = np.zeros(4 * len(z) - 3)
    //   spread[::4] = z
    //   print(spread)
    {70,
     [](printer& print) {
       auto const z = gm::arange(1, 6);
       auto spread = gm::zeros(4 * z.size() - 3);
       spread(slice(_, _, 4)) = z;
       print(spread);
     }},

    // 72. Two rows that change places
    //   a = np.arange(25).reshape(5, 5)
    //   a[[0, 1]] = a[[1, 0]]
    //   print(a)
    {72,
     [](printer& print) {
       auto a = gm::arange(25).reshape(5, 5);
       a({0, 1}) = a({1, 0});
       print(a);
     }},

    // 76. A vector's runs of three, each one further
    //   print(np.lib.stride_tricks.sliding_window_view(np.arange(10), 3))
    {76, [](printer& print) { print(gm::sliding_window_view(gm::arange(10), 3)); }},

    // 80. The part of a given shape around an element, filled up beyond the rim
    //   z = np.random.randint(0, 10, (10, 10))
    //   row, column = 1, 9
    //   print(np.pad(z, 2, constant_values=-1)[row:row + 5, column:column + 5])
    {80,
     [](printer& print) {
       auto const z = gm::random::randint(0, 10, {10, 10});
       int const row = 1, column = 9;
       print(gm::pad(z, 2, gm::constant_values = -1)(slice(row, row + 5), slice(column, column + 5)));
     }},

    // 81. The runs of four among 1 to 14
    //   z = np.arange(1, 15, dtype=np.uint32)
    //   print(np.lib.stride_tricks.sliding_window_view(z, 4))
    {81,
     [](printer& print) {
       auto const z = gm::arange<std::uint32_t>(1, 15);
       print(gm::sliding_window_view(z, 4));
     }},

    // 84. All blocks of 3 x 3 elements of a matrix
    //   z = np.random.randint(0, 5, (10, 10))
    //   print(np.lib.stride_tricks.sliding_window_view(z, (3, 3)))
    {84,
     [](printer& print) {
       auto const z = gm::random::randint(0, 5, {10, 10});
       print(gm::sliding_window_view(z, {3, 3}));
     }},

    // 88. The game of life, a hundred generations
    //   z = np.random.randint(0, 2, (50, 50)).astype(np.uint8)
    //   for _ in range(100):
    //       n = (z[:-2, :-2] + z[:-2, 1:-1] + z[:-2, 2:] + z[1:-1, :-2] + z[1:-1, 2:]
    //            + z[2:, :-2] + z[2:, 1:-1] + z[2:, 2:])
    //       lives = (n == 3) | ((n == 2) & (z[1:-1, 1:-1] == 1))
    //       z = np.pad(lives, 1).astype(np.uint8)
    //   print(z)
    {88,
     [](printer& print) {
       gm::ndarray z = gm::random::randint(0, 2, {50, 50}).astype<std::uint8_t>();
       slice const before(_, -2), in(1, -1), after(2, _);
       for (int generation = 0; generation < 100; ++generation) {
         auto const n = z(before, before) + z(before, in) + z(before, after) + z(in, before) + z(in, after) +
                        z(after, before) + z(after, in) + z(after, after);
         z = gm::pad(n == 3 || (n == 2 && z(in, in) == 1), 1).astype<std::uint8_t>();
       }
       print(z);
     }},

    // 89. The five largest elements
    //   z = np.arange(10000)
    //   np.random.shuffle(z)
    //   print(z[np.argsort(z)[-5:]])
    //   print(np.sort(z[np.argpartition(-z, 5)[:5]]))
    {89,
     [](printer& print) {
       auto z = gm::arange(10000);
       gm::random::shuffle(z);
       print(z(gm::argsort(z)(slice(-5, _))));
       print(gm::sort(z(gm::argpartition(-z, 5)(slice(5)))));
     }},

    // 93. The rows that have an element of each row of another matrix
    //   a, b = np.random.randint(0, 5, (8, 3)), np.random.randint(0, 5, (2, 2))
    //   c = a[..., None, None] == b
    //   print(np.where(c.any(axis=(3, 1)).all(axis=1))[0])
    {93,
     [](printer& print) {
       auto const a = gm::random::randint(0, 5, {8, 3}), b = gm::random::randint(0, 5, {2, 2});
       auto const c = a(ellipsis, newaxis, newaxis) == b;
       print(gm::where(c.any({3, 1}).all(1)));
     }},

    // 94. The rows whose elements are not all the same
    //   z = np.random.randint(0, 3, (10, 3))
    //   print(z[~np.all(z[:, 1:] == z[:, :-1], axis=1)])
    //   print(z[z.max(axis=1) != z.min(axis=1)])
    {94,
     [](printer& print) {
       auto const z = gm::random::randint(0, 3, {10, 3});
       print(z(!gm::all(z(_, slice(1, _)) == z(_, slice(_, -1)), 1)));
       print(z(z.max(1) != z.min(1)));
     }},

    // 99. The rows of whole numbers whose sum is 4
    //   x = np.array([[1.0, 0.0, 3.0, 8.0], [2.0, 0.0, 1.0, 1.0], [1.5, 2.5, 1.0, 0.0]])
    //   whole = np.logical_and.reduce(x % 1 == 0, axis=1)
    //   print(x[whole & (x.sum(axis=1) == 4)])
    {99,
     [](printer& print) {
       auto const x = gm::array({{1.0, 0.0, 3.0, 8.0}, {2.0, 0.0, 1.0, 1.0}, {1.5, 2.5, 1.0, 0.0}});
       auto const whole = gm::logical_and.reduce(x % 1 == 0, 1);
       print(x(whole && x.sum(1) == 4));
     }},
};

} // namespace
} // namespace numpy100
